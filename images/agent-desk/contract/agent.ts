import { z } from "zod";

export const AgentId = z.string().regex(/^\d{4}$/);

/** What a person sees of an agent. `unreachable`: on break because the telephone did not answer. */
export const AGENT_STATES = ["signed-out", "break", "unreachable", "ready", "ringing", "talking", "wrap-up"] as const;
export const AgentState = z.enum(AGENT_STATES);
export type AgentState = z.infer<typeof AgentState>;

export const AgentView = z.object({
  agent: z.string(),
  displayName: z.string(),
  state: AgentState,
  /** Of a break: a code of the desk's break reasons, `wrap-up`, `supervisor`, `no-answer`, `unreachable`, `switch`. */
  reason: z.string().nullable(),
  since: z.iso.datetime(),
  queues: z.array(z.string()),
  /** Of the queue's own time after a call: when it is over, and the switch offers calls again. */
  until: z.iso.datetime().nullable().optional(),
  /** The caller's call while ringing, talking, or wrapping up. */
  callUuid: z.string().nullable(),
});
export type AgentView = z.infer<typeof AgentView>;

/**
 * `PUT state`. `wrap-up` goes on with the work after a call, beyond the queue's own time, until `ready` or `break`.
 * `signed-out` takes the agent out of the queues; the session stays.
 */
export const StateWish = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("ready") }),
  z.strictObject({ status: z.literal("break"), reason: z.string().min(1).max(32) }),
  z.strictObject({ status: z.literal("wrap-up") }),
  z.strictObject({ status: z.literal("signed-out") }),
]);
export type StateWish = z.infer<typeof StateWish>;

/** `PUT agents/:id/state`, by a supervisor, with the reason that goes into the audit log. */
export const ForcedState = z.strictObject({
  status: z.enum(["ready", "break", "signed-out"]),
  why: z.string().trim().min(1).max(200),
});
export type ForcedState = z.infer<typeof ForcedState>;

/** `POST listen-in`: the supervisor's own telephone rings, and hears. */
export const ListenIn = z.strictObject({ agent: AgentId, why: z.string().trim().min(1).max(200) });
export type ListenIn = z.infer<typeof ListenIn>;

/** Answer of `POST telephone`. For the SIP stack only: neither shown, kept nor logged. */
export const TelephoneCredential = z.object({
  username: z.string(),
  realm: z.string(),
  password: z.string(),
  /** Ask again well before, at two thirds of the time. */
  expiresAt: z.iso.datetime(),
  nodes: z.array(z.object({ name: z.string(), url: z.string() })),
});
export type TelephoneCredential = z.infer<typeof TelephoneCredential>;
