import {
  CALLCENTER_SETTINGS,
  CDR_SETTINGS,
  EVENT_SOCKET_SETTINGS,
  GATEWAY_SETTINGS,
  MENU_ATTRIBUTES,
  OPUS_SETTINGS,
  PROFILE_SETTINGS,
  QUEUE_SETTINGS,
  SOFIA_SETTINGS,
  STREAM_SETTINGS,
  SWITCH_SETTINGS,
} from "./parameter-names.ts";
import type { Report } from "./report.ts";
import { all, child, configurationOf, paramOf, paramsOf, type Tag } from "./tree.ts";

const STRATEGIES =
  "ring-all ring-progressively longest-idle-agent round-robin top-down agent-with-least-talk-time agent-with-fewest-calls sequentially-by-agent-order random".split(
    " ",
  );
const STATUSES = ["Logged Out", "Available", "Available (On Demand)", "On Break"];
const LEVELS = "console alert crit err warning notice info debug".split(" ");
/** Names by which FreeSWITCH knows what is used here; others make a profile without that codec. */
const CODECS = ["PCMA", "PCMU", "OPUS", "G722"];
const LONGEST_SECONDS = 86_400;

/** Names of parameters, and values that FreeSWITCH replaces by a default without a word. */
export function checkSettings(root: Tag, report: Report): void {
  const names = (owner: Tag | undefined, known: ReadonlySet<string>) => {
    for (const { name, tag } of owner === undefined ? [] : paramsOf(owner))
      if (!known.has(name)) report("parameter", tag, `FreeSWITCH reads no parameter ${JSON.stringify(name)} here`);
  };
  const settings = (configuration: string) => child(configurationOf(root, configuration), "settings");
  names(settings("switch"), SWITCH_SETTINGS);
  names(settings("event_socket"), EVENT_SOCKET_SETTINGS);
  names(settings("callcenter"), CALLCENTER_SETTINGS);
  names(settings("cdr_pg_csv"), CDR_SETTINGS);
  names(settings("opus"), OPUS_SETTINGS);
  const sofia = configurationOf(root, "sofia");
  names(child(sofia, "global_settings"), SOFIA_SETTINGS);
  for (const profile of profilesOf(root)) names(child(profile, "settings"), PROFILE_SETTINGS);
  for (const gateway of all(root, "gateway")) names(gateway, GATEWAY_SETTINGS);
  for (const queue of all(root, "queue")) names(queue, QUEUE_SETTINGS);
  for (const directory of all(configurationOf(root, "local_stream") ?? NOTHING, "directory"))
    names(directory, STREAM_SETTINGS);
  for (const menu of all(root, "menu"))
    for (const name of Object.keys(menu.attributes))
      if (!MENU_ATTRIBUTES.has(name) && !/^(?:greet|invalid|exit)-/.test(name))
        report("parameter", menu, `a menu has no attribute ${name}`);

  for (const queue of all(root, "queue")) checkQueue(queue, report);
  for (const gateway of all(root, "gateway")) checkGateway(gateway, report);
  for (const profile of profilesOf(root)) checkProfile(profile, report);
  for (const agent of all(root, "agent"))
    if (agent.attributes["status"] !== undefined)
      report("value", agent, "a status in the file logs the agent out, or in, at every reload");
  const level = settings("switch");
  const loglevel = level === undefined ? undefined : paramOf(level, "loglevel");
  if (level !== undefined && loglevel !== undefined && !LEVELS.includes(loglevel))
    report("value", level, `no log level ${JSON.stringify(loglevel)}`);
}

const NOTHING: Tag = { name: "", attributes: {}, children: [], file: "", line: 0 };

export function profilesOf(root: Tag): readonly Tag[] {
  return all(configurationOf(root, "sofia") ?? NOTHING, "profile");
}

function oneOf(
  params: ReturnType<typeof paramsOf>,
  allowed: Readonly<Record<string, readonly string[]>>,
  report: Report,
) {
  for (const { name, value, tag } of params) {
    const values = allowed[name];
    if (values !== undefined && !values.includes(value))
      report("value", tag, `${name}=${JSON.stringify(value)} is none of ${values.join(", ")}`);
  }
}

function checkQueue(queue: Tag, report: Report): void {
  const params = paramsOf(queue);
  oneOf(
    params,
    { strategy: STRATEGIES, "agent-no-answer-status": STATUSES, "time-base-score": ["queue", "system"] },
    report,
  );
  if (!params.some(({ name }) => name === "strategy")) report("value", queue, "a queue without a strategy");
  for (const { name, value, tag } of params) {
    if (
      !/^(?:max-wait-time.*|announce-frequency|discard-abandoned-after|tier-rule-wait-second|ring-progressively-delay)$/.test(
        name,
      )
    )
      continue;
    if (!/^\d+$/.test(value) || Number(value) > LONGEST_SECONDS)
      report("value", tag, `${name} counts seconds from 0 to ${LONGEST_SECONDS}, not ${JSON.stringify(value)}`);
  }
}

function checkGateway(gateway: Tag, report: Report): void {
  const value = (name: string) => paramOf(gateway, name);
  const name = gateway.attributes["name"] ?? "";
  if (!/^[A-Za-z0-9._-]+$/.test(name)) report("value", gateway, `gateway name ${JSON.stringify(name)}`);
  if (value("proxy") === undefined && value("realm") === undefined)
    report("value", gateway, `without realm and proxy ${name} itself is taken for a host`);
  if (value("register") !== "false" && value("password") === undefined)
    report("value", gateway, `a gateway that registers needs a password, or is dropped`);
  const [ping, least, most] = ["ping", "ping-min", "ping-max"].map((param) => Number(value(param) ?? "1"));
  if (value("ping") !== undefined && (ping ?? 0) < 5) report("value", gateway, "pings closer than 5 s are turned off");
  if ((least ?? 1) > (most ?? 1)) report("value", gateway, "with ping-min above ping-max the gateway never comes up");
}

function checkProfile(profile: Tag, report: Report): void {
  const settings = child(profile, "settings") ?? NOTHING;
  const params = paramsOf(settings);
  oneOf(
    params,
    {
      "dtmf-type": ["rfc2833", "info", "none"],
      "inbound-codec-negotiation": ["generous", "greedy", "scrooge"],
      "rtp-timer-name": ["soft", "none"],
      dialplan: ["XML"],
    },
    report,
  );
  for (const { name, value, tag } of params) {
    if (!/^(?:inbound-|outbound-)?codec-prefs$/.test(name)) continue;
    for (const codec of value.split(","))
      if (!CODECS.includes(codec.split("@")[0] ?? "")) report("value", tag, `no codec ${JSON.stringify(codec)}`);
  }
  for (const needed of ["context", "sip-ip", "rtp-ip", "sip-port"])
    if (!params.some(({ name, value }) => name === needed && value !== "" && value !== "auto"))
      report("value", profile, `profile ${profile.attributes["name"]} has no ${needed} of its own`);
}
