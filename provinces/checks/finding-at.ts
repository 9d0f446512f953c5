import type { FieldPath, Finding, FindingCode } from "../finding.ts";
import type { Facts } from "../wording.ts";

/** A finding before the loader knows line and column. */
export function findingAt(path: FieldPath, code: FindingCode, facts: Facts = {}): Finding {
  return { code, where: { path }, facts };
}
