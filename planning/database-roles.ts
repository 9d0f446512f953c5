import type { SecretName } from "./plan.ts";

/**
 * Who logs in to PostgreSQL, and with which secret. Nobody shares a login, and nobody but a person is superuser.
 *
 * Contract between the plan and the platforms:
 * - `Postgres.owner` is `hotline_migration`; `Postgres.ownerSecret` holds its name and password. The platform
 *   creates it as a login, keeps its password equal to the secret, and gives it the database.
 * - `Postgres.bootstrap` is SQL for the superuser, in that database. It may run at any time and any number of times:
 *   it creates the other logins, without a password, and takes over a database of version 0.1.0.
 * - Everything else (tables, rights, the other logins' passwords) is the work of the job `database-migration`,
 *   which logs in as `hotline_migration`, and of `database-upkeep`, which repeats the passwords.
 * - Replication and backup belong to the platform: their logins and secrets are not in this list.
 */
export const DATABASE_ROLES = {
  /** Owns the database and all in it; makes and changes tables, and sets the passwords of the others. */
  migration: { login: "hotline_migration", secret: "database-password" },
  /** The media node: hands in call records and queue events, reads and tells what becomes of recordings. */
  media: { login: "hotline_media", secret: "database-media-password" },
  /** The desk: work orders, agents, audit entries. */
  desk: { login: "hotline_desk", secret: "database-desk-password" },
  /** Figures and evidence; no caller's number. */
  report: { login: "hotline_report", secret: "database-report-password" },
  /** Audit log, proofs of deletion, legal holds. */
  auditor: { login: "hotline_auditor", secret: "database-auditor-password" },
  /** Nightly and ten-minute work inside the database, and the provider's copies. */
  upkeep: { login: "hotline_upkeep", secret: "database-upkeep-password" },
} as const satisfies Readonly<Record<string, { readonly login: string; readonly secret: SecretName }>>;

/** Secret set of the data zone with the passwords of all logins, by login. */
export const DATABASE_LOGINS_SET = "database-logins";

/** Logical name of the job after which the tables are there. */
export const DATABASE_MIGRATION_JOB = "database-migration";
