import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLE_TIMES } from "../../images/media-controller/role.ts";
import { ask, keyOf } from "../../images/media-controller/secure-channel.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { findFreeSwitch } from "./freeswitch.ts";
import { type TrialNode, TrialPair } from "./media-pair.ts";
import type { SipAgent } from "./sip-agent.ts";

/**
 * Two real media nodes with their controllers over loopback: who owns, planned hand-over, loss, return, emergency,
 * figures. Agents and callers are scripted. Does not prove: a network that is cut (role.test.ts goes through every
 * case), WebRTC agents, a real gateway's own choice of node.
 */
const found = findFreeSwitch();

describe.skipIf("missing" in found)(
  `a pair of media nodes${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  () => {
    let pair: TrialPair;
    const agents: SipAgent[] = [];

    beforeAll(async () => {
      if ("missing" in found) return;
      pair = await TrialPair.prepare(found.binary, 50);
      await pair.start();
    });
    afterAll(async () => {
      for (const agent of agents) agent.close();
      await pair.dispose();
    });

    async function roles(): Promise<string> {
      return `${String(await pair.a.role())} ${String(await pair.b.role())}`;
    }

    async function options(node: TrialNode): Promise<number> {
      const { askOptions } = await import("../../images/media-controller/sip-options.ts");
      return (await askOptions("127.12.50.9", { host: node.address, port: MEDIA_PORTS.trunk }, 500)) ?? 0;
    }

    it("names the first node owner, and only it: the other answers 503", async () => {
      await until(async () => (await roles()) === "owner standby", 20_000);
      expect([await options(pair.a), await options(pair.b)]).toEqual([200, 503]);
      const call = await pair.call("13900000001");
      expect(call.node?.name).toBe("host-a");
      await call.hangUp();
    });

    it("lets nobody in without a key, and the desk do nothing but its part", async () => {
      const stranger = {
        host: pair.a.address,
        port: MEDIA_PORTS.controller,
        caller: "operator",
        key: keyOf("guessed", "operator"),
      } as const;
      await expect(ask(stranger, { method: "GET", path: "/v1/status" }, 2_000)).rejects.toThrow();
      expect((await pair.a.askAsDesk("POST", "/v1/hand-over", { by: "desk" })).status).toBe(403);
      expect((await pair.a.askAsDesk("POST", "/link/moved", {})).status).toBe(403);
      expect((await pair.a.askAsDesk("PUT", "/v1/agents/2001", { queues: [{ queue: "nowhere" }] })).status).toBe(422);
      expect(
        (await pair.a.askAsDesk("PUT", "/v1/agents/2001;reloadxml", { queues: [{ queue: "general" }] })).status,
      ).toBe(422);
    });

    it("has every agent on both nodes, ready on the owner, registered at both by a password of its own", async () => {
      for (let index = 1; index <= 8; index++)
        agents.push(
          await pair.agent(index, {
            ring: () => between(200, 1_500),
            talk: () => between(3_000, 6_000),
            wrapUpSeconds: 2,
          }),
        );
      for (const agent of agents)
        expect(
          (await pair.b.askAsDesk("PUT", `/v1/agents/${agent.who.id}/status`, { status: "Available" })).status,
        ).toBe(200);
      const status = (node: TrialNode) =>
        node.switch
          .command("callcenter_config agent list")
          .split("\n")
          .filter((line) => line.startsWith("20"))
          .map((line) => line.split("|")[5]);
      expect(status(pair.a)).toEqual(Array(8).fill("Available"));
      expect(status(pair.b)).toEqual(Array(8).fill("Logged Out"));
      expect(pair.b.switch.command("callcenter_config tier list")).toContain("general@anhui.hotline.internal|2008");
      // No password lies on a disk.
      const entry = readFileSync(join(pair.a.switch.folder, "spool/control/directory/2001.xml"), "utf8");
      expect(entry).toContain("a1-hash");
      expect(entry).not.toContain(agents[0]?.who.password ?? "?");
    });

    it("hands over under load: nobody dropped, nobody stranded, no agent offered two calls", async () => {
      const answeredBefore = agents.reduce((sum, agent) => sum + agent.answered, 0);
      const taken: (string | undefined)[] = [];
      const place = async (index: number) => {
        taken.push((await pair.call(`1390000${String(1000 + index)}`)).node?.name);
      };
      // More callers than agents, so that some wait when the hand-over begins.
      for (let index = 0; index < 11; index++) await place(index);
      await pause(1_500);
      const began = performance.now();
      const reply = await pair.a.ask("POST", "/v1/hand-over", { by: "trial", seconds: 120 });
      expect(reply.status).toBe(200);
      const switched = performance.now() - began;
      for (let index = 0; index < 12; index++) {
        await place(100 + index);
        await pause(700);
      }
      await until(async () => JSON.stringify((await pair.a.status())["handOver"]).includes("done"), 90_000);
      const handedOver = performance.now() - began;
      await until(() => agents.reduce((sum, agent) => sum + agent.answered, 0) - answeredBefore >= 23, 60_000);
      await until(() => agents.every((agent) => !agent.talking), 30_000);
      console.log(`hand-over: role after ${switched.toFixed(0)} ms, agents after ${(handedOver / 1000).toFixed(1)} s`);
      expect(taken).toEqual([...Array<string>(11).fill("host-a"), ...Array<string>(12).fill("host-b")]);
      expect(agents.reduce((sum, agent) => sum + agent.answered, 0) - answeredBefore).toBe(23);
      expect(agents.reduce((sum, agent) => sum + agent.doubleOffers, 0)).toBe(0);
      expect(await roles()).toBe("standby owner");
      expect(switched).toBeLessThan(1_000);
      expect(pair.a.switch.command("show channels count")).toContain("0 total");
    }, 240_000);

    it("answers on the other node within the stated time when the owner is gone like a light", async () => {
      expect(await roles()).toBe("standby owner");
      for (const agent of agents) agent.dropAll();
      const began = performance.now();
      pair.b.signalController("SIGKILL");
      await pair.b.switch.kill();
      let node: TrialNode | undefined;
      while (node === undefined && performance.now() - began < 20_000) {
        ({ node } = await pair.call("13900000002"));
        if (node === undefined) await pause(100);
      }
      const answered = performance.now() - began;
      console.log(`owner lost: the next call is answered after ${(answered / 1000).toFixed(1)} s`);
      expect(node?.name).toBe("host-a");
      expect(answered).toBeLessThan(ROLE_TIMES.takeOver + 2_000);
      expect(answered).toBeGreaterThan(ROLE_TIMES.fence);
      const before = agents.reduce((sum, agent) => sum + agent.answered, 0);
      await pair.call("13900000003");
      await until(() => agents.reduce((sum, agent) => sum + agent.answered, 0) > before, 15_000);
    }, 60_000);

    it("comes back as standby and knows its agents again", async () => {
      pair.b.startController();
      await pair.b.switch.start();
      await until(async () => (await pair.b.role()) === "standby", 15_000);
      const seen: string[] = [];
      for (let look = 0; look < 10; look++) {
        seen.push(`${await options(pair.a)} ${await options(pair.b)}`);
        await pause(500);
      }
      expect(new Set(seen)).toEqual(new Set(["200 503"]));
      expect(pair.b.switch.command("callcenter_config agent list")).toMatch(/^2008\|/m);
      for (const agent of agents)
        expect(await agent.register({ address: pair.b.address, port: MEDIA_PORTS.agents })).toBe(200);
    }, 60_000);

    it("takes over at once when only the switch died, for its controller says so", async () => {
      const began = performance.now();
      await pair.a.switch.kill();
      await until(async () => (await options(pair.b)) === 200, 10_000);
      const open = performance.now() - began;
      console.log(`switch lost: the other trunk is open after ${(open / 1000).toFixed(1)} s`);
      expect(open).toBeLessThan(3_000);
      await pair.a.switch.start();
      await until(async () => (await roles()) === "standby owner", 15_000);
    }, 60_000);

    it("keeps the owner when only its controller is silent", async () => {
      pair.b.signalController("SIGSTOP");
      await pause(ROLE_TIMES.takeOver + 2_500);
      expect([await options(pair.a), await options(pair.b)]).toEqual([503, 200]);
      pair.b.signalController("SIGCONT");
      await until(async () => (await roles()) === "standby owner", 10_000);
    }, 60_000);

    it("gives every caller the emergency announcement within seconds, over a restart, and takes it back", async () => {
      await until(() => agents.every((agent) => !agent.talking), 30_000);
      const began = performance.now();
      const on = await pair.a.ask("PUT", "/v1/emergency", {
        state: { kind: "announcement", announcement: "emergency" },
        by: "duty officer",
        why: "trial",
      });
      const took = performance.now() - began;
      console.log(`emergency: on both nodes after ${took.toFixed(0)} ms`);
      expect(on).toMatchObject({ status: 200, body: { otherNode: "told", state: { kind: "announcement" } } });
      expect(took).toBeLessThan(10_000);
      for (const node of pair.nodes) expect(node.switch.command("global_getvar emergency").trim()).toBe("on");
      // No channel of the trunk group is counted and no queue entered.
      const { node } = await pair.call("13900000004");
      expect(node?.name).toBe("host-b");
      expect(
        pair.b.switch.command("callcenter_config queue list members general@anhui.hotline.internal"),
      ).not.toContain("Waiting");
      await pair.b.killController();
      await pair.b.switch.kill();
      pair.b.startController();
      await pair.b.switch.start();
      expect(pair.b.switch.command("global_getvar emergency").trim()).toBe("on");
      await until(async () => (await roles()) === "owner standby", 15_000);
      const off = await pair.a.ask("PUT", "/v1/emergency", { state: { kind: "off" }, by: "duty officer", why: "over" });
      expect(off).toMatchObject({ status: 200, body: { otherNode: "told", state: { kind: "off" } } });
      for (const each of pair.nodes) expect(each.switch.command("global_getvar emergency").trim()).toBe("off");
      expect(pair.a.log).toContain("emergency announcement by duty officer: trial");
    }, 90_000);

    it("diverts to 12345 and to a sister province where a trunk leads there, and says so where none does", async () => {
      const divert = (number: string) =>
        pair.a.ask("PUT", "/v1/emergency", {
          state: { kind: "divert", number, announcement: "emergency" },
          by: "duty officer",
          why: "trial",
        });
      expect((await divert("02512333")).status).toBe(200);
      const before = pair.gateway.incoming.length;
      const diverted = await pair.call("13900000005");
      await until(() => pair.gateway.incoming.length > before, 5_000);
      expect(pair.gateway.incoming.at(-1)?.called).toBe("02512333");
      // Two channels a diverted call: no more than half of the group's are diverted, the next hears the announcement.
      expect(diverted.node?.switch.command("limit_usage hash emergency divert").trim()).toBe("1");
      expect(diverted.node?.switch.command("global_getvar emergency_channels").trim()).toBe("30");
      for (const node of pair.nodes) node.switch.command("global_setvar emergency_channels=1");
      const seen = pair.gateway.incoming.length;
      const told = await pair.call("13900000006");
      expect(told.node).toBeDefined();
      await pause(1_000);
      expect(pair.gateway.incoming.length).toBe(seen);
      await told.hangUp();
      await diverted.hangUp();
      const refused = await divert("110");
      expect(refused.status).toBe(422);
      expect(JSON.stringify(refused.body)).toContain("nothing leads to 110");
      await pair.a.ask("PUT", "/v1/emergency", { state: { kind: "off" }, by: "duty officer", why: "over" });
    }, 60_000);

    it("shows both nodes to Prometheus", async () => {
      const text = async (node: TrialNode) =>
        (await fetch(`http://${node.address}:${MEDIA_PORTS.metrics}/metrics`)).text();
      const [a, b] = [await text(pair.a), await text(pair.b)];
      expect(a).toMatch(/^hotline_role_owner 1$/m);
      expect(b).toMatch(/^hotline_role_owner 0$/m);
      expect(a).toMatch(/^hotline_peer_up 1$/m);
      expect(a).toMatch(/^hotline_trunk_channels_limit\{group="0551"\} 60$/m);
      expect(a).toMatch(/^hotline_gateway_up\{profile="trunk",gateway="hefei-gw1"\} 1$/m);
      expect(a).toMatch(/^hotline_queue_agents\{queue="general",status="Available",state="Waiting"\} 8$/m);
      expect(b).toMatch(/^hotline_queue_agents\{queue="general",status="Logged Out",state="Waiting"\} 8$/m);
      expect(Number(/^hotline_spool_records\{spool="call-records"\} (\d+)$/m.exec(a)?.[1])).toBeGreaterThan(0);
      expect(a).not.toContain("hotline_certificate_expiry_seconds ");
    });

    it("drains by the stop signal: the other node has role and agents, then the switch ends with 0", async () => {
      expect(await roles()).toBe("owner standby");
      const began = performance.now();
      const ended = pair.a.switch.stop();
      await until(async () => (await options(pair.b)) === 200, 10_000);
      expect(await ended).toBe(0);
      console.log(`drain of an idle owner: ended after ${((performance.now() - began) / 1000).toFixed(1)} s`);
      expect(pair.b.switch.command("callcenter_config agent list")).toMatch(/^2001\|.*\|Available\|/m);
      await until(() => pair.a.switch.log.includes("handing over to the other node"), 5_000);
    }, 60_000);

    it("wrote every event once, with who, where and when", () => {
      const lines = pair.nodes.flatMap((node) =>
        execFileSync("bash", ["-c", "cat queue-events.jsonl*"], {
          cwd: join(node.switch.folder, "spool/queue-events"),
          encoding: "utf8",
        })
          .trim()
          .split("\n")
          .map((line): unknown => JSON.parse(line)),
      );
      const field = (line: unknown, name: string) =>
        typeof line === "object" && line !== null && name in line
          ? String(Object.getOwnPropertyDescriptor(line, name)?.value)
          : "";
      const ids = lines.map((line) => field(line, "uuid"));
      expect(new Set(ids).size).toBe(ids.length);
      const kinds = Map.groupBy(lines, (line) => field(line, "kind"));
      for (const kind of [
        "caller-joined",
        "caller-left",
        "agent-offered",
        "agent-answered",
        "agent-released",
        "agent-status",
        "node-role",
        "emergency",
      ])
        expect(kinds.has(kind), kind).toBe(true);
      expect(kinds.get("agent-answered")?.length).toBe(agents.reduce((sum, agent) => sum + agent.answered, 0));
    });
  },
);

function between(low: number, high: number): number {
  return low + Math.random() * (high - low);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function until(holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await pause(100);
  }
}
