import type { Call, KnownCaller } from "../contract/call.ts";
import { maskedOrNull } from "./mask.ts";
import type { CallerData, CallerNotice, QueueEvent } from "./switch-events.ts";

/** A call as this desk knows it while it lasts; the number stays inside the service. */
export interface LiveCall {
  readonly callUuid: string;
  readonly mediaNode: string;
  readonly queue: string | null;
  readonly number: string | null | undefined;
  readonly language: string | null;
  readonly from: string | null;
  readonly known: KnownCaller | null;
  readonly lookup: Call["lookup"];
  /** Monotonic milliseconds. */
  readonly heardAt: number;
}

/** Longer than any call and its work order; then nothing of the caller is left here. */
const KEPT_MILLISECONDS = 2 * 3_600_000;
const MOST = 4_000;

/** Calls by uuid, in the order in which they were last heard of. */
export class LiveCalls {
  readonly #calls = new Map<string, LiveCall>();
  readonly #businessSystems: () => boolean;

  constructor(businessSystems: () => boolean) {
    this.#businessSystems = businessSystems;
  }

  get(callUuid: string): LiveCall | undefined {
    return this.#calls.get(callUuid);
  }

  /** Gives the call when the event told something new about it. */
  hear(event: QueueEvent | CallerNotice | CallerData): LiveCall | undefined {
    const { call_uuid: callUuid, media_node: mediaNode, queue } = event;
    if (callUuid === null) return undefined;
    switch (event.kind) {
      case "caller":
        return this.#put(callUuid, mediaNode, {
          queue,
          number: event.number,
          language: event.language,
          from: event.trunk_group,
          lookup: event.number === null || !this.#businessSystems() ? "none" : "asking",
        });
      case "caller-data":
        return this.#put(callUuid, mediaNode, { known: knownOf(event), lookup: event.outcome });
      case "caller-joined":
      case "agent-offered":
      case "agent-answered":
        return this.#put(callUuid, mediaNode, { queue });
      case "agent-refused":
      case "agent-released":
      case "agent-status":
      case "caller-left":
      case "satisfaction":
      case "call-back-requested":
      case "node-role":
      case "emergency":
        return undefined;
    }
  }

  /** What the node that has the call said about it. */
  learn(callUuid: string, what: Pick<LiveCall, "number" | "language" | "from">): LiveCall | undefined {
    const before = this.#calls.get(callUuid);
    return before === undefined ? undefined : this.#put(callUuid, before.mediaNode, what);
  }

  forgetOld(): void {
    const oldest = performance.now() - KEPT_MILLISECONDS;
    for (const [callUuid, call] of this.#calls) {
      if (call.heardAt > oldest && this.#calls.size <= MOST) return;
      this.#calls.delete(callUuid);
    }
  }

  #put(callUuid: string, mediaNode: string, what: Partial<LiveCall>): LiveCall {
    const before = this.#calls.get(callUuid) ?? {
      callUuid,
      mediaNode,
      queue: null,
      number: undefined,
      language: null,
      from: null,
      known: null,
      lookup: "none" as const,
    };
    const next = { ...before, ...what, mediaNode, heardAt: performance.now() };
    this.#calls.delete(callUuid);
    this.#calls.set(callUuid, next);
    return next;
  }
}

function knownOf({ caller }: CallerData): KnownCaller | null {
  if (caller === null) return null;
  const { name, id_number: idNumber, tags, open_requests: openRequests, last_contact_on: lastContactOn } = caller;
  return {
    ...(name === undefined ? {} : { name }),
    ...(idNumber === undefined ? {} : { idNumber }),
    ...(tags === undefined ? {} : { tags }),
    ...(openRequests === undefined ? {} : { openRequests }),
    ...(lastContactOn === undefined ? {} : { lastContactOn }),
  };
}

/** As the agent may see it. */
export function callView(call: LiveCall): Call {
  const { callUuid, mediaNode, queue, number, language, from, known, lookup } = call;
  return { callUuid, mediaNode, queue, caller: maskedOrNull(number), language, from, known, lookup };
}
