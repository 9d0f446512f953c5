import type { FindingCode } from "./messages/table.ts";

export type { Severity } from "./messages/message.ts";
export type { FindingCode } from "./messages/table.ts";

/** Steps from the root of a province file to a value: `["localNetworks", 0, "trunk", "e1"]`. */
export type FieldPath = readonly (string | number)[];

export interface Where {
  readonly file?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
  /** 1-based, in characters. */
  readonly column?: number | undefined;
  readonly path?: FieldPath | undefined;
}

/** One thing that is wrong, doubtful or worth knowing, before it is put into words. */
export interface Finding {
  readonly code: FindingCode;
  readonly where: Where;
  /** What the message's placeholders stand for: what was found, what is allowed, the figures. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Shown without a stack, all findings at once. Anything else that is thrown is a bug. */
export class UserError extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[], options?: ErrorOptions) {
    super(findings.map((finding) => finding.code).join(", "), options);
    this.name = "UserError";
    this.findings = findings;
  }
}
