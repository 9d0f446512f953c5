import { type Step, stepsOf } from "./dialplan.ts";
import { setting } from "./references.ts";
import { APPLICATIONS, FUNCTIONS } from "./registered-names.ts";
import type { Report } from "./report.ts";
import { profilesOf } from "./settings.ts";
import { all, child, configurationOf, paramOf, paramsOf, type Tag } from "./tree.ts";

/** Configurations of the core and of modules with a configuration of another name. */
const NOT_A_MODULE = ["switch", "modules", "pre_load_modules", "post_load_modules", "acl", "ivr", "timezones", "msrp"];
const FEWEST_LEGS = 2;

/** What one node has once: ports, sessions, modules, and who may reach it. */
export function checkNode(root: Tag, report: Report): void {
  const steps = stepsOf(root);
  checkPorts(root, report);
  checkSessions(root, steps, report);
  checkModules(root, steps, report);
  checkAccess(root, report);
  checkDatabase(root, report);
}

/** A port held by another socket of the same node: the whole profile stays away. */
function checkPorts(root: Tag, report: Report): void {
  const taken = new Map<string, string>();
  const take = (port: string | undefined, by: { what: string; tag: Tag }) => {
    if (port === undefined) return;
    const number = Number(port);
    if (!Number.isInteger(number) || number < 1 || number > 65_535)
      report("port", by.tag, `${by.what}: ${JSON.stringify(port)} is no port`);
    const other = taken.get(port);
    if (other !== undefined) report("port", by.tag, `${by.what} and ${other} both want port ${port}`);
    taken.set(port, by.what);
    const [first, last] = [setting(root, "switch", "rtp-start-port"), setting(root, "switch", "rtp-end-port")].map(
      Number,
    );
    if (number >= (first ?? 0) && number <= (last ?? 0))
      report("port", by.tag, `${by.what}: ${port} is inside the RTP range`);
  };
  for (const profile of profilesOf(root)) {
    const settings = child(profile, "settings");
    if (settings === undefined) continue;
    const what = `profile ${profile.attributes["name"]}`;
    take(paramOf(settings, "sip-port"), { what, tag: profile });
    if (paramOf(settings, "tls") === "true")
      take(paramOf(settings, "tls-sip-port"), { what: `${what} (TLS)`, tag: profile });
    for (const name of ["ws-binding", "wss-binding"])
      take(/:([^:]*)$/.exec(paramOf(settings, name) ?? "")?.[1], { what: `${what} (${name})`, tag: profile });
  }
  const socket = configurationOf(root, "event_socket");
  if (socket !== undefined) take(setting(root, "event_socket", "listen-port"), { what: "event socket", tag: socket });
}

/** FreeSWITCH counts call legs, two for a call with a person, and needs a pair of RTP ports for each. */
function checkSessions(root: Tag, steps: readonly Step[], report: Report): void {
  const configuration = configurationOf(root, "switch");
  if (configuration === undefined) return;
  const limits = new Map<string, { channels: number; tag: Tag }>();
  for (const { application, data, tag } of steps) {
    const [, group, channels] = application === "limit" ? (/^hash trunk (\S+) (\d+)/.exec(data) ?? []) : [];
    if (group === undefined) continue;
    const known = limits.get(group);
    if (known !== undefined && known.channels !== Number(channels))
      report("sessions", tag, `trunk group ${group} is limited to ${channels} here and to ${known.channels} elsewhere`);
    limits.set(group, { channels: Number(channels), tag });
  }
  const channels = [...limits.values()].reduce((sum, limit) => sum + limit.channels, 0);
  const legs = FEWEST_LEGS * channels;
  const number = (name: string) => Number(setting(root, "switch", name) ?? Number.NaN);
  if (!(number("max-sessions") >= legs))
    report(
      "sessions",
      configuration,
      `max-sessions ${number("max-sessions")} for ${legs} legs of ${channels} channels`,
    );
  if (!(number("sessions-per-second") >= FEWEST_LEGS))
    report("sessions", configuration, "sessions-per-second below one call");
  const ports = number("rtp-end-port") - number("rtp-start-port") + 1;
  if (!(ports >= 2 * legs)) report("sessions", configuration, `${ports} RTP ports for ${legs} legs of two ports each`);
}

function checkModules(root: Tag, steps: readonly Step[], report: Report): void {
  const modules = configurationOf(root, "modules");
  if (modules === undefined) return;
  const loaded = new Set(all(modules, "load").map((tag) => tag.attributes["module"] ?? ""));
  const need = (module: string, tag: Tag, why: string) => {
    if (!loaded.has(module)) report("module", tag, `${module} is not loaded and ${why}`);
  };
  const owners = (table: Readonly<Record<string, ReadonlySet<string>>>, name: string) =>
    Object.entries(table).flatMap(([module, names]) => (names.has(name) ? [module] : []));
  for (const { application, data, tag } of steps) {
    for (const module of owners(APPLICATIONS, application)) need(module, tag, `has ${application}`);
    if (/^limit/.test(application) && /^hash /.test(data)) need("mod_hash", tag, "counts the limit");
    if (application === "bridge" && data.includes("sofia/")) need("mod_sofia", tag, "is the endpoint");
    if (application === "bridge" && data.includes("loopback/")) need("mod_loopback", tag, "is the endpoint");
  }
  const visit = (tag: Tag) => {
    for (const text of Object.values(tag.attributes)) {
      for (const [, name = ""] of text.matchAll(/(?<!\$)\$\{(\w+)\(/g))
        for (const module of owners(FUNCTIONS, name)) need(module, tag, `has ${name}()`);
      if (text.includes("tone_stream://")) need("mod_tone_stream", tag, "plays tones");
      if (text.includes("local_stream://")) need("mod_local_stream", tag, "plays hold music");
      if (/\.wav\b/.test(text)) need("mod_sndfile", tag, "reads and writes .wav");
    }
    if (tag.name === "configuration") {
      const name = (tag.attributes["name"] ?? "").replace(/\.conf$/, "");
      // Configuration of a module that this scope does not load does no harm; a queue without its module does.
      if (!NOT_A_MODULE.includes(name) && all(tag, "queue").length > 0) need(`mod_${name}`, tag, "has the queues");
    }
    for (const inner of tag.children) visit(inner);
  };
  visit(root);
  for (const profile of profilesOf(root)) need("mod_sofia", profile, "has the profile");
}

/** Nothing answers strangers: control on loopback, SIP by address list or by password, no password in the files. */
function checkAccess(root: Tag, report: Report): void {
  const socket = configurationOf(root, "event_socket");
  if (socket !== undefined) {
    const value = (name: string) => setting(root, "event_socket", name) ?? "";
    if (!["127.0.0.1", "::1"].includes(value("listen-ip")))
      report("access", socket, "the event socket is not on loopback");
    if (value("apply-inbound-acl") !== "loopback.auto") report("access", socket, "the event socket has no access list");
    if (value("password") === "")
      report("access", socket, "without a password the event socket takes the well-known one");
  }
  for (const list of all(root, "list"))
    if (list.attributes["default"] !== "deny") report("access", list, "an access list that does not deny by default");
  for (const profile of profilesOf(root)) {
    const settings = child(profile, "settings");
    if (settings === undefined) continue;
    const value = (name: string) => paramOf(settings, name);
    if (value("auth-calls") !== "true" && value("apply-inbound-acl") === undefined)
      report("access", profile, `profile ${profile.attributes["name"]} takes calls from anybody`);
    for (const name of ["accept-blind-reg", "accept-blind-auth"])
      if (value(name) === "true") report("access", profile, `${name} lets anybody register`);
    const encrypted = value("wss-binding") !== undefined || value("tls") === "true";
    if (encrypted && !/^tlsv1\.[23](?:,tlsv1\.[23])*$/.test(value("tls-version") ?? ""))
      report("access", profile, `tls-version ${value("tls-version") ?? "left out"} lets old TLS in`);
  }
  for (const tag of all(root, "param"))
    if (tag.attributes["name"] === "password" && !/^\$\$\{[a-z_]+\}$/.test(tag.attributes["value"] ?? ""))
      report("access", tag, "a password in a file, not a variable from the environment");
}

/** A DSN without its prefix is a file name; queue and registration state in a database strands callers with it. */
function checkDatabase(root: Tag, report: Report): void {
  for (const { name, value, tag } of all(root, "settings").flatMap(paramsOf)) {
    if (/dsn$/.test(name)) {
      if (!/^(?:pgsql|postgresql|sqlite|mariadb):\/\//.test(value))
        report("database", tag, `${name} without pgsql:// names a file`);
      if (name === "odbc-dsn")
        report("database", tag, "state of queues or registrations outside the node strands callers");
    }
    if (name !== "db-info") continue;
    if (/[=:]/.test(value))
      report("database", tag, "a record written over the network holds up every hang-up; spool it and ship it apart");
  }
}
