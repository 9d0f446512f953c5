import { z } from "zod";

export const AuditEntry = z.object({
  id: z.number(),
  happenedAt: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  object: z.string().nullable(),
  address: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** `GET audit?before=<id>&actor=&action=`: the latest first, 100 at most. Reading is an entry itself. */
export const AuditList = z.object({ entries: z.array(AuditEntry) });
export type AuditList = z.infer<typeof AuditList>;
