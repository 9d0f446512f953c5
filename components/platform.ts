import type * as pulumi from "@pulumi/pulumi";
import type { CallCenterPlan, PlanItem, Zone } from "../planning/plan.ts";

/** Where a plan item is put: its component, the plan it stands in, what must exist before it. */
export interface Placement {
  readonly parent: pulumi.ComponentResource;
  /** Logical name of the parent; names of its children begin with it. */
  readonly name: string;
  /** The whole plan: names in mounts and environments, and an item's users, are looked up in it. */
  readonly plan: CallCenterPlan;
  readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * The port between components and platforms. A component walks its items in order and asks the platform to
 * realise each; nobody outside platforms/ can tell a pod from a container.
 */
export interface Platform {
  readonly kind: "docker" | "kubernetes";
  /** Resources of a zone, to be depended on by all items in it. */
  zone(zone: Zone, placement: Placement): readonly pulumi.Resource[];
  /** Resources of one item; others wait for these. */
  realize(item: PlanItem, placement: Placement): readonly pulumi.Resource[];
}

/** Gives the value of a secret by name; the stack's configuration in production. */
export type SecretSource = (name: string) => pulumi.Output<string>;
