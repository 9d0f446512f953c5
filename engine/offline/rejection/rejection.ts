import type { Phrase } from "../../../provinces/wording.ts";
import type { PathStep } from "../../property-path.ts";
import type { Properties } from "../value.ts";

/** What the target holds against a change. */
export type RejectionRule =
  | "immutable"
  | "shrinks"
  | "name"
  | "label"
  | "type"
  | "required"
  | "quantity"
  | "port"
  | "choice"
  | "reference"
  | "duplicate"
  | "selector"
  | "secret-data"
  | "schedule"
  | "operator"
  | "pod-security"
  | "not-carried-out";

/** A change that the engine takes for possible, and the API server, the operator or the daemon will not accept. */
export interface Rejection {
  readonly rule: RejectionRule;
  readonly path: readonly PathStep[];
  readonly reason: Phrase;
}

/** An object that is to be created or updated. */
export interface Proposal {
  /** Type token: `kubernetes:apps/v1:StatefulSet`. */
  readonly type: string;
  /** As it was; undefined for one that is created, also as a replacement. */
  readonly old?: Properties | undefined;
  readonly next: Properties;
}

export function rejection(rule: RejectionRule, path: readonly PathStep[], reason: Phrase): Rejection {
  return { rule, path, reason };
}
