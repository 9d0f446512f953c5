import { both, type Phrase } from "../../../provinces/wording.ts";
import type { PlanChange, Planned } from "../../diff/plan-change.ts";
import type { CallCenterPlan, Workload, ZoneName } from "../../plan.ts";
import { MINUTES_A_DAY, serviceHours } from "../../service-hours.ts";
import type { Risk } from "../risk.ts";
import { kindOf, type ResourceChange, type StackPreview } from "../stack-preview.ts";

/** What runs; a change of one that takes the old away first interrupts it. */
const RUNNING: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "DaemonSet", "Pod", "Container", "Service"]);

const EFFECTS: Readonly<Record<ZoneName, Phrase>> = {
  media: { zh: "来电无人接听", en: "calls are not taken" },
  data: { zh: "通话照常，话单与工单暂不能写入", en: "calls go on, but records and work orders can't be written" },
  desk: { zh: "座席桌面不可用，电话仍可接听", en: "the desk is away, while phones still ring" },
};

/** Interruptions of service. Nodes of a pair roll one after another and interrupt nothing. */
export function outageRisks(preview: StackPreview): readonly Risk[] {
  const { stack, after, changes, difference } = preview;
  if (after === undefined) return [];
  return [
    ...changes.flatMap((change) => [...interruption(stack, after, change), ...resourceRisks(stack, change)]),
    ...(difference?.changes ?? []).flatMap((change) => planRisks(stack, change)),
  ];
}

function interruption(stack: string, { plan, province }: Planned, change: ResourceChange): readonly Risk[] {
  const { name, type, operation, deleteBeforeReplace, stateful } = change;
  if (operation !== "replace" || deleteBeforeReplace !== true || stateful || !RUNNING.has(kindOf(type))) return [];
  const item = itemOf(plan, name);
  // Of a pair one goes on while the other is made anew.
  if (item === undefined || workloadsIn(plan, item.zone) > 1) return [];
  const hours = serviceHours(province);
  const always = hours.kind === "24x7";
  const facts = { subject: `${kindOf(type)} ${name}`, ...both("effect", EFFECTS[item.zone]) };
  return [
    {
      rule: "outage",
      code: always && item.zone === "media" ? "RISK_OUTAGE" : "RISK_OUTAGE_PLANNABLE",
      stacks: [stack],
      subject: name,
      facts: always && item.zone === "media" ? facts : { ...facts, hours: hours.workdays.map(openingText).join(", ") },
    },
  ];
}

function openingText({ from, to }: { readonly from: number; readonly to: number }): string {
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return `${clock(from)}-${to === MINUTES_A_DAY ? "24:00" : clock(to)}`;
}

/** The item of which a resource is made: the longest logical name with which its own ends. */
function itemOf(
  { parts }: CallCenterPlan,
  name: string,
): { readonly name: string; readonly zone: ZoneName } | undefined {
  return parts
    .flatMap(({ items }) => items)
    .filter((item) => name === item.name || name.endsWith(`-${item.name}`))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

function workloadsIn({ parts }: CallCenterPlan, zone: ZoneName): number {
  return parts
    .flatMap(({ items }) => items)
    .filter((item): item is Workload => item.kind === "workload" && item.zone === zone)
    .reduce((sum, { replicas }) => sum + replicas, 0);
}

const BUDGET = new Set(["spec.minAvailable", "spec.maxUnavailable"]);

function resourceRisks(stack: string, { name, type, operation, paths }: ResourceChange): readonly Risk[] {
  const risk = (code: Risk["code"]): Risk => ({
    rule: "outage",
    code,
    stacks: [stack],
    subject: name,
    facts: { subject: name },
  });
  const kind = kindOf(type);
  if (kind === "Service" && paths.some(({ path, replaces }) => replaces && path.startsWith("spec.clusterIP")))
    return [risk("RISK_ADDRESS_CHANGED")];
  if (paths.some(({ path, new: next }) => path === "spec.replicas" && next === "0")) return [risk("RISK_SWITCHED_OFF")];
  if (kind === "PodDisruptionBudget" && (operation === "delete" || paths.some(({ path }) => BUDGET.has(path))))
    return [risk("RISK_BUDGET_LOOSENED")];
  return [];
}

function planRisks(stack: string, change: PlanChange): readonly Risk[] {
  const { aspect, field, subject, before, after } = change;
  const common = { rule: "outage", stacks: [stack], subject, change } as const;
  if (aspect === "trunks" && field === "units" && before !== undefined && after === undefined)
    return [{ ...common, code: "RISK_TRUNK_REMOVED", facts: { subject, before } }];
  if (aspect === "workloads" && field === "replicas" && after === 0)
    return [{ ...common, code: "RISK_SWITCHED_OFF", facts: { subject } }];
  return [];
}
