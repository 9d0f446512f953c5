import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AdapterServer, json } from "../support/adapter-server.ts";
import { type DeskBrowser, type DeskStream, field } from "../support/desk-browser.ts";
import { expectStatus, firstAdministrator, person, until } from "../support/desk-people.ts";
import { TrialController } from "../support/trial-controller.ts";
import { DESK_KEY, TrialDesk } from "../support/trial-desk.ts";
import { found, MEDIA, OWNER, startMigrated, suite } from "./hotline-database.ts";
import type { TrialPostgres } from "./postgres.ts";

const NODE = "node-a";
/** A name and a text that would do harm wherever they were taken for code. */
const SCRIPT = `<img src=x onerror="alert(1)">`;
const STATEMENT = `'); DROP TABLE hotline.work_order; --`;

/**
 * The service as a process with a real PostgreSQL; the media node's controller is a stand-in that speaks its channel.
 * Does not prove: what a real switch does (desk-switch.test.ts).
 */
describe.skipIf("missing" in found)(suite("work at the desk"), () => {
  let server: TrialPostgres;
  let controller: TrialController;
  let platform: AdapterServer;
  let desk: TrialDesk;
  let administrator: DeskBrowser;
  let lin: DeskBrowser;
  let bai: DeskBrowser;
  let events: DeskStream;

  beforeAll(async () => {
    server = await startMigrated();
    controller = await TrialController.start(DESK_KEY);
    platform = await AdapterServer.start("127.0.0.1");
    desk = await TrialDesk.start({
      server,
      controllers: [{ name: NODE, address: "127.0.0.1" }],
      controllerPort: controller.port,
      file: { platform12345: { transfer: true, workOrders: true, url: platform.url("127.0.0.1") } },
      environment: { PLATFORM_12345_TOKEN: "token-of-12345", PLATFORM_12345_TLS_AUTHORITY: platform.authority },
    });
    administrator = await firstAdministrator(desk);
    lin = await person(desk, administrator, { login: "lin", roles: ["agent"], agent: "2001" });
    bai = await person(desk, administrator, { login: "bai", roles: ["agent"], agent: "2002", skills: ["pension"] });
    events = await lin.follow();
  });
  afterAll(async () => {
    events.close();
    await desk.dispose();
    await controller.stop();
    await platform.stop();
    await server.dispose();
  });

  const state = async (browser: DeskBrowser) => field((await browser.get("desk")).body, "agent", "state");
  const audited = (action: string) =>
    server.query(
      "hotline",
      `SELECT actor, object, detail FROM audit_log WHERE action = '${action}' ORDER BY id DESC LIMIT 1`,
      OWNER,
    );
  const newOrder = (more: Readonly<Record<string, unknown>> = {}) => ({
    key: randomUUID(),
    callUuid: null,
    classCode: null,
    demand: "inquiry",
    outcome: "resolved",
    content: "询问养老保险转移",
    close: false,
    writtenAt: new Date().toISOString(),
    ...more,
  });
  const record = (of: Readonly<Record<string, string | number>>) =>
    server.query(
      "hotline",
      `INSERT INTO call_record_intake (${Object.keys(of).join(", ")}) VALUES (${Object.values(of)
        .map((value) => (typeof value === "number" ? value : value.startsWith("now()") ? value : `'${value}'`))
        .join(", ")})`,
      MEDIA,
    );

  it("signs an agent in at the switch on break, in the queues of the agent's skills, with a password for the telephone", async () => {
    const { body, headers } = await expectStatus(200, lin.post("telephone"));
    expect(body).toMatchObject({ username: "2001", password: "credential-1", nodes: [{ name: NODE }] });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(controller.asked.find(({ method }) => method === "PUT")).toEqual({
      method: "PUT",
      path: "/v1/agents/2001",
      body: {
        queues: [{ queue: "general", level: 1, position: 1 }],
        wrapUpSeconds: 50,
        ringSeconds: 20,
        maxNoAnswer: 2,
      },
    });
    expect(controller.asked.at(-1)?.body).toEqual({ seconds: 1800 });
    expect(desk.log).not.toContain("credential-1");
    expect(await state(lin)).toBe("break");
  });

  it("sets states at the switch, with a reason of the list only", async () => {
    expect(field((await lin.put("state", { status: "ready" })).body, "state")).toBe("ready");
    expect((await lin.put("state", { status: "break", reason: "nap" })).status).toBe(422);
    expect((await lin.put("state", { status: "break", reason: "meal" })).body).toMatchObject({
      state: "break",
      reason: "meal",
    });
    expect(controller.agents.get("2001")).toMatchObject({ status: "On Break", reason: "meal" });
    expect(field((await lin.put("state", { status: "wrap-up" })).body, "state")).toBe("wrap-up");
    await expectStatus(200, lin.put("state", { status: "ready" }));
    await until(() => events.of("agent").some((event) => field(event, "agent", "state") === "wrap-up"), 2_000);
  });

  it("shows the call that rings to its agent alone, masked, with what is known, and again after a reload", async () => {
    const other = await bai.follow();
    const call = randomUUID();
    controller.tell({ kind: "caller", call_uuid: call, number: "13855512345", language: "zh", trunk_group: "0551" });
    controller.call("agent-offered", "2001", call);
    await until(() => events.of("call").length > 0, 2_000);
    controller.tell({
      kind: "caller-data",
      call_uuid: call,
      outcome: "known",
      caller: { name: SCRIPT, tags: ["参保职工"], open_requests: 1 },
    });
    await until(() => events.of("call").some((event) => field(event, "call", "lookup") === "known"), 2_000);
    expect(events.of("call").at(-1)).toEqual({
      kind: "call",
      call: {
        callUuid: call,
        mediaNode: NODE,
        queue: "general",
        caller: "138****2345",
        language: "zh",
        from: "0551",
        lookup: "known",
        known: { name: SCRIPT, tags: ["参保职工"], openRequests: 1 },
      },
    });
    const { body, headers } = await lin.get("desk");
    expect(field(body, "call", "callUuid")).toBe(call);
    expect(field(body, "agent", "state")).toBe("ringing");
    // A name that is code stays text: it travels as JSON, and nothing inline may run.
    expect(headers.get("content-type")).toContain("application/json");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    controller.call("agent-answered", "2001", call);
    await until(async () => (await state(lin)) === "talking", 2_000);
    controller.call("agent-released", "2001", call);
    await until(async () => (await state(lin)) === "wrap-up", 2_000);
    expect(events.of("call-over")).toEqual([{ kind: "call-over", callUuid: call, why: "released" }]);
    expect(other.of("call")).toEqual([]);
    expect(other.of("agent")).toEqual([]);
    expect(JSON.stringify(events.events)).not.toContain("13855512345");
    other.close();
  });

  it("learns the caller from the node that has the call, where nothing announced it", async () => {
    const call = randomUUID();
    controller.numbers.set(call, "05511234567");
    controller.call("agent-offered", "2001", call);
    await until(() => events.of("call").some((event) => field(event, "call", "caller") === "055****4567"), 2_000);
    controller.call("agent-refused", "2001", call);
    await until(() => events.of("call-over").some((event) => event["why"] === "missed"), 2_000);
  });

  it("keeps a number from everybody until somebody says why, and writes that down first", async () => {
    const call = randomUUID();
    controller.numbers.set(call, "13900007777");
    controller.call("agent-offered", "2001", call);
    expect((await lin.post(`calls/${call}/number`, { why: "  " })).status).toBe(422);
    const { body } = await expectStatus(200, lin.post(`calls/${call}/number`, { why: "核对参保信息" }));
    expect(body).toEqual({ number: "13900007777" });
    expect(audited("number-unmasked")).toBe(`lin|${call}|{"why": "核对参保信息"}`);
    // Somebody else's call is nobody's business, not even with a reason.
    expect((await bai.post(`calls/${call}/number`, { why: "好奇" })).status).toBe(403);
    expect((await lin.post(`calls/${randomUUID()}/number`, { why: "x" })).status).toBe(403);
    expect(desk.log).not.toContain("13900007777");
    controller.call("agent-refused", "2001", call);
  });

  it("takes classes from the department's copy, parents first, all of it or nothing", async () => {
    const classes = [
      { code: "010203", title: "养老保险关系转移" },
      { code: "01", title: "社会保险" },
      { code: "0102", title: "养老保险" },
    ];
    expect((await administrator.post("administration/classes", { classes })).body).toEqual({
      added: 3,
      changed: 0,
      unchanged: 0,
    });
    const orphan = {
      classes: [
        { code: "02", title: "就业" },
        { code: "030101", title: "孤儿" },
      ],
    };
    expect((await administrator.post("administration/classes", orphan)).status).toBe(422);
    expect(field((await lin.get("desk")).body, "classes")).toEqual([
      { code: "01", title: "社会保险" },
      { code: "0102", title: "养老保险" },
      { code: "010203", title: "养老保险关系转移" },
    ]);
  });

  it("opens one work order for a key, however often and from how many tabs it is sent", async () => {
    const wish = newOrder({ classCode: "010203", content: `${SCRIPT} ${STATEMENT}`, close: true });
    const answers = await Promise.all([1, 2, 3].map(() => lin.post("work-orders", wish)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => field(body, "order", "id"))).size).toBe(1);
    expect(answers[0]?.body).toMatchObject({
      order: { classTitle: "养老保险关系转移", content: `${SCRIPT} ${STATEMENT}`, status: "closed", agent: "2001" },
      steps: [{ action: "opened" }, { action: "closed" }],
    });
    expect((await lin.post("work-orders", { ...wish, content: "别的内容" })).status).toBe(409);
    expect((await bai.post("work-orders", wish)).status).toBe(409);
    expect((await lin.post("work-orders", newOrder({ classCode: "99" }))).body).toMatchObject({
      error: "malformed",
      fields: [{ path: "classCode" }],
    });
    const list = await lin.get(`work-orders?text=${encodeURIComponent("DROP TABLE")}`);
    expect(field(list.body, "orders")).toHaveLength(1);
    // A pattern is searched for as text.
    expect(field((await lin.get("work-orders?text=%25")).body, "orders")).toEqual([]);
  });

  it("joins order and call: each is found from the other, the caller masked, earlier contacts without a number", async () => {
    const call = randomUUID();
    const earlier = randomUUID();
    const number = "13712340000";
    record({
      uuid: earlier,
      started_at: "now() - interval '2 days'",
      caller_number: number,
      queue: "pension",
      agent: "2002",
      queue_joined: 1000,
      queue_answered: 1012,
      queue_terminated: 1112,
      satisfaction: 5,
      direction: "inbound",
    });
    const { body } = await expectStatus(201, lin.post("work-orders", newOrder({ callUuid: call })));
    const id = Number(field(body, "order", "id"));
    expect(field(body, "order", "caller")).toBeNull();
    // The record comes when the call is over.
    record({
      uuid: call,
      started_at: "now()",
      caller_number: number,
      queue: "general",
      agent: "2001",
      queue_joined: 2000,
      queue_answered: 2003,
      queue_terminated: 2103,
      direction: "inbound",
    });
    expect(field((await lin.get(`work-orders?call=${call}`)).body, "orders")).toMatchObject([
      { id, caller: "137****0000" },
    ]);
    expect(
      server.query(
        "hotline",
        `SELECT queue, call_record.agent FROM call_record JOIN work_order ON call_uuid = uuid WHERE id = ${id}`,
        OWNER,
      ),
    ).toBe("general|2001");
    const history = await expectStatus(200, lin.get(`history?call=${call}`));
    expect(history.body).toMatchObject({
      caller: "137****0000",
      contacts: [
        { callUuid: earlier, queue: "pension", result: "answered", waitSeconds: 12, talkSeconds: 100, satisfaction: 5 },
      ],
      workOrders: [{ id }],
    });
    expect(JSON.stringify(history.body)).not.toContain(number);
    expect((await lin.get(`history?call=${STATEMENT}`)).status).toBe(422);
  });

  it("changes an order only from the version last read, and keeps what stood there", async () => {
    const opened = await lin.post("work-orders", newOrder({ content: "原来的内容" }));
    const id = Number(field(opened.body, "order", "id"));
    const [one, two] = await Promise.all([
      lin.put(`work-orders/${id}`, { version: 1, content: "甲改的" }),
      bai.put(`work-orders/${id}`, { version: 1, content: "乙改的" }),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    const closed = await lin.put(`work-orders/${id}`, { version: 2, status: "closed", note: "已答复" });
    expect(field(closed.body, "steps")).toMatchObject([
      { action: "opened" },
      { action: "noted", note: "原内容：原来的内容" },
      { action: "closed", note: "已答复" },
    ]);
  });

  it("hands an order over to 12345 once; a platform that fails or hangs costs nobody else a moment", async () => {
    const call = randomUUID();
    record({ uuid: call, started_at: "now()", caller_number: "13611112222", direction: "inbound" });
    const opened = await lin.post(
      "work-orders",
      newOrder({ callUuid: call, classCode: "0102", outcome: "unresolved" }),
    );
    const id = Number(field(opened.body, "order", "id"));
    const wish = { version: 1, unit: "12345", note: "请回访" };
    platform.answer = json({ number: "" });
    expect((await lin.post(`work-orders/${id}/hand-over`, wish)).error).toBe("platform-away");
    platform.answer = json({}, 422);
    expect((await lin.post(`work-orders/${id}/hand-over`, wish)).error).toBe("conflict");
    platform.answer = json({ number: "12345-2026-77", due_at: "2026-12-01T17:00:00+08:00" }, 201);
    const { body } = await expectStatus(200, lin.post(`work-orders/${id}/hand-over`, wish));
    expect(field(body, "order")).toMatchObject({
      status: "handed-over",
      externalNumber: "12345-2026-77",
      dueAt: "2026-12-01T09:00:00.000Z",
      version: 2,
    });
    const [first, , third] = platform.questions;
    expect(third?.headers["idempotency-key"]).toBe(`test-${id}-1`);
    expect(first?.headers["idempotency-key"]).toBe(`test-${id}-1`);
    expect(third?.headers["authorization"]).toBe("Bearer token-of-12345");
    expect(third?.body).toMatchObject({
      caller_number: "13611112222",
      class_code: "0102",
      call_uuid: call,
      note: "请回访",
    });
    expect((await lin.post(`work-orders/${id}/hand-over`, wish)).error).toBe("conflict");
    expect(audited("work-order-handed-over")).toContain(`lin|${id}|`);
    // It hangs: five seconds, and meanwhile everything else goes on.
    platform.answer = () => undefined;
    const next = await lin.post("work-orders", newOrder());
    const slow = lin.post(`work-orders/${String(field(next.body, "order", "id"))}/hand-over`, {
      version: 1,
      unit: "12345",
    });
    const began = performance.now();
    await expectStatus(200, bai.get("work-orders"));
    expect(performance.now() - began).toBeLessThan(500);
    const given = await slow;
    expect(given.error).toBe("platform-away");
    expect(performance.now() - began).toBeGreaterThan(4_500);
    expect(performance.now() - began).toBeLessThan(6_500);
    expect(desk.log).not.toMatch(/13611112222|请回访/);
  });

  it("takes orders and results from 12345, by its token and once each", async () => {
    const exchange = async (method: string, path: string, more: { body?: unknown; token?: string } = {}) => {
      const answer = await fetch(`${desk.origin}/exchange/work-orders/${path}`, {
        method,
        headers: { authorization: `Bearer ${more.token ?? "token-of-12345"}`, "content-type": "application/json" },
        ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
      });
      const body: unknown = await answer.json();
      return { status: answer.status, body };
    };
    const wish = {
      class_code: "0102",
      demand: "complaint",
      content: STATEMENT,
      caller_number: "13500001111",
      due_at: null,
    };
    expect((await exchange("PUT", "GD-1", { body: wish, token: "token-of-1234" })).status).toBe(401);
    expect((await exchange("PUT", "GD-1", { body: wish })).status).toBe(201);
    expect((await exchange("PUT", "GD-1", { body: wish })).body).toMatchObject({ number: "GD-1", status: "open" });
    expect(field((await lin.get("work-orders?text=GD-1")).body, "orders")).toMatchObject([
      { externalNumber: "GD-1", caller: "135****1111", content: STATEMENT, agent: null },
    ]);
    // Nobody was given that one.
    expect((await exchange("POST", "GD-1/result", { body: { result: "answered", note: "x" } })).status).toBe(409);
    expect(
      (await exchange("POST", "12345-2026-77/result", { body: { result: "answered", note: "已回访" } })).body,
    ).toMatchObject({
      status: "closed",
    });
    expect(
      (await exchange("POST", "12345-2026-77/result", { body: { result: "answered", note: "已回访" } })).status,
    ).toBe(200);
    expect(
      (await exchange("POST", "12345-2026-77/result", { body: { result: "returned", note: "退回" } })).status,
    ).toBe(409);
    expect((await exchange("GET", "none")).status).toBe(404);
  });

  it("serves a line that 12345 answers with the exchange alone", async () => {
    const alone = await TrialDesk.start({
      server,
      file: { serves: "interface", seats: 0, queues: [] },
      environment: { PLATFORM_12345_TOKEN: "token-of-12345" },
    });
    expect((await alone.browser().signIn("admin", "x")).status).toBe(404);
    expect((await alone.browser().get("sign-in")).status).toBe(404);
    const headers = { authorization: "Bearer token-of-12345" };
    expect((await fetch(`${alone.origin}/exchange/work-orders/GD-1`, { headers })).status).toBe(200);
    await alone.dispose();
  });
});
