import { z } from "zod";

export const CallUuid = z.uuid();

/** What the business systems know, masked. */
export const KnownCaller = z.object({
  name: z.string().optional(),
  idNumber: z.string().optional(),
  tags: z.array(z.string()).optional(),
  openRequests: z.number().optional(),
  lastContactOn: z.string().optional(),
});
export type KnownCaller = z.infer<typeof KnownCaller>;

/** A queue's call at an agent. */
export const Call = z.object({
  callUuid: z.string(),
  mediaNode: z.string(),
  queue: z.string().nullable(),
  /** Masked: 138****5678. Null: withheld, or not known yet. */
  caller: z.string().nullable(),
  language: z.string().nullable(),
  /** Local network (area code) by which the call came, or a peer's name. */
  from: z.string().nullable(),
  /** Null: not asked, or no answer yet. */
  known: KnownCaller.nullable(),
  /** `none`: no business system behind this desk. */
  lookup: z.enum(["none", "asking", "known", "unknown", "late", "failed", "skipped"]),
});
export type Call = z.infer<typeof Call>;

/** `POST calls/:uuid/number` with the reason: into the audit log, or it is refused. */
export const Unmask = z.strictObject({ why: z.string().trim().min(1).max(200) });
export type Unmask = z.infer<typeof Unmask>;
export const ClearNumber = z.object({ number: z.string() });
export type ClearNumber = z.infer<typeof ClearNumber>;
