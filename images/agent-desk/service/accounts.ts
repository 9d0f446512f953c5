import { z } from "zod";
import { Role } from "../contract/right.ts";
import type { DeskDatabase, Queries } from "./database.ts";

const COLUMNS = `login, display_name, roles, agent, identity, subject, password_hash, must_change_password,
  password_until, second_factor, second_factor_step, failures, locked_until, listen_in, disabled, last_signed_in_at`;

/** An account as the database has it. */
export const Account = z.object({
  login: z.string(),
  display_name: z.string(),
  roles: z.array(Role),
  agent: z.string().nullable(),
  identity: z.enum(["local", "oidc"]),
  subject: z.string().nullable(),
  password_hash: z.string().nullable(),
  must_change_password: z.boolean(),
  password_until: z.date().nullable(),
  second_factor: z.instanceof(Buffer).nullable(),
  second_factor_step: z.number(),
  failures: z.number(),
  locked_until: z.date().nullable(),
  listen_in: z.boolean(),
  disabled: z.boolean(),
  last_signed_in_at: z.date().nullable(),
});
export type Account = z.infer<typeof Account>;

const Tried = z.object({ tried: z.boolean() });

/** Accounts by login; logins are lower case. */
export class Accounts {
  readonly #database: DeskDatabase;

  constructor(database: DeskDatabase) {
    this.#database = database;
  }

  async find(login: string, queries: Queries = this.#database): Promise<Account | undefined> {
    const rows = await queries.rows(Account, `SELECT ${COLUMNS} FROM desk_account WHERE login = $1`, [
      login.toLowerCase(),
    ]);
    return rows[0];
  }

  all(): Promise<readonly Account[]> {
    return this.#database.rows(Account, `SELECT ${COLUMNS} FROM desk_account ORDER BY login`);
  }

  /** Counts a try at the password before it is made; false while the account is locked, or when there is none. */
  async try(login: string): Promise<boolean> {
    const rows = await this.#database.rows(Tried, "SELECT desk_sign_in_try($1) AS tried", [login.toLowerCase()]);
    return rows[0]?.tried === true;
  }

  /** The last try was no failure, but is no sign-in yet either. */
  async untry(login: string): Promise<void> {
    await this.#database.run(
      `UPDATE desk_account SET failures = greatest(failures - 1, 0), locked_until = NULL
       WHERE login = $1`,
      [login],
    );
  }

  async succeeded(login: string, queries: Queries = this.#database): Promise<void> {
    await queries.run("UPDATE desk_account SET failures = 0, locked_until = NULL WHERE login = $1", [login]);
  }

  /** True for the first use of a time step; a code that was seen on the way is worth nothing. */
  async useStep(login: string, step: number): Promise<boolean> {
    const used = await this.#database.run(
      "UPDATE desk_account SET second_factor_step = $2 WHERE login = $1 AND second_factor_step < $2",
      [login, step],
    );
    return used === 1;
  }

  async setPassword(queries: Queries, login: string, password: { hash: string; until: Date | null }): Promise<void> {
    await queries.run(
      `UPDATE desk_account SET password_hash = $2, password_until = $3, must_change_password = $3::timestamptz IS NOT NULL,
         failures = 0, locked_until = NULL
       WHERE login = $1 AND identity = 'local'`,
      [login, password.hash, password.until],
    );
  }
}

/** A password that somebody else has seen, an administrator or a terminal, is good for a day and one sign-in. */
export const FRESH_PASSWORD_HOURS = 24;

export function freshUntil(): Date {
  return new Date(Date.now() + FRESH_PASSWORD_HOURS * 3_600_000);
}
