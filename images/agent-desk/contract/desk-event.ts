import { z } from "zod";
import { AgentView } from "./agent.ts";
import { Call } from "./call.ts";
import { Desk } from "./desk.ts";
import { Board, QueueNow } from "./queue-board.ts";

/**
 * `GET events`, server-sent, one stream a tab; `data` is one of these, the event has no name. A comment every 15 s shows
 * that both sides are there; after 45 s without anything the page connects anew, and asks `GET desk` each time it has.
 */
export const DeskEvent = z.discriminatedUnion("kind", [
  /** First on every stream. */
  z.object({ kind: z.literal("hello"), instance: z.string(), version: z.string() }),
  /** One's own; also everybody's for whoever sees the board. */
  z.object({ kind: z.literal("agent"), agent: AgentView }),
  /** The call that rings, and again with more about it. Only to the agent whom it rings. */
  z.object({ kind: z.literal("call"), call: Call }),
  /** It is over at this agent; `missed`: rang and went back to the queue. */
  z.object({ kind: z.literal("call-over"), callUuid: z.string(), why: z.enum(["released", "missed"]) }),
  z.object({ kind: z.literal("waiting"), queues: z.array(QueueNow) }),
  z.object({ kind: z.literal("board"), board: Board }),
  z.object({ kind: z.literal("call-backs"), open: z.number() }),
  /** Of the desk's surroundings; `emergency` as in GET desk. */
  z.object({
    kind: z.literal("surroundings"),
    database: z.enum(["there", "away"]),
    switch: z.enum(["there", "away"]),
    emergency: Desk.shape.emergency,
  }),
  /** This instance stops: connect anew after so long. Nobody is signed out and no call is touched. */
  z.object({ kind: z.literal("reconnect"), afterMilliseconds: z.number() }),
  z.object({ kind: z.literal("session-over"), why: z.enum(["expired", "idle", "revoked", "elsewhere"]) }),
]);
export type DeskEvent = z.infer<typeof DeskEvent>;
