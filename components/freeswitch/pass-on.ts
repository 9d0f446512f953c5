import { sipDomain } from "../../planning/names.ts";
import { callTo, TRY_NEXT } from "./calls-out.ts";
import { action, busyTone, condition, extension } from "./dialplan-steps.ts";
import type { Switch } from "./switch.ts";
import { channelVariable, type XmlElement, type XmlNode } from "./xml.ts";

/** Seconds that a colleague or an expert is rung. */
const RING_SECONDS = 25;
/** A colleague's refusal and silence besides what a trunk may say: the caller must not be lost for it. */
const NOT_TAKEN = `${TRY_NEXT},USER_BUSY,NO_ANSWER,NO_USER_RESPONSE,ALLOTTED_TIMEOUT,CALL_REJECTED,USER_NOT_REGISTERED,SUBSCRIBER_ABSENT,UNALLOCATED_NUMBER,INVALID_GATEWAY`;
/** Queue that a passed-on caller came from; set where the caller leaves it. */
export const CAME_FROM = "passed_on_from";

/** Whom the queues leave alone while they talk past them (mod_callcenter counts the calls it is told of). */
export function busyAgent(spec: Pick<Switch, "desk">, agent: string): string {
  return spec.desk ? `[execute_on_answer=callcenter_track ${agent}]` : "";
}

/** To whom an agent may pass a caller on: a transferred call is looked up in the caller's own context. */
export function passOn(spec: Switch): readonly XmlNode[] {
  if (!spec.desk && spec.phones === 0) return [];
  const back = spec.desk ? [action("transfer", BACK_TO_QUEUE)] : [];
  return [
    extension("to-colleague", [
      condition("destination_number", "^(\\d{4})$", [
        ...ringing(),
        action("bridge", `${busyAgent(spec, "$1")}user/$1@${sipDomain(spec.stack)}`),
        ...back,
      ]),
    ]),
    ...experts(spec, back),
  ];
}

/** Nobody took the call: the caller is served by the queue again, ahead of those who came later. */
const BACK_TO_QUEUE = `queue-${channelVariable(CAME_FROM)} XML hotline`;

/** An agent calls an expert, to ask or to announce a caller. */
export function expertsForAgents(spec: Switch): readonly XmlNode[] {
  return experts(spec, busyTone());
}

function experts(spec: Switch, otherwise: readonly XmlNode[]): readonly XmlElement[] {
  return spec.experts.flatMap(({ extension: name, number }) => {
    const ways = callTo(spec.groups, number);
    return ways.length === 0
      ? []
      : [
          extension(name, [
            condition("destination_number", `^${name}$`, [
              ...ringing(),
              ...ways.map((way) => action("bridge", way)),
              ...otherwise,
            ]),
          ]),
        ];
  });
}

function ringing(): readonly XmlElement[] {
  return [
    action("set", "hangup_after_bridge=true"),
    action("set", `continue_on_fail=${NOT_TAKEN}`),
    action("set", `call_timeout=${RING_SECONDS}`),
    action("set", "ringback=$${ringback_tone}"),
  ];
}
