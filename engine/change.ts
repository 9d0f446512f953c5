/**
 * How a result was found. fast: the program ran, without an engine. plan: the real engine, answered by the planning
 * provider. live: the real engine and the official plugin, with the target where it can be reached.
 */
export type Tier = "fast" | "plan" | "live";

/** What a result is the difference to. */
export type Comparison =
  | { readonly kind: "nothing" }
  | ({ readonly kind: "rehearsal" | "snapshot"; readonly path: string } & Recorded)
  | ({
      readonly kind: "revision";
      /** As it was asked for, such as `main`. */
      readonly ref: string;
    } & Recorded);

export interface Recorded {
  /** ISO 8601: when the state was recorded, or the revision committed. */
  readonly at: string;
  /** Whole days from then to the day of the preview. */
  readonly ageDays: number;
  /** Commit of the province files then; undefined in rehearsals outside a repository. */
  readonly revision?: string | undefined;
  /** The files had changes that no commit has. */
  readonly dirty?: boolean | undefined;
}

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
  /** Why the API server or the daemon will not accept it, in a phrase; the engine knows nothing of that. */
  readonly refused?: string | undefined;
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
  readonly tier: Tier;
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
