import type { CallCenterPlan } from "../plan.ts";
import type { AgentTraffic, TrafficPlan, TrunkGroupTraffic } from "../traffic-plan.ts";
import type { PlanChange } from "./plan-change.ts";

/** Trunk groups, calls and people. Blocking is told only where it crosses or nears what a caller notices. */
export function trafficChanges({ traffic: before }: CallCenterPlan, { traffic: after }: CallCenterPlan): PlanChange[] {
  return [...trunkChanges(before, after), ...demandChanges(before, after), ...peopleChanges(before, after)];
}

function trunkChanges(before: TrafficPlan, after: TrafficPlan): readonly PlanChange[] {
  const codes = [...new Set([...before.trunkGroups, ...after.trunkGroups].map(({ areaCode }) => areaCode))];
  return codes.flatMap((areaCode) => {
    const [old, now] = [before, after].map(({ trunkGroups }) => trunkGroups.find((each) => each.areaCode === areaCode));
    return groupChanges(areaCode, old, now);
  });
}

function groupChanges(
  areaCode: string,
  old: TrunkGroupTraffic | undefined,
  now: TrunkGroupTraffic | undefined,
): readonly PlanChange[] {
  const common = { aspect: "trunks", subject: areaCode } as const;
  const unit = (now ?? old)?.unit;
  const figure = `trunks.${areaCode}.unitsOrdered`;
  if (old?.unit !== now?.unit) {
    const text = (group: TrunkGroupTraffic | undefined) =>
      group === undefined ? undefined : `${group.unitsOrdered} ${group.unit}`;
    return [{ ...common, field: "units", before: text(old), after: text(now), figure }];
  }
  if (old === undefined || now === undefined) return [];
  const ordered: readonly PlanChange[] =
    old.unitsOrdered === now.unitsOrdered
      ? []
      : [{ ...common, field: "units", unit, before: old.unitsOrdered, after: now.unitsOrdered, figure }];
  const [worse, better] = [percent(old.blockingPercent), percent(now.blockingPercent)];
  const blocking: readonly PlanChange[] =
    worse === better
      ? []
      : [
          {
            ...common,
            field: "blocking",
            unit: "%",
            before: worse,
            after: better,
            figure: `trunks.${areaCode}.blockingPercent`,
          },
        ];
  return [...ordered, ...blocking];
}

/** Two digits: what is below is nothing to anybody. */
function percent(value: number): number {
  return Number(value.toFixed(2));
}

function demandChanges(before: TrafficPlan, after: TrafficPlan): readonly PlanChange[] {
  return (["callsPerYear", "busyHourCalls"] as const).flatMap((field): readonly PlanChange[] => {
    const [old, now] = [Math.round(before[field]), Math.round(after[field])];
    return old === now
      ? []
      : [{ aspect: "trunks", subject: "demand", field, before: old, after: now, figure: `demand.${field}` }];
  });
}

function peopleChanges({ agents: old }: TrafficPlan, { agents: now }: TrafficPlan): readonly PlanChange[] {
  return (["seats", "seatsNeeded", "heads"] as const satisfies readonly (keyof AgentTraffic)[])
    .filter((field) => old[field] !== now[field])
    .map((field) => ({
      aspect: "people",
      subject: "agents",
      field,
      before: old[field],
      after: now[field],
      figure: `agents.${field}`,
    }));
}
