import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { type DeskBrowser, type DeskStream, field } from "../support/desk-browser.ts";
import { expectStatus, firstAdministrator, person, until } from "../support/desk-people.ts";
import { TrialDesk } from "../support/trial-desk.ts";
import { findFreeSwitch } from "./freeswitch.ts";
import { found as database, OWNER, startMigrated } from "./hotline-database.ts";
import { REALM, type TrialNode, TrialPair } from "./media-pair.ts";
import type { TrialPostgres } from "./postgres.ts";
import { SipAgent } from "./sip-agent.ts";

const NET = 66;
const found = findFreeSwitch();
const missing = "missing" in found ? found.missing : "missing" in database ? database.missing : undefined;

/**
 * The desk's service, two real media nodes with their controllers, a real PostgreSQL; telephones are scripted SIP. Does
 * not prove: a browser's telephone (desk-telephone.test.ts).
 */
describe.skipIf(missing !== undefined)(
  `the desk at a switch${missing === undefined ? "" : `: skipped, ${missing}`}`,
  () => {
    let pair: TrialPair;
    let server: TrialPostgres;
    let desk: TrialDesk;
    let lin: DeskBrowser;
    let supervisor: DeskBrowser;
    let events: DeskStream;
    const telephones: SipAgent[] = [];

    beforeAll(async () => {
      if ("missing" in found) return;
      server = await startMigrated();
      pair = await TrialPair.prepare(found.binary, NET);
      await pair.start();
      await until(async () => (await pair.a.role()) === "owner" && (await pair.b.role()) === "standby", 20_000);
      desk = await TrialDesk.start({
        server,
        controllers: pair.nodes.map(({ name, address }) => ({ name, address })),
        controllerPort: MEDIA_PORTS.controller,
        file: {
          queues: [{ name: "general", label: "综合咨询", skills: ["general"] }],
          wrapUpSeconds: 2,
          businessSystems: false,
        },
      });
      const administrator = await firstAdministrator(desk);
      lin = await person(desk, administrator, { login: "lin", roles: ["agent"], agent: "2001" });
      // Without a skill: a telephone, and no calls.
      supervisor = await person(desk, administrator, {
        login: "wang",
        roles: ["supervisor"],
        agent: "2050",
        skills: [],
        listenIn: true,
      });
      events = await lin.follow();
    });
    afterAll(async () => {
      events.close();
      for (const telephone of telephones) telephone.close();
      await desk.dispose();
      await pair.dispose();
      await server.dispose();
    });

    const passwordOf = async (browser: DeskBrowser) =>
      String(field((await expectStatus(200, browser.post("telephone"))).body, "password"));
    async function telephone(id: string, password: string, talk = 60_000): Promise<SipAgent> {
      const own = { address: `127.12.${NET}.${100 + telephones.length}`, port: 5090 };
      const manner = { ringMilliseconds: () => 300, talkMilliseconds: () => talk };
      const phone = await SipAgent.open(own, { id, realm: REALM, password }, manner);
      telephones.push(phone);
      return phone;
    }
    const registers = (phone: SipAgent, node: TrialNode) =>
      phone.register({ address: node.address, port: MEDIA_PORTS.agents });
    const state = async (browser: DeskBrowser) => field((await browser.get("desk")).body, "agent", "state");
    let phone: SipAgent;

    it("gives an agent a telephone at both nodes, and a caller to it, of whom the page sees no number", async () => {
      phone = await telephone("2001", await passwordOf(lin), 2_000);
      expect(await Promise.all(pair.nodes.map((node) => registers(phone, node)))).toEqual([200, 200]);
      await expectStatus(200, lin.put("state", { status: "ready" }));
      const began = performance.now();
      const call = await pair.call("13855512345");
      await until(() => events.of("call").some((event) => field(event, "call", "caller") === "138****2345"), 15_000);
      expect(events.of("call").at(-1)).toMatchObject({ call: { queue: "general", from: "0551", mediaNode: "host-a" } });
      await until(async () => (await state(lin)) === "talking", 5_000);
      const callUuid = String(field(events.of("call").at(-1), "call", "callUuid"));
      const order = {
        key: randomUUID(),
        callUuid,
        classCode: null,
        demand: "inquiry",
        outcome: "resolved",
        content: "社保卡补办",
        close: true,
        writtenAt: new Date().toISOString(),
      };
      const opened = await expectStatus(201, lin.post("work-orders", order));
      expect(field(opened.body, "order", "caller")).toBe("138****2345");
      await until(() => events.of("call-over").some((event) => event["callUuid"] === callUuid), 10_000);
      await until(async () => (await state(lin)) === "ready", 6_000);
      await call.hangUp();
      const offered = events.events.find(({ event }) => event["kind"] === "call");
      const rang = phone.offeredAt[0] ?? Number.NaN;
      console.log(
        `call at the page ${((offered?.at ?? 0) - began).toFixed(0)} ms, at the telephone ${(rang - began).toFixed(0)} ms after the INVITE`,
      );
      expect(server.query("hotline", "SELECT caller_number FROM work_order", OWNER)).toBe("13855512345");
    });

    it("lets a supervisor hear a call: the own telephone rings, and is joined to it", async () => {
      const listener = await telephone("2050", await passwordOf(supervisor));
      expect(await registers(listener, pair.a)).toBe(200);
      const call = await pair.call("13855512346");
      await until(async () => (await state(lin)) === "talking", 15_000);
      await expectStatus(204, supervisor.post("listen-in", { agent: "2001", why: "抽检" }));
      await until(() => listener.answered === 1, 5_000);
      const heard = () => pair.a.switch.command("show channels").includes("eavesdrop");
      await until(heard, 3_000);
      await call.hangUp();
      await until(async () => (await state(lin)) === "ready", 10_000);
      // With the call the listening ends.
      await until(() => !heard(), 5_000);
    });

    it("goes along when the queues move to the other node: the agent is ready there, and takes its next call", async () => {
      expect((await pair.a.ask("POST", "/v1/hand-over", { by: "operator", seconds: 60 })).status).toBe(200);
      await until(async () => (await pair.b.role()) === "owner", 10_000);
      await until(async () => (await state(lin)) === "ready", 10_000);
      await pair.call("13855512347");
      await until(() => events.of("call").some((event) => field(event, "call", "mediaNode") === "host-b"), 15_000);
      await until(() => events.of("call").some((event) => field(event, "call", "caller") === "138****2347"), 3_000);
      await until(async () => (await state(lin)) === "ready", 15_000);
      expect(phone.doubleOffers).toBe(0);
    });

    it("ends a telephone's password with its time, with the next one, and with the sign-out", async () => {
      const old = phone.who.password;
      const next = await telephone("2001", await passwordOf(lin));
      expect(await registers(next, pair.b)).toBe(200);
      const stolen = await telephone("2001", old);
      expect(await registers(stolen, pair.a)).not.toBe(200);
      expect(await registers(stolen, pair.b)).not.toBe(200);
      await pair.b.askAsDesk("PUT", "/v1/agents/2060", { queues: [] });
      const short = await pair.b.askAsDesk("POST", "/v1/agents/2060/credential", { seconds: 60 });
      const brief = await telephone("2060", String(field(short.body, "password")));
      expect(await registers(brief, pair.b)).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      for (const node of pair.nodes) await until(async () => (await registers(brief, node)) !== 200, 5_000);
      await expectStatus(204, lin.send("DELETE", "session"));
      for (const node of pair.nodes) await until(async () => (await registers(next, node)) !== 200, 5_000);
      expect((await lin.post("telephone")).status).toBe(401);
    });
  },
);
