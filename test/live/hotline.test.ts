import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { checksums } from "../../planning/content-hash.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { Province } from "../../provinces/province.ts";
import { switchFilesOf } from "../components/switch-files.ts";
import { findFreeSwitch, type Trees, TrialSwitch } from "./freeswitch.ts";
import { SipLine } from "./sip-line.ts";
import { writeSounds } from "./sounds.ts";
import { TrunkGateway } from "./trunk-gateway.ts";

/**
 * Work mode hotline on a real FreeSWITCH over loopback: which telephones ring, and what a caller gets whom nobody
 * answers. Does not prove: registration of real telephones (these stand in the dial string), sound.
 */
const found = findFreeSwitch();
const SWITCH = "127.12.33.71";
const GATEWAY = "127.12.33.72";
const PHONES = [1, 2, 3].map((index) => ({ address: `127.12.33.${74 + index}`, port: 5066 }));

const province = (order: "together" | "in-turn") =>
  Province.parse({
    province: "xizang",
    status: "draft",
    workMode: "hotline",
    build: { mode: "self-built" },
    merge: { mode: "independent" },
    hours: "24x7",
    localNetworks: [
      {
        areaCode: "0891",
        carrier: "telecom",
        trunk: { type: "analog", lines: 6 },
        pilotNumber: "08916512345",
        billing: { mode: "caller-pays" },
        gateways: [{ name: "lhasa-gw1", address: GATEWAY, sipPort: 5062, ports: 8 }],
      },
    ],
    demand: { callsPerDay: 20 },
    staffing: { seats: 3 },
    ringGroups: [
      { name: "front", label: "前台", phones: 2, ringSeconds: 5, order, busy: "busy-tone", noAnswer: "next-group" },
      { name: "back", label: "后台", phones: 1, ringSeconds: 5, busy: "announcement", noAnswer: "voicemail" },
    ],
    recording: { enabled: true, notice: true },
    sites: { main: { place: "拉萨", platform: { kind: "docker", hosts: [{ name: "host-a", address: SWITCH }] } } },
  });

/** Telephones that registered, without having done so: only the place they are called at differs. */
function treesOf(order: "together" | "in-turn"): Trees {
  const { restart, reload } = switchFilesOf(planCallCenter(province(order)));
  const dialplan = PHONES.reduce(
    (text, { address, port }, index) =>
      text.replaceAll(
        `user/${1001 + index}@xizang.hotline.internal`,
        `sofia/agents/sip:${1001 + index}@${address}:${port}`,
      ),
    reload["dialplan/hotline.xml"] ?? "",
  );
  const changed = { ...reload, "dialplan/hotline.xml": dialplan };
  const service = Object.fromEntries(Object.entries(changed).filter(([path]) => path !== "manifest.sha256"));
  return { restart, reload: { ...service, "manifest.sha256": checksums(service) } };
}

describe.skipIf("missing" in found)(
  `work mode hotline on FreeSWITCH${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 60_000 },
  () => {
    let node: TrialSwitch;
    let line: SipLine;
    const phones: TrunkGateway[] = [];

    beforeAll(async () => {
      if ("missing" in found) return;
      node = await TrialSwitch.prepare(found.binary, SWITCH);
      const trees = treesOf("together");
      node.write(trees);
      writeSounds(join(node.folder, "sounds"), trees.reload["prompts.json"] ?? "", 200);
      line = await SipLine.open(GATEWAY);
      for (const phone of PHONES) phones.push(await TrunkGateway.open(phone));
      await node.start();
      writeFileSync(
        join(node.folder, "run/role.xml"),
        '<include>\n<X-PRE-PROCESS cmd="set" data="trunk_standby=false"/>\n</include>\n',
      );
      expect(node.command("reloadxml")).toContain("+OK [Success]");
      node.command("sofia profile trunk rescan");
    }, 60_000);
    afterAll(async () => {
      for (const phone of phones) phone.close();
      line.close();
      await node.dispose();
    });
    afterEach(async () => {
      node.command("hupall");
      await until(() => node.command("show channels count").includes("0 total"));
      for (const phone of phones) phone.incoming.length = 0;
    });

    const answer = (...statuses: readonly number[]) => {
      for (const [index, status] of statuses.entries()) {
        const phone = phones[index];
        if (phone !== undefined) phone.answer = () => status;
      }
    };
    const rang = () => phones.map(({ incoming }) => incoming.length);

    it("rings the first group together, records the talk, and leaves the second alone", async () => {
      answer(200, 480, 200);
      expect((await line.call({ host: SWITCH, port: MEDIA_PORTS.trunk }, "12333")).status).toBe(200);
      await until(() => rang()[0] === 1);
      const uuid = /^([0-9a-f-]{36}),inbound/m.exec(node.command("show channels"))?.[1] ?? "";
      const file = node.command(`uuid_getvar ${uuid} cc_record_filename`).trim();
      expect(file).toMatch(/\/recordings\/\d{4}\/\d\d\/\d\d\/[0-9a-f-]{36}\.wav$/);
      await until(() => existsSync(file));
      expect(rang()[2]).toBe(0);
    });

    it("gives what the file says to a caller who finds all busy", async () => {
      answer(486, 486, 200);
      await line.call({ host: SWITCH, port: MEDIA_PORTS.trunk }, "12333");
      await until(() => rang().join() === "1,1,0");
      await until(() => node.command("show channels count").includes("0 total"));
      await until(() => records().includes("'USER_BUSY'"));
    });

    it("goes on to the next group, and there to a message, which is kept", async () => {
      answer(480, 480, 480);
      expect((await line.call({ host: SWITCH, port: MEDIA_PORTS.trunk }, "12333")).status).toBe(200);
      await until(() => rang()[2] === 1);
      const uuid = /^([0-9a-f-]{36}),inbound/m.exec(node.command("show channels"))?.[1] ?? "";
      await until(() => node.command(`uuid_getvar ${uuid} callback_requested`).trim() === "true");
      const file = node.command(`uuid_getvar ${uuid} cc_record_filename`).trim();
      expect(file).toContain("/recordings/voicemail/");
      await until(() => existsSync(file));
    });

    it("rings in turn where the file says so: one telephone after the other, then the next group's", async () => {
      const trees = treesOf("in-turn");
      node.write({ restart: {}, reload: trees.reload });
      const version = /config_version=(\w+)/.exec(trees.reload["vars.xml"] ?? "")?.[1] ?? "";
      expect(node.script("reload.sh", [version])).toMatchObject({ ok: true });
      answer(180, 180, 200);
      await line.call({ host: SWITCH, port: MEDIA_PORTS.trunk }, "12333");
      await until(() => rang().join() === "1,1,1", 20_000);
      const [first = 0, second = 0, third = 0] = phones.map(({ incoming }) => incoming[0]?.at ?? 0);
      // Each for its own five seconds.
      for (const waited of [second - first, third - second]) {
        expect(waited).toBeGreaterThan(4_500);
        expect(waited).toBeLessThan(7_000);
      }
    });

    function records(): string {
      const path = join(node.folder, "spool/call-records/cdr-spool.sql");
      return existsSync(path) ? readFileSync(path, "utf8") : "";
    }
  },
);

async function until(holds: () => boolean, milliseconds = 15_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
