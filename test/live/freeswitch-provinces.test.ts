import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import type { CallCenterPlan, HostFirewall, Port } from "../../planning/plan.ts";
import { itemsOf } from "../../planning/references.ts";
import { loadProvinces } from "../../provinces/load.ts";
import { switchFilesOf } from "../components/switch-files.ts";
import { findFreeSwitch, TrialSwitch } from "./freeswitch.ts";
import { troubleIn } from "./freeswitch-log.ts";

/**
 * Every province at every site is loaded by a real FreeSWITCH, and what is loaded is read back and compared with the
 * plan. Does not prove: calls (freeswitch-calls), agents, two nodes.
 */
const found = findFreeSwitch();
const { provinces } = loadProvinces(join(import.meta.dirname, "../../provinces"));
const PLACES = provinces.flatMap(({ province }) =>
  Object.keys(province.sites).map((site) => ({ name: `${province.province} ${site}`, province, site })),
);
/** Each lane has a loopback address of its own; a start is mostly waiting. */
const LANES = ["127.12.60.1", "127.12.60.2"];
const NOBODY = "127.12.60.99";

interface Loaded {
  readonly plan: CallCenterPlan;
  readonly reload: Readonly<Record<string, string>>;
  readonly log: string;
  readonly ready: { ok: boolean; output: string };
  readonly profiles: string;
  readonly gateways: string;
  readonly queues: string;
  readonly core: string;
  readonly maxSessions: string;
  readonly sessionsPerSecond: string;
  readonly version: string;
  /** Loaded dialplan contexts, by name. */
  readonly contexts: Readonly<Record<string, string>>;
  /** What the access lists say about each address of the plan, and about one that it does not know. */
  readonly access: Readonly<Record<string, string>>;
}

async function load(binary: string, of: { place: (typeof PLACES)[number]; address: string }): Promise<Loaded> {
  const plan = planCallCenter(of.place.province, of.place.site);
  const files = switchFilesOf(plan);
  const node = await TrialSwitch.prepare(binary, of.address);
  try {
    node.write(files);
    await node.start();
    const context = (name: string) => node.command(`xml_locate dialplan context name ${name}`);
    const lists = [...allowedBy(plan), ["trunks", NOBODY], ["peers", NOBODY], ["agents", NOBODY]] as const;
    return {
      plan,
      reload: files.reload,
      ready: node.probe("readiness"),
      profiles: node.command("sofia status"),
      gateways: node.command("sofia xmlstatus gateway"),
      queues: plan.traffic.queues.length > 0 ? node.command("callcenter_config queue list") : "",
      core: node.command("xml_locate configuration configuration name switch.conf"),
      maxSessions: node.command("fsctl max_sessions"),
      sessionsPerSecond: node.command("fsctl sps"),
      version: node.command("global_getvar config_version"),
      contexts: { public: context("public"), agents: context("agents") },
      access: Object.fromEntries(
        lists.map(([list, address]) => [`${list} ${address}`, node.command(`acl ${address} ${list}`).trim()]),
      ),
      log: await node.settledLog(),
    };
  } finally {
    await node.dispose();
  }
}

function firewallOf(plan: CallCenterPlan): HostFirewall {
  const item = itemsOf(plan).find((candidate) => candidate.kind === "host-firewall");
  if (item?.kind !== "host-firewall") throw new Error("the plan has no host firewall");
  return item;
}

/** List and address of everybody whom the firewall of the same plan lets in by address. */
function allowedBy(plan: CallCenterPlan): readonly (readonly [string, string])[] {
  return ["trunks", "peers"].flatMap((list) => {
    const [, elements = ""] =
      new RegExp(`set ${list} \\{[^}]*?elements = \\{ ([^}]*) \\}`).exec(firewallOf(plan).rules) ?? [];
    return elements.split(", ").flatMap((address) => (address === "" ? [] : [[list, address] as const]));
  });
}

function rtpOf(plan: CallCenterPlan): Port | undefined {
  for (const item of itemsOf(plan))
    if (item.kind === "workload") for (const port of item.ports) if (port.name === "rtp") return port;
  return undefined;
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const sorted = (values: Iterable<string>) => [...new Set(values)].sort();

describe.skipIf("missing" in found)(
  `every province on FreeSWITCH${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  () => {
    const results = new Map<string, Loaded | Error>();
    const of = (name: string): Loaded => {
      const result = results.get(name);
      if (result === undefined || result instanceof Error) throw result ?? new Error(`${name} was not loaded`);
      return result;
    };

    beforeAll(async () => {
      if ("missing" in found) return;
      const waiting = [...PLACES];
      const lane = async (address: string) => {
        for (let place = waiting.shift(); place !== undefined; place = waiting.shift())
          results.set(
            place.name,
            await load(found.binary, { place, address }).catch((error: unknown) => new Error(String(error))),
          );
      };
      await Promise.all(LANES.map(lane));
    });

    it.each(PLACES)("$name loads without an error or a warning that matters, and is ready", ({ name }) => {
      const { log, ready, profiles } = of(name);
      expect(troubleIn(log)).toEqual([]);
      expect(ready).toEqual({ ok: true, output: "" });
      for (const line of profiles.split("\n").filter((each) => /\bprofile\b/.test(each)))
        expect(line).toMatch(/RUNNING/);
    });

    it.each(PLACES)("$name has the plan's sessions, rates, RTP ports and version", ({ name }) => {
      const { plan, core, maxSessions, sessionsPerSecond, version, reload } = of(name);
      const parameter = (key: string) => Number(new RegExp(`name="${key}" value="(\\d+)"`).exec(core)?.[1]);
      const figure = (key: string) => plan.figures[`media.${key}`]?.value;
      expect(maxSessions).toContain(`max sessions: ${figure("maxSessions")}`);
      expect(sessionsPerSecond).toContain(`sessions per second: ${figure("sessionsPerSecond")}`);
      const rtp = rtpOf(plan);
      expect([parameter("rtp-start-port"), parameter("rtp-end-port")]).toEqual([rtp?.port, rtp?.last]);
      expect(reload["vars.xml"]).toContain(`config_version=${version.trim()}"`);
    });

    it.each(PLACES)("$name has the plan's gateways, and lets those addresses in and no other", ({ name }) => {
      const { plan, reload, gateways, access } = of(name);
      const files = `${reload["gateways/trunk.xml"] ?? ""}${reload["gateways/peers.xml"] ?? ""}`;
      expect(sorted(all(gateways, /<name>([^<]*)<\/name>/g))).toEqual(sorted(all(files, /<gateway name="([^"]*)"/g)));
      const proxies = all(gateways, /<proxy>sip:([^<]*)<\/proxy>/g);
      expect(sorted(proxies)).toEqual(sorted(all(files, /name="proxy" value="([^"]*)"/g)));
      expect(sorted(proxies.map((proxy) => proxy.split(":")[0] ?? ""))).toEqual(
        sorted(allowedBy(plan).map(([, address]) => address)),
      );
      for (const [what, allowed] of Object.entries(access))
        expect(`${what}: ${allowed}`).toBe(`${what}: ${String(!what.endsWith(NOBODY))}`);
    });

    it.each(PLACES)("$name limits each trunk group to what is ordered, in and out", ({ name }) => {
      const { plan, contexts } = of(name);
      const ordered = plan.traffic.trunkGroups.map((group) => `${group.areaCode} ${group.channelsOrdered}`);
      const limits = sorted(all(Object.values(contexts).join(""), /data="hash trunk (\S+ \d+) /g));
      const reachable = limits.map((limit) => limit.split(" ")[0]);
      // A group without any known called number has no extension yet, so no limit; what is there must be right.
      expect(limits).toEqual(sorted(ordered.filter((limit) => reachable.includes(limit.split(" ")[0]))));
    });

    it.each(PLACES)("$name has the plan's queues, with strategy and longest wait", ({ name }) => {
      const { reload, queues, plan } = of(name);
      const xml = reload["queues/queues.xml"] ?? "";
      const written = all(xml, /(<queue [\s\S]*?<\/queue>)/g).map((queue) => {
        const value = (key: string) => new RegExp(`name="${key}" value="([^"]*)"`).exec(queue)?.[1];
        return `${/<queue name="([^"]*)"/.exec(queue)?.[1]} ${value("strategy")} ${value("max-wait-time")}`;
      });
      const [head = "", ...rows] = queues.split("\n").filter((line) => line.includes("|"));
      const column = (row: string, key: string) => row.split("|")[head.split("|").indexOf(key)];
      const loaded = rows.map(
        (row) => `${column(row, "name")} ${column(row, "strategy")} ${column(row, "max_wait_time")}`,
      );
      expect(loaded.sort()).toEqual([...written].sort());
      if (written.length > 1)
        expect(loaded.map((row) => row.split("@")[0]).sort()).toEqual(
          plan.traffic.queues.map((queue) => queue.name).sort(),
        );
    });
  },
);
