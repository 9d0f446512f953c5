import type { FieldPath, Finding, FindingCode } from "../provinces/finding.ts";
import type { Province } from "../provinces/province.ts";
import { USUAL } from "./demand.ts";
import { extendedErlangB, trunksFor } from "./erlang-b.ts";
import { mostChannels } from "./media-legs.ts";
import { LARGEST_USUAL_VOLUME_GIB, recordingGiB } from "./recording-volume.ts";
import { USUAL_RETENTION } from "./retention.ts";
import { phonesRungAtOnce } from "./ring-groups.ts";
import { scopeOf } from "./scope.ts";
import { serviceHours } from "./service-hours.ts";
import { uncoveredStretches, usualShifts } from "./shifts.ts";
import type { TrafficPlan, TrunkGroupTraffic } from "./traffic-plan.ts";
import { TRUNK_FIELD } from "./trunks.ts";

/** Analog lines are practical up to about this many at one place. */
const FEW_LINES = 8;

/** Three times what all of the country's 12333 has in a busy hour; a slip of units or zeros. */
const MOST_ERLANGS = 10_000;

/** Channels over seats that practice calls usual. */
const CHANNELS_PER_SEAT = { least: 1.2, most: 1.5 } as const;

const UNIT_WORDS = {
  line: { zh: "条模拟线", en: "analog lines" },
  e1: { zh: "个 E1", en: "E1" },
  channel: { zh: "路并发", en: "channels" },
} as const;

/** Whether what is ordered and staffed carries the traffic. Needs a checked province and its own traffic plan. */
export function checkCapacity(province: Province, traffic: TrafficPlan): Finding[] {
  if (traffic.pooled.erlangs > MOST_ERLANGS) {
    const facts = {
      erlangs: Math.round(traffic.pooled.erlangs),
      allowed: MOST_ERLANGS,
      calls: Math.round(traffic.callsPerDay),
    };
    return [finding(["demand"])("DEMAND_ABSURD", facts)];
  }
  return [
    ...checkPorts(province, traffic),
    ...checkRecordings(province, traffic),
    ...traffic.trunkGroups.flatMap((group) => checkTrunkGroup(group, province, traffic)),
    ...checkContract(province, traffic),
    ...(province.merge.mode === "merged" ? [] : [...checkSeats(province, traffic), ...checkHeads(province, traffic)]),
  ];
}

/** One node holds all calls, and its RTP range has ports for so many. */
function checkPorts(province: Province, traffic: TrafficPlan): Finding[] {
  const { talkSeconds = USUAL.talkSeconds, wrapUpSeconds = USUAL.wrapUpSeconds } = province.demand ?? {};
  const phones = scopeOf(province).kind === "phones" ? phonesRungAtOnce(province, traffic.agents.seats) : 0;
  const most = (rung: number) => mostChannels({ phones: rung, talkSeconds, wrapUpSeconds });
  const [found, allowed] = [traffic.channels, most(phones)];
  if (found <= allowed) return [];
  return found <= most(phones === 0 ? 0 : 1)
    ? [finding(["ringGroups"])("PHONES_RUNG_AT_ONCE", { found, allowed, phones })]
    : [finding(["localNetworks"])("CHANNELS_TOO_MANY", { found, allowed })];
}

/** Every media node has a volume for all recordings, since after a hand-over the other one records. */
function checkRecordings(province: Province, traffic: TrafficPlan): Finding[] {
  const { kind } = scopeOf(province);
  const { recording = {}, workMode, demand = {} } = province;
  if (kind === "merged" || kind === "phones" || !(recording.enabled ?? workMode !== "hotline")) return [];
  const { talkSeconds = USUAL.talkSeconds, wrapUpSeconds = USUAL.wrapUpSeconds } = demand;
  const { format = "wav", retentionDays = USUAL_RETENTION.recordings } = recording;
  const humanCalls = (traffic.agents.erlangs * 3600) / (talkSeconds + wrapUpSeconds);
  const humanShare = humanCalls / traffic.busyHourCalls;
  const gib = recordingGiB({ callsPerYear: traffic.callsPerYear, humanShare, talkSeconds, retentionDays, format });
  if (gib <= LARGEST_USUAL_VOLUME_GIB) return [];
  const facts = { found: Math.round(gib / 1024), allowed: LARGEST_USUAL_VOLUME_GIB / 1024, days: retentionDays };
  return [
    finding(["recording", format === "wav" ? "format" : "retentionDays"])(
      format === "wav" ? "RECORDINGS_LARGE" : "RECORDINGS_LARGE_ALAW",
      facts,
    ),
  ];
}

function checkTrunkGroup(group: TrunkGroupTraffic, province: Province, traffic: TrafficPlan): Finding[] {
  const { areaCode, unit, unitsOrdered, unitsNeeded, channelsNeeded, channelsPerUnit } = group;
  const index = province.localNetworks.findIndex((network) => network.areaCode === areaCode);
  const found = finding(["localNetworks", index, "trunk", TRUNK_FIELD[unit]]);
  const facts = {
    network: areaCode,
    ordered: unitsOrdered,
    needed: unitsNeeded,
    "unit.zh": UNIT_WORDS[unit].zh,
    "unit.en": UNIT_WORDS[unit].en,
    erlangs: group.erlangs.toFixed(2),
    blocking: percent(group.blockingPercent),
    target: province.serviceTarget?.blockingPercent ?? USUAL.blockingPercent,
  };
  if (unitsOrdered < unitsNeeded)
    return [found("TRUNK_TOO_SMALL", { ...facts, ...cheapestFix(group, province, traffic) })];
  if (unit === "e1" && channelsNeeded <= FEW_LINES)
    return [found("TRUNK_E1_FOR_FEW", { ...facts, needed: channelsNeeded })];
  const spare = (unitsOrdered - unitsNeeded) * channelsPerUnit;
  return unitsOrdered > 2 * unitsNeeded && spare > FEW_LINES ? [found("TRUNK_OVERSIZED", { ...facts, spare })] : [];
}

/** What a provider takes at once against what can come in, and what the demand asks of it over all trunks together. */
function checkContract(province: Province, traffic: TrafficPlan): Finding[] {
  const scope = scopeOf(province);
  if (scope.kind !== "department-edge" && scope.kind !== "provider-site") return [];
  const { channels } = scope.build.contract;
  if (channels === undefined) return [];
  const found = finding(["build", "contract", "channels"]);
  const { erlangs, channelsNeeded } = traffic.pooled;
  if (channels > traffic.channels)
    return [found("CONTRACT_CHANNELS_UNUSED", { found: channels, channels: traffic.channels })];
  if (channels >= channelsNeeded) return [];
  const recallShare = province.demand?.recallShare ?? USUAL.recallShare;
  const { blocking } = extendedErlangB({ traffic: erlangs, trunks: channels, recallShare });
  const target = province.serviceTarget?.blockingPercent ?? USUAL.blockingPercent;
  const facts = { found: channels, needed: channelsNeeded, erlangs: erlangs.toFixed(2), target };
  const elsewhere = percent(100 * blocking);
  return [
    scope.kind === "department-edge" && scope.retainedSeats > 0
      ? found("CONTRACT_CHANNELS_OVERFLOW", { ...facts, elsewhere, seats: scope.retainedSeats })
      : found("CONTRACT_CHANNELS_FEW", { ...facts, elsewhere }),
  ];
}

/** Another group with room for this traffic costs nothing to order; else the units that lack. */
function cheapestFix(
  group: TrunkGroupTraffic,
  province: Province,
  { trunkGroups }: TrafficPlan,
): Record<string, string> {
  const target = {
    blocking: (province.serviceTarget?.blockingPercent ?? USUAL.blockingPercent) / 100,
    recallShare: province.demand?.recallShare ?? USUAL.recallShare,
  };
  const more = group.unitsNeeded - group.unitsOrdered;
  const { zh, en } = UNIT_WORDS[group.unit];
  const order = { zh: `增加 ${more} ${zh}`, en: `order ${more} more ${en}` };
  const [roomiest] = trunkGroups
    .filter((other) => other !== group && trunksFor(other.erlangs + group.erlangs, target) <= other.channelsOrdered)
    .sort((a, b) => b.channelsOrdered - b.erlangs - (a.channelsOrdered - a.erlangs));
  if (roomiest === undefined) return { "cheapest.zh": order.zh, "cheapest.en": capital(order.en) };
  const route = `routedTo: "${roomiest.areaCode}"`;
  return {
    "cheapest.zh": `最省：写 ${route}，该组容得下（呼叫须跨本地网），不再要本网中继；或${order.zh}`,
    "cheapest.en": `Cheapest: ${route}, whose group has room (calls then cross local networks), and no trunk here; or ${order.en}`,
  };
}

function checkSeats(province: Province, traffic: TrafficPlan): Finding[] {
  const { agents, channels } = traffic;
  const found = finding(["staffing", "seats"]);
  const target = province.serviceTarget ?? {};
  const few =
    agents.seats < agents.seatsNeeded
      ? [
          found("SEATS_TOO_FEW", {
            found: agents.seats,
            needed: agents.seatsNeeded,
            more: agents.seatsNeeded - agents.seats,
            erlangs: agents.erlangs.toFixed(2),
            level: percent(agents.serviceLevelPercent),
            target: target.answeredPercent ?? USUAL.answeredPercent,
            within: target.withinSeconds ?? USUAL.withinSeconds,
            abandon: percent(agents.abandonPercent),
            occupancy: percent(agents.occupancyPercent),
            maxOccupancy: percent(100 * (province.staffing?.maxOccupancy ?? USUAL.maxOccupancy)),
          }),
        ]
      : [];
  // All channels talking keep this many seats busy, those in wrap-up included.
  const { talkSeconds = USUAL.talkSeconds, wrapUpSeconds = USUAL.wrapUpSeconds } = province.demand ?? {};
  const most = Math.floor((channels * (talkSeconds + wrapUpSeconds)) / talkSeconds);
  const given = province.staffing?.seats !== undefined;
  const crowded =
    given && agents.seats > most ? [found("SEATS_EXCEED_CHANNELS", { found: agents.seats, channels, most })] : [];
  const unusual = crowded.length > 0 || province.workMode === "hotline" ? [] : checkRatio(traffic);
  return [...few, ...crowded, ...unusual];
}

/** Practice has 120 to 150% trunks to seats. More is no news where Erlang asks for it or networks split the trunks. */
function checkRatio({ agents, channels, trunkGroups }: TrafficPlan): Finding[] {
  const [group, ...others] = trunkGroups;
  const ratio = channels / agents.seats;
  const spare = others.length === 0 && group !== undefined && group.unitsOrdered > group.unitsNeeded;
  if (ratio >= CHANNELS_PER_SEAT.least && !(spare && ratio > CHANNELS_PER_SEAT.most)) return [];
  return [
    finding(["localNetworks"])("CHANNELS_PER_SEAT", { channels, seats: agents.seats, found: percent(100 * ratio) }),
  ];
}

function checkHeads(province: Province, { agents }: TrafficPlan): Finding[] {
  const few =
    agents.heads < agents.headsNeeded
      ? [
          finding(["staffing", "heads"])("HEADS_TOO_FEW", {
            found: agents.heads,
            needed: agents.headsNeeded,
            more: agents.headsNeeded - agents.heads,
            shifts: agents.shifts.reduce((sum, shift) => sum + shift.seats, 0),
          }),
        ]
      : [];
  const seatsByHour = agents.hours.map((hour) => hour.seats);
  const hours = serviceHours(province);
  const shifts = province.staffing?.shifts ?? usualShifts(hours);
  const gaps = uncoveredStretches(shifts, { hours, seatsByHour });
  if (gaps.length === 0) return few;
  // A line that runs beside 12345 owes an answer at any hour.
  const code = province.merge.mode === "independent" ? "SHIFTS_LEAVE_GAP" : "SHIFTS_LEAVE_DUTY";
  return [...few, finding(["staffing", "shifts"])(code, { gaps: gaps.join(", ") })];
}

function finding(path: FieldPath): (code: FindingCode, facts: Finding["facts"]) => Finding {
  return (code, facts) => ({ code, where: { path }, facts });
}

/** Two decimals below 10, else one: 1.02 is over a target of 1. */
function percent(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
