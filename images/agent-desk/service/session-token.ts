import { sign, verify } from "hono/jwt";
import { z } from "zod";
import { Role } from "../contract/right.ts";
import type { DeskKeys } from "./desk-keys.ts";

/**
 * What the session cookie says. It carries all that is needed to let somebody go on working while the database is
 * away; while it is there, the database's row counts.
 */
export const SessionClaims = z.strictObject({
  aud: z.string(),
  sid: z.uuid(),
  login: z.string(),
  name: z.string(),
  agent: z.string().nullable(),
  roles: z.array(Role),
  listenIn: z.boolean(),
  identity: z.enum(["local", "oidc"]),
  secondFactor: z.boolean(),
  needs: z.enum(["nothing", "new-password", "second-factor"]),
  /** Unix seconds. */
  iat: z.number(),
  exp: z.number(),
});
export type SessionClaims = z.infer<typeof SessionClaims>;

const ALGORITHM = "HS256";

/** Signs and reads session tokens of one stack. */
export class SessionTokens {
  readonly #key: string;
  readonly #stack: string;

  constructor(keys: DeskKeys, stack: string) {
    this.#key = keys.of("session token").toString("base64");
    this.#stack = stack;
  }

  sign(claims: Omit<SessionClaims, "aud">): Promise<string> {
    return sign({ ...claims, aud: this.#stack }, this.#key, ALGORITHM);
  }

  /** Undefined for whatever this stack did not sign, signed otherwise, or signed for a time that is over. */
  async read(token: string): Promise<SessionClaims | undefined> {
    try {
      const claims = SessionClaims.parse(await verify(token, this.#key, ALGORITHM));
      return claims.aud === this.#stack ? claims : undefined;
    } catch {
      return undefined;
    }
  }
}
