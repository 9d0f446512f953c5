import { Hono } from "hono";
import { z } from "zod";
import { AgentId, ForcedState, ListenIn, StateWish } from "../contract/agent.ts";
import { CallUuid, Unmask } from "../contract/call.ts";
import { CallBackAct } from "../contract/call-back.ts";
import type { TransferTarget } from "../contract/colleague.ts";
import type { Desk } from "../contract/desk.ts";
import { HandOver, NewWorkOrder, STATUSES, WorkOrderChange } from "../contract/work-order.ts";
import { sessionView } from "./api-session.ts";
import { audit } from "./audit.ts";
import { agentOf, bodyOf, check, type DeskContext, type Environment, only } from "./context.ts";
import { callView } from "./live-calls.ts";
import { forbidden } from "./refusal.ts";
import type { DeskParts } from "./service.ts";

const VERSION = "1";
const Id = z.coerce.number().int().positive();
const Day = z.iso.date();
const OrderQuery = z.object({
  status: z.enum(STATUSES).optional(),
  mine: z.literal("1").optional(),
  text: z.string().max(100).optional(),
  call: CallUuid.optional(),
  before: Id.optional(),
});

/** What agents and supervisors work with. */
export function deskRoutes(parts: DeskParts): Hono<Environment> {
  const app = new Hono<Environment>();
  working(app, parts);
  orders(app, parts);
  supervising(app, parts);
  return app;
}

function working(app: Hono<Environment>, parts: DeskParts): void {
  const { live, agents, histories, callBacks, streams, settings } = parts;
  app.get("/desk", async (c) => c.json(await deskOf(parts, c)));
  app.post("/telephone", only("work"), async (c) => {
    c.header("cache-control", "no-store");
    return c.json(await agents.telephone(agentOf(c)));
  });
  app.put("/state", only("work"), async (c) => c.json(await agents.setState(agentOf(c), await bodyOf(c, StateWish))));
  app.get("/events", (c) => {
    const claims = c.get("claims");
    const hello = { kind: "hello" as const, instance: settings.instance, version: VERSION };
    const body = streams.open(claims, [hello, { kind: "surroundings", ...live.surroundings() }], () => undefined);
    return c.body(body, 200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // Some proxies gather an answer before they pass it on.
      "x-accel-buffering": "no",
    });
  });
  app.get("/history", only("read-history"), async (c) =>
    c.json(await histories.of(check(CallUuid, c.req.query("call")))),
  );
  app.post("/calls/:uuid/number", only("unmask"), async (c) => {
    const callUuid = check(CallUuid, c.req.param("uuid"));
    const { why } = await bodyOf(c, Unmask);
    c.header("cache-control", "no-store");
    const only = c.get("rights").includes("force-state") ? undefined : agentOf(c);
    return c.json({ number: await histories.unmask(c.get("actor"), { callUuid, why, only }) });
  });
  app.get("/call-backs", only("call-back"), async (c) => c.json(await callBacks.list()));
  app.put("/call-backs/:uuid", only("call-back"), async (c) => {
    const callUuid = check(CallUuid, c.req.param("uuid"));
    return c.json(await callBacks.act(agentOf(c), callUuid, await bodyOf(c, CallBackAct)));
  });
  app.post("/call-backs/:uuid/number", only("call-back"), async (c) => {
    const callUuid = check(CallUuid, c.req.param("uuid"));
    c.header("cache-control", "no-store");
    return c.json({ number: await callBacks.number(c.get("actor"), agentOf(c), callUuid) });
  });
  app.get("/colleagues", only("work"), (c) => {
    const own = c.get("claims").agent;
    const colleagues = live.agents
      .all()
      .filter(({ agent, state }) => agent !== own && state !== "signed-out")
      .map(({ agent, displayName, state, queues }) => ({ agent, displayName, state, queues, dial: agent }));
    return c.json({ colleagues: colleagues.sort((a, b) => (a.displayName < b.displayName ? -1 : 1)) });
  });
}

function orders(app: Hono<Environment>, parts: DeskParts): void {
  const { handOvers } = parts;
  app.use("/work-orders/*", async (c, next) => {
    const needed = c.req.method === "GET" ? "read-history" : "write-work-orders";
    if (!c.get("rights").includes(needed)) throw forbidden();
    return next();
  });
  app.get("/work-orders", async (c) => {
    const { mine, status, text, call, before } = check(OrderQuery, c.req.query());
    const agent = mine === undefined ? undefined : agentOf(c);
    return c.json({ orders: await parts.orders.list({ status, text, call, before, agent }) });
  });
  app.post("/work-orders", async (c) => {
    const { login, agent } = c.get("claims");
    return c.json(await parts.orders.open({ login, agent }, await bodyOf(c, NewWorkOrder)), 201);
  });
  app.get("/work-orders/:id", async (c) => c.json(await parts.orders.get(check(Id, c.req.param("id")))));
  app.put("/work-orders/:id", async (c) => {
    const id = check(Id, c.req.param("id"));
    return c.json(await parts.orders.change(c.get("claims").login, id, await bodyOf(c, WorkOrderChange)));
  });
  app.post("/work-orders/:id/hand-over", async (c) => {
    const id = check(Id, c.req.param("id"));
    return c.json(await handOvers.handOver(c.get("actor"), id, await bodyOf(c, HandOver)));
  });
}

function supervising(app: Hono<Environment>, parts: DeskParts): void {
  const { boards, reports, agents, database } = parts;
  app.get("/board", only("see-board"), async (c) => c.json(await boards.board()));
  app.get("/report", only("read-report"), async (c) => {
    const day = check(Day, c.req.query("day"));
    // It shows how single people worked.
    await audit(database, c.get("actor"), { action: "report-read", object: day });
    return c.json(await reports.of(day));
  });
  app.put("/agents/:id/state", only("force-state"), async (c) => {
    const agent = check(AgentId, c.req.param("id"));
    return c.json(await agents.force(c.get("actor"), agent, await bodyOf(c, ForcedState)));
  });
  app.post("/listen-in", only("listen-in"), async (c) => {
    const { agent, why } = await bodyOf(c, ListenIn);
    await agents.listenIn(c.get("actor"), { listener: agentOf(c), agent, why });
    return c.body(null, 204);
  });
}

async function deskOf(parts: DeskParts, c: DeskContext): Promise<Desk> {
  const { file, live, people } = parts;
  await people.refresh();
  const claims = c.get("claims");
  const { queues, breakReasons, sip, serviceTarget, businessSystems, platform12345, languages, demo } = file();
  const call = claims.agent === null ? undefined : live.callOf(claims.agent);
  return {
    session: sessionView(parts, claims),
    agent: claims.agent === null || !c.get("rights").includes("work") ? null : live.agents.view(claims.agent),
    call: call === undefined ? null : callView(call),
    queues,
    waiting: [...live.waiting],
    breakReasons,
    transfers: transfersOf(parts),
    classes: [...people.classes],
    sip,
    serviceTarget,
    businessSystems,
    platform12345: { transfer: platform12345.transfer, workOrders: platform12345.workOrders },
    languages,
    ...live.surroundings(),
    demo,
  };
}

/** By what the agents' dialplan calls. */
function transfersOf({ file }: DeskParts): TransferTarget[] {
  const { queues, experts, platform12345 } = file();
  return [
    ...queues.map(({ name, label }) => ({ kind: "queue" as const, label, dial: `queue-${name}` })),
    ...experts.map(({ label, dial }) => ({ kind: "expert" as const, label, dial })),
    ...(platform12345.transfer ? [{ kind: "platform-12345" as const, label: "12345", dial: "12345" }] : []),
  ];
}
