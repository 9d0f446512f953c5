import { z } from "zod";
import { AgentState, AgentView } from "./agent.ts";

export const FORMULAS = [
  "answered-and-abandoned-in-time",
  "answered-in-time-of-answered",
  "answered-in-time-of-offered",
  "short-abandons-excluded",
] as const;

/** Who waits now, of one queue. */
export const QueueNow = z.object({
  queue: z.string(),
  waiting: z.number(),
  longestWaitSeconds: z.number(),
});
export type QueueNow = z.infer<typeof QueueNow>;

/** Of a span of time, as far as its calls are over. Shares run from 0 to 1; null while nothing was counted. */
export const ServiceFigures = z.object({
  calls: z.number(),
  answered: z.number(),
  lost: z.number(),
  selfService: z.number(),
  serviceLevel: z.number().nullable(),
  connectRate: z.number().nullable(),
  abandonRate: z.number().nullable(),
  averageWaitSeconds: z.number().nullable(),
  averageTalkSeconds: z.number().nullable(),
});
export type ServiceFigures = z.infer<typeof ServiceFigures>;

/** `GET board`, and the event `board` every five seconds to whoever may see it. */
export const Board = z.object({
  at: z.iso.datetime(),
  target: z.object({ formula: z.enum(FORMULAS), answeredPercent: z.number(), withinSeconds: z.number() }),
  /** Null while the database is away. */
  today: ServiceFigures.nullable(),
  /** Of the hour that runs. */
  thisHour: ServiceFigures.nullable(),
  /** Of the hour that runs, against the target; null while nothing was counted. */
  targetMet: z.boolean().nullable(),
  queues: z.array(
    QueueNow.extend({
      label: z.string(),
      today: ServiceFigures.nullable(),
      thisHour: ServiceFigures.nullable(),
      agents: z.partialRecord(AgentState, z.number()),
    }),
  ),
  /** Null: no media node's controller answers, so nothing is known of now. */
  agents: z.array(AgentView).nullable(),
  openCallBacks: z.number().nullable(),
});
export type Board = z.infer<typeof Board>;

/** `GET report?day=2026-11-24`, a day in China. */
export const DailyReport = z.object({
  day: z.string(),
  target: Board.shape.target,
  total: ServiceFigures,
  queues: z.array(z.object({ queue: z.string(), label: z.string(), figures: ServiceFigures })),
  hours: z.array(z.object({ hour: z.number(), figures: ServiceFigures })),
  agents: z.array(
    z.object({
      agent: z.string(),
      displayName: z.string(),
      answered: z.number(),
      staffedSeconds: z.number(),
      talkSeconds: z.number(),
      busySeconds: z.number(),
      occupancy: z.number().nullable(),
      breaks: z.array(z.object({ reason: z.string(), times: z.number(), seconds: z.number() })),
    }),
  ),
  satisfaction: z.object({ marks: z.number(), average: z.number().nullable() }),
  workOrders: z.object({ opened: z.number(), closed: z.number(), handedOver: z.number() }),
  callBacks: z.object({ requested: z.number(), reached: z.number(), open: z.number() }),
});
export type DailyReport = z.infer<typeof DailyReport>;
