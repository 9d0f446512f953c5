import type { Comparison } from "./recorded-state.ts";

export type Operation = "create" | "update" | "replace" | "delete" | "same";

/** One resource and what would happen to it. */
export interface Change {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly operation: Operation;
  /** A replace that takes the old one away first: an outage. Undefined for other operations. */
  readonly deleteBeforeReplace?: boolean | undefined;
  readonly paths: readonly PathChange[];
  /** Now, or in the recorded state. */
  readonly protected: boolean;
  /** Losing it loses data. */
  readonly stateful: boolean;
}

export interface PathChange {
  /** `spec.template.spec.containers[0].image` */
  readonly path: string;
  readonly kind: "add" | "update" | "delete";
  /** This property alone forces a new object. */
  readonly replaces: boolean;
  /** Short, for display; a secret reads `[secret]`, a value known only when deployed is undefined. */
  readonly old?: string | undefined;
  readonly new?: string | undefined;
  /** Instead of old and new, where the value is a text of several lines: the lines that differ. */
  readonly lines?: readonly string[] | undefined;
}

/** Something that must not happen by way of a deployment. */
export interface Violation {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly operation: "update" | "replace" | "delete";
  /**
   * protected: the program or the state forbids it. stateful: data would be lost. shrinks: storage only grows.
   * stays: the data would stay where it is, on another storage class than is said.
   */
  readonly reason: "protected" | "stateful" | "shrinks" | "stays";
}

export interface Diagnostic {
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly urn?: string | undefined;
}

/** A resource as a provider would be asked for it; a secret reads `[secret]`. */
export interface PreviewedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

export type Counts = Readonly<Record<Operation, number>>;

export interface PreviewResult {
  readonly stack: string;
  /** By URN, which begins with the component; resources that stay the same are not listed. */
  readonly changes: readonly Change[];
  readonly counts: Counts;
  readonly comparedWith: Comparison;
  readonly violations: readonly Violation[];
  readonly diagnostics: readonly Diagnostic[];
  /** Secrets that the program wants and the stack file lacks. */
  readonly unsetSecrets: readonly string[];
  /** Every resource as the program wants it; only if the request asked for them. */
  readonly resources?: readonly PreviewedResource[] | undefined;
  readonly seconds: number;
  /** Of this process and the engine; undefined where the system doesn't tell. */
  readonly cpuSeconds?: number | undefined;
}
