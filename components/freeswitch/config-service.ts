import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { sipDomain } from "../../planning/names.ts";
import type { ServiceQueue } from "../../planning/service-queues.ts";
import { MENU_PHRASE } from "./languages.ts";
import { promptPath } from "./prompts.ts";
import { recordingPath } from "./recording-path.ts";
import { gatewayName, phoneExtension, type Switch } from "./switch.ts";
import { type GatewayKeepAlive, USUAL_KEEP_ALIVE } from "./trunk-groups.ts";
import { channelVariable, comment, element, include, param, params, type XmlNode, xmlFile } from "./xml.ts";

/** Name of the menu, in the dialplan and in ivr.conf. */
export const MENU = "main";

/** FreeSWITCH counts answers up to a maximum and misses down; UP from the minimum on (sofia.c, tried). */
function ping({ everySeconds, hitsToUp, missesToDown }: GatewayKeepAlive): Readonly<Record<string, number>> {
  return { ping: everySeconds, "ping-min": hitsToUp, "ping-max": hitsToUp + missesToDown - 1 };
}

/** How often a waiting caller is asked for patience. */
const ANNOUNCE_SECONDS = 30;

const dialed = `${channelVariable("dialed_user")}@${channelVariable("dialed_domain")}`;
/** Short-lived credentials that the controller writes, and what a trial puts beside them. */
const AGENT_ENTRIES = ["$${hotline_run_dir}/directory/*.xml", "$${spool_dir}/control/directory/*.xml"];
/**
 * A browser that is closed, or whose computer is, says no goodbye (tried: the caller sat in silence for 90 s and more).
 * It sends packets all the time, muted too, so silence means that it is gone; a page that is loaded anew is back sooner.
 */
const BROWSER_SILENCE = ["media_timeout=20000", "media_hold_timeout=300000"] as const;

/** Every contact that a user has registered, over whatever transport. */
function dialString({ desk }: Pick<Switch, "desk">): string {
  const variables = [
    `sip_invite_domain=${channelVariable("dialed_domain")}`,
    `presence_id=${dialed}`,
    ...(desk ? BROWSER_SILENCE : []),
  ];
  return `{^^:${variables.join(":")}}${channelVariable(`sofia_contact(*/${dialed})`)}`;
}

/** A file that FreeSWITCH includes: its root disappears, its children are taken. */
function fragment(children: readonly XmlNode[], whenEmpty: string): string {
  return xmlFile(element("include", {}, children.length === 0 ? [comment(whenEmpty)] : children));
}

function standIn(peer: { readonly address: string; readonly assigned: boolean }): readonly XmlNode[] {
  return peer.assigned ? [] : [comment(`unassigned: ${peer.address} is a documentation address and reaches nobody`)];
}

/** Who may send SIP without a password: the trunk gateways and the peers, by address. */
export function accessFile(spec: Switch): string {
  const list = (name: string, nodes: readonly XmlNode[]) =>
    element("list", { name, default: "deny" }, nodes.length === 0 ? [comment("Nobody.")] : nodes);
  const allow = (cidr: string) => element("node", { type: "allow", cidr });
  return fragment(
    [
      list(
        "trunks",
        spec.groups.flatMap((group) =>
          group.gateways.flatMap((gateway) => [...standIn(gateway), allow(`${gateway.address}/32`)]),
        ),
      ),
      list(
        "peers",
        spec.peers.flatMap((peer) => [...standIn(peer), allow(`${peer.address}/32`)]),
      ),
      list("agents", spec.agentNetworks.map(allow)),
    ],
    "None.",
  );
}

export function trunkGatewayFile(spec: Switch): string {
  return fragment(
    spec.groups.flatMap((group) => [
      comment(
        `${group.areaCode}: ${group.units} x ${group.unit}, ${group.channels} channels, ${group.carrier}, ${group.billing}`,
      ),
      ...group.gateways.flatMap((gateway) => [
        ...standIn(gateway),
        element("gateway", { name: gatewayName(gateway) }, [
          ...params({
            realm: gateway.address,
            proxy: `${gateway.address}:${gateway.sipPort}`,
            register: false,
            "caller-id-in-from": true,
            context: "public",
            ...ping(group.keepAlive),
          }),
        ]),
      ]),
    ]),
    "No trunk ends here.",
  );
}

export function peerGatewayFile(spec: Switch): string {
  return fragment(
    spec.peers.flatMap((peer) => [
      ...standIn(peer),
      element("gateway", { name: peer.name }, [
        ...params({
          realm: peer.address,
          proxy: `${peer.address}:${MEDIA_PORTS.trunk}`,
          register: false,
          "caller-id-in-from": true,
          context: "peers",
          ...ping(USUAL_KEEP_ALIVE),
        }),
        ...(peer.name === "provider" ? params({ username: "hotline", password: "$${provider_sip_password}" }) : []),
      ]),
    ]),
    "No peers.",
  );
}

/** Telephones with one generated password; agents' short-lived credentials are written on the node at run time. */
export function directoryFile(spec: Switch): string {
  const phones = Array.from({ length: spec.phones }, (_, index) =>
    element("user", { id: phoneExtension(index) }, [
      element("params", {}, [param("password", "$${phone_password}"), param("allow-empty-password", false)]),
      element("variables", {}, [element("variable", { name: "user_context", value: "agents" })]),
    ]),
  );
  const seats = element("group", { name: "seats" }, [
    element("users", {}, spec.phones > 0 ? phones : AGENT_ENTRIES.map(include)),
  ]);
  return fragment(
    [
      element("domain", { name: sipDomain(spec.stack) }, [
        element("params", {}, [param("dial-string", dialString(spec)), param("allow-empty-password", false)]),
        element("groups", {}, [seats]),
      ]),
    ],
    "None.",
  );
}

export function queueFile(spec: Switch): string {
  return fragment(
    spec.queues.flatMap((queue) => [comment(queue.label), queueElement(queue, spec)]),
    "No queues.",
  );
}

function queueElement(queue: ServiceQueue, spec: Switch): XmlNode {
  return element(
    "queue",
    { name: `${queue.name}@${sipDomain(spec.stack)}` },
    params({
      strategy: queue.strategy,
      "moh-sound": "$${queue_tone}",
      "announce-sound": promptPath("please-wait", queue.language),
      "announce-frequency": ANNOUNCE_SECONDS,
      ...(spec.recording.enabled ? { "record-template": recordingPath(spec, "call") } : {}),
      "time-base-score": "system",
      "max-wait-time": queue.maxWaitSeconds,
      "max-wait-time-with-no-agent": 30,
      "max-wait-time-with-no-agent-time-reached": 5,
      "tier-rules-apply": false,
      "tier-rule-wait-second": 0,
      "tier-rule-wait-multiply-level": false,
      "tier-rule-no-agent-no-wait": false,
      "discard-abandoned-after": 60,
      "abandoned-resume-allowed": false,
      "agent-no-answer-status": "On Break",
      "skip-agents-with-external-calls": true,
    }),
  );
}

/** The menu, when there is more than one queue to choose from. */
export function menuFile(spec: Switch): string {
  if (!hasMenu(spec)) return fragment([], "One queue needs no menu.");
  const entries = spec.queues.flatMap((queue) =>
    queue.digit === undefined
      ? []
      : [
          comment(queue.label),
          element("entry", {
            action: "menu-exec-app",
            digits: queue.digit,
            param: `transfer queue-${queue.name} XML hotline`,
          }),
        ],
  );
  const menu = {
    name: MENU,
    "greet-long": `phrase:${MENU_PHRASE}`,
    "greet-short": `phrase:${MENU_PHRASE}`,
    "invalid-sound": promptPath("menu-invalid"),
    "exit-sound": promptPath("menu-invalid"),
    timeout: 5000,
    "inter-digit-timeout": 2000,
    "max-failures": 3,
    "max-timeouts": 2,
    "digit-len": 1,
  };
  const again = element("entry", { action: "menu-top", digits: "*" });
  return fragment([element("menu", menu, [...entries, again])], "None.");
}

export function hasMenu(spec: Switch): boolean {
  return spec.scope === "complete" && spec.queues.length > 1;
}
