import type { Peer } from "../../planning/scope.ts";
import { TRY_NEXT } from "./calls-out.ts";
import { action } from "./dialplan-steps.ts";
import type { XmlNode } from "./xml.ts";

export const SERVICE = "12333";

/** The provider or 12345 did not take the call: somebody here must. */
const NOT_TAKEN = `${TRY_NEXT},USER_BUSY,NO_ANSWER,ALLOTTED_TIMEOUT,CALL_REJECTED,INVALID_GATEWAY,SYSTEM_SHUTDOWN`;

/**
 * Puts the call through to a peer; what follows runs when the peer does not take it, or already has as many calls as
 * it contracted to.
 */
export function handOver(peer: Peer["name"], channels?: number): readonly XmlNode[] {
  const contact = `[leg_timeout=30]sofia/gateway/${peer}/${peer === "platform-12345" ? "12345" : SERVICE}`;
  return [
    action("set", "ringback=$${ringback_tone}"),
    action("set", `continue_on_fail=${NOT_TAKEN}`),
    channels === undefined
      ? action("bridge", contact)
      : action("limit_execute", `hash contracted ${peer} ${channels} bridge ${contact}`),
  ];
}
