import { action, condition, extension, inlineSet, limit } from "./dialplan-steps.ts";
import { gatewayName, outboundGroup } from "./switch.ts";
import type { TrunkGroup } from "./trunk-groups.ts";
import { channelVariable, comment, type XmlNode } from "./xml.ts";

/** Causes after which the next gateway is worth a try; a busy subscriber must not be rung again. */
export const TRY_NEXT =
  "NORMAL_CIRCUIT_CONGESTION,NORMAL_TEMPORARY_FAILURE,NETWORK_OUT_OF_ORDER,GATEWAY_DOWN,RECOVERY_ON_TIMER_EXPIRE";
/** How a carrier refuses a mobile of another city that was dialed without 0. */
const NEEDS_ZERO = ["UNALLOCATED_NUMBER", "INVALID_NUMBER_FORMAT", "NO_ROUTE_DESTINATION"];
const LOCAL = "[2-8]\\d{6,7}";
const WITH_ZERO = "mobile-with-zero";

/**
 * Calls out, calls back among them: fixed and mobile numbers of the country, no short codes, nothing abroad. A number
 * of a network that has a trunk group goes out there, as a local call; all else over the group with most channels.
 * The number shown is the group's own, whatever the agent's telephone says.
 */
export function callsOut(groups: readonly TrunkGroup[]): readonly XmlNode[] {
  const main = outboundGroup(groups);
  if (main === undefined) return [];
  const others = groups.filter((group) => group !== main);
  return [
    extension(
      "without-zero-first",
      [condition("destination_number", "^0?(1[3-9]\\d{9})$", [inlineSet("mobile=$1")])],
      true,
    ),
    ...mobiles(main),
    ...[main, ...others].flatMap((group) => local(group, group === main)),
    ...[main, ...others].flatMap(served),
    out(main, { name: "long-distance", expression: "^(0[1-9]\\d{8,10})$" }, nationalForm(main, "$1")),
  ];
}

/** The number as the group's carrier takes it, from 0, area code and number held in `$1`. */
function nationalForm({ dialing }: TrunkGroup, number: string): string {
  return dialing.numbers === "international" ? `+86${withoutZero(number)}` : number;
}

function withoutZero(number: string): string {
  return number.replace(/^0/, "");
}

/** Within the group's own network. Without area code the number belongs to the main group's. */
function local(group: TrunkGroup, main: boolean): readonly XmlNode[] {
  const { areaCode, dialing } = group;
  const forms = {
    local: "$1",
    "area-code": `${areaCode}$1`,
    international: `+86${withoutZero(areaCode)}$1`,
  } as const;
  const expression = `^(?:${areaCode})${main ? "?" : ""}(${LOCAL})$`;
  return [out(group, { name: `local-${areaCode}`, expression }, forms[dialing.numbers])];
}

/** Networks whose 12333 calls arrive on the group: the nearest way there, by area code. */
function served(group: TrunkGroup): readonly XmlNode[] {
  return group.serves.slice(1).map((areaCode) => {
    const number = group.dialing.numbers === "international" ? `+86${withoutZero(areaCode)}$1` : `${areaCode}$1`;
    return out(group, { name: `served-${areaCode}`, expression: `^${areaCode}(${LOCAL})$` }, number);
  });
}

function mobiles(group: TrunkGroup): readonly XmlNode[] {
  const mobile = channelVariable("mobile");
  const named = { name: "mobile", expression: "^0?1[3-9]\\d{9}$" };
  if (group.dialing.numbers === "international") return [out(group, named, `+86${mobile}`)];
  switch (group.dialing.outOfTownMobiles) {
    case "plain":
      return [out(group, named, mobile)];
    case "with-zero":
      return [out(group, named, `0${mobile}`)];
    case "retry-with-zero":
      return [
        comment("No number tells its city: without 0 first, and again with 0 when the carrier refuses it."),
        extension("mobile", [
          condition("destination_number", named.expression, [
            ...prepared(group),
            action("set", `continue_on_fail=${[TRY_NEXT, ...NEEDS_ZERO].join(",")}`),
            ...bridges(group, mobile),
            action("transfer", `${WITH_ZERO} XML agents`),
          ]),
        ]),
        extension(WITH_ZERO, [
          condition("destination_number", `^${WITH_ZERO}$`),
          condition(channelVariable("originate_disposition"), `^(?:${NEEDS_ZERO.join("|")})$`, [
            action("set", `continue_on_fail=${TRY_NEXT}`),
            ...bridges(group, `0${mobile}`),
            action("hangup", channelVariable("originate_disposition")),
          ]),
        ]),
        extension("mobile-not-reached", [
          condition("destination_number", `^${WITH_ZERO}$`, [
            action("hangup", channelVariable("originate_disposition")),
          ]),
        ]),
      ];
  }
}

/** How a known number is dialed: over its own network's group, or the one with most channels. */
export function callTo(groups: readonly TrunkGroup[], number: string): readonly string[] {
  const main = outboundGroup(groups);
  if (main === undefined) return [];
  const own = groups.find(({ areaCode }) => number.startsWith(areaCode) && number.startsWith("0"));
  const group = own ?? main;
  const form = own === undefined ? numberElsewhere(main, number) : numberAtHome(own, number.slice(own.areaCode.length));
  const shown = ownNumber(group);
  const caller = `[origination_caller_id_number=${shown},origination_caller_id_name=${shown},sip_copy_custom_headers=false]`;
  return group.gateways.map((gateway) => `${caller}sofia/gateway/${gatewayName(gateway)}/${form}`);
}

function numberAtHome({ areaCode, dialing }: TrunkGroup, rest: string): string {
  switch (dialing.numbers) {
    case "local":
      return rest;
    case "area-code":
      return `${areaCode}${rest}`;
    case "international":
      return `+86${withoutZero(areaCode)}${rest}`;
  }
}

/** A mobile that may be of any city is dialed without 0 first: the carrier's refusal is then the end of it. */
function numberElsewhere(group: TrunkGroup, number: string): string {
  const zero = !number.startsWith("0") && group.dialing.outOfTownMobiles === "with-zero";
  return group.dialing.numbers === "international" || !zero ? nationalForm(group, number) : `0${number}`;
}

function out(group: TrunkGroup, which: { name: string; expression: string }, number: string): XmlNode {
  return extension(`out-${which.name}`, [
    condition("destination_number", which.expression, [
      ...prepared(group),
      action("set", `continue_on_fail=${TRY_NEXT}`),
      ...bridges(group, number),
    ]),
  ]);
}

/**
 * Keys of the agent's telephone arrive as telephone events; a trunk that takes tones only gets tones of the switch's own
 * generator, on its leg (`write`) and from the answer on, for a leg without sound takes none (tried).
 */
const TONES = "[execute_on_answer=start_dtmf_generate write]";

/** One after the other, in the file's order; a gateway that is DOWN fails at once. */
function bridges(group: TrunkGroup, number: string): readonly XmlNode[] {
  const keys = group.dtmf === "in-band" ? TONES : "";
  return group.gateways.map((gateway) => action("bridge", `${keys}sofia/gateway/${gatewayName(gateway)}/${number}`));
}

function prepared(group: TrunkGroup): readonly XmlNode[] {
  const shown = ownNumber(group);
  return [
    action("set", `trunk_group=${group.areaCode}`),
    ...limit(`trunk ${group.areaCode} ${group.channels}`),
    action("set", `effective_caller_id_number=${shown}`),
    action("set", `effective_caller_id_name=${shown}`),
    // Headers of the agent's own would travel along otherwise.
    action("set", "sip_copy_custom_headers=false"),
    action("set", "hangup_after_bridge=true"),
  ];
}

/** The group's pilot number in its carrier's form; withheld while it is unassigned, never an agent's extension. */
export function ownNumber({ pilot, areaCode, dialing }: TrunkGroup): string {
  if (pilot === undefined) return "anonymous";
  switch (dialing.numbers) {
    case "local":
      return pilot.startsWith(areaCode) ? pilot.slice(areaCode.length) : pilot;
    case "area-code":
      return pilot;
    case "international":
      return `+86${withoutZero(pilot)}`;
  }
}
