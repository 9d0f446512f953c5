import { action } from "./dialplan-steps.ts";
import type { XmlElement } from "./xml.ts";

/**
 * What the dialplan tells its node's controller, as CUSTOM events with these subclasses; the call is `Unique-ID`, the
 * caller `Caller-Caller-ID-Number`. The dialplan waits for nobody: who is not listening misses it, and the call goes on.
 */
export const CALL_EVENTS = {
  /** Before the queue is entered, in work mode integrated: who calls, for the business adapter. */
  caller: "hotline::caller",
  /** The caller gave a mark. */
  satisfaction: "hotline::satisfaction",
  /** The caller asked to be called back, or left a message. */
  callBack: "hotline::call-back",
} as const;

export type CallEvent = keyof typeof CALL_EVENTS;

/** Headers beside those of the channel. Values are fixed words, or variables that the dialplan filled with digits. */
export type EventHeaders = Readonly<Record<`Hotline-${string}`, string>>;

/** Commas separate headers, so none may stand in a value. */
export function event(name: CallEvent, headers: EventHeaders): XmlElement {
  const pairs = [["Event-Name", "CUSTOM"], ["Event-Subclass", CALL_EVENTS[name]], ...Object.entries(headers)];
  return action("event", pairs.map(([key, value]) => `${key}=${value}`).join(","));
}
