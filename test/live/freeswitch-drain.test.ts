import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { findFreeSwitch } from "./freeswitch.ts";
import { REALM, type TrialNode, TrialPair } from "./media-pair.ts";
import type { SipAgent } from "./sip-agent.ts";
import { caller } from "./sipp/scenario.ts";
import { findSipp, Sipp } from "./sipp/sipp.ts";

/**
 * The stop signal at a busy owner: 20 talk, 10 wait, callers keep coming. Callers are SIPp's, agents are scripted
 * telephones that count every second offer. Does not prove: a real gateway's own choice of node, WebRTC.
 */
const [found, sipp] = [findFreeSwitch(), findSipp()];
const missing = [found, sipp].flatMap((each) => ("missing" in each ? [each.missing] : [])).join("; ");
const NET = 63;
const TALKING = 20;
const WAITING = 10;

describe.skipIf(missing !== "")(`a drain under load${missing === "" ? "" : `: skipped, ${missing}`}`, () => {
  let pair: TrialPair;
  const agents: SipAgent[] = [];
  const count = (what: (agent: SipAgent) => number) => agents.reduce((sum, agent) => sum + what(agent), 0);

  beforeAll(async () => {
    if ("missing" in found) return;
    pair = await TrialPair.prepare(found.binary, NET, { seats: TALKING, drainSeconds: 120 });
    await pair.start();
    await until(async () => (await pair.a.role()) === "owner" && (await pair.b.role()) === "standby", 60_000);
    for (let index = 0; index < TALKING; index++)
      agents.push(
        await pair.agent(index, {
          ring: () => 300 + 40 * index,
          talk: () => 12_000 + 500 * index,
          wrapUpSeconds: 2,
        }),
      );
    for (const agent of agents)
      await pair.a.askAsDesk("PUT", `/v1/agents/${agent.who.id}/status`, { status: "Available" });
  });
  afterAll(async () => {
    for (const agent of agents) agent.close();
    await pair.dispose();
  });

  it("drops nobody, strands nobody and offers nobody two calls: the switch ends with 0 when all are served", async () => {
    if ("missing" in sipp) return;
    const before = Sipp.calls(sipp.binary, {
      // Whoever waits does so behind a whole conversation; on a busy machine twice that and more.
      scenario: caller({ sound: { kind: "none" }, end: { by: "switch", patience: 150_000 } }),
      from: { address: `127.12.${NET}.9`, port: 5071 },
      to: { host: pair.a.address, port: MEDIA_PORTS.trunk },
      service: "12333",
      calls: TALKING + WAITING,
      // A busy machine sends what is late at once; two legs a call, and the switch starts 30 in a second.
      perSecond: 8,
    });
    await until(() => agents.filter((agent) => agent.talking).length === TALKING && waiting() === WAITING, 60_000);
    const ended = pair.a.switch.stop();
    const state = { over: false };
    void ended.then(() => {
      state.over = true;
    });
    const taken: (TrialNode | undefined)[] = [];
    const began = performance.now();
    // Callers keep coming while the first node empties, as a gateway places them.
    while (!state.over) {
      taken.push((await pair.call(`1390000${String(1000 + taken.length)}`)).node);
      await pause(3_000);
    }
    const seconds = (performance.now() - began) / 1000;
    expect(await ended).toBe(0);
    expect(await before.done()).toMatchObject({ successful: TALKING + WAITING, failed: 0 });
    await until(() => count((agent) => agent.answered) === TALKING + WAITING + taken.length, 120_000);
    expect(count((agent) => agent.doubleOffers)).toBe(0);
    expect(taken.filter((node) => node === undefined)).toEqual([]);
    // The first of them may still meet the old owner: the signal and the call crossed.
    expect(new Set(taken.slice(1).map((node) => node?.name))).toEqual(new Set(["host-b"]));
    console.log(
      `drain of ${TALKING} talking and ${WAITING} waiting: over after ${seconds.toFixed(1)} s, ${taken.length} new calls`,
    );
  }, 400_000);

  /** On the first node, in the queue and with no agent yet. */
  function waiting(): number {
    const members = pair.a.switch.command(`callcenter_config queue list members general@${agents[0]?.who.realm ?? ""}`);
    return (members.match(/\|Waiting\|/g) ?? []).length;
  }
});

describe.skipIf(missing !== "")(`a drain without another node${missing === "" ? "" : `: skipped, ${missing}`}`, () => {
  let pair: TrialPair;
  const agents: SipAgent[] = [];
  const count = (what: (agent: SipAgent) => number) => agents.reduce((sum, agent) => sum + what(agent), 0);
  const net = 64;

  beforeAll(async () => {
    if ("missing" in found) return;
    const platform = { kind: "docker", hosts: [{ name: "host-a", address: `127.12.${net}.1` }] };
    pair = await TrialPair.prepare(found.binary, net, {
      seats: TALKING,
      drainSeconds: 120,
      province: { sites: { main: { place: "合肥", platform, agentNetworks: ["127.0.0.0/8"] } } },
    });
    pair.a.startController();
    await pair.a.switch.start();
    await until(async () => (await pair.a.role()) === "owner", 60_000);
    for (let index = 0; index < TALKING; index++) {
      const manner = { ring: () => 300 + 40 * index, talk: () => 12_000 + 500 * index, wrapUpSeconds: 2 };
      agents.push(await pair.agent(index, manner, [pair.a]));
    }
    for (const agent of agents)
      await pair.a.askAsDesk("PUT", `/v1/agents/${agent.who.id}/status`, { status: "Available" });
  });
  afterAll(async () => {
    for (const agent of agents) agent.close();
    await pair.dispose();
  });

  it("serves all who talk and wait, refuses whoever comes, and ends with 0", async () => {
    if ("missing" in sipp) return;
    const before = Sipp.calls(sipp.binary, {
      scenario: caller({ sound: { kind: "none" }, end: { by: "switch", patience: 150_000 } }),
      from: { address: `127.12.${net}.9`, port: 5071 },
      to: { host: pair.a.address, port: MEDIA_PORTS.trunk },
      service: "12333",
      calls: TALKING + WAITING,
      // A busy machine sends what is late at once; two legs a call, and the switch starts 30 in a second.
      perSecond: 8,
    });
    const waiting = () =>
      (pair.a.switch.command(`callcenter_config queue list members general@${REALM}`).match(/\|Waiting\|/g) ?? [])
        .length;
    await until(() => agents.filter((agent) => agent.talking).length === TALKING && waiting() === WAITING, 60_000);
    const ended = pair.a.switch.stop();
    const state = { over: false };
    void ended.then(() => {
      state.over = true;
    });
    const began = performance.now();
    const trunk = { host: pair.a.address, port: MEDIA_PORTS.trunk };
    const refused: number[] = [];
    await until(() => pair.a.switch.log.includes("draining for up to 120 s"), 5_000);
    await pause(2_000);
    while (!state.over) {
      const tried = await Promise.race([
        pair.gateway.call(trunk, { called: "12333", caller: "13900000001" }),
        pause(1_000).then(() => undefined),
      ]);
      if (tried !== undefined) refused.push(tried.status);
      await pause(2_000);
    }
    const seconds = (performance.now() - began) / 1000;
    expect(await ended).toBe(0);
    expect(await before.done()).toMatchObject({ successful: TALKING + WAITING, failed: 0 });
    expect(count((agent) => agent.answered)).toBe(TALKING + WAITING);
    expect(count((agent) => agent.doubleOffers)).toBe(0);
    expect(new Set(refused)).toEqual(new Set([503]));
    console.log(`drain of one node, ${TALKING} talking and ${WAITING} waiting: over after ${seconds.toFixed(1)} s`);
  }, 400_000);
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await pause(200);
  }
}
