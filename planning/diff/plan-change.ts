import type { Province } from "../../provinces/province.ts";
import type { CallCenterPlan, ZoneName } from "../plan.ts";

/** A plan with the province it was made of; retention and waivers stand in the province alone. */
export interface Planned {
  readonly province: Province;
  readonly plan: CallCenterPlan;
}

/** What of a call center a change is about, in the order in which a report tells it. */
export const ASPECTS = [
  "identity",
  "items",
  "storage",
  "retention",
  "backup",
  "security",
  "access",
  "trunks",
  "people",
  "images",
  "workloads",
  "configuration",
] as const;

export type Aspect = (typeof ASPECTS)[number];

export type Field =
  // identity
  | "status"
  | "workMode"
  | "buildMode"
  | "mergeMode"
  | "platform"
  | "securityLevel"
  | "zone"
  // items
  | "exists"
  | "id"
  | "node"
  // storage
  | "sizeGiB"
  | "storageClass"
  | "instances"
  | "synchronous"
  | "parameter"
  // retention, backup
  | "days"
  | "fullEveryDays"
  | "store"
  // security
  | "secret"
  | "zoneSecurity"
  | "network"
  | "firewall"
  // access
  | "exposure"
  | "from"
  | "reaches"
  // trunks, people
  | "units"
  | "channels"
  | "blocking"
  | "callsPerYear"
  | "busyHourCalls"
  | "seats"
  | "seatsNeeded"
  | "heads"
  // images, workloads
  | "reference"
  | "replicas"
  | "cpu"
  | "memory"
  | "ports"
  | "environment"
  | "command"
  | "schedule"
  | "drain"
  // configuration
  | "restart"
  | "reload";

/**
 * One thing that differs between two plans, told without a platform's words: the same change reads the same on Docker
 * and on Kubernetes. What is undefined is not there.
 */
export interface PlanChange {
  readonly aspect: Aspect;
  /** What has the field: an area code, an item without its node, a file of a configuration set, a kind of data. */
  readonly subject: string;
  readonly field: Field;
  readonly unit?: string | undefined;
  readonly before?: string | number | undefined;
  readonly after?: string | number | undefined;
  /** Of a text: all lines that differ, `- ` and `+ ` before them. */
  readonly lines?: readonly string[] | undefined;
  readonly zone?: ZoneName | undefined;
  /** The item holds data. */
  readonly stateful?: true | undefined;
  /** Media nodes or hosts on which the same happens; undefined where nodes don't matter. */
  readonly nodes?: readonly string[] | undefined;
  /** Figure of the plan that changed, by which its origin can be followed. */
  readonly figure?: string | undefined;
}

/** new: there was no such plan. removed: there is none any more. */
export interface PlanDifference {
  readonly stack: string;
  readonly kind: "new" | "removed" | "changed" | "same";
  readonly changes: readonly PlanChange[];
}
