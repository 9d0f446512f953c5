/**
 * What the dialplan tells its node's controller, as CUSTOM events with these subclasses; the call is `Unique-ID`, the
 * caller `Caller-Caller-ID-Number`. The dialplan waits for nobody: who is not listening misses it, and the call goes on.
 */
export const CALL_EVENTS = {
  /** Before the queue is entered, in work mode integrated: who calls, for the business adapter. */
  caller: "hotline::caller",
  /** The caller gave a mark. */
  satisfaction: "hotline::satisfaction",
  /** The caller asked to be called back, or left a message. */
  callBack: "hotline::call-back",
} as const;

export type CallEvent = keyof typeof CALL_EVENTS;
