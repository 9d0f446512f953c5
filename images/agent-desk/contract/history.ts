import { z } from "zod";
import { WorkOrder } from "./work-order.ts";

/** An earlier call of the same caller. */
export const Contact = z.object({
  callUuid: z.string(),
  startedAt: z.iso.datetime(),
  queue: z.string().nullable(),
  agent: z.string().nullable(),
  result: z.enum(["answered", "lost", "self-service", "outgoing"]),
  waitSeconds: z.number().nullable(),
  talkSeconds: z.number().nullable(),
  satisfaction: z.number().nullable(),
});
export type Contact = z.infer<typeof Contact>;

/** `GET history?call=<uuid>`: of the caller of that call, the latest first, 20 of each at most. No number leaves the service. */
export const History = z.object({
  /** Masked; null when withheld, and then nothing is known. */
  caller: z.string().nullable(),
  contacts: z.array(Contact),
  workOrders: z.array(WorkOrder),
});
export type History = z.infer<typeof History>;
