import type { CallRecordColumn } from "./call-record.ts";

/** One column of an event: its name and type in the database and what it holds. */
export type QueueEventColumn = Omit<CallRecordColumn, "variable" | "type"> & {
  readonly type: CallRecordColumn["type"] | "jsonb";
};

/**
 * What happens around a queue, as it happens. The media node's companion writes it, the database stores it: one
 * table, or they drift apart. A line of JSON with these keys is the form in which it is spooled and taken in.
 */
export const QUEUE_EVENT: readonly QueueEventColumn[] = [
  { column: "uuid", type: "uuid", meaning: "id of the event; a repeat has the same" },
  { column: "happened_at", type: "timestamptz", meaning: "when, to the microsecond" },
  { column: "media_node", type: "text", meaning: "node that owned the queue" },
  { column: "kind", type: "text", meaning: "one of QUEUE_EVENT_KINDS" },
  { column: "queue", type: "text", meaning: "queue, empty for an agent's own state" },
  { column: "agent", type: "text", meaning: "agent, empty for a caller's own step" },
  { column: "call_uuid", type: "uuid", meaning: "the caller's call, as in the call record" },
  { column: "detail", type: "jsonb", meaning: "what the kind adds, such as the new status, the cause or the score" },
];

/** Closed list: an unknown kind is refused and set aside, never dropped. */
export const QUEUE_EVENT_KINDS = [
  "caller-joined",
  "caller-left",
  "agent-offered",
  "agent-answered",
  "agent-refused",
  "agent-released",
  "agent-status",
  "satisfaction",
  "call-back-requested",
  "node-role",
  "emergency",
] as const;

export type QueueEventKind = (typeof QUEUE_EVENT_KINDS)[number];

/** Name through which events are written; it drops repeats, so that a spool can be replayed. */
export const QUEUE_EVENT_INTAKE = "queue_event_intake";
