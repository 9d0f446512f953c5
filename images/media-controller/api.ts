import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { stream } from "hono/streaming";
import { z } from "zod";
import { RequestError } from "./agent-desk.ts";
import { AgentRecord, AgentWish, StatusWish } from "./agents.ts";
import { CredentialWish, GUEST_SECONDS } from "./credentials.ts";
import { Emergency, EmergencyWish } from "./emergency.ts";
import { errorText } from "./error-text.ts";
import { callerOf as callerOfCall, ListenWish, listenIn } from "./live-call.ts";
import type { NodeController } from "./node-controller.ts";
import { Beat } from "./peer-link.ts";
import { ask, type Caller, keyOf } from "./secure-channel.ts";

interface Environment {
  Bindings: HttpBindings;
  Variables: { caller: Caller };
}

const Take = z.object({ report: Beat.shape.report, by: z.string(), agents: z.array(AgentRecord) });
const Moved = z.object({ record: AgentRecord, readyTime: z.number() });
const HandOver = z.strictObject({
  by: z.string().min(1).max(64),
  seconds: z
    .int()
    .min(1)
    .max(4 * 3600)
    .default(2700),
});
const PASSED_ON = "x-hotline-passed-on";
/** A desk that reads nothing for so many events is cut off: it asks again and gets what comes then. */
const MOST_UNREAD = 10_000;

/** Paths and who may ask for them; README.md shows them with their bodies. */
export function controllerApi(
  controller: NodeController,
  callerOf: (request: IncomingMessage) => Caller | undefined,
): Hono<Environment> {
  const app = new Hono<Environment>();
  app.onError((error, c) => {
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 422);
    if (error instanceof RequestError) return c.json({ error: error.message }, error.status);
    controller.complain(`${c.req.method} ${c.req.path}: ${errorText(error)}`);
    return c.json({ error: errorText(error) }, 503);
  });
  app.use(async (c, next) => {
    const caller = callerOf(c.env.incoming);
    if (caller === undefined) return c.json({ error: "unknown caller" }, 401);
    c.set("caller", caller);
    return next();
  });
  const only =
    (...callers: readonly Caller[]) =>
    async (c: Context<Environment>, next: () => Promise<void>) => {
      const caller = c.get("caller");
      if (!callers.includes(caller)) return c.json({ error: `not for ${caller}` }, 403);
      return next();
    };
  app.use("/link/*", only("peer"));
  app.use("/v1/agents/*", only("desk", "operator"));
  app.use("/v1/calls/*", only("desk", "operator"));
  app.use("/v1/emergency", only("operator", "desk"));
  app.use("/v1/hand-over", only("operator"));

  links(app, controller);
  agents(app, controller);
  app.get("/v1/status", async (c) => c.json(await statusOf(controller)));
  app.get("/v1/queues", async (c) => c.json(await queuesOf(controller)));
  // Of a call on this node; the desk knows from its events which one that is.
  app.get("/v1/calls/:uuid", async (c) => c.json(await callerOfCall(controller.switch, c.req.param("uuid"))));
  app.post("/v1/calls/:uuid/listen", async (c) => {
    const { by } = ListenWish.parse(await c.req.json());
    await listenIn(controller.switch, { call: c.req.param("uuid"), by, domain: controller.planned.value.domain });
    return c.json({});
  });
  app.get("/v1/emergency", (c) => c.json(controller.emergency.current));
  app.put("/v1/emergency", only("operator"), async (c) => {
    const wish = EmergencyWish.parse(await c.req.json());
    const objection = Emergency.objection(wish, controller.planned.value.emergency);
    if (objection !== undefined) throw new RequestError(422, objection);
    const changedAt = Math.max(Date.now(), controller.emergency.current.changedAt + 1);
    const moved = await controller.takeEmergency({ ...wish, changedAt });
    const otherNode = controller.link.peer === undefined ? "none" : (await controller.link.push()) ? "told" : "silent";
    return c.json({ ...controller.emergency.current, callersMoved: moved, otherNode });
  });
  app.post("/v1/hand-over", async (c) => {
    const { by, seconds } = HandOver.parse(await c.req.json());
    return c.json(await controller.roles.handOver(by, Date.now() + seconds * 1000));
  });
  app.post("/v1/guests", only("desk"), async (c) => {
    if (!controller.planned.value.guests) throw new RequestError(404, "this line has no guests");
    const id = controller.credentials.freeGuest();
    if (id === undefined) throw new RequestError(409, "as many guests as there may be: try again in a few minutes");
    return c.json(await telephoneOf(controller, id, { seconds: GUEST_SECONDS, guest: true }));
  });
  app.get("/v1/events", (c) =>
    stream(c, async (out) => {
      c.header("content-type", "application/x-ndjson");
      const lines: string[] = [];
      let wake: () => void = () => undefined;
      const stop = controller.listen((event) => {
        if (lines.length >= MOST_UNREAD) {
          controller.complain("a desk does not read its events and was cut off");
          stop();
          out.abort();
        } else lines.push(`${JSON.stringify(event)}\n`);
        wake();
      });
      out.onAbort(stop);
      while (!out.aborted && !out.closed) {
        await out.write(lines.splice(0).join(""));
        // An empty line now and then shows either side that the other is there.
        if (lines.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
            setTimeout(resolve, 5_000).unref();
          });
        if (lines.length === 0) lines.push("\n");
      }
      stop();
    }),
  );
  return app;
}

function links(app: Hono<Environment>, controller: NodeController): void {
  app.post("/link/beat", async (c) => {
    await controller.link.take(Beat.parse(await c.req.json()));
    return c.json(controller.link.news());
  });
  app.post("/link/take", async (c) => {
    const { report, by, agents: known } = Take.parse(await c.req.json());
    controller.registry.merge(known);
    controller.link.heard(report);
    await controller.roles.takeOver(`${report.node} handed over, ${by}`);
    return c.json(controller.report());
  });
  app.post("/link/agent", async (c) => {
    const { record, readyTime } = Moved.parse(await c.req.json());
    await controller.desk.receive(record, readyTime);
    return c.json({});
  });
  app.post("/link/status", async (c) => {
    const { id, ...wish } = StatusWish.extend({ id: z.string() }).parse(await c.req.json());
    return c.json({ taken: await controller.desk.takeStatus(id, wish) });
  });
  app.post("/link/moved", async (c) => {
    await controller.desk.adoptAll();
    return c.json({});
  });
}

function agents(app: Hono<Environment>, controller: NodeController): void {
  // The owner answers for the agents; the other node passes on what it is asked.
  app.use("/v1/agents/*", async (c, next) => {
    const { report } = controller.link.view();
    const { peer } = controller.link;
    const reading = c.req.method === "GET";
    if (
      reading ||
      controller.role === "owner" ||
      peer === undefined ||
      report?.role !== "owner" ||
      c.req.header(PASSED_ON) !== undefined
    ) {
      await next();
      return;
    }
    const text = await c.req.text();
    const answer = await ask(
      {
        host: peer.address,
        port: controller.planned.value.ports.controller,
        caller: "operator",
        key: keyOf(controller.settings.controlKey, "operator"),
      },
      {
        method: c.req.method,
        path: c.req.path,
        body: text === "" ? undefined : JSON.parse(text),
        headers: { [PASSED_ON]: controller.settings.node },
      },
      3_000,
    );
    return new Response(JSON.stringify(answer.body ?? {}), {
      status: answer.status,
      headers: { "content-type": "application/json" },
    });
  });
  app.get("/v1/agents", (c) => c.json(agentsOf(controller)));
  app.get("/v1/agents/:id", (c) => {
    const record = controller.registry.known(c.req.param("id"));
    if (record === undefined) throw new RequestError(404, `nothing is known of agent ${c.req.param("id")}`);
    const { id, status, reason, gone } = record;
    return c.json({ id, status, reason: reason ?? null, signedIn: !gone });
  });
  app.put("/v1/agents/:id", async (c) => {
    const id = AgentRecord.shape.id.parse(c.req.param("id"));
    return c.json(await controller.desk.signIn(id, AgentWish.parse(await c.req.json())));
  });
  app.delete("/v1/agents/:id", async (c) => {
    await controller.desk.signOut(c.req.param("id"));
    return c.json({});
  });
  app.put("/v1/agents/:id/status", async (c) =>
    c.json(await controller.desk.setStatus(c.req.param("id"), StatusWish.parse(await c.req.json()))),
  );
  app.post("/v1/agents/:id/credential", async (c) => {
    const id = c.req.param("id");
    if (controller.registry.get(id) === undefined) throw new RequestError(404, `no agent ${id} is signed in`);
    const { seconds } = CredentialWish.parse(await c.req.json());
    return c.json(await telephoneOf(controller, id, { seconds }));
  });
}

/** A fresh credential, known to both nodes; the password is in this answer and nowhere else. */
async function telephoneOf(
  controller: NodeController,
  id: string,
  how: { readonly seconds: number; readonly guest?: true },
) {
  const realm = controller.planned.value.domain;
  const { credential, password } = controller.credentials.issue(id, realm, how);
  await controller.switch.reload();
  const otherNode = controller.link.peer === undefined ? "none" : (await controller.link.push()) ? "told" : "silent";
  return { username: id, realm, password, expiresAt: new Date(credential.expiresAt).toISOString(), otherNode };
}

function agentsOf(controller: NodeController) {
  const live = new Map(controller.desk.latest.map((agent) => [agent.name, agent]));
  return controller.registry.present().map((record) => ({
    id: record.id,
    status: record.status,
    reason: record.reason ?? null,
    queues: record.wish.queues,
    hostedHere: controller.desk.hosted.has(record.id),
    state: live.get(record.id)?.state ?? null,
  }));
}

async function queuesOf(controller: NodeController) {
  const members = await controller.members();
  const nowSeconds = Date.now() / 1000;
  return controller.planned.value.queues.map(({ name }) => {
    const waiting = members.filter(
      (member) => member.queue.startsWith(`${name}@`) && (member.state === "Waiting" || member.state === "Trying"),
    );
    return {
      queue: name,
      waiting: waiting.length,
      longestWaitSeconds: Math.max(0, ...waiting.map(({ joined }) => Math.round(nowSeconds - joined))),
    };
  });
}

async function statusOf(controller: NodeController) {
  const { role, because, handOver } = controller;
  return {
    ...controller.report(),
    role,
    because,
    handOver,
    peer: controller.link.view().report ?? null,
    emergency: controller.emergency.current,
    configVersion: controller.switch.connected
      ? (await controller.switch.command("global_getvar config_version")).trim()
      : null,
  };
}
