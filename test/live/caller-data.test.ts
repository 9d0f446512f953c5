import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AdapterServer, json } from "../support/adapter-server.ts";
import { findFreeSwitch } from "./freeswitch.ts";
import { TrialPair } from "./media-pair.ts";
import type { SipAgent } from "./sip-agent.ts";

/**
 * Work mode integrated on a real FreeSWITCH with its controller and a business adapter over TLS on loopback: what the
 * adapter is told and when, what the desk hears, and that an agent rings as soon whatever the adapter does. Does not
 * prove: a real business system.
 */
const found = findFreeSwitch();
const NET = 56;
const ADAPTER = `127.12.${NET}.20`;
const CALLS = 4;

interface Heard {
  readonly at: number;
  readonly event: Readonly<Record<string, unknown>>;
}

describe.skipIf("missing" in found)(
  `caller data${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 60_000 },
  () => {
    let pair: TrialPair;
    let adapter: AdapterServer;
    let agent: SipAgent;
    let desk: ReturnType<TrialPair["a"]["followAsDesk"]>;
    let calls = 0;
    const rang = new Map<string, readonly number[]>();

    beforeAll(async () => {
      if ("missing" in found) return;
      adapter = await AdapterServer.start(ADAPTER);
      pair = await TrialPair.prepare(found.binary, NET, {
        province: { workMode: "integrated", integration: { adapter: adapter.url(ADAPTER), authority: "own" } },
        controller: { ADAPTER_TOKEN: "token-of-this-run", ADAPTER_TLS_AUTHORITY: adapter.authority },
      });
      pair.a.startController();
      await pair.a.switch.start();
      await until(async () => (await pair.a.role()) === "owner", 20_000);
      agent = await pair.agent(1, { ring: () => 150, talk: () => 150, wrapUpSeconds: 0 }, [pair.a]);
      expect((await pair.a.askAsDesk("PUT", "/v1/agents/2001/status", { status: "Available" })).status).toBe(200);
      desk = pair.a.followAsDesk();
    }, 90_000);
    afterAll(async () => {
      desk.stop();
      agent.close();
      await pair.dispose();
      await adapter.stop().catch(() => undefined);
    });

    /** One call from INVITE to its end; when the agent's telephone rang, and what the desk heard of it. */
    async function call(): Promise<{ rangAfter: number; offeredAt: number; caller: string; heard: readonly Heard[] }> {
      const caller = `1390000${String(1000 + ++calls)}`;
      const from = desk.events.length;
      const offers = agent.offers;
      const began = performance.now();
      const placed = await pair.call(caller);
      await until(() => agent.offers > offers && !agent.busy, 15_000);
      const offeredAt = agent.offeredAt.at(-1) ?? 0;
      await placed.hangUp().catch(() => undefined);
      await until(() => pair.a.switch.command("show channels count").includes("0 total"), 10_000);
      // Late answers come a second after the question.
      const told = ["caller-data", "agent-offered"];
      await until(() => told.every((kind) => of(kind, heardFrom(from)) !== undefined), 5_000);
      return { rangAfter: offeredAt - began, offeredAt, caller, heard: heardFrom(from) };
    }

    const heardFrom = (from: number): readonly Heard[] =>
      desk.events.slice(from).flatMap(({ at, event }) => (isRecord(event) ? [{ at, event }] : []));
    const of = (kind: string, heard: readonly Heard[]) => heard.find(({ event }) => event["kind"] === kind);

    /** As many calls as the breaker forgives, then one that is answered, so that the next way begins anew. */
    async function series(name: string, outcome: string) {
      const times: number[] = [];
      for (let index = 0; index < CALLS; index++) {
        const { rangAfter, caller, heard } = await call();
        times.push(rangAfter);
        expect(of("caller", heard)?.event).toMatchObject({ number: caller, queue: "general", trunk_group: "0551" });
        expect(of("caller-data", heard)?.event).toMatchObject({ outcome });
      }
      rang.set(name, times);
    }

    it("reach the adapter before the agent's telephone rings, and the desk, masked, with the call's id", async () => {
      adapter.answer = json({ known: true, name: "张三丰", id_number: "340102199001011234", open_requests: 1 });
      for (let index = 0; index < 3; index++) {
        const { offeredAt, caller, heard } = await call();
        const question = adapter.questions.at(-1);
        expect(question?.body).toMatchObject({
          number: caller,
          queue: "general",
          language: "zh",
          media_node: "host-a",
        });
        expect(question?.headers["authorization"]).toBe("Bearer token-of-this-run");
        expect(question?.at).toBeLessThan(offeredAt);
        const [told, data] = [of("caller", heard), of("caller-data", heard)];
        expect(data?.event).toMatchObject({
          outcome: "known",
          caller: { name: "张**", id_number: "**************1234", open_requests: 1 },
        });
        expect(told?.event["call_uuid"]).toMatch(/^[0-9a-f-]{36}$/);
        for (const kind of ["caller-data", "caller-joined", "agent-offered"])
          expect(of(kind, heard)?.event["call_uuid"]).toBe(told?.event["call_uuid"]);
        console.log(
          `adapter asked ${(offeredAt - (question?.at ?? 0)).toFixed(0)} ms, desk told ${(offeredAt - (data?.at ?? 0)).toFixed(0)} ms before the telephone rang`,
        );
      }
      expect(adapter.questions).toHaveLength(3);
    });

    it("delay no agent: the telephone rings as soon when the adapter is slow or down", async () => {
      await series("normal", "known");
      adapter.answer = (response) => void setTimeout(() => json({ known: true, name: "迟" })(response), 5_000);
      await series("slow", "late");
      adapter.answer = json({ known: false });
      expect(of("caller-data", (await call()).heard)?.event).toMatchObject({ outcome: "unknown" });
      await adapter.stop();
      await series("down", "failed");
      for (const [name, times] of rang)
        console.log(`${name}: rang after ${times.map((time) => time.toFixed(0)).join(", ")} ms`);
      const normal = median(rang.get("normal"));
      expect(Math.abs(median(rang.get("slow")) - normal)).toBeLessThan(250);
      expect(Math.abs(median(rang.get("down")) - normal)).toBeLessThan(250);
      for (const times of rang.values()) expect(Math.max(...times)).toBeLessThan(normal + 700);
    });

    it("cost no storm of repeats: after five failures nobody knocks, and an adapter that is back is asked again", async () => {
      await adapter.restart(ADAPTER);
      adapter.answer = json({}, 503);
      const before = adapter.questions.length;
      // The fifth failure in a row closes the way.
      expect(of("caller-data", (await call()).heard)?.event).toMatchObject({ outcome: "failed" });
      for (let index = 0; index < 3; index++)
        expect(of("caller-data", (await call()).heard)?.event).toMatchObject({ outcome: "skipped", caller: null });
      expect(adapter.questions.length - before).toBe(1);
      expect(pair.a.log).toContain("the business adapter fails: left alone for 15 s");
      adapter.answer = json({ known: true, name: "李四" });
      await new Promise((resolve) => setTimeout(resolve, 15_000));
      expect(of("caller-data", (await call()).heard)?.event).toMatchObject({
        outcome: "known",
        caller: { name: "李*" },
      });
      expect(pair.a.log).toContain("the business adapter answers again");
      expect(pair.a.log).not.toMatch(/1390000\d{4}|李/);
    });
  },
);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function median(times: readonly number[] = []): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

async function until(holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
