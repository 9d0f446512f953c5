import { z } from "zod";
import { QUEUE_EVENT_KINDS } from "../../../planning/queue-event.ts";

const Detail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const Common = {
  happened_at: z.string(),
  media_node: z.string(),
  queue: z.string().nullable(),
  call_uuid: z.string().nullable(),
};

/** What happens around a queue, as the controllers' stream carries it. */
const QueueEvent = z.object({
  kind: z.enum(QUEUE_EVENT_KINDS),
  uuid: z.string(),
  agent: z.string().nullable(),
  detail: Detail,
  ...Common,
});

/** Who calls, in work mode integrated. */
const CallerNotice = z.object({
  kind: z.literal("caller"),
  number: z.string().nullable(),
  language: z.string().nullable(),
  trunk_group: z.string().nullable(),
  ...Common,
});

const CallerData = z.object({
  kind: z.literal("caller-data"),
  outcome: z.enum(["known", "unknown", "late", "failed", "skipped"]),
  caller: z
    .object({
      name: z.string().optional(),
      id_number: z.string().optional(),
      tags: z.array(z.string()).optional(),
      open_requests: z.number().optional(),
      last_contact_on: z.string().optional(),
    })
    .nullable(),
  ...Common,
});

/** A kind of a later version is left alone. */
export const SwitchEvent = z.discriminatedUnion("kind", [QueueEvent, CallerNotice, CallerData]);
export type SwitchEvent = z.infer<typeof SwitchEvent>;
export type QueueEvent = z.infer<typeof QueueEvent>;
export type CallerNotice = z.infer<typeof CallerNotice>;
export type CallerData = z.infer<typeof CallerData>;

/** `GET /v1/agents`. */
export const SwitchAgents = z.array(
  z.object({
    id: z.string(),
    status: z.enum(["Available", "Available (On Demand)", "On Break", "Logged Out"]),
    reason: z.string().nullable(),
    queues: z.array(z.object({ queue: z.string() })),
    hostedHere: z.boolean(),
    /** As the node that answered has it; says nothing about an agent that the other node hosts. */
    state: z.string().nullable(),
  }),
);
export type SwitchAgent = z.infer<typeof SwitchAgents>[number];

/** `GET /v1/queues`. */
export const SwitchQueues = z.array(
  z.object({ queue: z.string(), waiting: z.number(), longestWaitSeconds: z.number() }),
);

/** `GET /v1/status`, as far as the desk shows it. */
export const SwitchStatus = z.object({
  emergency: z.object({
    state: z.object({ kind: z.enum(["off", "announcement", "divert"]) }),
    by: z.string(),
    why: z.string(),
  }),
});
