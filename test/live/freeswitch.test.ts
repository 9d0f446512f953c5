import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import type { CallCenterPlan } from "../../planning/plan.ts";
import { itemsOf } from "../../planning/references.ts";
import type { Province } from "../../provinces/province.ts";
import { CASES } from "../components/cases.ts";
import { findFreeSwitch, type Trees, TrialSwitch } from "./freeswitch.ts";
import { SipLine } from "./sip-line.ts";

/**
 * The generated files on a real FreeSWITCH, over loopback. Does not prove: calls through real gateways, agents,
 * recordings, two nodes.
 */
const found = findFreeSwitch();
const GATEWAY = "127.12.33.9";
const STRANGER = "127.12.33.10";
const TRUNK = { host: "127.12.33.3", port: MEDIA_PORTS.trunk };

/** One analog line, so that a second call finds the group full. */
function oneLine(more: Partial<Province> = {}): Province {
  const base = CASES["docker pair"]();
  return {
    ...base,
    merge: { mode: "independent" },
    // Nothing listens there: the database is away and says so at once.
    sites: {
      main: {
        place: "合肥",
        platform: {
          kind: "docker",
          hosts: [
            { name: "host-a", address: "127.12.33.1" },
            { name: "host-b", address: "127.12.33.2" },
          ],
        },
        agentNetworks: ["10.20.0.0/16"],
      },
    },
    demand: { callsPerDay: 20 },
    staffing: { seats: 3 },
    localNetworks: [
      {
        areaCode: "0551",
        carrier: "telecom",
        trunk: { type: "analog", lines: 1 },
        pilotNumber: "055165123456",
        billing: { mode: "flat-monthly" },
        gateways: [{ name: "hefei-gw1", address: GATEWAY, sipPort: 5062, ports: 4 }],
        calledNumberForms: ["pilot", "short-code", "area-code-short-code", "international", "last-digits"],
      },
    ],
    ...more,
  };
}

function treesOf(plan: CallCenterPlan): Trees {
  const files = (set: string) =>
    itemsOf(plan).find((item) => item.kind === "config-set" && item.zone === "media" && item.set === set);
  const [restart, reload] = [files("restart"), files("reload")];
  if (restart?.kind !== "config-set" || reload?.kind !== "config-set") throw new Error("the plan has no switch files");
  return { restart: restart.files, reload: reload.files };
}

function versionOf({ reload }: Trees): string {
  return /config_version=(\w+)/.exec(reload["vars.xml"] ?? "")?.[1] ?? "";
}

describe.skipIf("missing" in found)(
  `generated files on FreeSWITCH${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  () => {
    const trees = treesOf(planCallCenter(oneLine()));
    let node: TrialSwitch;
    let gateway: SipLine;

    beforeAll(async () => {
      if ("missing" in found) return;
      node = await TrialSwitch.prepare(found.binary, TRUNK.host);
      node.write(trees);
      await node.start();
      gateway = await SipLine.open(GATEWAY);
    });
    afterAll(async () => {
      gateway.close();
      await node.dispose();
    });

    function become(role: "owner" | "standby"): void {
      const file = join(node.folder, "run/role.xml");
      writeFileSync(
        file,
        `<include>\n<X-PRE-PROCESS cmd="set" data="trunk_standby=${String(role === "standby")}"/>\n</include>\n`,
      );
      expect(node.command("reloadxml")).toContain("+OK [Success]");
      expect(node.command("sofia profile trunk rescan")).toContain("+OK scan complete");
    }

    it("runs every profile, knows every queue and gateway, and is ready", () => {
      const status = node.command("sofia status");
      expect(status).toMatch(/\btrunk\s+profile\s+sip:mod_sofia@127\.12\.33\.3:5060\s+RUNNING/);
      expect(status).toMatch(/\bagents\s+profile\s+sip:mod_sofia@127\.12\.33\.3:5070\s+RUNNING/);
      expect(status).toMatch(/trunk::hefei-gw1\s+gateway/);
      expect(node.command("sofia status profile agents")).toMatch(/WSS-BIND-URL\s+sips:mod_sofia@127\.12\.33\.3:7443/);
      const queues = node.command("callcenter_config queue list");
      for (const queue of ["pension", "employment", "relations"])
        expect(queues).toContain(`${queue}@anhui.hotline.internal|longest-idle-agent`);
      expect(node.probe("liveness").ok).toBe(true);
      expect(node.probe("readiness")).toEqual({ ok: true, output: "" });
      expect(node.log).not.toMatch(/\[(CRIT|ALERT)\]|Error Loading module|Invalid|not found/);
    });

    it("lets the gateway in and nobody else, by the access list", () => {
      expect(node.command(`acl ${GATEWAY} trunks`)).toContain("true");
      expect(node.command(`acl ${STRANGER} trunks`)).toContain("false");
      expect(node.command("acl 10.20.3.4 agents")).toContain("true");
    });

    it("answers 503 as standby, to calls and to pings, from the first packet", async () => {
      expect((await gateway.options(TRUNK)).status).toBe(503);
      expect((await gateway.call(TRUNK, "12333")).status).toBe(503);
    });

    it("as owner takes every form of the called number, and refuses what is not 12333 or not a gateway", async () => {
      become("owner");
      for (const form of [
        "12333",
        "055112333",
        "055165123456",
        "65123456",
        "123456",
        "+8655112333",
        "008655165123456",
      ]) {
        const call = await gateway.call(TRUNK, form);
        expect(call.status, form).toBe(200);
        expect((await call.hangUp()).status).toBe(200);
        await free();
      }
      expect((await gateway.call(TRUNK, "10086")).status).toBe(404);
      const stranger = await SipLine.open(STRANGER);
      expect((await stranger.call(TRUNK, "12333")).status).toBe(403);
      stranger.close();
    });

    it("carries one call on one line: the next gets 503 with cause 34 until the first has hung up", async () => {
      const first = await gateway.call(TRUNK, "12333");
      expect(first.status).toBe(200);
      expect(node.command("limit_usage hash trunk 0551").trim()).toBe("1");
      const second = await gateway.call(TRUNK, "12333");
      expect(second.status).toBe(503);
      expect(second.text).toMatch(/Reason: Q\.850;cause=34/);
      await first.hangUp();
      await free();
      const third = await gateway.call(TRUNK, "12333");
      expect(third.status).toBe(200);
      await third.hangUp();
      await free();
    });

    it("takes over a new reload set while a call goes on, and only once it has arrived", async () => {
      const call = await gateway.call(TRUNK, "12333");
      expect(call.status).toBe(200);
      const changed = oneLine({ staffing: { seats: 4 } });
      const [network] = changed.localNetworks;
      if (network === undefined) throw new Error("the case has no network");
      const moved = [{ name: "hefei-gw1", address: GATEWAY, sipPort: 5066, ports: 4 }];
      const next = treesOf(planCallCenter({ ...changed, localNetworks: [{ ...network, gateways: moved }] }));
      expect(next.restart).toEqual(trees.restart);
      expect(node.script("reload.sh", [versionOf(next)])).toEqual({
        ok: false,
        output: `version ${versionOf(next)} has not arrived\n`,
      });
      node.write(next);
      expect(node.script("reload.sh", [versionOf(next)])).toEqual({ ok: true, output: "" });
      expect(node.command("fsctl max_sessions")).toContain(
        /max_sessions=(\d+)/.exec(next.reload["vars.xml"] ?? "")?.[1] ?? "nothing",
      );
      expect(node.command("sofia status gateway hefei-gw1")).toMatch(/Proxy\s+sip:127\.12\.33\.9:5066/);
      expect((await gateway.options(TRUNK)).status).toBe(200);
      expect((await call.hangUp()).status).toBe(200);
      await free();
    });

    it("gives a line back when no packet comes any more, for whoever is gone says no BYE", async () => {
      expect(node.command("global_getvar media_timeout").trim()).toBe("300000");
      node.command("global_setvar media_timeout=3000");
      expect((await gateway.call(TRUNK, "12333")).status).toBe(200);
      await free();
      await until(() => /'MEDIA_TIMEOUT'/.test(node.callRecords()), 30_000);
      node.command("global_setvar media_timeout=300000");
    });

    it("gives the emergency announcement to the next call without a database", async () => {
      const file = join(node.folder, "spool/emergency.xml");
      writeFileSync(file, '<include>\n<X-PRE-PROCESS cmd="set" data="emergency=on"/>\n</include>\n');
      expect(node.command("reloadxml")).toContain("+OK [Success]");
      const call = await gateway.call(TRUNK, "12333");
      expect(call.status).toBe(200);
      expect(node.command("limit_usage hash trunk 0551").trim()).toBe("0");
      writeFileSync(file, "<include>\n</include>\n");
      expect(node.command("reloadxml")).toContain("+OK [Success]");
    });

    it("spools call records with trunk group and dialed number while the database is away", async () => {
      await until(() => (node.callRecords().match(/^INSERT INTO call_record_intake /gm) ?? []).length >= 10, 60_000);
      const records = node.callRecords();
      expect(records).toMatch(/'055165123456','055165550000','0551','0551','trial'/);
      expect(records).toMatch(/'NORMAL_CIRCUIT_CONGESTION'/);
    });

    it("keeps passwords out of what it prints", () => {
      expect(node.log).not.toContain("only-for-this-run");
    });

    it("drains on SIGTERM: refuses the next call, waits for the one that talks, then ends with 0", async () => {
      const call = await gateway.call(TRUNK, "12333");
      expect(call.status).toBe(200);
      const ended = node.stop();
      await until(() => node.log.includes("draining for up to 20 s"), 5_000);
      // Its controller would answer within 6 s; there is none here.
      await until(async () => (await gateway.options(TRUNK)).status === 503, 15_000);
      expect((await gateway.call(TRUNK, "12333")).status).toBe(503);
      expect((await call.hangUp()).status).toBe(200);
      expect(await ended).toBe(0);
    });

    /** The slot is freed a moment after the BYE is answered. */
    function free(): Promise<void> {
      return until(() => node.command("limit_usage hash trunk 0551").trim() === "0", 15_000);
    }
  },
);

async function until(holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
