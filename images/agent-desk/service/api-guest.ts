import { Hono } from "hono";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { z } from "zod";
import type { GuestTelephone } from "../contract/guest.ts";
import { clientAddress } from "./client-address.ts";
import type { Environment } from "./context.ts";
import { notFound, Refusal, switchAway } from "./refusal.ts";
import type { DeskParts } from "./service.ts";

/** Telephones that one address gets, and that all together get; each makes the switch read its directory. */
const OF_ADDRESS = { points: 6, duration: 60 } as const;
const OF_ALL = { points: 30, duration: 60 } as const;

const Status = z.object({ role: z.enum(["owner", "standby"]) });
const Credential = z.object({ username: z.string(), realm: z.string(), password: z.string(), expiresAt: z.string() });

/** The citizens' telephone of the demo; elsewhere there is nothing of the kind. */
export function guestRoutes({ file, controllers }: DeskParts): Hono<Environment> {
  const app = new Hono<Environment>();
  const addresses = new RateLimiterMemory(OF_ADDRESS);
  const all = new RateLimiterMemory(OF_ALL);
  app.post("/guest", async (c) => {
    if (!file().demo) throw notFound();
    const tooMany = () => {
      throw new Refusal(429, "too-many", { retryAfterSeconds: OF_ALL.duration });
    };
    await addresses.consume(clientAddress(c, file().proxies) ?? "unknown").catch(tooMany);
    await all.consume("all").catch(tooMany);
    const node = await owner();
    const credential = await controllers.askAt(Credential, node.name, { method: "POST", path: "/v1/guests" });
    return c.json({ ...credential, node } satisfies GuestTelephone);
  });

  /** Only the owner of the queues has agents; the other node would let a citizen wait for nobody. */
  async function owner() {
    for (const node of file().sip.nodes) {
      const status = await controllers
        .askAt(Status, node.name, { method: "GET", path: "/v1/status" })
        .catch(() => undefined);
      if (status?.role === "owner") return node;
    }
    throw switchAway();
  }
  return app;
}
