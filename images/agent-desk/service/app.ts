import { resolve } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { routePath } from "hono/route";
import type { ApiError } from "../contract/error.ts";
import { administrationRoutes } from "./api-administration.ts";
import { deskRoutes } from "./api-desk.ts";
import { exchangeRoutes } from "./api-exchange.ts";
import { guestRoutes } from "./api-guest.ts";
import { sessionRoutes, signInRoutes } from "./api-session.ts";
import type { Environment } from "./context.ts";
import { sameOrigin, signedIn } from "./guards.ts";
import type { DeskMetrics } from "./metrics.ts";
import { errorText, notFound, Refusal } from "./refusal.ts";
import type { DeskService } from "./service.ts";
import type { DeskFile } from "./settings.ts";

const LARGEST_BODY = 512 * 1024;
const YEAR_SECONDS = 365 * 24 * 3600;

/** Page and interface behind one origin. */
export function deskApp(service: DeskService, metrics: DeskMetrics): Hono<Environment> {
  const { parts } = service;
  const app = new Hono<Environment>();
  app.onError((error, c) => {
    const refusal = error instanceof Refusal ? error : undefined;
    // Whoever is not told more than this can't learn how the service is made.
    if (refusal === undefined) parts.say(`${c.req.method} ${routePath(c)}: ${errorText(error)}`);
    metrics.refused(refusal?.code ?? "broken");
    const body: ApiError = { error: refusal?.code ?? "broken" };
    if (refusal !== undefined && refusal.fields.length > 0) body.fields = [...refusal.fields];
    if (refusal?.retryAfterSeconds !== undefined) {
      body.retryAfterSeconds = refusal.retryAfterSeconds;
      c.header("retry-after", String(refusal.retryAfterSeconds));
    }
    return c.json(body, refusal?.status ?? 500);
  });
  app.notFound((c) => c.json({ error: "not-found" } satisfies ApiError, 404));
  probes(app, service, metrics);
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders(parts.file()))) c.header(name, value);
  });
  app.use("/exchange/*", limited());
  app.route("/exchange", exchangeRoutes(parts));
  // Of a line that 12345 answers there is nothing else: no page, no accounts.
  if (parts.file().serves === "interface") return app;
  api(app, service);
  pages(app, service);
  return app;
}

/** For the platform, on its own way to the port; not for whoever comes through an ingress. */
export function probes(app: Hono<Environment>, service: DeskService, metrics: DeskMetrics): void {
  app.get("/health/live", (c) => c.text("ok"));
  // Without a database or a switch a desk still serves its page, which says so: another replica could do no more.
  app.get("/health/ready", (c) => (service.stopping ? c.text("stopping", 503) : c.text("ok")));
  app.get("/metrics", async (c) => {
    if (c.req.header("x-forwarded-for") !== undefined) throw notFound();
    return c.text(await metrics.scrape(), 200, { "content-type": metrics.contentType });
  });
}

function api(app: Hono<Environment>, service: DeskService): void {
  const { parts } = service;
  app.use("/api/*", async (c, next) => {
    if (service.stopping) throw new Refusal(503, "stopping", { retryAfterSeconds: 1 });
    await next();
    if (c.res.headers.get("cache-control") === null) c.header("cache-control", "no-store");
  });
  app.use("/api/*", sameOrigin());
  app.use("/api/*", limited());
  app.route("/api", signInRoutes(parts));
  app.route("/api", guestRoutes(parts));
  app.use("/api/*", signedIn(parts.sessions, parts.file));
  app.route("/api", sessionRoutes(parts));
  app.route("/api", deskRoutes(parts));
  app.route("/api", administrationRoutes(parts));
  app.all("/api/*", () => {
    throw notFound();
  });
}

function limited() {
  return bodyLimit({
    maxSize: LARGEST_BODY,
    onError: () => {
      throw new Refusal(413, "malformed");
    },
  });
}

function pages(app: Hono<Environment>, { parts }: DeskService): void {
  const { page } = parts.settings;
  if (page === undefined || parts.file().serves !== "desk") return;
  app.get("/citizen.html", async (_c, next) => {
    if (!parts.file().demo) throw notFound();
    return next();
  });
  app.get(
    "*",
    serveStatic({
      root: resolve(page),
      onFound: (path, c) => {
        // Files under assets have a hash in their name.
        const lasting = path.includes("/assets/");
        c.header("cache-control", lasting ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
      },
    }),
  );
}

/** Nothing inline, nothing from elsewhere; the telephone speaks to the media nodes and to nobody else. */
export function securityHeaders({ sip }: DeskFile): Readonly<Record<string, string>> {
  const nodes = sip.nodes.map(({ url }) => new URL(url).origin);
  const policy = [
    "default-src 'self'",
    `connect-src ${["'self'", ...nodes].join(" ")}`,
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "strict-transport-security": `max-age=${YEAR_SECONDS}`,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "microphone=(self), camera=(), geolocation=()",
  };
}
