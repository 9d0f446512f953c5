import { createHash, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { z } from "zod";
import { OrderFrom12345, ResultFrom12345 } from "../contract/exchange.ts";
import { clientAddress } from "./client-address.ts";
import { bodyOf, check, type Environment } from "./context.ts";
import { notFound, Refusal } from "./refusal.ts";
import type { DeskParts } from "./service.ts";

const REQUESTS_A_MINUTE = 600;
const Number_ = z.string().regex(/^[\w.-]{1,64}$/);

/** For 12345 and nobody else: a token instead of a session. */
export function exchangeRoutes({ exchange, settings, file }: DeskParts): Hono<Environment> {
  const app = new Hono<Environment>();
  const limiter = new RateLimiterMemory({ points: REQUESTS_A_MINUTE, duration: 60 });
  app.use(async (c, next) => {
    const token = settings.platform12345?.token;
    if (!file().platform12345.workOrders || token === undefined) throw notFound();
    await limiter.consume(clientAddress(c, file().proxies) ?? "unknown").catch(() => {
      throw new Refusal(429, "too-many", { retryAfterSeconds: 60 });
    });
    const given = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    if (!same(given, token)) throw new Refusal(401, "not-signed-in");
    return next();
  });
  app.get("/work-orders/:number", async (c) => c.json(await exchange.get(check(Number_, c.req.param("number")))));
  app.put("/work-orders/:number", async (c) => {
    const number = check(Number_, c.req.param("number"));
    const address = clientAddress(c, file().proxies);
    const { made, order } = await exchange.take(number, await bodyOf(c, OrderFrom12345), address);
    return c.json(order, made ? 201 : 200);
  });
  app.post("/work-orders/:number/result", async (c) => {
    const number = check(Number_, c.req.param("number"));
    return c.json(await exchange.result(number, await bodyOf(c, ResultFrom12345)));
  });
  return app;
}

/** In the same time, however much of it is right. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
