import { sipDomain } from "../../planning/names.ts";
import { normalizeCaller } from "./caller-numbers.ts";
import { callsOut } from "./calls-out.ts";
import { citizenExtensions } from "./citizens.ts";
import { hasMenu, MENU } from "./config-service.ts";
import {
  action,
  announce,
  condition,
  emergency,
  extension,
  identify,
  inlineSet,
  limit,
  notDiverted,
  say,
  unknownSource,
} from "./dialplan-steps.ts";
import { officeHours } from "./office-hours.ts";
import { busyAgent, expertsForAgents, passOn } from "./pass-on.ts";
import { handOver, SERVICE } from "./peers.ts";
import { platformExtensions } from "./platform-12345.ts";
import { leaveQueue, queueExtensions } from "./queue-extensions.ts";
import { recordingPath } from "./recording-path.ts";
import { firstRing, ringExtensions } from "./ring-groups.ts";
import type { Switch } from "./switch.ts";
import type { TrunkGroup } from "./trunk-groups.ts";
import { channelVariable, comment, element, type XmlNode, xmlFile } from "./xml.ts";

/** Contexts by path. The trunk's and the peers' contexts can reach the service and nothing else. */
export function dialplanFiles(spec: Switch): Readonly<Record<string, string>> {
  return {
    "dialplan/agents.xml": context("agents", agentExtensions(spec)),
    ...(spec.demo ? { "dialplan/citizens.xml": context("citizens", citizenExtensions()) } : {}),
    "dialplan/hotline.xml": context("hotline", serviceExtensions(spec)),
    "dialplan/peers.xml": context("peers", peerExtensions(spec)),
    "dialplan/public.xml": context("public", trunkExtensions(spec)),
  };
}

function context(name: string, extensions: readonly XmlNode[]): string {
  const end = extension("no-such-number", [condition(undefined, undefined, [action("hangup", "UNALLOCATED_NUMBER")])]);
  return xmlFile(element("include", {}, [element("context", { name }, [...extensions, end])]));
}

/** From the trunks: which group and city it is, who calls, emergency, its limit, its called numbers. */
function trunkExtensions(spec: Switch): readonly XmlNode[] {
  return [
    ...spec.groups.map((group) =>
      identify(
        group.areaCode,
        group.gateways.map((gateway) => gateway.address),
      ),
    ),
    ...spec.groups.flatMap(cities),
    ...normalizeCaller({ fromTrunk: true }),
    emergency(),
    unknownSource(),
    ...spec.groups.flatMap((group) => {
      if (group.calledNumbers === undefined)
        return [comment(`${group.areaCode}: pilot number unassigned, no form of it can be recognised`)];
      return [
        ...(group.pilotAssigned ? [] : [comment(`${group.areaCode}: pilot number unassigned`)]),
        extension(`called-${group.areaCode}`, [
          condition(channelVariable("trunk_group"), `^${group.areaCode}$`),
          condition("destination_number", group.calledNumbers, [
            ...limit(`trunk ${group.areaCode} ${group.channels}`),
            ...listen(group),
            action("set", "hangup_after_bridge=true"),
            action("transfer", `${SERVICE} XML hotline`),
          ]),
        ]),
      ];
    }),
  ];
}

/** The city of the call: the group's own, unless the called number names another one that it serves. */
function cities({ areaCode, cityNumbers }: TrunkGroup): readonly XmlNode[] {
  const named = (city: string, conditions: readonly XmlNode[]) => extension(`city-${city}`, conditions, true);
  const ofGroup = condition(channelVariable("trunk_group"), `^${areaCode}$`);
  return [
    named(areaCode, [
      condition(channelVariable("trunk_group"), `^${areaCode}$`, [inlineSet(`local_network=${areaCode}`)]),
    ]),
    ...cityNumbers.map((city) =>
      named(city.areaCode, [
        ofGroup,
        condition("destination_number", city.pattern, [inlineSet(`local_network=${city.areaCode}`)]),
      ]),
    ),
  ];
}

/** Keys that arrive as tones only are heard from the answer on (FreeSWITCH's own detector, no module). */
function listen({ dtmf }: TrunkGroup): readonly XmlNode[] {
  return dtmf === "in-band" ? [action("set", "execute_on_answer_dtmf=start_dtmf")] : [];
}

/** From the provider and 12345: to the retained seats, or to the service when calls are answered here. */
function peerExtensions(spec: Switch): readonly XmlNode[] {
  const entry = peerEntry(spec);
  return [
    ...spec.peers.map((peer) => identify(peer.name, [peer.address])),
    ...normalizeCaller({ fromTrunk: false }),
    emergency(),
    unknownSource(),
    ...(entry === undefined
      ? []
      : [
          extension("from-peer", [
            condition("destination_number", `^(?:${SERVICE}|retained)$`, [
              ...limit(`peer ${channelVariable("trunk_group")} ${peerChannels(spec)}`),
              action("set", "hangup_after_bridge=true"),
              action("transfer", `${entry} XML hotline`),
            ]),
          ]),
        ]),
  ];
}

function peerEntry(spec: Switch): string | undefined {
  if (spec.scope === "merged") return undefined;
  if (spec.scope === "complete" || spec.scope === "phones") return SERVICE;
  return spec.queues[0] === undefined ? undefined : `queue-${spec.queues[0].name}`;
}

function peerChannels(spec: Switch): number {
  const trunks = spec.groups.reduce((sum, group) => sum + group.channels, 0);
  return Math.max(1, trunks, ...spec.queues.map((queue) => queue.capacity));
}

function serviceExtensions(spec: Switch): readonly XmlNode[] {
  return [
    notDiverted(),
    emergency(),
    ...(spec.queues.length > 0 ? [leaveQueue()] : []),
    ...(spec.scope === "complete" || spec.scope === "phones" ? officeHours(SERVICE, spec) : []),
    extension("service", [condition("destination_number", `^${SERVICE}$`, service(spec))]),
    ...ringExtensions(spec),
    ...queueExtensions(spec),
    ...platformExtensions(spec),
    ...passOn(spec),
  ];
}

function service(spec: Switch): readonly XmlNode[] {
  switch (spec.scope) {
    case "complete":
      return answered(spec);
    case "phones":
      return [
        action("ring_ready"),
        ...recordedPhones(spec),
        action("transfer", `${firstRing(spec.ringGroups)} XML hotline`),
      ];
    case "department-edge":
      return [...handOver("provider", spec.providerChannels), ...fallback(spec)];
    case "provider-site":
      return fallback(spec);
    case "merged":
      return [...handOver("platform-12345"), ...announce("all-busy")];
  }
}

function answered(spec: Switch): readonly XmlNode[] {
  const first = spec.queues[0];
  if (first === undefined) throw new Error("a call center without queues answers nobody");
  return [
    action("answer"),
    action("sleep", "300"),
    ...say("welcome"),
    ...(spec.recording.enabled && spec.recording.notice ? say("recording-notice") : []),
    ...(hasMenu(spec) ? [action("ivr", MENU)] : []),
    action("transfer", `queue-${first.name} XML hotline`),
  ];
}

/** Where telephones are recorded the caller is told first, which answers the call; recording starts with the talk. */
function recordedPhones(spec: Switch): readonly XmlNode[] {
  if (!spec.recording.enabled) return [];
  return [
    action("answer"),
    ...say("recording-notice"),
    action("set", `cc_record_filename=${recordingPath(spec, "call")}`),
    action("set", "bridge_pre_execute_aleg_app=record_session"),
    action("set", `bridge_pre_execute_aleg_data=\\${channelVariable("cc_record_filename")}`),
  ];
}

function fallback(spec: Switch): readonly XmlNode[] {
  const retained = spec.queues[0];
  return retained === undefined
    ? announce("all-busy")
    : [action("answer"), action("transfer", `queue-${retained.name} XML hotline`)];
}

/** Agents and telephones: colleagues, queues, 12345, calls back over the largest trunk group. */
function agentExtensions(spec: Switch): readonly XmlNode[] {
  const domain = sipDomain(spec.stack);
  return [
    extension(
      "note",
      [
        condition(undefined, undefined, [
          inlineSet("media_node=$${node_name}"),
          inlineSet(`caller_number=${channelVariable("caller_id_number")}`),
        ]),
      ],
      true,
    ),
    ...(spec.desk
      ? [
          extension(
            "busy-by-own-call",
            [condition(channelVariable("sip_auth_username"), "^(\\d{4})$", [action("callcenter_track", "$1")])],
            true,
          ),
        ]
      : []),
    extension("colleague", [
      condition("destination_number", "^(\\d{4})$", [
        action("set", "hangup_after_bridge=true"),
        action("bridge", `${busyAgent(spec, "$1")}user/$1@${domain}`),
      ]),
    ]),
    ...expertsForAgents(spec),
    ...(spec.queues.length === 0
      ? []
      : [
          extension("queue", [
            condition("destination_number", `^(?:queue-)?(${spec.queues.map((queue) => queue.name).join("|")})$`, [
              action("transfer", "queue-$1 XML hotline"),
            ]),
          ]),
        ]),
    ...spec.peers.map((peer) =>
      extension(peer.name, [
        condition("destination_number", peer.name === "platform-12345" ? "^12345$" : "^provider$", [
          action("set", "hangup_after_bridge=true"),
          action("bridge", `sofia/gateway/${peer.name}/${peer.name === "platform-12345" ? "12345" : SERVICE}`),
        ]),
      ]),
    ),
    ...(spec.desk || spec.phones > 0 ? callsOut(spec.groups) : []),
  ];
}
