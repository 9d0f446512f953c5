import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { type ConfigRule, checkConfig } from "../../../components/freeswitch/check-config.ts";
import type { SwitchFiles } from "../../../components/freeswitch/config.ts";
import { channelVariable } from "../../../components/freeswitch/xml.ts";
import { loadProvinces } from "../../../provinces/load.ts";
import { CASE_NAMES, CASES } from "../cases.ts";
import { switchFilesOf } from "../switch-files.ts";

const { provinces } = loadProvinces(join(import.meta.dirname, "../../../provinces"));
const PLACES = provinces.flatMap(({ province }) =>
  Object.keys(province.sites).map((site) => ({ name: `${province.province} ${site}`, province, site })),
);

describe("the static check", () => {
  it("sees every province", () => {
    expect(new Set(PLACES.map(({ province }) => province.province)).size).toBe(31);
  });

  it.each(PLACES)("finds nothing in $name", ({ province, site }) => {
    expect(checkConfig(switchFilesOf(planCallCenter(province, site)))).toEqual([]);
  });

  it.each(CASE_NAMES)("finds nothing in the case %s", (name) => {
    expect(checkConfig(switchFilesOf(planCallCenter(CASES[name]())))).toEqual([]);
  });
});

/** A real tree with one thing broken: file, what stood there, what stands there now. */
interface Mutation {
  readonly what: string;
  readonly rule: ConfigRule;
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly message?: RegExp;
}

const ROOT = "restart/freeswitch.xml";
const CONF = (name: string) => `restart/autoload_configs/${name}.conf.xml`;
const PROFILE = (name: string) => `restart/sip_profiles/${name}.xml`;
const PUBLIC = "reload/dialplan/public.xml";
const HOTLINE = "reload/dialplan/hotline.xml";
const AGENTS = "reload/dialplan/agents.xml";
const QUEUES = "reload/queues/queues.xml";
const GATEWAYS = "reload/gateways/trunk.xml";
const PEER_GATEWAYS = "reload/gateways/peers.xml";
const MENU = "reload/ivr/menu.xml";

const MUTATIONS: readonly Mutation[] = [
  { what: "a bare ampersand", rule: "strict-xml", file: QUEUES, from: 'name="strategy"', to: 'name="a & b"' },
  { what: "a < inside an attribute", rule: "strict-xml", file: QUEUES, from: 'name="strategy"', to: 'name="a < b"' },
  { what: "a byte order mark inside the file", rule: "strict-xml", file: QUEUES, from: "<?xml", to: " \uFEFF<?xml" },
  { what: "an element left open", rule: "strict-xml", file: QUEUES, from: "</queue>", to: "" },
  { what: "an attribute given twice", rule: "strict-xml", file: QUEUES, from: "<queue ", to: '<queue name="x" ' },
  {
    what: "two elements on top",
    rule: "strict-xml",
    file: QUEUES,
    from: /<\/include>\n$/,
    to: "</include>\n<include/>\n",
  },
  {
    what: "a closing tag behind a directive",
    rule: "directive",
    file: ROOT,
    from: /(<X-PRE-PROCESS cmd="include" data="\.\.\/reload\/dialplan\/\*\.xml"\/>)\n\s*<\/section>/,
    to: "$1</section>",
  },
  {
    what: "a directive that runs a program",
    rule: "directive",
    file: ROOT,
    from: 'cmd="env-set"',
    to: 'cmd="exec-set"',
  },
  {
    what: "a line that looks like a directive",
    rule: "directive",
    file: QUEUES,
    from: "<!-- ",
    to: "<!-- x-pre-process ",
  },
  { what: "<include> in the middle of a line", rule: "directive", file: QUEUES, from: "<!-- ", to: "<!-- <include> " },
  {
    what: "an include that matches nothing",
    rule: "include",
    file: ROOT,
    from: "reload/dialplan/",
    to: "reload/dialplans/",
  },
  {
    what: "a file included twice",
    rule: "include",
    file: ROOT,
    from: /(<X-PRE-PROCESS cmd="include" data="\.\.\/reload\/dialplan\/\*\.xml"\/>)/,
    to: "$1\n      $1",
  },
  {
    what: "a file that nothing includes",
    rule: "unreached-file",
    file: PROFILE("trunk"),
    from: /<X-PRE-PROCESS cmd="include"[^>]*>/,
    to: "",
  },
  {
    what: "a variable that nothing defines",
    rule: "variable",
    file: QUEUES,
    from: "$${queue_tone}",
    to: "$${queue_tune}",
  },
  {
    what: "a variable used above its definition",
    rule: "variable",
    file: ROOT,
    from: /(<X-PRE-PROCESS cmd="set" data="hotline_run_dir=)/,
    to: '<X-PRE-PROCESS cmd="set" data="early=$$$${queue_tone}"/>\n  $1',
  },
  { what: "a queue named twice", rule: "duplicate", file: QUEUES, from: '"employment@', to: '"pension@' },
  {
    what: "a context named twice",
    rule: "duplicate",
    file: AGENTS,
    from: '<context name="agents"',
    to: '<context name="public"',
  },
  {
    what: "a configuration named twice",
    rule: "duplicate",
    file: CONF("db"),
    from: 'name="db.conf"',
    to: 'name="acl.conf"',
  },
  {
    what: "a parameter given twice",
    rule: "duplicate",
    file: PROFILE("trunk"),
    from: 'name="rfc2833-pt"',
    to: 'name="rtp-ip"',
  },
  {
    what: "a gateway named twice, in two profiles",
    rule: "duplicate",
    file: PEER_GATEWAYS,
    from: 'gateway name="platform-12345"',
    to: 'gateway name="unassigned-gw-0551-1"',
  },
  { what: "a digit given twice", rule: "duplicate", file: MENU, from: 'digits="2"', to: 'digits="1"' },
  { what: "a module loaded twice", rule: "duplicate", file: CONF("modules"), from: "mod_opus", to: "mod_expr" },
  { what: "an unknown context", rule: "reference", file: PROFILE("trunk"), from: '"public"', to: '"publik"' },
  { what: "an unknown access list", rule: "reference", file: PROFILE("trunk"), from: '"trunks"', to: '"trunk"' },
  {
    what: "an unknown queue",
    rule: "reference",
    file: HOTLINE,
    from: '"pension@',
    to: '"pensions@',
  },
  {
    what: "a transfer into no context",
    rule: "reference",
    file: PUBLIC,
    from: "12333 XML hotline",
    to: "12333 XML hotlin",
  },
  {
    what: "a transfer to no extension",
    rule: "reference",
    file: PUBLIC,
    from: '"12333 XML hotline',
    to: '"12334 XML hotline',
  },
  {
    what: "an unknown gateway",
    rule: "reference",
    file: AGENTS,
    from: "sofia/gateway/platform-12345",
    to: "sofia/gateway/platform12345",
  },
  {
    what: "an unknown phrase",
    rule: "reference",
    file: HOTLINE,
    from: 'application="phrase" data="',
    to: 'application="phrase" data="x',
  },
  {
    what: "an unknown extension behind a limit",
    rule: "reference",
    file: HOTLINE,
    from: "execute_extension enter-",
    to: "execute_extension entr-",
  },
  {
    what: "an expression for digits that does not compile",
    rule: "expression",
    file: HOTLINE,
    from: "^[1-4]$",
    to: "^[1-4$",
  },
  { what: "an unknown menu", rule: "reference", file: MENU, from: 'menu name="main"', to: 'menu name="mains"' },
  {
    what: "a menu entry to no extension",
    rule: "reference",
    file: MENU,
    from: "transfer queue-pension ",
    to: "transfer queue-pensions ",
  },
  {
    what: "an unknown application",
    rule: "reference",
    file: HOTLINE,
    from: 'application="answer"',
    to: 'application="anser"',
  },
  {
    what: "an announcement that is not in the inventory",
    rule: "reference",
    file: HOTLINE,
    from: "welcome.wav",
    to: "wellcome.wav",
  },
  {
    what: "an unknown field",
    rule: "reference",
    file: PUBLIC,
    from: 'field="destination_number"',
    to: 'field="destination"',
  },
  {
    what: "a context that ends without a word",
    rule: "reference",
    file: PUBLIC,
    from: /<extension name="no-such-number">[\s\S]*?<\/extension>/,
    to: "",
  },
  {
    what: "an expression that does not compile",
    rule: "expression",
    file: PUBLIC,
    from: /field="destination_number" expression="\^/,
    to: 'field="destination_number" expression="^(',
  },
  { what: "$2 where there is one group", rule: "expression", file: AGENTS, from: "user/$1@", to: "user/$2@" },
  {
    what: "a misspelt parameter of a profile",
    rule: "parameter",
    file: PROFILE("trunk"),
    from: '"rtp-ip"',
    to: '"rtp_ip"',
  },
  {
    what: "a misspelt parameter of a queue",
    rule: "parameter",
    file: QUEUES,
    from: '"max-wait-time"',
    to: '"max-wait"',
  },
  {
    what: "a misspelt parameter of a gateway",
    rule: "parameter",
    file: GATEWAYS,
    from: '"ping-max"',
    to: '"ping-maximum"',
  },
  {
    what: "a misspelt parameter of the core",
    rule: "parameter",
    file: CONF("switch"),
    from: '"max-sessions"',
    to: '"max-session"',
  },
  { what: "a misspelt attribute of a menu", rule: "parameter", file: MENU, from: "digit-len", to: "digits-len" },
  { what: "a misspelt strategy", rule: "value", file: QUEUES, from: "longest-idle-agent", to: "longest-idle" },
  { what: "a wait of two days", rule: "value", file: QUEUES, from: /("max-wait-time" value=)"\d+"/, to: '$1"172800"' },
  { what: "a misspelt codec", rule: "value", file: PROFILE("trunk"), from: '"PCMA"', to: '"ALAW"' },
  {
    what: "pings that are turned off",
    rule: "value",
    file: GATEWAYS,
    from: /"ping" value="\d+"/,
    to: '"ping" value="2"',
  },
  {
    what: "a gateway that never comes up",
    rule: "value",
    file: GATEWAYS,
    from: /"ping-min" value="\d+"/,
    to: '"ping-min" value="99"',
  },
  { what: "a misspelt cause", rule: "value", file: PUBLIC, from: "UNALLOCATED_NUMBER", to: "UNALLOCATED" },
  {
    what: "a DSN in a profile",
    rule: "database",
    file: PROFILE("agents"),
    from: '<param name="rfc2833-pt"',
    to: '<param name="odbc-dsn" value="pgsql://host=a"/>\n<param name="rfc2833-pt"',
  },
  {
    what: "a DSN without its prefix",
    rule: "database",
    file: CONF("switch"),
    from: '<param name="switchname"',
    to: '<param name="core-db-dsn" value="host=a"/>\n<param name="switchname"',
  },
  {
    what: "a database that hang-ups would wait for",
    rule: "database",
    file: CONF("cdr_pg_csv"),
    from: '"spooled"',
    to: '"host=10.0.0.1 dbname=hotline"',
  },
  { what: "two profiles on one port", rule: "port", file: PROFILE("agents"), from: '"5070"', to: '"5060"' },
  { what: "a port inside the RTP range", rule: "port", file: PROFILE("agents"), from: '"5070"', to: '"16400"' },
  { what: "WSS on the event socket's port", rule: "port", file: PROFILE("agents"), from: ":7443", to: ":8021" },
  {
    what: "fewer sessions than legs",
    rule: "sessions",
    file: "reload/vars.xml",
    from: /max_sessions=\d+/,
    to: "max_sessions=50",
  },
  {
    what: "fewer RTP ports than legs need",
    rule: "sessions",
    file: CONF("switch"),
    from: /("rtp-end-port" value=)"\d+"/,
    to: '$1"16484"',
  },
  {
    what: "a limit that differs by direction",
    rule: "sessions",
    file: AGENTS,
    from: /hash trunk 0551 \d+/,
    to: "hash trunk 0551 7",
  },
  {
    what: "no module for an application",
    rule: "module",
    file: CONF("modules"),
    from: "mod_callcenter",
    to: "mod_fifo",
  },
  { what: "no module for a limit", rule: "module", file: CONF("modules"), from: "mod_hash", to: "mod_fifo" },
  {
    what: "no module for the announcements",
    rule: "module",
    file: CONF("modules"),
    from: "mod_sndfile",
    to: "mod_fifo",
  },
  {
    what: "an event socket for everybody",
    rule: "access",
    file: CONF("event_socket"),
    from: "127.0.0.1",
    to: "0.0.0.0",
  },
  {
    what: "an event socket with the known password",
    rule: "access",
    file: CONF("event_socket"),
    from: /"password" value="[^"]*"/,
    to: '"password" value="ClueCon"',
  },
  {
    what: "a profile for everybody",
    rule: "access",
    file: PROFILE("trunk"),
    from: /<param name="apply-inbound-acl"[^>]*>/,
    to: "",
  },
  {
    what: "a list that lets in whom it does not name",
    rule: "access",
    file: "reload/acl/lists.xml",
    from: 'default="deny"',
    to: 'default="allow"',
  },
  { what: "TLS 1.0", rule: "access", file: PROFILE("agents"), from: '"tlsv1.2"', to: '"tlsv1"' },
  {
    what: "blind registration",
    rule: "access",
    file: PROFILE("agents"),
    from: '"accept-blind-reg" value="false"',
    to: '"accept-blind-reg" value="true"',
  },
  {
    what: "a variable that nobody sets",
    rule: "injection",
    file: HOTLINE,
    from: "welcome.wav",
    to: `${channelVariable("surprise")}.wav`,
  },
  { what: "a call of an unknown function", rule: "injection", file: QUEUES, from: "strftime(", to: "surprise(" },
  { what: "a function that runs a program", rule: "injection", file: QUEUES, from: "strftime(", to: "system(" },
];

describe("a broken tree", () => {
  const sound = switchFilesOf(planCallCenter(CASES["docker pair"]()));

  it.each(MUTATIONS)("is caught: $what", ({ rule, file, from, to }) => {
    const faults = checkConfig(changed(sound, { file, from, to }));
    expect(faults.map((fault) => fault.rule)).toContain(rule);
    for (const fault of faults) expect(fault.line).toBeGreaterThan(0);
  });

  it("is told by file and line", () => {
    const broken = changed(sound, { file: PROFILE("agents"), from: '"rtp-ip"', to: '"rtp_ip"' });
    const line =
      (broken.restart["sip_profiles/agents.xml"] ?? "").split("\n").findIndex((text) => text.includes("rtp_ip")) + 1;
    expect(checkConfig(broken)).toContainEqual({
      rule: "parameter",
      file: PROFILE("agents"),
      line,
      message: 'FreeSWITCH reads no parameter "rtp_ip" here',
    });
  });

  it("without its root file is one fault", () => {
    const restart = Object.fromEntries(Object.entries(sound.restart).filter(([path]) => path !== "freeswitch.xml"));
    expect(checkConfig({ ...sound, restart })[0]?.message).toBe("there is no root file that can be read");
  });
});

/** Throws when there is nothing to break: a mutation that changes nothing proves nothing. */
function changed(files: SwitchFiles, { file, from, to }: Pick<Mutation, "file" | "from" | "to">): SwitchFiles {
  const [, set = "", path = ""] = /^(restart|reload)\/(.*)$/.exec(file) ?? [];
  const before = (set === "restart" ? files.restart : files.reload)[path] ?? "";
  const after = before.replace(from, typeof from === "string" ? to.replaceAll("$", "$$$$") : to);
  if (after === before) throw new Error(`${file} has no ${String(from)}`);
  return set === "restart"
    ? { ...files, restart: { ...files.restart, [path]: after } }
    : { ...files, reload: { ...files.reload, [path]: after } };
}
