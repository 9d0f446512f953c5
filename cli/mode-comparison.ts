import { planCallCenter } from "../components/call-center/plan.ts";
import { checkCapacity } from "../planning/capacity.ts";
import { type PlanCostRequest, planCost } from "../planning/costs/plan-cost.ts";
import type { CallCenterPlan, PartName } from "../planning/plan.ts";
import type { TrunkGroupTraffic } from "../planning/traffic-plan.ts";
import type { Finding } from "../provinces/finding.ts";
import { severityOf } from "../provinces/messages.ts";
import type { Province } from "../provinces/province.ts";

export const WORK_MODES = ["hotline", "call-center", "integrated"] as const;

export type WorkMode = (typeof WORK_MODES)[number];

/** One work mode for a province's demand, with as many trunks and seats as it needs: read off a plan made for it. */
export interface ModeFigures {
  readonly mode: WorkMode;
  /** The province's own. */
  readonly own: boolean;
  /** Why a deployment in this mode would be refused; undefined: it would not. */
  readonly refused: Finding | undefined;
  readonly humanShare: number;
  readonly humanErlangs: number;
  readonly seats: number;
  readonly heads: number;
  readonly trunks: readonly { readonly unit: TrunkGroupTraffic["unit"]; readonly count: number }[];
  readonly channels: number;
  /** Of callers, with these seats and trunks. */
  readonly serviceLevelPercent: number;
  readonly asaSeconds: number;
  readonly abandonPercent: number;
  readonly worstBlockingPercent: number;
  readonly queues: number;
  readonly menu: boolean;
  readonly recording: boolean;
  readonly desk: boolean;
  readonly businessSystems: boolean;
  readonly securityLevel: 2 | 3;
  readonly parts: readonly PartName[];
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly storageGiB: number;
  /** Fen a month, what is bought once spread over the horizon; undefined where a price is missing. */
  readonly costFenPerMonth: number | undefined;
}

export interface ModeComparison {
  readonly province: Province["province"];
  readonly callsPerDay: number;
  readonly busyHourCalls: number;
  readonly modes: readonly ModeFigures[];
  /** Heads that integrated needs less for each 5 calls in a hundred that its systems answer without a person. */
  readonly headsPerFivePercentSelfService: number;
  readonly merged: boolean;
}

/** A twentieth of the calls. */
const STEP = 0.05;

/** Prices and the day they are taken at. */
type Prices = Pick<PlanCostRequest, "book" | "today">;

interface ModeRequest {
  readonly mode: WorkMode;
  readonly site: string;
  readonly prices: Prices | undefined;
}

/** Hotline, call center and integrated side by side; each is planned in full for the province's demand, and priced. */
export function compareModes(province: Province, site: string, prices?: Prices): ModeComparison {
  const modes = WORK_MODES.map((mode) => figuresOf(province, { mode, site, prices }));
  const { plan } = planFor(variant(province, "integrated"), site);
  const humanShare = shareIn(plan);
  const { plan: lower } = planFor(
    withDemand(variant(province, "integrated"), { humanShare: Math.max(0.01, humanShare - STEP) }),
    site,
  );
  return {
    province: province.province,
    callsPerDay: plan.traffic.callsPerDay,
    busyHourCalls: plan.traffic.busyHourCalls,
    modes,
    headsPerFivePercentSelfService: plan.traffic.agents.heads - lower.traffic.agents.heads,
    merged: province.merge.mode === "merged",
  };
}

function figuresOf(province: Province, { mode, site, prices }: ModeRequest): ModeFigures {
  const { plan, province: ordered } = planFor(variant(province, mode), site);
  const cost = prices === undefined ? undefined : planCost({ province: ordered, plan, ...prices });
  const { agents, trunkGroups, queues, channels } = plan.traffic;
  const items = plan.parts.flatMap((part) => part.items);
  const metered = (name: string) =>
    items.flatMap((item) => item.meters).reduce((sum, meter) => sum + (meter.name === name ? meter.quantity : 0), 0);
  const units = [...new Set(trunkGroups.map(({ unit }) => unit))].sort();
  return {
    mode,
    own: mode === province.workMode,
    refused: checkCapacity(ordered, plan.traffic).find(({ code }) => severityOf(code) === "error"),
    humanShare: shareIn(plan),
    humanErlangs: agents.erlangs,
    seats: agents.seats,
    heads: agents.heads,
    trunks: units.map((unit) => ({
      unit,
      count: trunkGroups.reduce((sum, group) => sum + (group.unit === unit ? group.unitsOrdered : 0), 0),
    })),
    channels,
    serviceLevelPercent: agents.serviceLevelPercent,
    asaSeconds: agents.asaSeconds,
    abandonPercent: agents.abandonPercent,
    worstBlockingPercent: Math.max(0, ...trunkGroups.map(({ blockingPercent }) => blockingPercent)),
    queues: queues.length,
    menu: mode !== "hotline" && queues.length > 0,
    recording: items.some((item) => item.kind === "volume" && item.purpose === "recordings"),
    desk: plan.parts.some(({ part }) => part === "agents"),
    businessSystems: plan.parts.some(({ summary }) => summary["businessSystems"] === true),
    securityLevel: plan.identity.securityLevel,
    parts: plan.parts.map(({ part }) => part),
    vcpu: metered("vCPU"),
    memoryGiB: metered("memory"),
    storageGiB: metered("storage"),
    // With a missing price it is unknown, never less.
    costFenPerMonth: cost === undefined || cost.monthlyAll.unknown.length > 0 ? undefined : cost.monthlyAll.fen,
  };
}

function shareIn({ figures }: CallCenterPlan): number {
  return figures["demand.humanShare"]?.value ?? 0;
}

/** Planned once for what it needs, and again with that ordered: what callers meet then belongs to the mode itself. */
function planFor(province: Province, site: string): { readonly province: Province; readonly plan: CallCenterPlan } {
  const needed = new Map(planCallCenter(province, site).traffic.trunkGroups.map((group) => [group.areaCode, group]));
  const localNetworks = province.localNetworks.map((network) => {
    const units = Math.max(1, needed.get(network.areaCode)?.unitsNeeded ?? 0);
    const { trunk } = network;
    if (trunk === undefined) return network;
    // Boxes as many ports as this takes.
    const bare = { ...network, gateways: undefined };
    if (trunk.type === "analog") return { ...bare, trunk: { ...trunk, lines: units } };
    return { ...bare, trunk: trunk.signalling === "sip-ims" ? { ...trunk, channels: units } : { ...trunk, e1: units } };
  });
  const ordered = { ...province, localNetworks };
  return { province: ordered, plan: planCallCenter(ordered, site) };
}

/**
 * The province in another work mode. What was said for its own does not hold there: seats and heads ordered, and where a
 * menu comes or goes also the share of people, the time in the menu, queues and recording.
 */
function variant(province: Province, mode: WorkMode): Province {
  const staffing = { ...province.staffing, seats: undefined, heads: undefined };
  if (mode === province.workMode) return { ...province, staffing };
  const other = { ...province, workMode: mode, staffing, securityLevel: undefined };
  if (mode !== "hotline" && province.workMode !== "hotline") return other;
  const demand = { ...province.demand, humanShare: undefined, ivrSeconds: undefined };
  return { ...other, demand, queues: undefined, recording: undefined };
}

function withDemand(province: Province, demand: Partial<NonNullable<Province["demand"]>>): Province {
  return { ...province, demand: { ...province.demand, ...demand } };
}
