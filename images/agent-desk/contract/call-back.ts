import { z } from "zod";

export const CALL_BACK_KINDS = ["requested", "voicemail", "abandoned"] as const;
export const CALL_BACK_STATES = ["open", "taken", "reached", "given-up"] as const;

export const CallBack = z.object({
  /** Of the call that it answers. */
  callUuid: z.string(),
  kind: z.enum(CALL_BACK_KINDS),
  askedAt: z.iso.datetime(),
  queue: z.string().nullable(),
  /** Masked. */
  caller: z.string(),
  /** Calls that this one stands for: somebody who gave up three times is called once. */
  calls: z.number(),
  state: z.enum(CALL_BACK_STATES),
  agent: z.string().nullable(),
  attempts: z.number(),
  lastTriedAt: z.iso.datetime().nullable(),
  note: z.string().nullable(),
});
export type CallBack = z.infer<typeof CallBack>;

/** `GET call-backs`: open and taken ones, the longest waiting first, 200 at most. */
export const CallBackList = z.object({ callBacks: z.array(CallBack), open: z.number() });
export type CallBackList = z.infer<typeof CallBackList>;

/**
 * `PUT call-backs/:uuid`. `take`: mine, nobody else calls (409 when somebody did before; after 30 minutes it is free
 * again). `not-reached`: counts an attempt and gives it back. Answer CallBack.
 */
export const CallBackAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("take") }),
  z.strictObject({ act: z.literal("release") }),
  z.strictObject({ act: z.literal("not-reached"), note: z.string().trim().max(500).optional() }),
  z.strictObject({ act: z.literal("reached"), note: z.string().trim().max(500).optional() }),
  z.strictObject({ act: z.literal("give-up"), note: z.string().trim().min(1).max(500) }),
]);
export type CallBackAct = z.infer<typeof CallBackAct>;
/** `POST call-backs/:uuid/number`, only of one's own: ClearNumber, to be dialed; goes into the audit log. */
