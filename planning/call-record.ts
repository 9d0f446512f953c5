/** One column of a call record: its name and type in the database, the channel variable that fills it. */
export interface CallRecordColumn {
  readonly column: string;
  readonly type: "uuid" | "text" | "integer" | "timestamptz" | "bigint" | "boolean";
  readonly variable: string;
  readonly meaning: string;
}

/**
 * What is kept of every call. The switch writes it, the database stores it: one table, or they drift apart.
 * `sip_req_user` and not `destination_number`: after a transfer the latter is the transfer's target.
 */
export const CALL_RECORD: readonly CallRecordColumn[] = [
  { column: "uuid", type: "uuid", variable: "uuid", meaning: "id of the call" },
  { column: "started_at", type: "timestamptz", variable: "start_stamp", meaning: "seizure of the trunk" },
  { column: "answered_at", type: "timestamptz", variable: "answer_stamp", meaning: "answer by menu, queue or person" },
  { column: "ended_at", type: "timestamptz", variable: "end_stamp", meaning: "release" },
  { column: "seconds", type: "integer", variable: "duration", meaning: "seizure to release" },
  { column: "billed_seconds", type: "integer", variable: "billsec", meaning: "answer to release" },
  { column: "direction", type: "text", variable: "direction", meaning: "inbound or outbound" },
  { column: "called_number", type: "text", variable: "sip_req_user", meaning: "number as the carrier delivered it" },
  {
    column: "caller_number",
    type: "text",
    variable: "caller_number",
    meaning: "calling number in one form: 0, area code and number; a mobile's eleven digits; empty when withheld",
  },
  {
    column: "trunk_group",
    type: "text",
    variable: "trunk_group",
    meaning: "area code of the trunk group, or the peer's name",
  },
  {
    column: "local_network",
    type: "text",
    variable: "local_network",
    meaning: "area code of the city whose 12333 was dialed, as far as the called number tells",
  },
  { column: "media_node", type: "text", variable: "media_node", meaning: "node that carried the call" },
  { column: "hangup_cause", type: "text", variable: "hangup_cause", meaning: "Q.850 cause by name" },
  { column: "queue", type: "text", variable: "cc_queue", meaning: "queue the caller waited in" },
  { column: "agent", type: "text", variable: "cc_agent", meaning: "agent who answered" },
  { column: "queue_result", type: "text", variable: "cc_cause", meaning: "answered or cancel" },
  { column: "queue_cancel_reason", type: "text", variable: "cc_cancel_reason", meaning: "why a wait ended unanswered" },
  {
    column: "queue_joined",
    type: "bigint",
    variable: "cc_queue_joined_epoch",
    meaning: "entered the queue, Unix seconds",
  },
  {
    column: "queue_answered",
    type: "bigint",
    variable: "cc_queue_answered_epoch",
    meaning: "answered by an agent, Unix seconds",
  },
  {
    column: "queue_terminated",
    type: "bigint",
    variable: "cc_queue_terminated_epoch",
    meaning: "agent's call ended, Unix seconds",
  },
  {
    column: "queue_canceled",
    type: "bigint",
    variable: "cc_queue_canceled_epoch",
    meaning: "left the queue unanswered, Unix seconds",
  },
  { column: "recording", type: "text", variable: "cc_record_filename", meaning: "path of the recording" },
  {
    column: "callback_requested",
    type: "boolean",
    variable: "callback_requested",
    meaning: "the caller is owed a call back",
  },
  {
    column: "callback_number",
    type: "text",
    variable: "callback_number",
    meaning: "number to call back, as the caller gave or left it",
  },
  {
    column: "satisfaction",
    type: "integer",
    variable: "satisfaction",
    meaning: "the caller's mark, 1 best to 4 worst, empty when none was given",
  },
  { column: "language", type: "text", variable: "caller_language", meaning: "language that the caller chose" },
];

/** Name through which records are written; it drops repeats, so that a spool can be replayed. */
export const CALL_RECORD_INTAKE = "call_record_intake";
