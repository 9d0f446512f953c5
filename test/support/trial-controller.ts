import { createServer, type Server } from "node:https";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { stream } from "hono/streaming";
import { AgentWish, StatusWish } from "../../images/media-controller/agents.ts";
import { type Caller, keyOf, serverOptions } from "../../images/media-controller/secure-channel.ts";

interface Agent {
  readonly id: string;
  readonly wish: AgentWish;
  readonly status: string;
  readonly reason: string | null;
  readonly state: string;
}

/**
 * Stands for a media node's controller where no switch runs: the same channel, paths and answers, with agents that are
 * only remembered. What a real one does is shown with a real switch (test/live/desk-switch.test.ts).
 */
export class TrialController {
  readonly #server: Server;
  readonly #streams = new Set<(line: string) => void>();
  readonly agents = new Map<string, Agent>();
  readonly gone = new Set<string>();
  readonly asked: { method: string; path: string; body: unknown }[] = [];
  readonly numbers = new Map<string, string>();
  waiting: { queue: string; waiting: number; longestWaitSeconds: number }[] = [];
  #port = 0;
  #credentials = 0;

  private constructor(deskKey: string) {
    const known = new WeakMap<object, Caller>();
    const listener = getRequestListener(this.#api().fetch);
    this.#server = createServer(serverOptions({ desk: keyOf(deskKey, "desk") }, known), (request, response) => {
      if (known.get(request.socket) !== "desk") response.writeHead(401).end("{}");
      else void listener(request, response);
    });
    this.#server.on("tlsClientError", () => undefined);
  }

  static async start(deskKey: string): Promise<TrialController> {
    const controller = new TrialController(deskKey);
    await controller.#listen(0);
    return controller;
  }

  get port(): number {
    return this.#port;
  }

  /** Pages that follow. */
  get followers(): number {
    return this.#streams.size;
  }

  tell(event: Readonly<Record<string, unknown>>): void {
    const line = `${JSON.stringify({
      uuid: crypto.randomUUID(),
      happened_at: new Date().toISOString(),
      media_node: "node-a",
      queue: "general",
      agent: null,
      call_uuid: null,
      detail: {},
      ...event,
    })}\n`;
    for (const write of this.#streams) write(line);
  }

  /** As the switch would: the agent's state follows the call. */
  call(
    kind: "agent-offered" | "agent-answered" | "agent-refused" | "agent-released",
    agent: string,
    call: string,
  ): void {
    const states = {
      "agent-offered": "Receiving",
      "agent-answered": "In a queue call",
      "agent-refused": "Waiting",
      "agent-released": "Waiting",
    };
    const before = this.agents.get(agent);
    if (before !== undefined) this.agents.set(agent, { ...before, state: states[kind] });
    this.tell({ kind, agent, call_uuid: call });
  }

  /** It lost its disk: nothing is known of anybody. */
  forgetAll(): void {
    this.agents.clear();
    this.gone.clear();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  restart(): Promise<void> {
    return this.#listen(this.#port);
  }

  async #listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
    const bound = this.#server.address();
    if (bound === null || typeof bound === "string") throw new Error("no port");
    this.#port = bound.port;
  }

  #api(): Hono<{ Bindings: HttpBindings }> {
    const app = new Hono<{ Bindings: HttpBindings }>();
    const idOf = (c: Context) => c.req.param("id") ?? "";
    app.use("/v1/*", async (c, next) => {
      if (c.req.method !== "GET") {
        const text = await c.req.text();
        this.asked.push({ method: c.req.method, path: c.req.path, body: text === "" ? undefined : JSON.parse(text) });
      }
      return next();
    });
    app.get("/v1/status", (c) =>
      c.json({ emergency: { state: { kind: "off" }, by: "nobody", why: "never switched" } }),
    );
    app.get("/v1/queues", (c) => c.json(this.waiting));
    app.get("/v1/agents", (c) =>
      c.json(
        [...this.agents.values()].map(({ wish, ...agent }) => ({ ...agent, queues: wish.queues, hostedHere: true })),
      ),
    );
    app.get("/v1/agents/:id", (c) =>
      this.gone.has(idOf(c)) || this.agents.has(idOf(c)) ? c.json({ id: idOf(c) }) : c.json({ error: "unknown" }, 404),
    );
    app.put("/v1/agents/:id", async (c) => {
      const wish = AgentWish.parse(await c.req.json());
      const before = this.agents.get(idOf(c));
      this.gone.delete(idOf(c));
      this.agents.set(idOf(c), {
        id: idOf(c),
        status: before?.status ?? "On Break",
        reason: before?.reason ?? null,
        state: before?.state ?? "Waiting",
        wish,
      });
      return c.json({});
    });
    app.delete("/v1/agents/:id", (c) => {
      this.agents.delete(idOf(c));
      this.gone.add(idOf(c));
      return c.json({});
    });
    app.put("/v1/agents/:id/status", async (c) => {
      const { status, reason } = StatusWish.parse(await c.req.json());
      const before = this.agents.get(idOf(c));
      if (before === undefined) return c.json({ error: "no such agent" }, 404);
      this.agents.set(idOf(c), { ...before, status, reason: reason ?? null });
      this.tell({ kind: "agent-status", agent: idOf(c), queue: null, detail: { status } });
      return c.json({});
    });
    app.post("/v1/agents/:id/credential", (c) => {
      if (!this.agents.has(idOf(c))) return c.json({ error: "no such agent" }, 404);
      const password = `credential-${++this.#credentials}`;
      const expiresAt = new Date(Date.now() + 1_800_000).toISOString();
      return c.json({ username: idOf(c), realm: "test.hotline.internal", password, expiresAt, otherNode: "none" });
    });
    app.get("/v1/calls/:id", (c) => {
      const number = this.numbers.get(idOf(c));
      return number === undefined
        ? c.json({ error: "no such call" }, 404)
        : c.json({ number, language: "zh", trunk_group: "0551" });
    });
    app.post("/v1/calls/:id/listen", (c) => c.json({}));
    app.get("/v1/events", (c) =>
      stream(c, async (out) => {
        const lines: string[] = [];
        let wake: () => void = () => undefined;
        const write = (line: string) => {
          lines.push(line);
          wake();
        };
        this.#streams.add(write);
        out.onAbort(() => {
          this.#streams.delete(write);
        });
        while (!out.aborted && !out.closed) {
          await out.write(lines.splice(0).join("") || "\n");
          if (lines.length === 0)
            await new Promise<void>((resolve) => {
              wake = resolve;
              setTimeout(resolve, 5_000).unref();
            });
        }
        this.#streams.delete(write);
      }),
    );
    return app;
  }
}
