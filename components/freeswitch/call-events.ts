import { CALL_EVENTS, type CallEvent } from "../../planning/call-events.ts";
import { action } from "./dialplan-steps.ts";
import type { XmlElement } from "./xml.ts";

/** Headers beside those of the channel. Values are fixed words, or variables that the dialplan filled with digits. */
export type EventHeaders = Readonly<Record<`Hotline-${string}`, string>>;

/** Commas separate headers, so none may stand in a value. */
export function event(name: CallEvent, headers: EventHeaders): XmlElement {
  const pairs = [["Event-Name", "CUSTOM"], ["Event-Subclass", CALL_EVENTS[name]], ...Object.entries(headers)];
  return action("event", pairs.map(([key, value]) => `${key}=${value}`).join(","));
}
