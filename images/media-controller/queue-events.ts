import { createHash, randomUUID } from "node:crypto";
import { CALL_EVENTS } from "../../planning/call-events.ts";
import type { QueueEventKind } from "../../planning/queue-event.ts";
import type { SwitchEvent } from "./event-socket.ts";

/** A line of the spool: the keys are the columns of QUEUE_EVENT. */
export interface QueueEvent {
  readonly uuid: string;
  readonly happened_at: string;
  readonly media_node: string;
  readonly kind: QueueEventKind;
  readonly queue: string | null;
  readonly agent: string | null;
  readonly call_uuid: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Who calls, before an agent's telephone rings: told to the desk, which asks the business systems behind it, and never
 * stored. The switch fires it and waits for nobody, so nothing on this way can hold up the call.
 */
export interface CallerNotice {
  readonly kind: "caller";
  readonly happened_at: string;
  readonly media_node: string;
  readonly call_uuid: string | null;
  readonly queue: string | null;
  /** Null when withheld. */
  readonly number: string | null;
  readonly language: string | null;
  readonly trunk_group: string | null;
}

export function callerNoticeOf(event: SwitchEvent, node: string): CallerNotice | undefined {
  if (event["Event-Subclass"] !== CALL_EVENTS.caller) return undefined;
  const number = event["Caller-Caller-ID-Number"] ?? "";
  return {
    kind: "caller",
    happened_at: happenedAt(event),
    media_node: node,
    call_uuid: uuidOf(event["Unique-ID"]),
    queue: nameOf(event["Hotline-Queue"]),
    number: /^\d+$/.test(number) ? number : null,
    language: event["Hotline-Language"] ?? null,
    trunk_group: event["Hotline-Trunk-Group"] ?? null,
  };
}

/** What the controller itself has to say. */
export function ownEvent(
  node: string,
  kind: QueueEventKind,
  event: Partial<Pick<QueueEvent, "queue" | "agent" | "call_uuid" | "detail">>,
): QueueEvent {
  return {
    uuid: randomUUID(),
    happened_at: new Date().toISOString(),
    media_node: node,
    kind,
    queue: event.queue ?? null,
    agent: event.agent ?? null,
    call_uuid: event.call_uuid ?? null,
    detail: event.detail ?? {},
  };
}

/** The queue event that a switch event means, or undefined for those nobody stores. Numbers stay: they are in the call record too. */
export function queueEventOf(event: SwitchEvent, node: string): QueueEvent | undefined {
  const what = meaning(event);
  if (what === undefined) return undefined;
  return {
    uuid: eventId(event),
    happened_at: happenedAt(event),
    media_node: node,
    kind: what.kind,
    queue: nameOf(event["CC-Queue"] ?? event["Hotline-Queue"]),
    agent: event["CC-Agent"] ?? event["Hotline-Agent"] ?? null,
    call_uuid: uuidOf(event["CC-Member-Session-UUID"] ?? event["Unique-ID"]),
    detail: Object.fromEntries(
      Object.entries(what.detail).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
  };
}

interface Meaning {
  readonly kind: QueueEventKind;
  readonly detail: Readonly<Record<string, string | number | undefined>>;
}

function meaning(event: SwitchEvent): Meaning | undefined {
  const subclass = event["Event-Subclass"];
  if (subclass === CALL_EVENTS.satisfaction) return { kind: "satisfaction", detail: { score: event["Hotline-Score"] } };
  if (subclass === CALL_EVENTS.callBack) return { kind: "call-back-requested", detail: { by: event["Hotline-Kind"] } };
  switch (event["CC-Action"] ?? "") {
    case "member-queue-start":
    case "member-queue-resume":
      return { kind: "caller-joined", detail: {} };
    case "member-queue-end":
      return {
        kind: "caller-left",
        detail: {
          cause: event["CC-Cause"],
          reason: event["CC-Cancel-Reason"],
          hangup: event["CC-Hangup-Cause"],
          ...seconds(
            "waited",
            event["CC-Member-Joined-Time"],
            event["CC-Agent-Answered-Time"] ?? event["CC-Member-Leaving-Time"],
          ),
        },
      };
    case "agent-offering":
      return { kind: "agent-offered", detail: {} };
    case "bridge-agent-start":
      return {
        kind: "agent-answered",
        detail: {
          ...seconds("waited", event["CC-Member-Joined-Time"], event["CC-Agent-Answered-Time"]),
          ...seconds("rang", event["CC-Agent-Called-Time"], event["CC-Agent-Answered-Time"]),
        },
      };
    case "bridge-agent-fail":
      return {
        kind: "agent-refused",
        detail: {
          hangup: event["CC-Hangup-Cause"],
          ...seconds("rang", event["CC-Agent-Called-Time"], event["CC-Agent-Aborted-Time"]),
        },
      };
    case "bridge-agent-end":
      return {
        kind: "agent-released",
        detail: {
          hangup: event["CC-Hangup-Cause"],
          ...seconds("talked", event["CC-Agent-Answered-Time"], event["CC-Bridge-Terminated-Time"]),
        },
      };
    case "agent-status-change":
      return { kind: "agent-status", detail: { status: event["CC-Agent-Status"] } };
    case "agent-max-no-answer":
      return { kind: "agent-status", detail: { status: event["CC-Agent-No-Answer-Status"], reason: "no-answer" } };
    default:
      return undefined;
  }
}

function seconds(name: string, from: string | undefined, to: string | undefined): Readonly<Record<string, number>> {
  const [start, end] = [Number(from), Number(to)];
  return start > 0 && end >= start ? { [name]: end - start } : {};
}

/** `pension@anhui.hotline.internal` is the queue pension. */
function nameOf(queue: string | undefined): string | null {
  return queue === undefined ? null : (queue.split("@")[0] ?? null);
}

function uuidOf(text: string | undefined): string | null {
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null;
}

/** The same event read twice has the same id: a switch's run and its sequence number make it (UUID version 8). */
function eventId(event: SwitchEvent): string {
  const hash = createHash("sha256")
    .update(`${event["Core-UUID"] ?? randomUUID()} ${event["Event-Sequence"] ?? randomUUID()}`)
    .digest("hex");
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join("-");
}

/** To the microsecond, as the switch stamps it. */
function happenedAt(event: SwitchEvent): string {
  const stamp = /^(\d+)(\d{6})$/.exec(event["Event-Date-Timestamp"] ?? "");
  if (stamp === null) return new Date().toISOString();
  return `${new Date(Number(stamp[1]) * 1000).toISOString().slice(0, 19)}.${stamp[2] ?? ""}Z`;
}
