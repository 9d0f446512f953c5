import { z } from "zod";
import { AgentView } from "./agent.ts";
import { Call } from "./call.ts";
import { TransferTarget } from "./colleague.ts";
import { QueueNow } from "./queue-board.ts";
import { Session } from "./session.ts";
import { ServiceClass } from "./work-order.ts";

/** `GET desk`: what the page starts with, and again after a reload in the middle of a call. */
export const Desk = z.object({
  session: Session,
  /** Null: takes no calls. */
  agent: AgentView.nullable(),
  /** What the agent has in hand: ringing, talking or wrapping up. */
  call: Call.nullable(),
  queues: z.array(z.object({ name: z.string(), label: z.string(), skills: z.array(z.string()) })),
  waiting: z.array(QueueNow),
  breakReasons: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
  transfers: z.array(TransferTarget),
  classes: z.array(ServiceClass),
  sip: z.object({ domain: z.string(), nodes: z.array(z.object({ name: z.string(), url: z.string() })) }),
  serviceTarget: z.object({ answeredPercent: z.number(), withinSeconds: z.number() }),
  /** Business systems behind the desk: a screen pop may come. */
  businessSystems: z.boolean(),
  platform12345: z.object({ transfer: z.boolean(), workOrders: z.boolean() }),
  languages: z.array(z.string()),
  database: z.enum(["there", "away"]),
  switch: z.enum(["there", "away"]),
  /** What callers are told or sent to instead of the queues; null: nothing. */
  emergency: z.object({ kind: z.enum(["announcement", "divert"]), by: z.string(), why: z.string() }).nullable(),
  demo: z.boolean(),
});
export type Desk = z.infer<typeof Desk>;
