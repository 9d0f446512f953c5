import type { CallCenterPlan, Identity } from "../plan.ts";
import { configurationChanges } from "./configuration-changes.ts";
import { itemChanges } from "./item-changes.ts";
import { ASPECTS, type PlanChange, type PlanDifference, type Planned } from "./plan-change.ts";
import { retentionChanges } from "./retention-changes.ts";
import { trafficChanges } from "./traffic-changes.ts";

/**
 * What differs between two plans of a stack, in a fixed order. Pure: the same plans give the same text.
 * Throws when neither is given.
 */
export function differenceOf(before: Planned | undefined, after: Planned | undefined): PlanDifference {
  const stack = (after ?? before)?.plan.identity.stack;
  if (stack === undefined) throw new Error("a difference needs a plan");
  if (before === undefined) return { stack, kind: "new", changes: [] };
  if (after === undefined) return { stack, kind: "removed", changes: [] };
  const changes = [
    ...identityChanges(before.plan, after.plan),
    ...retentionChanges(before, after),
    ...trafficChanges(before.plan, after.plan),
    ...itemChanges(before.plan, after.plan),
    ...configurationChanges(before.plan, after.plan),
  ].sort(byAspect);
  return { stack, kind: changes.length === 0 ? "same" : "changed", changes };
}

/** Sorting is stable: within an aspect the plans' own order stays. */
function byAspect(a: PlanChange, b: PlanChange): number {
  return ASPECTS.indexOf(a.aspect) - ASPECTS.indexOf(b.aspect);
}

const IDENTITY = [
  "status",
  "workMode",
  "buildMode",
  "mergeMode",
  "platform",
  "securityLevel",
] as const satisfies readonly (keyof Identity)[];

function identityChanges(before: CallCenterPlan, after: CallCenterPlan): readonly PlanChange[] {
  const fields = IDENTITY.filter((field) => before.identity[field] !== after.identity[field]).map(
    (field): PlanChange => ({
      aspect: "identity",
      subject: after.identity.stack,
      field,
      before: before.identity[field],
      after: after.identity[field],
    }),
  );
  return [...fields, ...zoneChanges(before, after)];
}

/** A zone is a namespace or a network: under another name it is another one. */
function zoneChanges(before: CallCenterPlan, after: CallCenterPlan): readonly PlanChange[] {
  const names = [...new Set([...before.zones, ...after.zones].map(({ name }) => name))];
  return names.flatMap((name): readonly PlanChange[] => {
    const [old, now] = [before, after].map(({ zones }) => zones.find((zone) => zone.name === name));
    const common = { subject: name, zone: name } as const;
    const stateful = old?.stateful === true ? ({ stateful: true } as const) : {};
    if (old?.id !== now?.id)
      return [{ aspect: "identity", field: "zone", before: old?.id, after: now?.id, ...common, ...stateful }];
    if (old?.security !== now?.security)
      return [{ aspect: "security", field: "zoneSecurity", before: old?.security, after: now?.security, ...common }];
    return [];
  });
}
