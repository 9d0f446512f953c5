import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { CALL_RECORD } from "../../planning/call-record.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { itemsOf } from "../../planning/references.ts";
import { Province } from "../../provinces/province.ts";
import { CASES } from "../components/cases.ts";
import { Ear } from "./ear.ts";
import { findFreeSwitch, type Trees, TrialSwitch } from "./freeswitch.ts";
import { Keypad } from "./keypad.ts";
import { TrunkGateway } from "./trunk-gateway.ts";

/**
 * Numbers, gateways and limits of generated trunks on a real FreeSWITCH over loopback. Does not prove: what a carrier
 * or a real media gateway does with them, tones and keys as sound.
 */
const found = findFreeSwitch();
const SWITCH = { host: "127.12.40.3", port: MEDIA_PORTS.trunk };
const GATEWAYS = [
  { name: "hefei-gw1", address: "127.12.40.21", sipPort: 5062, ports: 2 },
  { name: "hefei-gw2", address: "127.12.40.22", sipPort: 5062, ports: 2 },
];

function province(): Province {
  const base = CASES["docker pair"]();
  return Province.parse({
    ...base,
    sites: {
      main: {
        place: "合肥",
        platform: {
          kind: "docker",
          hosts: [
            { name: "host-a", address: "127.12.40.1" },
            { name: "host-b", address: "127.12.40.2" },
          ],
        },
      },
    },
    merge: { mode: "independent" },
    localNetworks: [
      {
        areaCode: "0551",
        carrier: "telecom",
        trunk: { type: "digital", signalling: "pri", e1: 4 },
        pilotNumber: "0551-65123456",
        billing: { mode: "flat-monthly" },
        gateways: GATEWAYS,
        keepAlive: { everySeconds: 5, hitsToUp: 2, missesToDown: 2 },
        calledNumberForms: ["pilot", "short-code", "area-code-short-code", "international"],
        dtmf: "in-band",
      },
      { areaCode: "0552", routedTo: "0551" },
    ],
  });
}

function treesOf(of: Province): Trees {
  const files = (set: string) =>
    itemsOf(planCallCenter(of)).find((item) => item.kind === "config-set" && item.zone === "media" && item.set === set);
  const [restart, reload] = [files("restart"), files("reload")];
  if (restart?.kind !== "config-set" || reload?.kind !== "config-set") throw new Error("the plan has no switch files");
  return { restart: restart.files, reload: reload.files };
}

describe.skipIf("missing" in found)(
  `trunks on FreeSWITCH${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 120_000 },
  () => {
    let node: TrialSwitch;
    const gateways: TrunkGateway[] = [];

    beforeAll(async () => {
      if ("missing" in found) return;
      for (const { address, sipPort } of GATEWAYS) gateways.push(await TrunkGateway.open({ address, port: sipPort }));
      node = await TrialSwitch.prepare(found.binary, SWITCH.host);
      node.write(treesOf(province()));
      await node.start();
      writeFileSync(
        join(node.folder, "spool/control/role.xml"),
        '<include>\n<X-PRE-PROCESS cmd="set" data="trunk_standby=false"/>\n</include>\n',
      );
      expect(node.command("reloadxml")).toContain("+OK [Success]");
      expect(node.command("sofia profile trunk rescan")).toContain("+OK scan complete");
      await until(() => GATEWAYS.every(({ name }) => stateOf(name) === "UP"), 40_000);
    }, 120_000);
    afterAll(async () => {
      for (const gateway of gateways) gateway.close();
      await node.dispose();
    });

    const gateway = (index: number): TrunkGateway => {
      const one = gateways[index];
      if (one === undefined) throw new Error(`no gateway ${index}`);
      return one;
    };
    const stateOf = (name: string) =>
      /^Status\s+(\w+)/m.exec(node.command(`sofia status gateway ${name}`))?.[1] ?? "none";
    const records = () => node.callRecords();

    it.each([
      { called: "12333", caller: "65550000", number: "055165550000", city: "0551" },
      { called: "055212333", caller: "013812345678", number: "13812345678", city: "0552" },
      { called: "+8655165123456", caller: "+8655265550000", number: "055265550000", city: "0551" },
      { called: "+8655212333", caller: "anonymous", number: "null", city: "0552" },
      { called: "12333", caller: "13987654321", asserted: "13987654321", number: "null", city: "0551" },
      { called: "12333", caller: "anonymous", asserted: "13987654322", number: "null", city: "0551" },
    ])("records $called called by $caller (asserted $asserted) as from $number in $city", async (row) => {
      const before = records().length;
      const headers =
        "asserted" in row ? ["Privacy: id", `P-Asserted-Identity: <sip:${row.asserted}@127.12.40.21>`] : [];
      const call = await gateway(0).call(SWITCH, { ...row, headers });
      expect(call.status).toBe(200);
      await call.hangUp();
      await until(() => records().length > before, 30_000);
      const values = valuesOf(records().slice(before));
      expect(values["caller_number"]).toBe(row.number);
      expect(values["local_network"]).toBe(row.city);
      expect(values["trunk_group"]).toBe("0551");
      // Not in any column, though the carrier sent it.
      expect(JSON.stringify(values)).not.toMatch(/1398765432/);
    });

    it("hears keys in-band on a trunk that says so, from the answer on", async () => {
      await idle();
      const call = await gateway(0).call(SWITCH, { called: "12333", caller: "65550000" });
      expect(call.status).toBe(200);
      // The list of channels lags behind the call.
      const uuid = () => /^[0-9a-f-]{36}/m.exec(node.command("show channels"))?.[0] ?? "";
      await until(() => uuid() !== "" && node.command(`uuid_buglist ${uuid()}`).includes("inband_dtmf"), 10_000);
      await call.hangUp();
    });

    /** A loopback leg dials as an agent with extension 1001 would. */
    const dialOut = (number: string) =>
      node.command(
        `bgapi originate {origination_caller_id_number=1001,origination_caller_id_name=agent,sip_h_X-Agent=1001,ignore_early_media=true}loopback/${number}/agents &park()`,
      );

    it.each([
      ["64440000", "64440000"],
      ["055164440000", "64440000"],
      ["055237654321", "055237654321"],
      ["01065000000", "01065000000"],
      ["13812345678", "13812345678"],
    ])("dials %s as %s and shows the pilot number and nothing of the agent", async (number, dialed) => {
      clear();
      dialOut(number);
      await until(() => gateway(0).incoming.length > 0, 10_000);
      const [call] = gateway(0).incoming;
      expect(call?.called).toBe(dialed);
      expect(call?.from).toMatch(/sip:65123456@/);
      expect(call?.text).not.toMatch(/1001|X-Agent/i);
      node.command("hupall");
      await idle();
    });

    it("sends the keys of an agent's telephone as tones on a trunk that takes no others", async () => {
      clear();
      gateway(0).telephoneEvents = false;
      const ear = await Ear.open("127.12.40.21", 40_000);
      const telephone = await TrunkGateway.open({ address: "127.12.40.31", port: 5066 });
      const keypad = await Keypad.open("127.12.40.31", 40_000);
      // The telephone is called, and its leg dials as the agent would.
      node.command("bgapi originate sofia/agents/sip:1001@127.12.40.31:5066 64440005 XML agents");
      await until(() => telephone.incoming.length > 0, 10_000);
      keypad.talkTo(telephone.incoming[0]?.text ?? "");
      await until(() => gateway(0).incoming.length > 0, 10_000);
      await until(() => (ear.packets.get(8) ?? 0) > 20, 10_000);
      await keypad.press("159*0#");
      await until(() => ear.keys.length >= 6, 5_000);
      expect(ear.keys).toBe("159*0#");
      expect([...ear.packets.keys()]).toEqual([8]);
      node.command("hupall");
      await idle();
      for (const each of [ear, telephone, keypad]) each.close();
      gateway(0).telephoneEvents = true;
    });

    it("tries a mobile again with 0 when the carrier does not know it without", async () => {
      clear();
      for (const each of gateways) each.answer = (called) => (called.startsWith("0") ? 200 : 404);
      dialOut("13812345678");
      await until(() => gateway(0).incoming.some(({ called }) => called === "013812345678"), 15_000);
      node.command("hupall");
      await idle();
    });

    it("rings a busy subscriber once, and takes the second gateway when the first is congested", async () => {
      clear();
      for (const each of gateways) each.answer = () => 486;
      dialOut("64440001");
      await until(() => gateway(0).incoming.length > 0, 10_000);
      await idle();
      expect(gateway(0).incoming).toHaveLength(1);
      expect(gateway(1).incoming).toHaveLength(0);
      clear();
      gateway(0).answer = () => 503;
      dialOut("64440002");
      await until(() => gateway(1).incoming.length > 0, 10_000);
      expect(gateway(0).incoming).toHaveLength(1);
      expect(gateway(1).incoming[0]?.called).toBe("64440002");
      node.command("hupall");
      await idle();
    });

    it("gives a call to a silent gateway up after 8 s and goes to the next", async () => {
      clear();
      gateway(0).silent = true;
      const dialed = Date.now();
      dialOut("64440004");
      await until(() => gateway(1).incoming.length > 0, 20_000);
      expect((Date.now() - dialed) / 1000).toBeLessThan(9.5);
      gateway(0).silent = false;
      node.command("hupall");
      await idle();
      await until(() => stateOf("hefei-gw1") === "UP", 60_000);
    });

    it("leaves a silent gateway after two misses, goes around it at once, and comes back after two answers", async () => {
      clear();
      gateway(0).silent = true;
      const since = Date.now();
      await until(() => stateOf("hefei-gw1") === "DOWN", 100_000);
      const left = (Date.now() - since) / 1000;
      const dialed = Date.now();
      dialOut("64440003");
      await until(() => gateway(1).incoming.length > 0, 5_000);
      expect(Date.now() - dialed).toBeLessThan(1_000);
      node.command("hupall");
      gateway(0).silent = false;
      const again = Date.now();
      await until(() => stateOf("hefei-gw1") === "UP", 60_000);
      const back = (Date.now() - again) / 1000;
      // Two pings 5 s apart, each given up after 8 s.
      expect(left).toBeLessThanOrEqual(2 * (5 + 8) + 2);
      expect(back).toBeLessThanOrEqual(8 + 2 * 5 + 2);
    });

    function clear(): void {
      for (const each of gateways) {
        each.incoming.length = 0;
        each.answer = () => 200;
      }
    }

    function idle(): Promise<void> {
      return until(() => node.command("show channels count").trim().startsWith("0 total"), 20_000);
    }
  },
);

/** Values of the last record by column. */
function valuesOf(sql: string): Readonly<Record<string, string>> {
  const [, list = ""] = /VALUES \((.*)\);?\s*$/m.exec(sql) ?? [];
  const values = [...list.matchAll(/'((?:[^']|'')*)'|([^,]+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare?.trim() ?? "",
  );
  return Object.fromEntries(CALL_RECORD.map(({ column }, index) => [column, values[index] ?? ""]));
}

async function until(holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
