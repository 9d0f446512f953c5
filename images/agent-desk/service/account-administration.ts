import type { AccountForm, AccountRow, NewAccount } from "../contract/administration.ts";
import { APART } from "../contract/right.ts";
import { type Account, type Accounts, freshUntil } from "./accounts.ts";
import { type Actor, audit } from "./audit.ts";
import { brokenRule, type DeskDatabase, type Queries } from "./database.ts";
import { freshPassword, hashPassword } from "./password.ts";
import { conflict, notFound, Refusal } from "./refusal.ts";
import type { Sessions } from "./sessions.ts";

const UNIQUE = "23505";
const FOREIGN_KEY = "23503";

/** Accounts as an administrator deals with them. Nobody changes the roles of the own account, nor locks it. */
export class AccountAdministration {
  readonly #database: DeskDatabase;
  readonly #accounts: Accounts;
  readonly #sessions: Sessions;

  constructor(parts: { database: DeskDatabase; accounts: Accounts; sessions: Sessions }) {
    this.#database = parts.database;
    this.#accounts = parts.accounts;
    this.#sessions = parts.sessions;
  }

  async list(): Promise<readonly AccountRow[]> {
    return (await this.#accounts.all()).map(accountView);
  }

  /** Gives the password for the first sign-in; null where the identity provider has it. */
  async make(actor: Actor, { login: given, identity, ...form }: NewAccount): Promise<string | null> {
    const login = given.toLowerCase();
    check(form);
    const password = identity === "local" ? freshPassword() : null;
    const hash = password === null ? null : await hashPassword(password);
    await this.#write(async (queries) => {
      await queries.run(
        `INSERT INTO desk_account (login, display_name, roles, agent, identity, listen_in, disabled, password_hash, password_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          login,
          form.displayName,
          form.roles,
          form.agent,
          identity,
          form.listenIn,
          form.disabled,
          hash,
          hash === null ? null : freshUntil(),
        ],
      );
      await audit(queries, actor, { action: "account-made", object: login, detail: { ...form, identity } });
    });
    return password;
  }

  async change(actor: Actor, login: string, form: AccountForm): Promise<void> {
    check(form);
    await this.#write(async (queries) => {
      const before = await this.#find(login, queries);
      const own = before.login === actor.login;
      if (own && (form.disabled || !sameRoles(before.roles, form.roles))) throw new Refusal(403, "forbidden");
      await queries.run(
        "UPDATE desk_account SET display_name = $2, roles = $3, agent = $4, listen_in = $5, disabled = $6 WHERE login = $1",
        [before.login, form.displayName, form.roles, form.agent, form.listenIn, form.disabled],
      );
      // Whoever lost a right is out at once, not at the end of the shift.
      if (!own && (form.disabled || !sameRoles(before.roles, form.roles)))
        await this.#sessions.revoke(queries, before.login);
      await audit(queries, actor, {
        action: "account-changed",
        object: before.login,
        detail: { ...form, before: { roles: before.roles, agent: before.agent, listenIn: before.listen_in } },
      });
    });
  }

  async resetPassword(actor: Actor, login: string): Promise<string> {
    const account = await this.#find(login, this.#database);
    if (account.identity !== "local") throw conflict();
    const password = freshPassword();
    const hash = await hashPassword(password);
    await this.#write(async (queries) => {
      await this.#accounts.setPassword(queries, account.login, { hash, until: freshUntil() });
      await this.#sessions.revoke(queries, account.login);
      await audit(queries, actor, { action: "password-reset", object: account.login });
    });
    return password;
  }

  async unlock(actor: Actor, login: string): Promise<void> {
    await this.#write(async (queries) => {
      const account = await this.#find(login, queries);
      await this.#accounts.succeeded(account.login, queries);
      await audit(queries, actor, { action: "account-unlocked", object: account.login });
    });
  }

  async removeSecondFactor(actor: Actor, login: string): Promise<void> {
    await this.#write(async (queries) => {
      const account = await this.#find(login, queries);
      await queries.run("UPDATE desk_account SET second_factor = NULL, second_factor_step = 0 WHERE login = $1", [
        account.login,
      ]);
      await this.#sessions.revoke(queries, account.login);
      await audit(queries, actor, { action: "second-factor-removed", object: account.login });
    });
  }

  async #find(login: string, queries: Queries): Promise<Account> {
    const account = await this.#accounts.find(login, queries);
    if (account === undefined) throw notFound();
    return account;
  }

  #write<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    return this.#database.transaction(work).catch((error: unknown) => {
      if (brokenRule(error) === UNIQUE) throw conflict();
      if (brokenRule(error) === FOREIGN_KEY)
        throw new Refusal(422, "malformed", { fields: [{ path: "agent", problem: "unknown" }] });
      throw error;
    });
  }
}

function check({ roles, agent }: Pick<AccountForm, "roles" | "agent">): void {
  const problem = (path: string, text: string) => new Refusal(422, "malformed", { fields: [{ path, problem: text }] });
  for (const [one, other] of APART)
    if (roles.includes(one) && roles.includes(other)) throw problem("roles", `${one} and ${other} must be two persons`);
  if (roles.includes("agent") && agent === null) throw problem("agent", "an agent needs an extension");
}

function sameRoles(a: readonly string[], b: readonly string[]): boolean {
  return a.toSorted().join() === b.toSorted().join();
}

function accountView(account: Account): AccountRow {
  const locked = account.locked_until !== null && account.locked_until.getTime() > Date.now();
  return {
    login: account.login,
    displayName: account.display_name,
    roles: account.roles,
    agent: account.agent,
    identity: account.identity,
    listenIn: account.listen_in,
    disabled: account.disabled,
    lockedUntil: locked ? (account.locked_until?.toISOString() ?? null) : null,
    secondFactor: account.second_factor !== null,
    mustChangePassword: account.must_change_password,
    lastSignedInAt: account.last_signed_in_at?.toISOString() ?? null,
  };
}
