import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { checksums } from "../../planning/content-hash.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { itemsOf } from "../../planning/references.ts";
import { Province } from "../../provinces/province.ts";
import { CASES } from "../components/cases.ts";
import { findFreeSwitch, type Trees, TrialSwitch } from "./freeswitch.ts";
import { SipAgent } from "./sip-agent.ts";
import { TrunkGateway } from "./trunk-gateway.ts";

/**
 * Reload sets taken into use by a real switch while a call goes on, and what is loaded read back. Does not prove: how
 * a platform brings the files (test/platforms), a switch that dies in the middle of a reload.
 */
const found = findFreeSwitch();
const ADDRESS = "127.12.57.1";
const [FIRST, SECOND] = ["127.12.57.9", "127.12.57.10"];
const TRUNK = { host: ADDRESS, port: MEDIA_PORTS.trunk };

interface Wanted {
  readonly lines?: number;
  readonly gateways?: readonly { readonly address: string; readonly sipPort: number }[];
  readonly agentNetworks?: readonly string[];
  readonly seats?: number;
}

function site({ agentNetworks = ["10.20.0.0/16", "127.0.0.0/8"] }: Wanted) {
  return {
    main: {
      place: "合肥",
      platform: { kind: "docker", hosts: [{ name: "host-a", address: ADDRESS }] },
      agentNetworks,
    },
  };
}

function network({ lines = 4, gateways = [{ address: FIRST, sipPort: 5062 }] }: Wanted) {
  return {
    areaCode: "0551",
    carrier: "telecom",
    trunk: { type: "analog", lines },
    pilotNumber: "055165123456",
    billing: { mode: "flat-monthly" },
    gateways: gateways.map((gateway, index) => ({ name: `hefei-gw${index + 1}`, ...gateway, ports: 8 })),
    calledNumberForms: ["pilot", "short-code"],
  };
}

function treesOf(province: unknown): Trees {
  const plan = planCallCenter(Province.parse(province));
  const files = (set: string) => {
    for (const item of itemsOf(plan))
      if (item.kind === "config-set" && item.zone === "media" && item.set === set) return item.files;
    throw new Error(`no ${set} set`);
  };
  return { restart: files("restart"), reload: files("reload") };
}

const callCenter = (wanted: Wanted, more: Readonly<Record<string, unknown>> = {}) =>
  treesOf({
    ...CASES["docker single"](),
    hours: "24x7",
    merge: { mode: "independent" },
    sites: site(wanted),
    staffing: { seats: wanted.seats ?? 3 },
    localNetworks: [network(wanted)],
    ...more,
  });

function versionOf({ reload }: Trees): string {
  return /config_version=(\w+)/.exec(reload["vars.xml"] ?? "")?.[1] ?? "";
}

describe.skipIf("missing" in found)(
  `reload sets on FreeSWITCH${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 60_000 },
  () => {
    const first = callCenter({});
    let node: TrialSwitch;
    let gateway: TrunkGateway;

    beforeAll(async () => {
      if ("missing" in found) return;
      node = await TrialSwitch.prepare(found.binary, ADDRESS, { START_ROLE: "owner" });
      node.write(first);
      await node.start();
      gateway = await TrunkGateway.open({ address: FIRST, port: 5062 });
    });
    afterAll(async () => {
      gateway.close();
      await node.dispose();
    });

    const loaded = () => node.command("global_getvar config_version").trim();
    const limit = () => /hash trunk 0551 (\d+)/.exec(node.command("xml_locate dialplan context name public"))?.[1];
    const mounted = (path: string) => join(node.folder, "reload", path);
    function bring(trees: Trees): void {
      expect(trees.restart).toEqual(first.restart);
      rmSync(join(node.folder, "reload"), { recursive: true });
      node.write(trees);
    }

    it("reads back limits, gateways, access lists, queues and session limits of a new set while a call goes on", async () => {
      const call = await gateway.call(TRUNK, { called: "12333", caller: "13900000001" });
      expect(call.status).toBe(200);
      expect(limit()).toBe("4");
      const next = callCenter({
        lines: 6,
        gateways: [{ address: SECOND, sipPort: 5066 }],
        agentNetworks: ["10.20.0.0/17"],
        seats: 5,
      });
      bring(next);
      const began = performance.now();
      expect(node.script("reload.sh", [versionOf(next)])).toEqual({ ok: true, output: "" });
      console.log(`reload and read-back: ${((performance.now() - began) / 1000).toFixed(1)} s`);
      expect(loaded()).toBe(versionOf(next));
      expect(limit()).toBe("6");
      expect(node.command("sofia status gateway hefei-gw1")).toMatch(/Proxy\s+sip:127\.12\.57\.10:5066/);
      expect([FIRST, SECOND].map((address) => node.command(`acl ${address} trunks`).trim())).toEqual(["false", "true"]);
      expect(node.command("acl 10.20.200.1 agents").trim()).toBe("false");
      expect(node.command("fsctl max_sessions")).toContain(
        `: ${/max_sessions=(\d+)/.exec(next.reload["vars.xml"] ?? "")?.[1] ?? "?"}\n`,
      );
      // The call is older than the access list and knows no queue that went.
      expect(node.command("show channels count")).toContain("1 total");
      await call.hangUp();
      bring(first);
      expect(node.script("reload.sh", [versionOf(first)])).toEqual({ ok: true, output: "" });
      expect(limit()).toBe("4");
    });

    it("takes out a gateway that is no longer wanted and brings in one more", () => {
      const two = callCenter({
        gateways: [
          { address: FIRST, sipPort: 5062 },
          { address: SECOND, sipPort: 5062 },
        ],
      });
      bring(two);
      expect(node.script("reload.sh", [versionOf(two)])).toEqual({ ok: true, output: "" });
      expect(node.command("sofia status")).toMatch(/trunk::hefei-gw2\s+gateway/);
      bring(first);
      expect(node.script("reload.sh", [versionOf(first)])).toEqual({ ok: true, output: "" });
      expect(node.command("sofia status")).not.toContain("hefei-gw2");
      expect(node.command("sofia status gateway hefei-gw2")).toContain("Invalid Gateway");
    });

    it("leaves the old set serving while a new one has arrived by half, and whoever reloads meanwhile gets the old", async () => {
      const next = callCenter({ lines: 8 });
      // A platform that fills the volume file by file is here after the variables and before the dialplan.
      writeFileSync(mounted("vars.xml"), next.reload["vars.xml"] ?? "");
      writeFileSync(mounted("manifest.sha256"), next.reload["manifest.sha256"] ?? "");
      const half = node.script("reload.sh", [versionOf(next)]);
      expect(half.ok).toBe(false);
      expect(half.output).toContain(`version ${versionOf(next)} has not arrived whole (controller.json: FAILED;`);
      expect(half.output).toContain(`); version ${versionOf(first)} goes on serving\n`);
      // As its controller does at every sign-in.
      expect(node.command("reloadxml")).toContain("+OK [Success]");
      expect([loaded(), limit()]).toEqual([versionOf(first), "4"]);
      const call = await gateway.call(TRUNK, { called: "12333", caller: "13900000002" });
      expect(call.status).toBe(200);
      await call.hangUp();
      bring(next);
      rmSync(mounted("queues"), { recursive: true });
      expect(node.script("reload.sh", [versionOf(next)]).output).toContain("queues/queues.xml");
      bring(next);
      appendFileSync(mounted("dialplan/public.xml"), "<!-- cut -->");
      expect(node.script("reload.sh", [versionOf(next)]).output).toContain("dialplan/public.xml: FAILED");
      bring(next);
      // A file of an older set that stayed behind is none of this one's.
      writeFileSync(mounted("dialplan/000-old.xml"), "<include><context name='public'/></include>");
      expect(node.script("reload.sh", [versionOf(next)])).toEqual({ ok: true, output: "" });
      expect([loaded(), limit()]).toEqual([versionOf(next), "8"]);
      bring(first);
      expect(node.script("reload.sh", [versionOf(first)])).toEqual({ ok: true, output: "" });
    });

    it("goes back to the old set when the switch can't read the new one, or does not take a part of it", () => {
      const broken = withFile(callCenter({ lines: 7 }), "dialplan/public.xml", (text) =>
        text.replace("</context>", ""),
      );
      bring(broken);
      const refused = node.script("reload.sh", [versionOf(broken)]);
      expect(refused.ok).toBe(false);
      expect(refused.output).toMatch(/^reloadxml: \+OK \[\[error near line \d+\]: /);
      expect(refused.output).toContain(
        `version ${versionOf(broken)} was not taken over; version ${versionOf(first)} serves again`,
      );
      expect([loaded(), limit()]).toEqual([versionOf(first), "4"]);

      // The switch drops a gateway that would register without a password, and says +OK.
      const dropped = withFile(callCenter({ lines: 7 }), "gateways/trunk.xml", (text) =>
        text
          .replace('name="register" value="false"', 'name="register" value="true"')
          .replace("127.12.57.9:5062", "127.12.57.9:5068"),
      );
      bring(dropped);
      const partly = node.script("reload.sh", [versionOf(dropped)]);
      expect(partly.ok).toBe(false);
      expect(partly.output).toBe(
        `gateway not loaded: trunk::hefei-gw1 127.12.57.9:5068\nversion ${versionOf(dropped)} was not taken over; version ${versionOf(first)} serves again\n`,
      );
      expect([loaded(), limit()]).toEqual([versionOf(first), "4"]);
      expect(node.command("sofia status gateway hefei-gw1")).toMatch(/Proxy\s+sip:127\.12\.57\.9:5062/);
    });

    it("keeps a queue that is gone until its last caller is served, and says so", async () => {
      const two = callCenter({}, { queues: [queue("general", "1"), queue("pension", "2")] });
      const one = callCenter({}, { queues: [{ ...queue("general", "1"), share: 1 }] });
      bring(two);
      expect(node.script("reload.sh", [versionOf(two)])).toEqual({ ok: true, output: "" });
      expect(node.command("callcenter_config queue list")).toContain("pension@");
      const call = await gateway.call(TRUNK, { called: "12333", caller: "13900000003" });
      let channel = "";
      await until(() => {
        channel = /^[0-9a-f-]{36}/m.exec(node.command("show channels"))?.[0] ?? "";
        return channel !== "";
      }, 10_000);
      node.command(`uuid_transfer ${channel} queue-pension XML hotline`);
      const members = () => node.command("callcenter_config queue count members pension@anhui.hotline.internal").trim();
      await until(() => members() === "1", 30_000);
      bring(one);
      expect(node.script("reload.sh", [versionOf(one)])).toEqual({
        ok: true,
        output: "queue pension@anhui.hotline.internal is gone and serves 1 callers to their end\n",
      });
      expect(members()).toBe("1");
      await call.hangUp();
      // Who hung up stays in the list for a minute, and nobody waits for that.
      await until(() => node.command("show channels count").includes("0 total"), 10_000);
      expect(members()).toBe("1");
      expect(node.script("reload.sh", [versionOf(one)])).toEqual({ ok: true, output: "" });
      expect(node.command("callcenter_config queue list")).not.toContain("pension@");
      bring(first);
      expect(node.script("reload.sh", [versionOf(first)])).toEqual({ ok: true, output: "" });
    }, 180_000);

    it("starts with the set that served before when the mounted one is not whole", async () => {
      expect(await node.stop()).toBe(0);
      bring(callCenter({ lines: 9 }));
      rmSync(mounted("dialplan/public.xml"));
      await node.start();
      expect(await node.settledLog()).toContain(
        `hotline: the reload set is not whole (dialplan/public.xml: FAILED open or read`,
      );
      expect([loaded(), limit()]).toEqual([versionOf(first), "4"]);
    });

    function queue(name: string, digit: string) {
      return { name, label: name, digit, share: 0.5 };
    }
  },
);

describe.skipIf("missing" in found)(
  `a telephone that is gone${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 60_000 },
  () => {
    const hotline = (seats: number) =>
      treesOf({
        ...CASES["hotline analog"](),
        merge: { mode: "independent" },
        sites: site({}),
        staffing: { seats },
        localNetworks: [network({})],
      });
    let node: TrialSwitch;
    afterAll(() => node.dispose());

    it("loses its registration with the set that no longer has it; the others keep theirs", async () => {
      if ("missing" in found) return;
      const [three, two] = [hotline(3), hotline(2)];
      node = await TrialSwitch.prepare(found.binary, ADDRESS, { START_ROLE: "owner" });
      node.write(three);
      await node.start();
      await until(() => node.probe("readiness").ok, 10_000);
      const phones = await Promise.all(
        ["1001", "1002", "1003"].map((id, index) =>
          SipAgent.open(
            { address: `127.12.57.${101 + index}`, port: 5090 },
            { id, realm: "anhui.hotline.internal", password: "only-for-this-run" },
            { ringMilliseconds: () => 100, talkMilliseconds: () => 1_000 },
          ),
        ),
      );
      for (const phone of phones)
        expect(await phone.register({ address: ADDRESS, port: MEDIA_PORTS.agents })).toBe(200);
      const contact = (id: string) => node.command(`sofia_contact */${id}@anhui.hotline.internal`).trim();
      expect(contact("1003")).toContain("127.12.57.103");
      rmSync(join(node.folder, "reload"), { recursive: true });
      node.write(two);
      expect(readFileSync(join(node.folder, "reload/directory/domain.xml"), "utf8")).not.toContain("1003");
      expect(node.script("reload.sh", [versionOf(two)])).toEqual({ ok: true, output: "" });
      expect(contact("1003")).toContain("user_not_registered");
      expect(contact("1001")).toContain("127.12.57.101");
      for (const phone of phones) phone.close();
    });
  },
);

/** The same set with another content of one file, whole by its manifest. */
function withFile(trees: Trees, path: string, change: (text: string) => string): Trees {
  const changed = { ...trees.reload, [path]: change(trees.reload[path] ?? "") };
  const reload = Object.fromEntries(Object.entries(changed).filter(([name]) => name !== "manifest.sha256"));
  return { restart: trees.restart, reload: { ...reload, "manifest.sha256": checksums(reload) } };
}

async function until(holds: () => boolean, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
