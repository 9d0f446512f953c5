import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { RUNTIME_INCLUDES } from "../../../components/freeswitch/config-core.ts";
import { CALL_RECORD } from "../../../planning/call-record.ts";
import { itemsOf } from "../../../planning/references.ts";
import { CASE_NAMES, CASES, type CaseName } from "../cases.ts";
import { breachOf } from "../strict-xml.ts";

/** Variables that FreeSWITCH itself defines. */
const BUILT_IN = new Set(["sounds_dir", "recordings_dir", "certs_dir"]);
const LISTS_BUILT_IN = new Set(["loopback.auto"]);
const STRATEGIES = new Set([
  "ring-all",
  "ring-progressively",
  "longest-idle-agent",
  "round-robin",
  "top-down",
  "agent-with-least-talk-time",
  "agent-with-fewest-calls",
  "sequentially-by-agent-order",
  "random",
]);

/** Both trees of a case, under `restart/` and `reload/`. */
function treeOf(name: CaseName): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const item of itemsOf(planCallCenter(CASES[name]()))) {
    if (item.kind !== "config-set" || item.zone !== "media") continue;
    for (const [path, text] of Object.entries(item.files)) files.set(`${item.set}/${path}`, text);
  }
  return files;
}

const xmlOf = (files: ReadonlyMap<string, string>) => [...files].filter(([path]) => path.endsWith(".xml"));
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");
const attributes = (text: string, element: string, attribute: string) =>
  all(text, new RegExp(`<${element}\\b[^>]*?\\b${attribute}="([^"]*)"`, "g"));

describe.each(CASE_NAMES)("the configuration of %s", (name) => {
  const files = treeOf(name);
  const whole = xmlOf(files)
    .map(([, text]) => text)
    .join("\n");

  it("is strict XML in every file", () => {
    for (const [path, text] of xmlOf(files)) expect(breachOf(text), path).toBeUndefined();
    expect(xmlOf(files).length).toBeGreaterThan(20);
  });

  it("has each pre-processor directive alone on its line", () => {
    for (const line of whole.split("\n").filter((each) => each.includes("X-PRE-PROCESS"))) {
      expect(line).toMatch(/^ *<X-PRE-PROCESS cmd="(set|env-set|include)" data="[^"<>&]*"\/>$/);
    }
  });

  it("includes files that exist, or are written on the node", () => {
    for (const [path, text] of xmlOf(files)) {
      for (const pattern of all(text, /cmd="include" data="([^"]*)"/g)) {
        if (RUNTIME_INCLUDES.includes(pattern)) continue;
        const glob = new RegExp(`^${resolve(path, pattern).replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
        const matched = [...files.keys()].filter((other) => glob.test(other));
        expect(matched.length, `${path} includes ${pattern}`).toBeGreaterThan(0);
      }
    }
  });

  it("defines every variable before it is filled in", () => {
    const root = files.get("restart/freeswitch.xml") ?? "";
    const reloaded = files.get("reload/vars.xml") ?? "";
    const defined = new Set([...BUILT_IN, ...all(`${root}\n${reloaded}`, /cmd="(?:env-)?set" data="([a-z0-9_]+)=/g)]);
    for (const variable of all(whole, /\$\$\{([a-z0-9_]+)\}/g)) expect(defined, variable).toContain(variable);
  });

  it("names contexts, queues, gateways, lists, menus and extensions that exist", () => {
    const contexts = new Set(attributes(whole, "context", "name"));
    const queues = new Set(attributes(whole, "queue", "name"));
    const gateways = new Set(attributes(whole, "gateway", "name"));
    const lists = new Set([...attributes(whole, "list", "name"), ...LISTS_BUILT_IN]);
    const menus = new Set(attributes(whole, "menu", "name"));
    for (const context of parameter(whole, "context")) expect(contexts).toContain(context);
    for (const list of [...parameter(whole, "apply-inbound-acl"), ...parameter(whole, "apply-candidate-acl")]) {
      expect(lists).toContain(list);
    }
    const actions = [...whole.matchAll(/application="(\w+)" data="([^"]*)"/g)].map(([, app, data]) => ({
      app: app ?? "",
      data: data ?? "",
    }));
    for (const { app, data } of actions) {
      if (app === "callcenter") expect(queues).toContain(data);
      if (app === "ivr") expect(menus).toContain(data);
      if (app === "bridge") {
        for (const gateway of all(data, /sofia\/gateway\/([^/,]+)\//g)) expect(gateways).toContain(gateway);
      }
    }
    const transfers = [
      ...actions.filter(({ app }) => app === "transfer").map(({ data }) => data),
      ...attributes(whole, "entry", "param").map((data) => data.replace(/^transfer /, "")),
    ];
    for (const transfer of transfers) {
      const [extension = "", dialplan, context = ""] = transfer.split(" ");
      expect(dialplan).toBe("XML");
      expect(contexts).toContain(context);
      const patterns = extensionPatterns(files.get(`reload/dialplan/${context}.xml`) ?? "");
      const dialed = extension.replace("$1", queues.size > 0 ? ([...queues][0]?.split("@")[0] ?? "") : "");
      expect(
        patterns.some((pattern) => new RegExp(pattern).test(dialed)),
        `${extension} in ${context}`,
      ).toBe(true);
    }
  });

  it("spells strategies and compiles every regular expression", () => {
    for (const strategy of parameter(whole, "strategy")) expect(STRATEGIES).toContain(strategy);
    for (const expression of attributes(whole, "condition", "expression"))
      expect(() => new RegExp(expression)).not.toThrow();
  });

  it("keeps queue and registration state local, and call records off every network", () => {
    expect([...parameter(whole, "odbc-dsn"), ...parameter(whole, "core-db-dsn")]).toEqual([]);
    expect(parameter(whole, "db-info")).toEqual(["spooled"]);
    expect(parameter(whole, "spool-dir")).toEqual(["$${spool_dir}/call-records"]);
    expect(attributes(whole, "field", "column")).toEqual(CALL_RECORD.map(({ column }) => column));
  });

  it("carries no password, only variables that the environment fills", () => {
    for (const password of parameter(whole, "password")) expect(password).toMatch(/^\$\$\{[a-z_]+\}$/);
    expect(attributes(whole, "user", "password")).toEqual([]);
  });

  it("never lets the switch start as owner and never opens the event socket", () => {
    const root = files.get("restart/freeswitch.xml") ?? "";
    expect(root.indexOf('data="trunk_standby=true"')).toBeLessThan(root.indexOf("role.xml"));
    for (const path of ["restart/sip_profiles/trunk.xml", "restart/sip_profiles/peers.xml"]) {
      const text = files.get(path);
      if (text !== undefined) expect(parameter(text, "profile-standby")).toEqual(["$${trunk_standby}"]);
    }
    expect(parameter(files.get("restart/autoload_configs/event_socket.conf.xml") ?? "", "listen-ip")).toEqual([
      "127.0.0.1",
    ]);
  });

  it("ends every context with an explicit refusal", () => {
    for (const [path, text] of xmlOf(files).filter(([each]) => each.startsWith("reload/dialplan/"))) {
      expect(text.trimEnd().split("\n").slice(-7).join("\n"), path).toContain(
        'application="hangup" data="UNALLOCATED_NUMBER"',
      );
    }
  });
});

describe("the configuration", () => {
  it("limits each trunk group to what is ordered", () => {
    const dialplan = treeOf("kubernetes integrated").get("reload/dialplan/public.xml") ?? "";
    expect(all(dialplan, /data="hash trunk (\S+ \d+) !NORMAL_CIRCUIT_CONGESTION"/g)).toEqual(["0551 240", "0553 90"]);
  });

  it("marks addresses that are not known, by comment and by name", () => {
    const gateways = treeOf("kubernetes integrated").get("reload/gateways/trunk.xml") ?? "";
    expect(attributes(gateways, "gateway", "name")).toEqual([
      "unassigned-gw-0551-1",
      "unassigned-sbc-0553-1",
      "unassigned-sbc-0553-2",
    ]);
    expect(all(gateways, /<!-- (unassigned: \S+)/g)).toHaveLength(3);
    expect(parameter(gateways, "realm")).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.3"]);
  });

  it("speaks A-law on trunks, and the network's 450 Hz", () => {
    const files = treeOf("docker single");
    expect(parameter(files.get("restart/sip_profiles/trunk.xml") ?? "", "inbound-codec-prefs")).toEqual(["PCMA"]);
    expect(files.get("restart/freeswitch.xml")).toContain('data="ringback_tone=%(1000,4000,450)"');
  });

  it("offers a menu only where there is a choice", () => {
    expect(attributes(treeOf("docker pair").get("reload/ivr/menu.xml") ?? "", "entry", "digits")).toEqual([
      "1",
      "2",
      "9",
      "*",
    ]);
    expect(attributes(treeOf("docker single").get("reload/ivr/menu.xml") ?? "", "menu", "name")).toEqual([]);
  });

  it("rings every telephone of a hotline, and adds no agent's browser", () => {
    const files = treeOf("hotline analog");
    expect(files.get("reload/dialplan/hotline.xml")).toContain(
      "user/1001@anhui.hotline.internal,user/1002@anhui.hotline.internal",
    );
    expect(attributes(files.get("reload/directory/domain.xml") ?? "", "user", "id")).toHaveLength(6);
    expect([...files.values()].join("")).not.toContain("wss-binding");
  });

  it("translates a merged line to 12345 and has nobody to answer", () => {
    const files = treeOf("merged");
    expect(files.get("reload/dialplan/hotline.xml")).toContain("sofia/gateway/platform-12345/12345");
    expect([...files.keys()]).not.toContain("restart/sip_profiles/agents.xml");
    expect(files.get("restart/autoload_configs/modules.conf.xml")).not.toContain("mod_callcenter");
  });

  it("routes an outsourced line on and falls back to the retained seats", () => {
    const hotline = treeOf("outsourced edge").get("reload/dialplan/hotline.xml") ?? "";
    expect(hotline.indexOf("sofia/gateway/provider/12333")).toBeLessThan(hotline.indexOf("queue-retained XML hotline"));
    expect([...treeOf("outsourced provider site").keys()]).not.toContain("restart/sip_profiles/trunk.xml");
  });
});

function parameter(text: string, name: string): readonly string[] {
  return all(text, new RegExp(`<param name="${name}" value="([^"]*)"/>`, "g"));
}

function extensionPatterns(dialplan: string): readonly string[] {
  return all(dialplan, /<condition field="destination_number" expression="([^"]*)"/g);
}

/** Resolves an include pattern against the file that has it. */
function resolve(from: string, pattern: string): string {
  const steps = from.split("/").slice(0, -1);
  for (const step of pattern.split("/")) {
    if (step === "..") steps.pop();
    else steps.push(step);
  }
  return steps.join("/");
}
