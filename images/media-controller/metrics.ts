import { existsSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { Counter, Gauge, Registry } from "prom-client";
import type { NodeController } from "./node-controller.ts";
import { certificateIn, servedCertificate } from "./served-certificate.ts";
import { SpoolGauge } from "./spool-gauge.ts";

/** Names and labels of what is measured; every figure is read from the switch, the disk or the clock at the scrape. */
const GAUGES = {
  hotline_switch_up: ["The switch answers and its profiles run", []],
  hotline_role_owner: ["1 on the node that takes the calls", []],
  hotline_peer_up: ["The other node's controller answered within 3 s", []],
  hotline_sessions: ["Call legs now", []],
  hotline_sessions_limit: ["Call legs that the switch allows", []],
  hotline_trunk_channels: ["Channels of a trunk group in use", ["group"]],
  hotline_trunk_channels_limit: ["Channels of a trunk group", ["group"]],
  hotline_gateway_up: ["The gateway answers the switch's pings", ["profile", "gateway"]],
  hotline_profile_up: ["The SIP profile runs", ["profile"]],
  hotline_registrations: ["Registered SIP contacts", []],
  hotline_queue_waiting: ["Callers who wait", ["queue"]],
  hotline_queue_longest_wait_seconds: ["Longest wait of those who wait", ["queue"]],
  hotline_queue_agents: ["Agents of a queue by status and state", ["queue", "status", "state"]],
  hotline_spool_bytes: ["Bytes that the database has not taken yet", ["spool"]],
  hotline_spool_records: ["Records that the database has not taken yet", ["spool"]],
  hotline_spool_oldest_seconds: ["Age of the oldest of them", ["spool"]],
  hotline_spool_refused_records: ["Records that the database refused for their content", ["spool"]],
  hotline_queue_events_lost: ["Events that found no place on the disk since the controller started", []],
  hotline_certificate_expiry_seconds: ["Unix time at which the agents' certificate ends", []],
  hotline_certificate_served_expiry_seconds: [
    "Unix time at which the certificate ends that browsers are shown now",
    [],
  ],
  hotline_certificate_current: ["0 when browsers are shown another certificate than the one given: roll the node", []],
  hotline_recordings_bytes_free: ["Free space for recordings", []],
  hotline_recordings_bytes_size: ["Space for recordings", []],
  hotline_emergency_on: ["Callers hear the emergency announcement or are diverted", ["kind"]],
  hotline_adapter_up: ["0 while the business adapter is left alone after failures", []],
  hotline_config_info: ["Version of the reload set that the switch has loaded", ["version"]],
} as const satisfies Readonly<Record<string, readonly [string, readonly string[]]>>;
type Name = keyof typeof GAUGES;

/** Prometheus text of one node. */
export class MediaMetrics {
  readonly #controller: NodeController;
  /** New at every scrape, so that what can't be read is absent and never 0. */
  #registry = new Registry();
  #gauges = new Map<Name, Gauge>();

  readonly #spools = new SpoolGauge();
  #last: Promise<unknown> = Promise.resolve();

  constructor(controller: NodeController) {
    this.#controller = controller;
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** One at a time. */
  scrape(): Promise<string> {
    const text = this.#last.then(() => this.#scrape());
    this.#last = text.catch(() => undefined);
    return text;
  }

  async #scrape(): Promise<string> {
    const registry = new Registry();
    this.#registry = registry;
    this.#gauges = new Map();
    this.#node();
    this.#adapter();
    await this.#disk();
    if (this.#controller.switch.connected) {
      await Promise.all([this.#calls(), this.#sip(), this.#queues(), this.#certificate()]);
    }
    return registry.metrics();
  }

  #set(name: Name, value: number, labels: Readonly<Record<string, string>> = {}): void {
    const [help, labelNames] = GAUGES[name];
    const gauge =
      this.#gauges.get(name) ?? new Gauge({ name, help, labelNames: [...labelNames], registers: [this.#registry] });
    this.#gauges.set(name, gauge);
    gauge.set(labels, value);
  }

  #node(): void {
    const { link, emergency } = this.#controller;
    const report = this.#controller.report();
    this.#set("hotline_switch_up", report.ready ? 1 : 0);
    this.#set("hotline_role_owner", report.role === "owner" ? 1 : 0);
    if (link.peer !== undefined) this.#set("hotline_peer_up", this.#controller.link.isFresh() ? 1 : 0);
    for (const kind of ["announcement", "divert"] as const)
      this.#set("hotline_emergency_on", emergency.current.state.kind === kind ? 1 : 0, { kind });
  }

  /** Given and served differ after a renewal, until the switch starts again, and when what was given can't be used. */
  async #certificate(): Promise<void> {
    const { certificate: path, address } = this.#controller.settings;
    if (path === undefined) return;
    const [given, served] = [certificateIn(path), await servedCertificate(address)];
    if (given !== undefined) this.#set("hotline_certificate_expiry_seconds", given.validToDate.getTime() / 1000);
    if (served === undefined) return;
    this.#set("hotline_certificate_served_expiry_seconds", served.validToDate.getTime() / 1000);
    this.#set("hotline_certificate_current", served.fingerprint256 === given?.fingerprint256 ? 1 : 0);
  }

  #adapter(): void {
    const { adapter } = this.#controller;
    if (adapter === undefined) return;
    this.#set("hotline_adapter_up", adapter.leftAlone ? 0 : 1);
    const questions = new Counter({
      name: "hotline_adapter_callers_total",
      help: "Callers by what the business adapter made of the question",
      labelNames: ["outcome"],
      registers: [this.#registry],
    });
    for (const [outcome, count] of adapter.counts) questions.inc({ outcome }, count);
  }

  async #disk(): Promise<void> {
    const { spool, recordings } = this.#controller.settings;
    for (const name of ["call-records", "queue-events"] as const) {
      const waiting = await this.#spools.of(join(spool, name));
      this.#set("hotline_spool_bytes", waiting.bytes, { spool: name });
      this.#set("hotline_spool_records", waiting.records, { spool: name });
      this.#set("hotline_spool_oldest_seconds", waiting.oldestSeconds, { spool: name });
      this.#set("hotline_spool_refused_records", (await this.#spools.of(join(spool, name, "refused"))).records, {
        spool: name,
      });
    }
    this.#set("hotline_queue_events_lost", this.#controller.events.lost);
    if (recordings !== undefined && existsSync(recordings)) {
      const disk = statfsSync(recordings);
      this.#set("hotline_recordings_bytes_free", disk.bavail * disk.bsize);
      this.#set("hotline_recordings_bytes_size", disk.blocks * disk.bsize);
    }
  }

  async #calls(): Promise<void> {
    const { switch: control, planned } = this.#controller;
    const status = await control.command("status");
    this.#set("hotline_sessions", Number(/^(\d+) session\(s\) - peak/m.exec(status)?.[1] ?? 0));
    this.#set("hotline_sessions_limit", Number(/^(\d+) session\(s\) max/m.exec(status)?.[1] ?? 0));
    for (const { group, channels } of planned.value.trunks) {
      this.#set("hotline_trunk_channels_limit", channels, { group });
      this.#set("hotline_trunk_channels", Number(await control.command(`limit_usage hash trunk ${group}`)) || 0, {
        group,
      });
    }
    const version = (await control.command("global_getvar config_version")).trim();
    this.#set("hotline_config_info", 1, { version });
  }

  async #sip(): Promise<void> {
    const { switch: control, planned } = this.#controller;
    const running = await control.runningProfiles();
    for (const profile of planned.value.allProfiles)
      this.#set("hotline_profile_up", running.includes(profile) ? 1 : 0, { profile });
    const gateways = await control.command("sofia status");
    for (const [, profile = "", gateway = ""] of gateways.matchAll(/^\s*(\w+)::(\S+)\s+gateway/gm)) {
      const detail = await control.command(`sofia status gateway ${gateway}`);
      this.#set("hotline_gateway_up", /^Status\s+UP/m.test(detail) ? 1 : 0, { profile, gateway });
    }
    if (planned.value.allProfiles.includes("agents")) {
      const count = /Total items returned:\s*(\d+)/.exec(await control.command("sofia status profile agents reg"));
      this.#set("hotline_registrations", Number(count?.[1] ?? 0));
    }
  }

  async #queues(): Promise<void> {
    const { switch: control, planned } = this.#controller;
    const [members, agents, tiers] = await Promise.all([this.#controller.members(), control.agents(), control.tiers()]);
    const seconds = Date.now() / 1000;
    for (const { name } of planned.value.queues) {
      const queue = `${name}@${planned.value.domain}`;
      const waiting = members.filter(
        (member) => member.queue === queue && (member.state === "Waiting" || member.state === "Trying"),
      );
      this.#set("hotline_queue_waiting", waiting.length, { queue: name });
      this.#set("hotline_queue_longest_wait_seconds", Math.max(0, ...waiting.map(({ joined }) => seconds - joined)), {
        queue: name,
      });
      const able = agents.filter((agent) => tiers.some((tier) => tier.queue === queue && tier.agent === agent.name));
      const counts = Map.groupBy(able, ({ status, state }) => `${status}|${state}`);
      for (const group of counts.values()) {
        const [first] = group;
        if (first !== undefined)
          this.#set("hotline_queue_agents", group.length, { queue: name, status: first.status, state: first.state });
      }
    }
  }
}
