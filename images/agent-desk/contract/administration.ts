import { z } from "zod";
import { AgentId } from "./agent.ts";
import { Role } from "./right.ts";
import { Login } from "./session.ts";

const Name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,31}$/);
const Text = z.string().trim().min(1).max(64);
const Day = z.iso.date();

/** `GET administration/agents`; `PUT administration/agents/:id` makes or changes one. */
export const AgentForm = z.strictObject({
  displayName: Text,
  employer: z.enum(["department", "provider"]),
  activeFrom: Day,
  activeUntil: Day.nullable(),
  /** Level 1 is best. */
  skills: z.array(z.strictObject({ skill: Name, level: z.int().min(1).max(9) })).max(40),
});
export type AgentForm = z.infer<typeof AgentForm>;
export const AgentRow = AgentForm.extend({ agent: z.string(), login: z.string().nullable() });
export type AgentRow = z.infer<typeof AgentRow>;
export const AgentRows = z.object({ agents: z.array(AgentRow) });
export type AgentRows = z.infer<typeof AgentRows>;

/** `GET administration/skills`; `PUT administration/skills/:name` with `{label}`. */
export const SkillForm = z.strictObject({ label: Text });
export type SkillForm = z.infer<typeof SkillForm>;
export const SkillRows = z.object({
  skills: z.array(z.object({ name: z.string(), label: z.string(), queues: z.array(z.string()) })),
});
export type SkillRows = z.infer<typeof SkillRows>;

/** `GET administration/queues`; `PUT administration/queues/:name`. What the switch reads at an agent's next sign-in. */
export const QueueSettings = z.strictObject({
  /** The switch leaves an agent alone for so long after a call. */
  wrapUpSeconds: z.int().min(0).max(3600),
  ringSeconds: z.int().min(5).max(60),
  /** Unanswered calls in a row until a break is given; 0: never. */
  mostUnanswered: z.int().min(0).max(10),
});
export type QueueSettings = z.infer<typeof QueueSettings>;
export const QueueRows = z.object({ queues: z.array(QueueSettings.extend({ queue: z.string(), label: z.string() })) });
export type QueueRows = z.infer<typeof QueueRows>;

/** `POST administration/classes`: the department's copy of GB/T 39666. Titles of known codes are changed, nothing is removed. */
export const ClassImport = z.strictObject({
  classes: z
    .array(z.strictObject({ code: z.string().regex(/^(\d{2}){1,3}$/), title: z.string().trim().min(1).max(120) }))
    .min(1)
    .max(2000),
});
export type ClassImport = z.infer<typeof ClassImport>;
export const ClassImportAnswer = z.object({ added: z.number(), changed: z.number(), unchanged: z.number() });
export type ClassImportAnswer = z.infer<typeof ClassImportAnswer>;

/** `GET administration/accounts`; `POST administration/accounts` (201, answer FreshPassword); `PUT administration/accounts/:login`. */
export const AccountForm = z.strictObject({
  displayName: Text,
  roles: z.array(Role).min(1).max(4),
  agent: AgentId.nullable(),
  listenIn: z.boolean(),
  disabled: z.boolean(),
});
export type AccountForm = z.infer<typeof AccountForm>;
export const NewAccount = AccountForm.extend({ login: Login, identity: z.enum(["local", "oidc"]) });
export type NewAccount = z.infer<typeof NewAccount>;
export const AccountRow = NewAccount.extend({
  lockedUntil: z.iso.datetime().nullable(),
  secondFactor: z.boolean(),
  mustChangePassword: z.boolean(),
  lastSignedInAt: z.iso.datetime().nullable(),
});
export type AccountRow = z.infer<typeof AccountRow>;
export const AccountRows = z.object({ accounts: z.array(AccountRow) });
export type AccountRows = z.infer<typeof AccountRows>;

/** Also of `POST administration/accounts/:login/password`. Shown once; null for an account whose identity is elsewhere. */
export const FreshPassword = z.object({ password: z.string().nullable() });
export type FreshPassword = z.infer<typeof FreshPassword>;
/** `POST administration/accounts/:login/unlock`, `DELETE administration/accounts/:login/second-factor`: no body, 204. */
