import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { z } from "zod";
import type { Accounts } from "./accounts.ts";
import { audit } from "./audit.ts";
import type { DeskDatabase } from "./database.ts";
import type { DeskKeys } from "./desk-keys.ts";
import { errorText, Refusal } from "./refusal.ts";
import type { Sessions } from "./sessions.ts";
import type { DeskFile } from "./settings.ts";
import type { SignedIn } from "./sign-in.ts";

const ANSWER_SECONDS = 5;
/** From leaving for the identity provider to coming back. */
const WAY_MILLISECONDS = 10 * 60_000;
const PURPOSE = "oidc way";

const Way = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), at: z.number() });
type Provider = NonNullable<DeskFile["identity"]["oidc"]>;

/** Parts that sign-in at an identity provider needs. */
export interface OidcParts {
  readonly file: () => DeskFile;
  readonly clientSecret: string | undefined;
  readonly keys: DeskKeys;
  readonly database: DeskDatabase;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly say: (text: string) => void;
}

/**
 * Sign-in at an OpenID provider: authorization code with PKCE. The provider says who somebody is; what that person may
 * do stands in the desk's accounts, so nobody gains a right by a claim.
 */
export class OidcSignIn {
  readonly #parts: OidcParts;
  #found: { readonly of: string; readonly configuration: Configuration } | undefined;

  constructor(parts: OidcParts) {
    this.#parts = parts;
  }

  /** Where to send the browser, and what it must bring back, sealed. */
  async start(callback: string): Promise<{ location: string; cookie: string }> {
    const { configuration } = await this.#provider();
    const way = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), at: Date.now() };
    const location = buildAuthorizationUrl(configuration, {
      redirect_uri: callback,
      scope: "openid profile",
      state: way.state,
      nonce: way.nonce,
      code_challenge: await calculatePKCECodeChallenge(way.verifier),
      code_challenge_method: "S256",
    });
    const sealed = this.#parts.keys.seal(PURPOSE, "", JSON.stringify(way));
    return { location: location.href, cookie: sealed.toString("base64url") };
  }

  async finish(url: URL, cookie: string, address: string | null): Promise<SignedIn> {
    const text = this.#parts.keys.open(PURPOSE, "", Buffer.from(cookie, "base64url"));
    const way = text === undefined ? undefined : Way.parse(JSON.parse(text));
    if (way === undefined || Date.now() - way.at > WAY_MILLISECONDS) throw new Refusal(401, "wrong-credentials");
    const { configuration, provider } = await this.#provider();
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: way.state,
      expectedNonce: way.nonce,
      pkceCodeVerifier: way.verifier,
      idTokenExpected: true,
    }).catch((error: unknown) => {
      this.#parts.say(`the identity provider's answer is refused: ${errorText(error)}`);
      throw new Refusal(401, "wrong-credentials");
    });
    const claims = tokens.claims();
    const login = claims?.[provider.loginClaim];
    if (claims === undefined || typeof login !== "string") throw new Refusal(401, "wrong-credentials");
    return this.#begin({ login: login.toLowerCase(), subject: `${claims.iss} ${claims.sub}` }, address);
  }

  async #begin(who: { login: string; subject: string }, address: string | null): Promise<SignedIn> {
    const { database, accounts, sessions } = this.#parts;
    const actor = { login: who.login, address };
    const result = await database.transaction(async (queries) => {
      const account = await accounts.find(who.login, queries);
      const known =
        account !== undefined &&
        account.identity === "oidc" &&
        !account.disabled &&
        // A name may be given to another person later; the subject is who was meant.
        (account.subject === null || account.subject === who.subject);
      await audit(queries, actor, { action: known ? "signed-in" : "sign-in-failed", detail: { identity: "oidc" } });
      if (!known) return undefined;
      if (account.subject === null)
        await queries.run("UPDATE desk_account SET subject = $2 WHERE login = $1", [account.login, who.subject]);
      return sessions.begin(queries, account, address);
    });
    if (result === undefined) throw new Refusal(403, "forbidden");
    return result;
  }

  async #provider(): Promise<{ configuration: Configuration; provider: Provider }> {
    const provider = this.#parts.file().identity.oidc;
    if (provider === undefined) throw new Refusal(404, "not-found");
    const of = `${provider.issuer} ${provider.clientId}`;
    if (this.#found?.of !== of) {
      const { clientSecret } = this.#parts;
      const configuration = await discovery(
        new URL(provider.issuer),
        provider.clientId,
        undefined,
        clientSecret === undefined ? None() : ClientSecretPost(clientSecret),
        { timeout: ANSWER_SECONDS },
      ).catch((error: unknown) => {
        this.#parts.say(`the identity provider does not answer: ${errorText(error)}`);
        throw new Refusal(503, "broken", { retryAfterSeconds: 10 });
      });
      this.#found = { of, configuration };
    }
    return { configuration: this.#found.configuration, provider };
  }
}
