import { MEDIA_PORTS, RTP_PORTS } from "../../planning/media-ports.ts";
import { type PartRequest, standbyFirst } from "../../planning/part-request.ts";
import { queuesOf } from "../../planning/service-queues.ts";
import type {
  BusyTreatment,
  CalledNumberForm,
  CalledNumberSample,
  SwitchSide,
  TrunkBox,
  TrunkOrder,
  TrunkRequest,
  TrunkSite,
} from "../../planning/trunk-order.ts";
import { UNASSIGNED } from "../../provinces/schema/field.ts";
import { SHORT_CODE } from "./called-numbers.ts";
import { ownNumber } from "./calls-out.ts";
import { SILENCE_SECONDS } from "./config-profiles.ts";
import type { TrunkGateway, TrunkGroup } from "./trunk-groups.ts";

/**
 * One order for each trunk group, also for those that end at a provider's site: the department orders them all the
 * same. Needs the figures of the switch, so it is made after it.
 */
export function trunkOrdersOf(request: PartRequest, groups: readonly TrunkGroup[]): readonly TrunkOrder[] {
  const { province, scope, traffic } = request;
  const atProvider = scope.kind === "provider-site";
  const whenBusy: readonly BusyTreatment[] = queuesOf(province, scope, traffic).map((queue) => ({
    queue: queue.name,
    label: queue.label,
    callers: queue.capacity,
    afterSeconds: queue.maxWaitSeconds,
    overflow: queue.overflow,
  }));
  return groups.map((group) => {
    const load = traffic.trunkGroups.find(({ areaCode }) => areaCode === group.areaCode);
    const sister = largestOther(group, groups);
    return {
      areaCode: group.areaCode,
      site: siteOf(request, group),
      serves: group.serves,
      carrier: group.carrier,
      kind: group.kind,
      signalling: group.signalling,
      unit: group.unit,
      units: group.units,
      channels: group.channels,
      billing: group.billing,
      busyHourErlangs: load?.erlangs ?? 0,
      blockingPercent: load?.blockingPercent ?? 0,
      pilot: group.pilot,
      hunting: group.hunting,
      calledNumberForms: group.calledNumberForms,
      calledNumbers: samplesOf(group),
      dtmf: group.dtmf,
      outward: { ...group.dialing, shown: group.pilotAssigned ? ownNumber(group) : undefined },
      whenFull: {
        sipStatus: 503,
        cause: 34,
        hears: "busy-tone",
        divertTo: sister === undefined ? undefined : { areaCode: sister.areaCode, pilot: sister.pilot },
      },
      // What the provider's platform does then stands in its contract; ours waits for transfers only.
      whenBusy: atProvider ? [] : whenBusy,
      requests: requestsOf(group, { hasSister: sister !== undefined, atProvider }),
      boxes: atProvider ? [] : boxesOf(group),
      switch: switchSide(request),
    };
  });
}

function siteOf({ scope, site }: PartRequest, { channels }: TrunkGroup): TrunkSite {
  if (scope.kind !== "provider-site") return { kind: "department", place: site.place };
  const { name } = scope.build.provider;
  return {
    kind: "provider",
    name: name === UNASSIGNED ? undefined : name,
    channels: Math.min(channels, scope.build.contract.channels ?? channels),
    retainedSeats: scope.retainedSeats,
  };
}

function largestOther(group: TrunkGroup, groups: readonly TrunkGroup[]): TrunkGroup | undefined {
  return groups
    .filter((other) => other !== group)
    .reduce<TrunkGroup | undefined>(
      (best, other) => (best === undefined || other.channels > best.channels ? other : best),
      undefined,
    );
}

/** One number for each form and city that the group is to take; the dialplan's pattern must match every one of them. */
function samplesOf(group: TrunkGroup): readonly CalledNumberSample[] {
  return group.calledNumberForms.flatMap((form) => samplesOfForm(form, group));
}

function samplesOfForm(form: CalledNumberForm, group: TrunkGroup): readonly CalledNumberSample[] {
  const { areaCode, serves, pilot } = group;
  const local = pilot?.startsWith(areaCode) === true ? pilot.slice(areaCode.length) : pilot;
  const international = (city: string, number: string) => `+86${city.replace(/^0/, "")}${number}`;
  switch (form) {
    case "pilot":
      return [pilot, local].map((number) => ({ form, number, city: areaCode }));
    case "short-code":
      return [{ form, number: SHORT_CODE, city: areaCode }];
    case "area-code-short-code":
      return serves.map((city) => ({ form, number: `${city}${SHORT_CODE}`, city }));
    case "international":
      return [
        ...serves.map((city) => ({ form, number: international(city, SHORT_CODE), city })),
        { form, number: local === undefined ? undefined : international(areaCode, local), city: areaCode },
      ];
    case "last-digits":
      return [{ form, number: local?.slice(-4), city: areaCode }];
  }
}

function requestsOf(
  { kind, signalling }: TrunkGroup,
  { hasSister, atProvider }: { hasSister: boolean; atProvider: boolean },
): readonly TrunkRequest[] {
  return [
    ...(atProvider ? (["ends-at-provider", "carrier-list"] as const) : []),
    "translate-short-code",
    "hunt-group",
    "called-number-forms",
    "calling-number",
    "withheld-marked",
    "busy-tone",
    ...(hasSister ? (["divert-on-busy"] as const) : []),
    "answer-supervision",
    "caller-rate",
    "outgoing-number",
    "barring",
    ...(kind === "e1" ? (["e1-interface"] as const) : []),
    ...(signalling === "isup" ? (["point-codes"] as const) : []),
    ...(kind === "analog" ? (["analog-interface"] as const) : []),
    ...(kind === "sip-ims" ? (["both-border-controllers", "fixed-addresses", "keep-alive"] as const) : []),
    "fault-repair",
  ];
}

/** Units fill the boxes in the file's order, up to their ports. Each border controller may carry the whole group. */
function boxesOf({ kind, units, channels, gateways, keepAlive }: TrunkGroup): readonly TrunkBox[] {
  let left = units;
  return gateways.map((gateway) => {
    const held = kind === "sip-ims" ? 0 : Math.min(left, gateway.ports);
    left -= held;
    const carried = { line: held, e1: 30 * held, "sip-ims": channels };
    return {
      ...boxAddress(gateway),
      ports: gateway.ports,
      units: held,
      channels: kind === "analog" ? carried.line : carried[kind],
      keepAlive: {
        ...keepAlive,
        leftWithinSeconds: keepAlive.missesToDown * (keepAlive.everySeconds + SILENCE_SECONDS),
        backWithinSeconds: keepAlive.hitsToUp * keepAlive.everySeconds + SILENCE_SECONDS,
      },
    };
  });
}

function boxAddress({ name, address, assigned, sipPort }: TrunkGateway) {
  return { name, address, assigned, sipPort };
}

/** At a provider's site: where its transfers to the retained seats arrive. */
function switchSide({ nodes, ledger, scope }: PartRequest): SwitchSide {
  return {
    nodes: standbyFirst(nodes)
      .toReversed()
      .map(({ name, address, assigned, role }) => ({ name, address, assigned, role })),
    sipPort: scope.kind === "provider-site" ? MEDIA_PORTS.peers : MEDIA_PORTS.trunk,
    rtp: { first: RTP_PORTS.first, last: RTP_PORTS.first + ledger.value("media.rtpPorts") - 1 },
  };
}
