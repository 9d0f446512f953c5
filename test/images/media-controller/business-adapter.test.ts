import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { BusinessAdapter } from "../../../images/media-controller/business-adapter.ts";
import { AdapterAnswer, masked } from "../../../images/media-controller/caller-data.ts";
import type { CallerNotice } from "../../../images/media-controller/queue-events.ts";
import { AdapterServer, json } from "../../support/adapter-server.ts";

/** Over real TLS on loopback. Does not prove: a real business system, a proxy between. */
const HOST = "127.0.0.1";
const TOKEN = "token-of-this-run";

const notice: CallerNotice = {
  kind: "caller",
  happened_at: "2026-11-24T01:02:03.000004Z",
  media_node: "host-a",
  call_uuid: "0e9cf7a4-1111-4222-8333-444455556666",
  queue: "pension",
  number: "13900001234",
  language: "zh",
  trunk_group: "0551",
};

describe("a business adapter", () => {
  let server: AdapterServer;
  let adapter: BusinessAdapter;
  const said: string[] = [];

  beforeAll(async () => {
    server = await AdapterServer.start(HOST);
  });
  afterAll(() => server.stop());
  const open = (more: { authority?: string | undefined } = {}) =>
    new BusinessAdapter({ url: server.url(HOST), token: TOKEN, authority: server.authority, ...more }, (text) =>
      said.push(text),
    );
  beforeEach(() => {
    server.questions.length = 0;
    said.length = 0;
    server.answer = json({ known: false });
    adapter = open();
  });
  afterEach(() => adapter.close());

  it("is told who calls, by a bearer token, and its answer goes on masked, with the keys that are known only", async () => {
    server.answer = json({
      known: true,
      name: "张三丰",
      id_number: "340102199001011234",
      tags: ["参保职工", "卡号6222020200112233"],
      open_requests: 2,
      last_contact_on: "2026-11-03",
      bank_account: "6222020200112233",
    });
    const data = await adapter.ask(notice);
    expect(server.questions).toHaveLength(1);
    expect(server.questions[0]).toMatchObject({
      method: "POST",
      path: "/callers",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: {
        happened_at: notice.happened_at,
        media_node: "host-a",
        call_uuid: notice.call_uuid,
        queue: "pension",
        number: "13900001234",
        language: "zh",
        trunk_group: "0551",
      },
    });
    expect(data).toMatchObject({
      kind: "caller-data",
      call_uuid: notice.call_uuid,
      queue: "pension",
      outcome: "known",
    });
    expect(data.caller).toEqual({
      name: "张**",
      id_number: "**************1234",
      tags: ["参保职工", "卡号************2233"],
      open_requests: 2,
      last_contact_on: "2026-11-03",
    });
    expect(said).toEqual([]);
  });

  it.each([
    ["known: false", json({ known: false })],
    ["404", json({ error: "nobody" }, 404)],
    ["204", json("", 204)],
  ])("says by %s that it knows nobody, which is no failure", async (_title, answer) => {
    server.answer = answer;
    for (let times = 0; times < 7; times++)
      expect(await adapter.ask(notice)).toMatchObject({ outcome: "unknown", caller: null });
    expect(adapter.leftAlone).toBe(false);
  });

  it.each([
    ["refuses the token", json({}, 401)],
    ["breaks", json({}, 500)],
    ["sends elsewhere, where nobody is asked", json({}, 307)],
    ["answers in another form", json({ known: "yes", name: "张三丰" })],
    ["answers with a number too large", json({ known: true, open_requests: 1e9 })],
    ["answers with what is no JSON", (response: Parameters<AdapterServer["answer"]>[0]) => void response.end("<html>")],
    ["sends more than anybody reads", json({ known: true, tags: Array(2_000).fill("x".repeat(30)) })],
  ])("that %s has failed, and the log holds no word of the caller", async (_title, answer) => {
    server.answer = answer;
    expect(await adapter.ask(notice)).toMatchObject({ outcome: "failed", caller: null });
    expect(said.join()).not.toMatch(/13900001234|张/);
    expect(said).toHaveLength(1);
  });

  it("of another authority has failed: the question never reaches it", async () => {
    const stranger = open({ authority: undefined });
    expect(await stranger.ask(notice)).toMatchObject({ outcome: "failed" });
    expect(server.questions).toEqual([]);
    stranger.close();
  });

  it("that is slow is late after a second, and after five times left alone: nobody knocks any more", async () => {
    server.answer = (response) => void setTimeout(() => json({ known: true })(response), 3_000).unref();
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 5 }, () => adapter.ask(notice)));
    expect(answers.map(({ outcome }) => outcome)).toEqual(Array(5).fill("late"));
    expect(performance.now() - began).toBeGreaterThan(990);
    expect(performance.now() - began).toBeLessThan(1_800);
    expect(adapter.leftAlone).toBe(true);
    for (let times = 0; times < 20; times++) expect((await adapter.ask(notice)).outcome).toBe("skipped");
    expect(server.questions).toHaveLength(5);
    expect(said).toEqual(["the business adapter fails: left alone for 15 s"]);
    expect(Object.fromEntries(adapter.counts)).toEqual({ known: 0, unknown: 0, late: 5, failed: 0, skipped: 20 });
  });

  it("is tried by one caller when its time is over, and asked for all again after the first answer", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      server.answer = json({}, 503);
      for (let times = 0; times < 5; times++) await adapter.ask(notice);
      expect((await adapter.ask(notice)).outcome).toBe("skipped");
      vi.setSystemTime(Date.now() + 15_001);
      server.answer = (response) => void setTimeout(() => json({ known: true, name: "李四" })(response), 200);
      const both = await Promise.all([adapter.ask(notice), adapter.ask(notice)]);
      expect(both.map(({ outcome }) => outcome).sort()).toEqual(["known", "known"]);
      expect(server.questions).toHaveLength(7);
      expect(adapter.leftAlone).toBe(false);
      expect(said.at(-1)).toBe("the business adapter answers again");
    } finally {
      vi.useRealTimers();
    }
  });

  it("is asked 32 questions at once and no more; further callers go without at once", async () => {
    server.answer = (response) => void setTimeout(() => json({ known: false })(response), 400);
    const outcomes = (await Promise.all(Array.from({ length: 50 }, () => adapter.ask(notice)))).map(
      ({ outcome }) => outcome,
    );
    expect(outcomes.filter((outcome) => outcome === "unknown")).toHaveLength(32);
    expect(outcomes.filter((outcome) => outcome === "skipped")).toHaveLength(18);
  });
});

describe("what the desk is shown", () => {
  it.each([
    ["王", "王"],
    ["欧阳修", "欧**"],
    ["阿卜杜拉·买买提", "阿***·***"],
    ["  李四 ", "李*"],
  ])("of the name %s is %s", (name, shown) => {
    expect(masked({ known: true, name })).toEqual({ name: shown });
  });

  it("of a number is its last four; a day stays a day", () => {
    expect(
      masked({ known: true, id_number: "34010219900101123X", tags: ["办件2026"], last_contact_on: "2026-11-03" }),
    ).toEqual({ id_number: "**************123X", tags: ["办件2026"], last_contact_on: "2026-11-03" });
    expect(AdapterAnswer.safeParse({ known: true, last_contact_on: "13900001234" }).success).toBe(false);
  });
});
