import type { Queries } from "./database.ts";

/** What goes into the audit log, by name; `object` is what it was done to. */
export const AUDITED = [
  "signed-in",
  "sign-in-failed",
  "sign-in-locked",
  "signed-out",
  "password-changed",
  "second-factor-set",
  "number-unmasked",
  "call-back-number",
  "state-forced",
  "listened-in",
  "work-order-handed-over",
  "work-order-received",
  "agent-changed",
  "skill-changed",
  "queue-setting-changed",
  "classes-imported",
  "account-made",
  "account-changed",
  "password-reset",
  "account-unlocked",
  "second-factor-removed",
  "report-read",
] as const;
export type Audited = (typeof AUDITED)[number];

/** Who does it, and from where. */
export interface Actor {
  readonly login: string;
  readonly address: string | null;
}

export interface AuditedAct {
  readonly action: Audited;
  readonly object?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** In the transaction of the act itself, or before it: what can't be written down does not happen. */
export async function audit(queries: Queries, actor: Actor, { action, object, detail }: AuditedAct): Promise<void> {
  await queries.run("INSERT INTO audit_log (actor, action, object, address, detail) VALUES ($1, $2, $3, $4, $5)", [
    actor.login,
    action,
    object ?? null,
    actor.address,
    JSON.stringify(detail ?? {}),
  ]);
}
