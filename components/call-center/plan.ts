import { exceptionalDays, workingCalendar } from "../../planning/calendar/working-calendar.ts";
import { deepFreeze } from "../../planning/deep-freeze.ts";
import { DocumentationAddresses } from "../../planning/documentation-addresses.ts";
import { Ledger } from "../../planning/figures.ts";
import { mediaNodes } from "../../planning/media-nodes.ts";
import { stackName, zoneId } from "../../planning/names.ts";
import type { PartRequest } from "../../planning/part-request.ts";
import type { CallCenterPlan, Identity, PartPlan, Zone, ZoneName } from "../../planning/plan.ts";
import type { RestoreRequest } from "../../planning/restore-request.ts";
import { peersOf, scopeOf } from "../../planning/scope.ts";
import { planTraffic } from "../../planning/traffic.ts";
import type { Province } from "../../provinces/province.ts";
import { DIVISIONS } from "../../provinces/reference/divisions.ts";
import type { HolidayDays } from "../../provinces/schema/holidays.ts";
import type { Site } from "../../provinces/schema/site.ts";
import { planAgents } from "../agents/plan.ts";
import { planDatabase } from "../database/plan.ts";
import { planFreeSwitch } from "../freeswitch/plan.ts";
import { trunkGroupsOf } from "../freeswitch/trunk-groups.ts";
import { trunkOrdersOf } from "../freeswitch/trunk-order.ts";
import { assertConsistent } from "./consistency.ts";

export interface PlanOptions {
  /** Area codes whose trunk groups are not connected. */
  readonly heldTrunks?: readonly string[] | undefined;
  /** The department's own days off and make-up workdays; the State Council's come along. */
  readonly holidays?: readonly HolidayDays[] | undefined;
  /** false: for counting only; the switches' configuration, half of the work, is left empty. */
  readonly texts?: boolean;
  /** Restores of the database, oldest first. */
  readonly restores?: readonly RestoreRequest[] | undefined;
}

/**
 * What will be built for a province at one of its sites: frozen, plain data, the same for the same input.
 * Trunk groups in `heldTrunks`, by area code, are counted in the traffic but not connected: 12333 is not open there yet.
 * The province must have passed its checks. Throws on a site it does not have; any other throw is a bug.
 */
export function planCallCenter(
  province: Province,
  site = "main",
  { heldTrunks = [], holidays = [], restores = [], texts = true }: PlanOptions = {},
): CallCenterPlan {
  const place: Site | undefined = province.sites[site];
  if (place === undefined) throw new Error(`${province.province} has no site ${site}`);
  const ledger = new Ledger();
  const traffic = planTraffic(province, ledger);
  const addresses = new DocumentationAddresses("peers");
  const scope = scopeOf(province);
  const groups = scope.kind === "provider-site" ? [] : trunkGroupsOf(province, traffic, addresses);
  // Groups that end at a provider are ordered by the department all the same; their boxes are none of ours.
  const ordered =
    scope.kind === "provider-site" ? trunkGroupsOf(province, traffic, new DocumentationAddresses("peers")) : groups;
  const request: PartRequest = {
    identity: identityOf(province, { name: site, place }),
    province,
    site: place,
    scope,
    nodes: mediaNodes(place),
    peers: peersOf(province, addresses),
    traffic,
    ledger,
    // Only written out, never counted.
    exceptionalDays: texts
      ? exceptionalDays(workingCalendar(holidays, { province: province.province }))
      : { daysOff: [], workDays: [] },
    texts,
    restores,
  };
  const agents = planAgents(request);
  const parts: readonly PartPlan[] = [
    planDatabase(request),
    planFreeSwitch(
      request,
      groups.filter(({ areaCode }) => !heldTrunks.includes(areaCode)),
    ),
    ...(agents === undefined ? [] : [agents]),
  ];
  const plan: CallCenterPlan = {
    format: 1,
    identity: request.identity,
    traffic,
    zones: zonesOf(request.identity.stack, parts),
    parts,
    trunkOrders: trunkOrdersOf(request, ordered),
    figures: ledger.figures(),
  };
  assertConsistent(plan);
  return deepFreeze(plan);
}

function identityOf(province: Province, site: { name: string; place: Site }): Identity {
  const { zh, en } = DIVISIONS[province.province];
  return {
    province: province.province,
    name: { zh, en },
    site: site.name,
    stack: stackName(province.province, site.name),
    status: province.status,
    workMode: province.workMode,
    buildMode: province.build.mode,
    mergeMode: province.merge.mode,
    platform: site.place.platform.kind,
    securityLevel: province.securityLevel ?? (province.workMode === "hotline" ? 2 : 3),
  };
}

/** Zones that hold something. Stateful ones hold recordings, spools or the database. */
function zonesOf(stack: string, parts: readonly PartPlan[]): readonly Zone[] {
  const items = parts.flatMap((part) => part.items);
  const order: readonly ZoneName[] = ["data", "media", "desk"];
  return order.flatMap((name) => {
    const inside = items.filter((item) => item.zone === name);
    if (inside.length === 0) return [];
    return [
      {
        name,
        id: zoneId(stack, name),
        security: name === "media" ? "host-network" : "restricted",
        stateful: inside.some((item) => "stateful" in item && item.stateful),
      } as const,
    ];
  });
}
