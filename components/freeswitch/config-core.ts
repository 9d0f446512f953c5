import { CALL_RECORD, CALL_RECORD_INTAKE } from "../../planning/call-record.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { sipDomain } from "../../planning/names.ts";
import type { Switch } from "./switch.ts";
import { comment, element, include, params, setFromEnvironment, setVariable, type XmlNode, xmlFile } from "./xml.ts";

/** Default places of what changes while the switch runs; the environment may move them. */
export const RUN_DIRECTORY = "/run/hotline";
export const SPOOL_DIRECTORY = "/var/spool/hotline";

/** Files that are written on the node at run time; the only includes that may match nothing. */
export const RUNTIME_INCLUDES: readonly string[] = [
  "$${hotline_run_dir}/role.xml",
  "$${spool_dir}/control/role.xml",
  "$${spool_dir}/emergency.xml",
  "$${hotline_run_dir}/directory/*.xml",
  "$${spool_dir}/control/directory/*.xml",
];

/**
 * What mod_cdr_pg_csv takes for a database. libpq refuses it before it opens any socket, so the module spools, in
 * 0.1 ms; a database that no longer answers would hold up every hang-up for seconds, one after the other.
 */
export const RECORDS_BY_SPOOL = "spooled";

/**
 * A gateway, a phone or a network that is gone says no BYE: without this the call keeps its channel until a SIP timer
 * that not every box has. Far longer than any pause of a box that sends no silence.
 */
const MEDIA_SILENCE_SECONDS = 300;

/** Tones of the Chinese network: 450 Hz (GB/T 3380). */
const TONES = {
  ringback_tone: "%(1000,4000,450)",
  busy_tone: "%(350,350,450)",
  congestion_tone: "%(700,700,450)",
} as const;

/** Root file: variables first, then one section each for what FreeSWITCH looks up. */
export function rootFile(spec: Switch): string {
  return xmlFile(
    element("document", { type: "freeswitch/xml" }, [
      comment(spec.title),
      setVariable("hotline_run_dir", RUN_DIRECTORY),
      setFromEnvironment("hotline_run_dir", "HOTLINE_RUN_DIR"),
      setVariable("spool_dir", SPOOL_DIRECTORY),
      setFromEnvironment("spool_dir", "HOTLINE_SPOOL_DIR"),
      setFromEnvironment("node_name", "NODE_NAME"),
      setFromEnvironment("media_address", "MEDIA_ADDRESS"),
      setFromEnvironment("event_socket_password", "EVENT_SOCKET_PASSWORD"),
      ...secretVariables(spec),
      setVariable("sip_domain", sipDomain(spec.stack)),
      setVariable("domain", sipDomain(spec.stack)),
      setVariable("prompts_dir", "$${sounds_dir}/hotline"),
      setVariable("default_language", "zh"),
      setVariable("sound_prefix", "$${sounds_dir}/zh/cn"),
      ...Object.entries(TONES).map(([name, value]) => setVariable(name, value)),
      setVariable("queue_tone", `tone_stream://${TONES.ringback_tone};loops=-1`),
      comment("What a held caller hears: every call reads it; the profile's own parameter counts in transfers only."),
      setVariable("hold_music", "$${queue_tone}"),
      setVariable("log_level", "warning"),
      comment("Milliseconds without a packet after which a call counts as gone; every call reads it."),
      setVariable("media_timeout", MEDIA_SILENCE_SECONDS * 1000),
      include("../reload/vars.xml"),
      comment("A node starts as standby, whatever it was before; its controller writes the role."),
      setVariable("trunk_standby", "true"),
      include("$${hotline_run_dir}/role.xml"),
      include("$${spool_dir}/control/role.xml"),
      comment("Emergency announcement: a file on durable storage, so it outlives a restart."),
      setVariable("emergency", "off"),
      setVariable("emergency_prompt", "emergency"),
      setVariable("emergency_dial", ""),
      setVariable("emergency_channels", 0),
      include("$${spool_dir}/emergency.xml"),
      element("section", { name: "configuration" }, [include("autoload_configs/*.xml")]),
      element("section", { name: "dialplan" }, [include("../reload/dialplan/*.xml")]),
      element("section", { name: "directory" }, [include("../reload/directory/*.xml")]),
      element("section", { name: "languages" }, [include("../reload/languages/*.xml")]),
    ]),
  );
}

function secretVariables(spec: Switch): readonly XmlNode[] {
  return [
    ...(spec.phones > 0 ? [setFromEnvironment("phone_password", "PHONE_PASSWORD")] : []),
    ...(spec.peers.some((peer) => peer.name === "provider")
      ? [setFromEnvironment("provider_sip_password", "PROVIDER_SIP_PASSWORD")]
      : []),
  ];
}

/** Files of autoload_configs, by path. */
export function coreFiles(spec: Switch): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const add = (name: string, children: readonly XmlNode[]) => {
    files[`autoload_configs/${name}.conf.xml`] = xmlFile(
      element("include", {}, [element("configuration", { name: `${name}.conf`, description: name }, children)]),
    );
  };
  const settings = (values: Readonly<Record<string, string | number | boolean>>) =>
    element("settings", {}, params(values));

  add("switch", [
    settings({
      switchname: "$${node_name}",
      "max-sessions": "$${max_sessions}",
      "sessions-per-second": "$${sessions_per_second}",
      loglevel: "$${log_level}",
      "colorize-console": false,
      "dump-cores": "no",
      "rtp-start-port": spec.sizing.rtp.first,
      "rtp-end-port": spec.sizing.rtp.last,
      "max-db-handles": 50,
      "db-handle-timeout": 10,
      "auto-create-schemas": true,
      "auto-clear-sql": true,
    }),
  ]);
  add("pre_load_modules", [element("modules", {}, [comment("PostgreSQL is used by the call records only.")])]);
  add("modules", [element("modules", {}, modules(spec))]);
  add("post_load_modules", [element("modules", {}, [comment("None.")])]);
  add("console", [
    element("mappings", {}, [
      element("map", { name: "all", value: "console,debug,info,notice,warning,err,crit,alert" }),
    ]),
    settings({ colorize: false, loglevel: "$${log_level}" }),
  ]);
  add("event_socket", [
    comment("Control is on loopback only; whoever must reach it runs on the node."),
    settings({
      "nat-map": false,
      "listen-ip": "127.0.0.1",
      "listen-port": MEDIA_PORTS.eventSocket,
      password: "$${event_socket_password}",
      "apply-inbound-acl": "loopback.auto",
      "stop-on-bind-error": true,
    }),
  ]);
  add("acl", [element("network-lists", {}, [include("../../reload/acl/*.xml")])]);
  add("sofia", [
    element("global_settings", {}, params({ "log-level": 0, "debug-presence": 0 })),
    element("profiles", {}, [include("../sip_profiles/*.xml")]),
  ]);
  add("callcenter", [
    comment("No odbc-dsn: queue state is local to the owner, in memory. Shared or remote state strands callers."),
    settings({ "truncate-tiers-on-load": true, "truncate-agents-on-load": true, "agent-originate-timeout": 20 }),
    element("queues", {}, [include("../../reload/queues/*.xml")]),
    element("agents", {}, [comment("Agents come and go at run time.")]),
    element("tiers", {}, [comment("Set when an agent signs in.")]),
  ]);
  add("ivr", [element("menus", {}, [include("../../reload/ivr/*.xml")])]);
  add("hash", [comment("Counts trunk channels of this node."), element("remotes", {}, [comment("None.")])]);
  add("db", [settings({})]);
  add("opus", [
    settings({
      "use-vbr": false,
      "use-dtx": false,
      maxaveragebitrate: 0,
      maxplaybackrate: 0,
      "keep-fec-enabled": true,
    }),
  ]);
  add("cdr_pg_csv", [
    comment("Names no server, so that no hang-up waits for a network: every record goes to the spool at once."),
    settings({
      "db-info": RECORDS_BY_SPOOL,
      "db-table": CALL_RECORD_INTAKE,
      legs: "a",
      "spool-dir": "$${spool_dir}/call-records",
      "spool-format": "sql",
      "rotate-on-hup": true,
      debug: false,
    }),
    element(
      "schema",
      {},
      CALL_RECORD.map(({ column, variable, type }) =>
        element("field", {
          var: variable,
          column,
          ...(type === "integer" || type === "bigint" ? { quote: false } : {}),
        }),
      ),
    ),
  ]);
  return files;
}

/** Modules in load order; without a critical one the switch must not run. */
function modules(spec: Switch): readonly XmlNode[] {
  const load = (name: string, critical = false) =>
    element("load", { module: `mod_${name}`, ...(critical ? { critical: true } : {}) });
  return [
    load("console"),
    load("event_socket", true),
    load("commands", true),
    load("dptools", true),
    load("dialplan_xml", true),
    load("expr"),
    load("hash", true),
    load("db"),
    load("sndfile"),
    load("native_file"),
    load("tone_stream"),
    load("opus"),
    load("rtc"),
    load("say_zh"),
    load("sofia", true),
    load("loopback"),
    ...(spec.queues.length > 0 ? [load("callcenter", true)] : []),
    load("cdr_pg_csv"),
  ];
}
