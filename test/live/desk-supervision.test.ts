import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskBrowser, field } from "../support/desk-browser.ts";
import { expectStatus, firstAdministrator, PASSWORD, person, until } from "../support/desk-people.ts";
import { TrialController } from "../support/trial-controller.ts";
import { DESK_KEY, TrialDesk, type TrialDeskOptions } from "../support/trial-desk.ts";
import { found, MEDIA, OWNER, startMigrated, suite } from "./hotline-database.ts";
import type { TrialPostgres } from "./postgres.ts";

/** As desk-service.test.ts: what supervisors, auditors and administrators do, and what an outage takes away. */
describe.skipIf("missing" in found)(suite("supervision at the desk"), () => {
  let server: TrialPostgres;
  let controller: TrialController;
  let options: TrialDeskOptions;
  let desk: TrialDesk;
  let administrator: DeskBrowser;
  let agent: DeskBrowser;
  let second: DeskBrowser;
  let supervisor: DeskBrowser;
  let auditor: DeskBrowser;

  beforeAll(async () => {
    server = await startMigrated();
    // Targets of the province: the second of the four formulas.
    server.query(
      "hotline",
      "UPDATE policy SET service_level_formula = 'answered-in-time-of-answered', within_seconds = 20",
      OWNER,
    );
    controller = await TrialController.start(DESK_KEY);
    options = {
      server,
      controllers: [{ name: "node-a", address: "127.0.0.1" }],
      controllerPort: controller.port,
    };
    desk = await TrialDesk.start(options);
    administrator = await firstAdministrator(desk);
    agent = await person(desk, administrator, { login: "lin", roles: ["agent"], agent: "2001" });
    second = await person(desk, administrator, { login: "bai", roles: ["agent"], agent: "2002" });
    supervisor = await person(desk, administrator, {
      login: "wang",
      roles: ["supervisor"],
      agent: "2050",
      listenIn: true,
    });
    auditor = await person(desk, administrator, { login: "zhou", roles: ["auditor"] });
  });
  afterAll(async () => {
    await desk.dispose();
    await controller.stop();
    await server.dispose();
  });

  const audited = (action: string) =>
    server.query(
      "hotline",
      `SELECT actor, object, detail FROM audit_log WHERE action = '${action}' ORDER BY id DESC LIMIT 1`,
      OWNER,
    );
  const state = async (browser: DeskBrowser) => field((await browser.get("desk")).body, "agent", "state");
  /** A call of this minute that waited and perhaps talked, as the switch hands it in. */
  const call = (of: {
    queue?: string;
    number: string;
    waited: number;
    talked?: number;
    cause?: string;
    more?: string;
  }) => {
    const uuid = randomUUID();
    const answered = of.talked === undefined ? 0 : 1;
    const [columns = "", values = ""] = (of.more ?? "").split("|");
    server.query(
      "hotline",
      `INSERT INTO call_record_intake (uuid, started_at, answered_at, ended_at, direction, caller_number, queue, agent,
         queue_joined, queue_answered, queue_terminated, queue_canceled, queue_cancel_reason ${columns === "" ? "" : `, ${columns}`})
       SELECT '${uuid}', t, t, t + interval '${of.waited + (of.talked ?? 0)} s', 'inbound', '${of.number}', '${of.queue ?? "general"}',
         ${answered === 1 ? "'2001'" : "NULL"}, e, ${answered} * (e + ${of.waited}), ${answered} * (e + ${of.waited + (of.talked ?? 0)}),
         ${1 - answered} * (e + ${of.waited}), '${of.cause ?? (answered === 1 ? "" : "BREAK_OUT")}' ${values === "" ? "" : `, ${values}`}
       FROM (SELECT greatest(date_trunc('hour', now()), now() - interval '5 min') AS t) AS a, LATERAL (SELECT extract(epoch FROM t)::bigint AS e) AS b`,
      MEDIA,
    );
    return uuid;
  };

  it("shows who waits now, and the service level by the province's formula against its target", async () => {
    await expectStatus(200, agent.post("telephone"));
    await expectStatus(200, agent.put("state", { status: "ready" }));
    await expectStatus(200, second.post("telephone"));
    const stream = await supervisor.follow();
    controller.waiting = [{ queue: "general", waiting: 3, longestWaitSeconds: 42 }];
    for (const waited of [5, 10, 15, 30]) call({ number: "13900000001", waited, talked: 100 });
    call({ number: "13900000002", waited: 60 });
    await until(() => stream.of("waiting").length > 0, 5_000);
    await until(async () => field((await supervisor.get("board")).body, "today", "calls") === 5, 12_000);
    const { body } = await supervisor.get("board");
    // 3 of 4 answered calls within 20 s; the caller who gave up does not count in this formula.
    expect(body).toMatchObject({
      target: { formula: "answered-in-time-of-answered", answeredPercent: 80, withinSeconds: 20 },
      today: {
        calls: 5,
        answered: 4,
        lost: 1,
        serviceLevel: 0.75,
        connectRate: 0.8,
        averageWaitSeconds: 15,
        averageTalkSeconds: 100,
      },
      thisHour: { serviceLevel: 0.75 },
      targetMet: false,
      queues: [
        { queue: "general", label: "综合咨询", waiting: 3, longestWaitSeconds: 42, agents: { ready: 1, break: 1 } },
        { queue: "pension", waiting: 0, today: { calls: 0, serviceLevel: null }, agents: {} },
      ],
      agents: [
        { agent: "2001", displayName: "坐席2001", state: "ready", queues: ["general"] },
        { agent: "2002", state: "break" },
      ],
    });
    await until(() => stream.of("board").length > 0, 6_000);
    stream.close();
  });

  it("lists whom to call back: once a number, requests before who gave up, nobody who was helped since", async () => {
    call({ number: "13900000003", waited: 30 });
    call({ number: "13900000003", waited: 50 });
    // Too short to have waited in earnest, and one who came back and was helped.
    call({ number: "13900000004", waited: 3 });
    call({ number: "13900000005", waited: 40, more: "callback_requested, callback_number|true, '13811110000'" });
    call({
      number: "13900000006",
      waited: 40,
      more: "callback_requested, callback_number, recording|true, '13900000006', '/recordings/voicemail/1.wav'",
    });
    call({ number: "13900000007", waited: 40 });
    server.query(
      "hotline",
      `INSERT INTO call_record_intake (uuid, started_at, direction, caller_number, queue_joined, queue_answered) VALUES (gen_random_uuid(), now(), 'inbound', '13900000007', 10, 20)`,
      MEDIA,
    );
    const { body } = await expectStatus(200, agent.get("call-backs"));
    const list = field(body, "callBacks");
    expect(list).toMatchObject([
      { kind: "requested", caller: "138****0000", calls: 1, state: "open" },
      { kind: "voicemail", caller: "139****0006" },
      { kind: "abandoned", caller: "139****0002" },
      { kind: "abandoned", caller: "139****0003", calls: 2 },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/1390000000|13811110000/);
  });

  it("gives a call-back to one agent, its number to that one only, and counts the tries", async () => {
    const list = field((await agent.get("call-backs")).body, "callBacks");
    const callUuid = String(field(Array.isArray(list) ? list[0] : undefined, "callUuid"));
    const takes = await Promise.all([agent, second].map((each) => each.put(`call-backs/${callUuid}`, { act: "take" })));
    expect(takes.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [mine, other] = takes[0]?.status === 200 ? [agent, second] : [second, agent];
    expect((await other.post(`call-backs/${callUuid}/number`)).status).toBe(403);
    expect((await other.put(`call-backs/${callUuid}`, { act: "reached" })).status).toBe(409);
    expect((await mine.post(`call-backs/${callUuid}/number`)).body).toEqual({ number: "13811110000" });
    expect(audited("call-back-number")).toContain(callUuid);
    expect((await mine.put(`call-backs/${callUuid}`, { act: "not-reached", note: "无人接听" })).body).toMatchObject({
      state: "open",
      agent: null,
      attempts: 1,
      note: "无人接听",
    });
    await expectStatus(200, other.put(`call-backs/${callUuid}`, { act: "take" }));
    expect((await other.put(`call-backs/${callUuid}`, { act: "reached" })).body).toMatchObject({
      state: "reached",
      attempts: 2,
    });
    expect(field((await agent.get("call-backs")).body, "callBacks")).toHaveLength(3);
  });

  it("lets a supervisor force a state and listen in, each with its reason in the audit log before it happens", async () => {
    await expectStatus(200, supervisor.post("telephone"));
    const forced = await expectStatus(200, supervisor.put("agents/2001/state", { status: "break", why: "忘记小休" }));
    expect(forced.body).toMatchObject({ state: "break", reason: "supervisor" });
    expect(controller.agents.get("2001")).toMatchObject({ status: "On Break", reason: "supervisor" });
    expect(audited("state-forced")).toBe(`wang|2001|{"to": "break", "why": "忘记小休", "from": "ready"}`);
    expect((await supervisor.put("agents/2001/state", { status: "break" })).status).toBe(422);
    expect((await supervisor.put("agents/2099/state", { status: "break", why: "x" })).status).toBe(404);
    // Nothing to hear without a call.
    expect((await supervisor.post("listen-in", { agent: "2001", why: "抽检" })).status).toBe(409);
    const uuid = randomUUID();
    controller.call("agent-offered", "2001", uuid);
    controller.call("agent-answered", "2001", uuid);
    await until(async () => (await state(agent)) === "talking", 2_000);
    await expectStatus(204, supervisor.post("listen-in", { agent: "2001", why: "抽检" }));
    expect(controller.asked.at(-1)).toEqual({ method: "POST", path: `/v1/calls/${uuid}/listen`, body: { by: "2050" } });
    expect(audited("listened-in")).toContain(`wang|2001|{"why": "抽检"`);
    // In the middle of a call nobody is signed out, not even by oneself.
    expect((await supervisor.put("agents/2001/state", { status: "signed-out", why: "下班" })).status).toBe(409);
    expect((await agent.send("DELETE", "session")).status).toBe(409);
    controller.call("agent-released", "2001", uuid);
    await until(async () => (await state(agent)) === "break", 3_000);
  });

  it("reports a day: figures, agents with their breaks, orders, call-backs, marks", async () => {
    const today = server.query("hotline", "SELECT shanghai(now())::date", OWNER);
    const now = Date.now();
    const at = (secondsAgo: number) => new Date(now - secondsAgo * 1000).toISOString();
    controller.tell({
      kind: "agent-status",
      agent: "2002",
      happened_at: at(300),
      detail: { status: "On Break", reason: "no-answer" },
    });
    await until(
      () => server.query("hotline", "SELECT count(*) FROM desk_break WHERE reason = 'no-answer'", OWNER) === "1",
      4_000,
    );
    controller.tell({ kind: "agent-status", agent: "2002", happened_at: at(100), detail: { status: "Available" } });
    await until(
      () =>
        server.query(
          "hotline",
          "SELECT count(*) FROM desk_break WHERE ended_at IS NOT NULL AND reason = 'no-answer'",
          OWNER,
        ) === "1",
      4_000,
    );
    server.query(
      "hotline",
      "INSERT INTO queue_event_intake (uuid, happened_at, media_node, kind, agent, detail) VALUES (gen_random_uuid(), now() - interval '10 min', 'node-a', 'agent-status', '2002', '{\"status\":\"Available\"}')",
      MEDIA,
    );
    await expectStatus(
      201,
      agent.post("work-orders", {
        key: randomUUID(),
        callUuid: null,
        classCode: null,
        demand: "complaint",
        outcome: "resolved",
        content: "投诉",
        close: true,
        writtenAt: at(0),
      }),
    );
    const { body } = await expectStatus(200, supervisor.get(`report?day=${today}`));
    expect(body).toMatchObject({
      day: today,
      total: { answered: 5 },
      workOrders: { opened: 1, closed: 1, handedOver: 0 },
      callBacks: { requested: 2, reached: 1 },
    });
    const agents = field(body, "agents");
    const rows: readonly unknown[] = Array.isArray(agents) ? agents : [];
    const bai = rows.find((row) => field(row, "agent") === "2002");
    expect(field(bai, "breaks")).toEqual(expect.arrayContaining([{ reason: "no-answer", times: 1, seconds: 200 }]));
    expect(audited("report-read")).toBe(`wang|${today}|{}`);
    expect((await supervisor.get("report?day=yesterday")).status).toBe(422);
  });

  it("tells an agent's new levels and times to the switch at once", async () => {
    await expectStatus(
      204,
      administrator.put("administration/queues/general", { wrapUpSeconds: 20, ringSeconds: 15, mostUnanswered: 3 }),
    );
    await expectStatus(
      204,
      administrator.put("administration/agents/2001", {
        displayName: "林",
        employer: "department",
        activeFrom: "2026-01-01",
        activeUntil: null,
        skills: [
          { skill: "general", level: 3 },
          { skill: "pension", level: 1 },
        ],
      }),
    );
    expect(controller.asked.findLast(({ path }) => path === "/v1/agents/2001")?.body).toEqual({
      queues: [
        { queue: "general", level: 3, position: 1 },
        { queue: "pension", level: 1, position: 1 },
      ],
      wrapUpSeconds: 50,
      ringSeconds: 15,
      maxNoAnswer: 3,
    });
    expect(audited("queue-setting-changed")).toContain("admin|general|");
    expect(
      (await administrator.put("administration/queues/none", { wrapUpSeconds: 20, ringSeconds: 15, mostUnanswered: 3 }))
        .status,
    ).toBe(404);
  });

  it("shows the log to the auditor, who leaves a trace in it, and to nobody who stands in it", async () => {
    const { body } = await expectStatus(200, auditor.get("audit?actor=wang"));
    const entries = field(body, "entries");
    const actions = Array.isArray(entries) ? entries.map((entry) => field(entry, "action")) : [];
    expect(actions).toEqual(expect.arrayContaining(["state-forced", "listened-in", "report-read", "signed-in"]));
    expect(audited("audit-read")).toBe(`zhou||{"actor": "wang"}`);
    expect((await administrator.get("audit")).status).toBe(403);
    expect((await auditor.get(`audit?action=${encodeURIComponent("' OR 1=1 --")}`)).body).toEqual({ entries: [] });
  });

  it("signs agents in again as they were when the switch has lost them, but nobody who was signed out", async () => {
    const streams = [await agent.follow(), await second.follow()];
    await expectStatus(200, agent.put("state", { status: "ready" }));
    await expectStatus(200, second.put("state", { status: "break", reason: "meal" }));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    controller.forgetAll();
    await until(
      () => controller.agents.get("2001")?.status === "Available" && controller.agents.get("2002")?.reason === "meal",
      8_000,
    );
    expect(controller.agents.has("2050")).toBe(false);
    await expectStatus(200, supervisor.put("agents/2001/state", { status: "signed-out", why: "下班" }));
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    expect(controller.agents.has("2001")).toBe(false);
    expect(await state(agent)).toBe("signed-out");
    for (const stream of streams) stream.close();
  });

  it("goes on without a database: calls, states and sessions; sensitive acts wait, for nobody could write them down", async () => {
    await expectStatus(200, agent.post("telephone"));
    const stream = await agent.follow();
    await server.halt();
    await until(() => stream.of("surroundings").some((event) => event["database"] === "away"), 15_000);
    await expectStatus(200, agent.put("state", { status: "ready" }));
    await expectStatus(200, agent.post("telephone"));
    const uuid = randomUUID();
    controller.numbers.set(uuid, "13512345678");
    controller.call("agent-offered", "2001", uuid);
    await until(() => stream.of("call").some((event) => field(event, "call", "caller") === "135****5678"), 3_000);
    const order = {
      key: randomUUID(),
      callUuid: uuid,
      classCode: null,
      demand: "inquiry",
      outcome: "resolved",
      content: "停机期间",
      close: true,
      writtenAt: new Date().toISOString(),
    };
    const refused = await agent.post("work-orders", order);
    expect([refused.status, refused.error]).toEqual([503, "database-away"]);
    expect((await agent.post(`calls/${uuid}/number`, { why: "核对" })).error).toBe("database-away");
    expect((await supervisor.put("agents/2001/state", { status: "break", why: "x" })).error).toBe("database-away");
    expect((await desk.browser().signIn("lin", PASSWORD)).error).toBe("database-away");
    expect(field((await agent.get("desk")).body, "database")).toBe("away");
    expect((await fetch(`${desk.origin}/health/ready`)).status).toBe(200);
    expect((await supervisor.get("board")).body).toMatchObject({ today: null, openCallBacks: null });
    controller.call("agent-refused", "2001", uuid);
    await server.resume();
    await until(async () => field((await agent.get("desk")).body, "database") === "there", 15_000);
    const sent = await expectStatus(201, agent.post("work-orders", order));
    expect(field(sent.body, "order")).toMatchObject({ content: "停机期间", caller: "135****5678" });
    await expectStatus(200, agent.get("session"));
    stream.close();
  });

  it("says that no switch answers, and comes back by itself", async () => {
    const stream = await agent.follow();
    await controller.stop();
    await until(() => stream.of("surroundings").some((event) => event["switch"] === "away"), 10_000);
    expect((await agent.put("state", { status: "ready" })).error).toBe("switch-away");
    expect((await supervisor.get("board")).body).toMatchObject({ agents: null });
    await controller.restart();
    await until(async () => (await agent.put("state", { status: "ready" })).status === 200, 10_000);
    await until(() => controller.followers > 0, 10_000);
    // Twice followed would be every event twice.
    expect(controller.followers).toBe(1);
    stream.close();
    // A second node that the plan has added since is followed without a restart.
    desk.write({
      controllers: {
        port: controller.port,
        nodes: ["node-a", "node-b"].map((name) => ({ name, address: "127.0.0.1" })),
      },
    });
    await until(() => controller.followers === 2, 10_000);
  });

  it("sends its pages to another instance when it stops, which knows their sessions; nobody is signed out", async () => {
    const other = await TrialDesk.start(options);
    const stream = await agent.follow();
    const began = performance.now();
    desk.signal("SIGTERM");
    await until(() => stream.of("reconnect").length > 0 && stream.ended, 3_000);
    expect(stream.of("session-over")).toEqual([]);
    expect(await desk.ended()).toBe(0);
    expect(performance.now() - began).toBeLessThan(5_000);
    const there = other.browser();
    there.cookie = agent.cookie;
    expect(field((await expectStatus(200, there.get("desk"))).body, "agent", "state")).toBe("ready");
    expect(controller.agents.has("2001")).toBe(true);
    await other.dispose();
  });
});
