import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Role } from "../contract/right.ts";
import type { Account } from "./accounts.ts";
import type { DeskDatabase, Queries } from "./database.ts";
import { Refusal } from "./refusal.ts";
import type { SessionClaims, SessionTokens } from "./session-token.ts";
import type { DeskFile } from "./settings.ts";

/** How long an answer of the database about a session is taken for true: a revocation works within it everywhere. */
const FRESH_MILLISECONDS = 5_000;
/** `seen_at` need not be more exact than this. */
const TOUCH_MILLISECONDS = 60_000;

export type OverBecause = "signed-out" | "idle" | "revoked" | "elsewhere";

const Row = z.object({
  over: z.enum(["signed-out", "idle", "revoked", "elsewhere"]).nullable(),
  seen_at: z.date(),
  ends_at: z.date(),
  display_name: z.string(),
  roles: z.array(Role),
  agent: z.string().nullable(),
  listen_in: z.boolean(),
  disabled: z.boolean(),
  must_change_password: z.boolean(),
  second_factor: z.boolean(),
});
type Row = z.infer<typeof Row>;

interface Known {
  readonly row: Row | undefined;
  readonly at: number;
  seenAt: number;
}

export type SessionState =
  | { readonly kind: "live"; readonly claims: SessionClaims }
  | { readonly kind: "over"; readonly why: OverBecause | "expired" };

/**
 * Sessions: signed tokens in a cookie, with a row each. The row decides while the database answers: ended, idle, other
 * roles. Without it the token alone lets its holder go on, so that an outage signs nobody out of a call.
 */
export class Sessions {
  readonly #database: DeskDatabase;
  readonly #tokens: SessionTokens;
  readonly #file: () => DeskFile;
  readonly #known = new Map<string, Known>();

  constructor(parts: { database: DeskDatabase; tokens: SessionTokens; file: () => DeskFile }) {
    this.#database = parts.database;
    this.#tokens = parts.tokens;
    this.#file = parts.file;
  }

  get idleSeconds(): number {
    return this.#file().identity.idleMinutes * 60;
  }

  /** What must come first for this account. */
  needs(account: Pick<Row, "roles" | "must_change_password"> & { identity: string; hasSecondFactor: boolean }) {
    if (account.identity === "oidc") return "nothing" as const;
    if (account.must_change_password) return "new-password" as const;
    const needed = this.#file().identity.secondFactorFor;
    if (!account.hasSecondFactor && account.roles.some((role) => needed.includes(role)))
      return "second-factor" as const;
    return "nothing" as const;
  }

  /**
   * Always a new id, never one that the browser brought; the account's other sessions end, for a person sits at one
   * place. Gives the token.
   */
  async begin(
    queries: Queries,
    account: Account,
    address: string | null,
  ): Promise<{ token: string; claims: SessionClaims }> {
    const sid = randomUUID();
    const now = Math.floor(Date.now() / 1000);
    const exp = now + Math.round(this.#file().identity.sessionHours * 3600);
    await queries.run("UPDATE desk_session SET over = 'elsewhere' WHERE login = $1 AND over IS NULL", [account.login]);
    await queries.run("INSERT INTO desk_session (id, login, ends_at, address) VALUES ($1, $2, to_timestamp($3), $4)", [
      sid,
      account.login,
      exp,
      address,
    ]);
    await queries.run("UPDATE desk_account SET last_signed_in_at = now() WHERE login = $1", [account.login]);
    await queries.run("DELETE FROM desk_session WHERE ends_at < now() - interval '7 days'");
    const claims = {
      sid,
      login: account.login,
      name: account.display_name,
      agent: account.agent,
      roles: account.roles,
      listenIn: account.listen_in,
      identity: account.identity,
      secondFactor: account.second_factor !== null,
      needs: this.needs({ ...account, hasSecondFactor: account.second_factor !== null }),
      iat: now,
      exp,
    };
    return { token: await this.#tokens.sign(claims), claims: { ...claims, aud: this.#file().stack } };
  }

  /** After a change of password or second factor: the same session, with what it says now. */
  renew({ aud: _, ...claims }: SessionClaims): Promise<string> {
    return this.#tokens.sign(claims);
  }

  async end(sid: string, why: OverBecause): Promise<void> {
    await this.#database.run("UPDATE desk_session SET over = $2 WHERE id = $1 AND over IS NULL", [sid, why]);
    this.#known.delete(sid);
  }

  /** All of an account; within seconds at every replica. */
  async revoke(queries: Queries, login: string, but?: string): Promise<void> {
    await queries.run(
      "UPDATE desk_session SET over = 'revoked' WHERE login = $1 AND over IS NULL AND id IS DISTINCT FROM $2",
      [login, but ?? null],
    );
    this.#known.clear();
  }

  /** Of a cookie's token. `undefined`: none that this stack gave. */
  async of(token: string): Promise<SessionState | undefined> {
    const claims = await this.#tokens.read(token);
    return claims === undefined ? undefined : this.look(claims);
  }

  /** Once more, for a stream that stays open; counts as a sign of life. */
  async look(claims: SessionClaims): Promise<SessionState> {
    const now = Date.now();
    if (claims.exp * 1000 <= now) return { kind: "over", why: "expired" };
    const known = await this.#look(claims.sid);
    // The database is away: the signature is what there is.
    if (known === "away") return { kind: "live", claims };
    const { row } = known;
    if (row === undefined || row.disabled) return { kind: "over", why: "revoked" };
    if (row.over !== null) return { kind: "over", why: row.over };
    if (now - known.seenAt > this.idleSeconds * 1000) {
      await this.end(claims.sid, "idle").catch(ignoreAway);
      return { kind: "over", why: "idle" };
    }
    if (now - known.seenAt > TOUCH_MILLISECONDS) {
      known.seenAt = now;
      await this.#database.run("UPDATE desk_session SET seen_at = now() WHERE id = $1", [claims.sid]).catch(ignoreAway);
    }
    return { kind: "live", claims: this.#asOfNow(claims, row) };
  }

  #asOfNow(claims: SessionClaims, row: Row): SessionClaims {
    return {
      ...claims,
      name: row.display_name,
      agent: row.agent,
      roles: row.roles,
      listenIn: row.listen_in,
      secondFactor: row.second_factor,
      needs: this.needs({ ...row, identity: claims.identity, hasSecondFactor: row.second_factor }),
    };
  }

  async #look(sid: string): Promise<Known | "away"> {
    const before = this.#known.get(sid);
    if (before !== undefined && performance.now() - before.at < FRESH_MILLISECONDS) return before;
    try {
      const rows = await this.#database.rows(
        Row,
        `SELECT over, seen_at, ends_at, display_name, roles, agent, listen_in, disabled, must_change_password,
           second_factor IS NOT NULL AS second_factor
         FROM desk_session JOIN desk_account USING (login) WHERE id = $1`,
        [sid],
      );
      const row = rows[0];
      const known = { row, at: performance.now(), seenAt: row?.seen_at.getTime() ?? 0 };
      if (this.#known.size > 5_000) this.#known.clear();
      this.#known.set(sid, known);
      return known;
    } catch (error) {
      if (error instanceof Refusal && error.code === "database-away") return "away";
      throw error;
    }
  }

  /** What was just changed must be read again. */
  forget(sid: string): void {
    this.#known.delete(sid);
  }
}

function ignoreAway(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}
