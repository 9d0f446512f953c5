import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { rightsOf } from "../contract/right.ts";
import {
  PasswordChange,
  SecondFactorEnrolment,
  type Session,
  SignIn,
  type SignInAnswer,
  type SignInOptions,
} from "../contract/session.ts";
import { audit } from "./audit.ts";
import { clientAddress } from "./client-address.ts";
import { bodyOf, type DeskContext, type Environment } from "./context.ts";
import { SESSION_COOKIE } from "./guards.ts";
import { conflict, forbidden, notFound, Refusal } from "./refusal.ts";
import type { DeskParts } from "./service.ts";
import type { SessionClaims } from "./session-token.ts";

const WAY_COOKIE = "desk-oidc";
const WAY_SECONDS = 600;

/** Signing in, which is done without a session. */
export function signInRoutes(parts: DeskParts): Hono<Environment> {
  const { file, signIn, oidc, sessions } = parts;
  const app = new Hono<Environment>();
  const addressOf = (c: DeskContext) => clientAddress(c, file().proxies);

  app.get("/sign-in", (c) => {
    const { identity, province, demo } = file();
    return c.json({
      province,
      local: identity.local,
      oidc: identity.oidc === undefined ? null : { label: identity.oidc.label },
      demo,
    } satisfies SignInOptions);
  });
  app.post("/session", async (c) => {
    if (!file().identity.local) throw notFound();
    const result = await signIn.signIn(await bodyOf(c, SignIn), addressOf(c));
    if (result === "second-factor") return c.json({ state: "second-factor" } satisfies SignInAnswer);
    const former = getCookie(c, SESSION_COOKIE);
    const state = former === undefined ? undefined : await sessions.of(former);
    // Somebody else's session in this browser ends; its id is never taken over.
    if (state?.kind === "live") await sessions.end(state.claims.sid, "signed-out");
    give(c, result.token, result.claims);
    return c.json({ state: "signed-in", session: sessionView(parts, result.claims) } satisfies SignInAnswer);
  });
  app.get("/oidc/start", async (c) => {
    const { location, cookie } = await oidc.start(callbackOf(c));
    // Lax: the browser comes back from another site.
    setCookie(c, WAY_COOKIE, cookie, {
      prefix: "host",
      httpOnly: true,
      secure: true,
      sameSite: "Lax",
      path: "/",
      maxAge: WAY_SECONDS,
    });
    return c.redirect(location);
  });
  app.get("/oidc/callback", async (c) => {
    const way = getCookie(c, WAY_COOKIE, "host");
    deleteCookie(c, WAY_COOKIE, { prefix: "host", secure: true, path: "/" });
    try {
      if (way === undefined) throw new Refusal(401, "wrong-credentials");
      const url = new URL(`${callbackOf(c)}${new URL(c.req.url).search}`);
      const { token, claims } = await oidc.finish(url, way, addressOf(c));
      give(c, token, claims);
      return c.redirect("/");
    } catch (error) {
      // A person sees this, in a browser: the page says it.
      if (error instanceof Refusal) return c.redirect(`/#sign-in=${error.code}`);
      throw error;
    }
  });
  return app;
}

/** One's own session, password and second factor. */
export function sessionRoutes(parts: DeskParts): Hono<Environment> {
  const { sessions, signIn, accounts, secondFactor, database, agents, streams, file } = parts;
  const app = new Hono<Environment>();

  app.get("/session", (c) => c.json(sessionView(parts, c.get("claims"))));
  app.delete("/session", async (c) => {
    const { sid, agent } = c.get("claims");
    if (agent !== null)
      await agents.signOut(agent).catch((error: unknown) => {
        // In a call: first the call, then the sign-out. Without a switch nothing rings any more anyway.
        if (error instanceof Refusal && error.code === "conflict") throw conflict();
        if (!(error instanceof Refusal)) throw error;
      });
    // Without the database the cookie goes, which is what the browser can do.
    await database
      .transaction(async (queries) => {
        await audit(queries, c.get("actor"), { action: "signed-out" });
        await queries.run("UPDATE desk_session SET over = 'signed-out' WHERE id = $1 AND over IS NULL", [sid]);
      })
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
    sessions.forget(sid);
    streams.end(sid, { kind: "session-over", why: "revoked" });
    deleteCookie(c, SESSION_COOKIE, { secure: true, path: "/" });
    return c.body(null, 204);
  });
  app.put("/password", async (c) => {
    const claims = c.get("claims");
    if (claims.identity !== "local") throw forbidden();
    const { current, next } = await bodyOf(c, PasswordChange);
    await signIn.changePassword(c.get("actor"), { current, next, keep: claims.sid });
    return c.json(await renewed(c));
  });
  app.post("/second-factor", async (c) => {
    const claims = c.get("claims");
    if (claims.identity !== "local" || claims.needs === "new-password") throw forbidden();
    const { password, code } = await bodyOf(c, SecondFactorEnrolment);
    const account = await signIn.checkPassword(c.get("actor"), password);
    // Whoever has one proves it before it is replaced: an administrator removes one that is lost.
    if (account.second_factor !== null) throw conflict();
    await accounts.untry(account.login);
    const secret = secondFactor.proposal(claims.sid, account.login);
    if (code === undefined)
      return c.json({ secret, uri: secondFactor.uri(secret, account.login, `12333 ${file().province}`) });
    const step = secondFactor.proves(secret, code);
    if (step === undefined) throw new Refusal(401, "wrong-code");
    await database.transaction(async (queries) => {
      await queries.run("UPDATE desk_account SET second_factor = $2, second_factor_step = $3 WHERE login = $1", [
        account.login,
        secondFactor.seal(account.login, secret),
        step,
      ]);
      await audit(queries, c.get("actor"), { action: "second-factor-set", object: account.login });
    });
    return c.json(await renewed(c));
  });

  /** The same session with a token that says what is true now, should the database go away next. */
  async function renewed(c: DeskContext): Promise<Session> {
    const { sid } = c.get("claims");
    sessions.forget(sid);
    const state = await sessions.look(c.get("claims"));
    if (state.kind !== "live") throw new Refusal(401, "not-signed-in");
    give(c, await sessions.renew(state.claims), state.claims);
    return sessionView(parts, state.claims);
  }
  return app;
}

export function sessionView({ sessions, file }: DeskParts, claims: SessionClaims): Session {
  return {
    stack: file().stack,
    province: file().province,
    login: claims.login,
    displayName: claims.name,
    roles: [...claims.roles],
    rights: [...rightsOf(claims.roles, claims.listenIn)],
    agent: claims.agent,
    identity: claims.identity,
    secondFactor: claims.secondFactor,
    needs: claims.needs,
    expiresAt: new Date(claims.exp * 1000).toISOString(),
    idleSeconds: sessions.idleSeconds,
  };
}

function give(c: DeskContext, token: string, claims: SessionClaims): void {
  setCookie(c, SESSION_COOKIE, token, {
    httpOnly: true,
    secure: true,
    sameSite: "Strict",
    path: "/",
    maxAge: Math.max(1, claims.exp - Math.floor(Date.now() / 1000)),
  });
}

/** The desk is served over TLS only, by itself or by the ingress. */
function callbackOf(c: DeskContext): string {
  return `https://${c.req.header("host") ?? ""}/api/oidc/callback`;
}
