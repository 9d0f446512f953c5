import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { CSRF_HEADER, CSRF_VALUE } from "../contract/error.ts";
import { rightsOf } from "../contract/right.ts";
import { clientAddress } from "./client-address.ts";
import type { Environment } from "./context.ts";
import { notSignedIn, Refusal } from "./refusal.ts";
import type { Sessions } from "./sessions.ts";
import type { DeskFile } from "./settings.ts";

export const SESSION_COOKIE = "__Host-desk";
/** Of one session, far above what a page asks. */
const REQUESTS_A_MINUTE = 900;
/** Calls that are made before the account is complete. */
const ALWAYS = ["/api/session", "/api/password", "/api/second-factor"];

/** What changes something must come from our own page: its origin, and a header that no other page can send. */
export function sameOrigin(): MiddlewareHandler<Environment> {
  return async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const origin = c.req.header("origin");
    const site = c.req.header("sec-fetch-site");
    const own =
      origin === undefined ? site === undefined || site === "same-origin" : hostOf(origin) === c.req.header("host");
    if (!own || (site !== undefined && site !== "same-origin") || c.req.header(CSRF_HEADER) !== CSRF_VALUE)
      throw new Refusal(403, "cross-site");
    return next();
  };
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Who asks: reads the cookie, and says what that person may do now. */
export function signedIn(sessions: Sessions, file: () => DeskFile): MiddlewareHandler<Environment> {
  const limiter = new RateLimiterMemory({ points: REQUESTS_A_MINUTE, duration: 60 });
  return async (c, next) => {
    const token = getCookie(c, SESSION_COOKIE);
    const state = token === undefined ? undefined : await sessions.of(token);
    if (state?.kind !== "live") throw notSignedIn();
    const { claims } = state;
    await limiter.consume(claims.sid).catch(() => {
      throw new Refusal(429, "too-many", { retryAfterSeconds: 60 });
    });
    if (claims.needs !== "nothing" && !ALWAYS.includes(c.req.path))
      throw new Refusal(403, claims.needs === "new-password" ? "password-change-needed" : "second-factor-needed");
    c.set("claims", claims);
    c.set("rights", rightsOf(claims.roles, claims.listenIn));
    c.set("actor", { login: claims.login, address: clientAddress(c, file().proxies) });
    return next();
  };
}
