import { RateLimiterMemory } from "rate-limiter-flexible";
import type { SignIn } from "../contract/session.ts";
import type { Account, Accounts } from "./accounts.ts";
import { type Actor, audit } from "./audit.ts";
import type { DeskDatabase } from "./database.ts";
import { hashPassword, isPassword, isStrong } from "./password.ts";
import { Refusal } from "./refusal.ts";
import type { SecondFactor } from "./second-factor.ts";
import type { SessionClaims } from "./session-token.ts";
import type { Sessions } from "./sessions.ts";

/** Failures that one address may cause in ten minutes; whole offices share an address. */
const FAILURES_OF_ADDRESS = 60;
/** As of a real account, so that nobody learns which logins exist. */
const FAILURES_OF_STRANGER = 5;
const STRANGER_SECONDS = 15 * 60;

export type SignedIn = { readonly token: string; readonly claims: SessionClaims };

/** Signs local accounts in: password, lock-out, second factor. */
export class LocalSignIn {
  readonly #database: DeskDatabase;
  readonly #accounts: Accounts;
  readonly #sessions: Sessions;
  readonly #secondFactor: SecondFactor;
  readonly #addresses = new RateLimiterMemory({ points: FAILURES_OF_ADDRESS, duration: 600 });
  readonly #strangers = new RateLimiterMemory({ points: FAILURES_OF_STRANGER, duration: STRANGER_SECONDS });

  constructor(parts: {
    database: DeskDatabase;
    accounts: Accounts;
    sessions: Sessions;
    secondFactor: SecondFactor;
  }) {
    this.#database = parts.database;
    this.#accounts = parts.accounts;
    this.#sessions = parts.sessions;
    this.#secondFactor = parts.secondFactor;
  }

  /** `second-factor`: the password is right, the code is still missing. Otherwise refused, and said so in the log. */
  async signIn(wish: SignIn, address: string | null): Promise<SignedIn | "second-factor"> {
    const actor = { login: wish.login.toLowerCase(), address };
    await this.#mayTry(address);
    const account = await this.checkPassword(actor, wish.password);
    if (account.second_factor !== null) {
      if (wish.code === undefined) {
        await this.#accounts.untry(account.login);
        return "second-factor";
      }
      if (!(await this.#secondFactor.accepts(account, wish.code))) {
        await this.#failed(actor, "code");
        throw new Refusal(401, "wrong-code");
      }
    }
    return this.#database.transaction(async (queries) => {
      await this.#accounts.succeeded(account.login, queries);
      await audit(queries, actor, {
        action: "signed-in",
        detail: { identity: "local", secondFactor: account.second_factor !== null },
      });
      return this.#sessions.begin(queries, account, address);
    });
  }

  /** The account with this password, a try counted; whoever goes on says `succeeded` or `untry`. */
  async checkPassword(actor: Actor, password: string): Promise<Account> {
    const tried = await this.#accounts.try(actor.login);
    const account = await this.#accounts.find(actor.login);
    // Locked, disabled and unknown ones take as long as a wrong password.
    const right = await isPassword(password, tried ? (account?.password_hash ?? null) : null);
    if (!tried) return this.#refuse(actor, account);
    if (!right || account === undefined || account.identity !== "local") {
      await this.#failed(actor, "password");
      throw new Refusal(401, "wrong-credentials");
    }
    if (account.password_until !== null && account.password_until.getTime() < Date.now()) {
      await this.#failed(actor, "password-too-old");
      throw new Refusal(401, "wrong-credentials");
    }
    return account;
  }

  async changePassword(
    actor: Actor,
    { current, next, keep }: { current: string; next: string; keep: string },
  ): Promise<Account> {
    await this.#mayTry(actor.address);
    const account = await this.checkPassword(actor, current);
    await this.#accounts.untry(account.login);
    if (next === current || !isStrong(next, account.login)) throw new Refusal(422, "weak-password");
    const hash = await hashPassword(next);
    await this.#database.transaction(async (queries) => {
      await this.#accounts.setPassword(queries, account.login, { hash, until: null });
      await this.#sessions.revoke(queries, account.login, keep);
      await audit(queries, actor, { action: "password-changed", object: account.login });
    });
    return { ...account, must_change_password: false };
  }

  async #mayTry(address: string | null): Promise<void> {
    const used = await this.#addresses.get(address ?? "unknown");
    if (used !== null && used.consumedPoints >= FAILURES_OF_ADDRESS)
      throw new Refusal(429, "too-many", { retryAfterSeconds: Math.ceil(used.msBeforeNext / 1000) });
  }

  async #refuse(actor: Actor, account: Account | undefined): Promise<never> {
    await this.#count(actor.address);
    if (account !== undefined && !account.disabled)
      throw new Refusal(403, "locked-out", { retryAfterSeconds: secondsUntil(account.locked_until) });
    const used = await this.#strangers.penalty(actor.login);
    if (used.consumedPoints > FAILURES_OF_STRANGER)
      throw new Refusal(403, "locked-out", { retryAfterSeconds: Math.ceil(used.msBeforeNext / 1000) });
    throw new Refusal(401, "wrong-credentials");
  }

  async #failed(actor: Actor, what: string): Promise<void> {
    await this.#count(actor.address);
    const account = await this.#accounts.find(actor.login);
    await audit(this.#database, actor, {
      action: "sign-in-failed",
      detail: { what, failures: account?.failures ?? 0 },
    });
    if (account?.locked_until != null)
      await audit(this.#database, actor, {
        action: "sign-in-locked",
        detail: { until: account.locked_until.toISOString() },
      });
  }

  async #count(address: string | null): Promise<void> {
    await this.#addresses.penalty(address ?? "unknown");
  }
}

function secondsUntil(moment: Date | null): number {
  return moment === null ? 1 : Math.max(1, Math.ceil((moment.getTime() - Date.now()) / 1000));
}
