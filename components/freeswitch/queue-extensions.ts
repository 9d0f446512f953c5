import { sipDomain } from "../../planning/names.ts";
import type { ServiceQueue } from "../../planning/service-queues.ts";
import { callBackExtensions, offerCallBack } from "./call-back.ts";
import { event } from "./call-events.ts";
import { action, announce, busyTone, condition, extension, inlineSet } from "./dialplan-steps.ts";
import { QUEUE_POSITION } from "./languages.ts";
import { CAME_FROM } from "./pass-on.ts";
import { hasPlatform, TO_PLATFORM } from "./platform-12345.ts";
import { askSatisfaction, satisfactionExtensions } from "./satisfaction.ts";
import type { Switch } from "./switch.ts";
import { voicemail } from "./voicemail.ts";
import { channelVariable, comment, type XmlElement, type XmlNode } from "./xml.ts";

/**
 * By so much the adapter is asked before an agent can be offered the call, the same whatever the adapter does. Without
 * it a telephone rang some 60 ms after the event, and 15 ms before a first question over a new connection.
 */
const HEAD_START_MILLISECONDS = 250;

/** Seconds of waiting that a caller is credited whose agent was lost. */
const LOST_AGENT_SCORE = 3600;

/** All queues, and what serves several of them. */
export function queueExtensions(spec: Switch): readonly XmlNode[] {
  return [
    ...spec.queues.flatMap((queue) => oneQueue(queue, spec)),
    ...(spec.satisfaction ? satisfactionExtensions() : []),
    ...(spec.queues.some(({ overflow }) => overflow === "call-back") ? callBackExtensions() : []),
  ];
}

/**
 * A queue, and what happens to a caller who was not answered in it. A full queue is not entered: the slot counts
 * while the caller waits and talks, and is free again when the queue is left. A second counter holds those who only
 * wait: it is what the next caller is told, and the agent's answer takes the caller off it.
 */
function oneQueue(queue: ServiceQueue, spec: Switch): readonly XmlNode[] {
  const { name } = queue;
  const [enter, after, overflow] = [`enter-${name}`, `after-${name}`, `overflow-${name}`];
  return [
    comment(queue.label),
    extension(`queue-${name}`, [
      condition("destination_number", `^queue-${name}$`, [
        action("answer"),
        // Not `language`: FreeSWITCH would look its phrases up in it.
        action("set", `caller_language=${queue.language}`),
        action("set", `in_queue=${name}`),
        ...(spec.callerData ? [event("caller", callerData(name))] : []),
        ...(spec.adapter === undefined ? [] : [action("sleep", String(HEAD_START_MILLISECONDS))]),
        action("limit_execute", `hash queue ${name} ${queue.capacity} execute_extension ${enter} XML hotline`),
        action("transfer", `${after} XML hotline`),
      ]),
    ]),
    extension(enter, [
      condition("destination_number", `^${enter}$`, [
        // The agent's hanging up must not end the call: the caller is asked for a mark, or has lost the agent.
        action("set", "hangup_after_bridge=false"),
        action("set", `callers_before=${channelVariable(`limit_usage(hash waiting ${name})`)}`),
        action("limit", `hash waiting ${name} -1`),
        action("set", `execute_on_pre_bridge=set ${noLongerWaiting(name, "\\\\\\")}`),
        action("phrase", `${QUEUE_POSITION},${channelVariable("callers_before")}`),
        action("callcenter", `${name}@${sipDomain(spec.stack)}`),
      ]),
    ]),
    extension(`lost-agent-${name}`, [
      condition("destination_number", `^${after}$`),
      condition(channelVariable("last_bridge_hangup_cause"), "^MEDIA_TIMEOUT$", [
        comment("The agent's browser is gone: the caller is next in line, as if nobody had waited longer."),
        action("set", "last_bridge_hangup_cause="),
        action("set", `cc_base_score=${LOST_AGENT_SCORE}`),
        action("transfer", `queue-${name} XML hotline`),
      ]),
    ]),
    extension(`served-${name}`, [
      condition("destination_number", `^${after}$`),
      condition(
        channelVariable("cc_cause"),
        "^answered$",
        spec.satisfaction ? askSatisfaction() : [action("hangup", "NORMAL_CLEARING")],
      ),
    ]),
    extension(overflow, [
      condition("destination_number", `^(?:${after}|${overflow})$`, [
        action("set", noLongerWaiting(name)),
        ...overflowActions(queue, spec),
      ]),
    ]),
  ];
}

/**
 * Takes the caller off the counter of those who wait. Three backslashes put the look-up off until the bridge: running an
 * action fills in variables once, and `set` once more (tried).
 */
function noLongerWaiting(queue: string, later = ""): string {
  return `waited=${later}${channelVariable(`uuid_limit_release(${later}${channelVariable("uuid")} hash waiting ${queue})`)}`;
}

/**
 * An agent who passes a caller on takes the call out of the queue without its end: the slot would stay taken for as
 * long as the caller then talks (tried). First in the service's context, for every number to which one can pass on.
 */
export function leaveQueue(): XmlElement {
  const slot = `uuid_limit_release(${channelVariable("uuid")} hash queue ${channelVariable("in_queue")})`;
  return extension(
    "passed-on",
    [
      condition("destination_number", `^(?:queue-.*|expert-.*|${TO_PLATFORM}|\\d{4})$`),
      condition(channelVariable("in_queue"), "^.+$", [
        inlineSet(`left=${channelVariable(slot)}`),
        inlineSet(`${CAME_FROM}=${channelVariable("in_queue")}`),
        inlineSet("in_queue="),
      ]),
    ],
    true,
  );
}

/** Whose call it is; the number stands in the event itself. */
function callerData(queue: string) {
  return {
    "Hotline-Queue": queue,
    "Hotline-Language": channelVariable("caller_language"),
    "Hotline-Trunk-Group": channelVariable("trunk_group"),
  } as const;
}

function overflowActions(queue: ServiceQueue, spec: Switch): readonly XmlNode[] {
  switch (queue.overflow) {
    case "announcement":
      return announce("all-busy");
    case "busy-tone":
      return busyTone();
    case "voicemail":
      return voicemail(queue.name, spec);
    case "call-back":
      return offerCallBack(queue.name);
    case "sister-queue":
      return [action("transfer", `queue-${queue.sisterQueue ?? ""} XML hotline`)];
    case "platform-12345":
      return hasPlatform(spec) ? [action("transfer", `${TO_PLATFORM} XML hotline`)] : announce("all-busy");
  }
}
