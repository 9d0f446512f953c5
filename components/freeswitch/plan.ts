import { contentHash, filesHash } from "../../planning/content-hash.ts";
import { DATABASE_ROLES } from "../../planning/database-roles.ts";
import { expertsOf } from "../../planning/experts.ts";
import type { MediaNode } from "../../planning/media-nodes.ts";
import { countMeter } from "../../planning/meters.ts";
import { itemId } from "../../planning/names.ts";
import {
  DATABASE_NAME,
  DATABASE_PORT,
  databaseHosts,
  ownerFirst,
  type PartRequest,
  placesOf,
  standbyFirst,
} from "../../planning/part-request.ts";
import type {
  ConfigSet,
  HostFirewall,
  Meter,
  PartPlan,
  PlanItem,
  SecretSet,
  SecretValue,
} from "../../planning/plan.ts";
import { phonesRungAtOnce, ringGroupsOf } from "../../planning/ring-groups.ts";
import { ownSeats } from "../../planning/scope.ts";
import { serviceHours } from "../../planning/service-hours.ts";
import { languagesOf, queuesOf } from "../../planning/service-queues.ts";
import type { Province } from "../../provinces/province.ts";
import { UNASSIGNED } from "../../provinces/schema/field.ts";
import { switchFiles } from "./config.ts";
import { firewallRules, NOTHING_PUBLISHED } from "./firewall.ts";
import { mediaNodeItems } from "./media-node.ts";
import { providerCopies } from "./provider-copies.ts";
import { planRecordings, type RecordingPlan } from "./recordings.ts";
import { type DerivedNumber, sizeSwitch } from "./sizing.ts";
import type { Switch } from "./switch.ts";
import type { TrunkGroup } from "./trunk-groups.ts";

/** At the provider's site only transfers arrive: four E1s' worth at most. */
const TRANSFER_CHANNELS = 120;
const NO_FILES = { restart: {}, reload: {} } as const;
const USUAL_AGENT_NETWORKS = ["10.0.0.0/8"];

/** The media servers of a call center. `groups` are its trunk groups, none when the carrier ends at the provider. */
export function planFreeSwitch(request: PartRequest, groups: readonly TrunkGroup[]): PartPlan {
  const recordings = planRecordings(request.province, request);
  const spec = switchOf(request, { groups, recordings });
  const places = placesOf(request);
  const items: readonly PlanItem[] = [
    ...places.flatMap((place) => secretSets(request, { spec, place })),
    ...configSets(request, spec),
    firewall(request, spec),
    ...standbyFirst(request.nodes).flatMap((node) =>
      mediaNodeItems(request, { node, spec, recordings, meters: node.role === "owner" ? trunkMeters(groups) : [] }),
    ),
    ...providerCopies(request, {
      sizeGiB: recordings.copiesGiB,
      retentionDays: recordings.retentionDays,
      contractStart: "build" in request.scope ? request.scope.build.contract.start : undefined,
    }),
  ];
  return { part: "freeswitch", summary: summary(request, spec), items };
}

function switchOf(request: PartRequest, found: { groups: readonly TrunkGroup[]; recordings: RecordingPlan }): Switch {
  const { identity, province, scope, traffic, ledger, site, peers } = request;
  const queues = queuesOf(province, scope, traffic);
  const seats = ownSeats(scope, traffic.agents.seats);
  const sizing = sizeSwitch(
    {
      channels: channelsOf(request),
      seats: { value: seats, formula: "seats or phones at the department", from: [] },
      phones: scope.kind === "phones" ? phonesRungAtOnce(province, seats) : 0,
      rungTogether: queues.some((queue) => queue.strategy === "ring-all") ? seats : 0,
      busyHourCalls: traffic.busyHourCalls,
      maxWaitSeconds: Math.max(0, ...queues.map((queue) => queue.maxWaitSeconds)),
      talkSeconds: ledger.value("demand.talkSeconds"),
      wrapUpSeconds: ledger.value("demand.wrapUpSeconds"),
    },
    ledger,
  );
  const agentNetworks = site.agentNetworks ?? USUAL_AGENT_NETWORKS;
  const operatorNetworks = site.operatorNetworks ?? agentNetworks;
  return {
    stack: identity.stack,
    title: `12333 ${identity.name.zh} (${identity.stack}), ${identity.status}`,
    scope: scope.kind,
    groups: found.groups,
    peers,
    queues,
    providerChannels: scope.kind === "department-edge" ? scope.build.contract.channels : undefined,
    phones: scope.kind === "phones" ? seats : 0,
    desk: queues.length > 0,
    seats,
    experts: queues.length > 0 ? expertsOf(province) : [],
    demo: queues.length > 0 && scope.kind === "complete" && province.desk?.demo === true && identity.status !== "live",
    ringGroups: scope.kind === "phones" ? ringGroupsOf(province, seats) : [],
    hours: serviceHours(province),
    exceptionalDays: request.exceptionalDays,
    languages: languagesOf(queues),
    announcements: province.announcements ?? {},
    satisfaction: queues.length > 0 && (province.satisfaction ?? true),
    callerData: province.workMode === "integrated" && scope.kind === "complete",
    adapter: scope.kind === "complete" ? adapterOf(province) : undefined,
    recording: { enabled: found.recordings.enabled, notice: found.recordings.notice, format: found.recordings.format },
    agentNetworks,
    operatorNetworks,
    monitoringNetworks: site.monitoringNetworks ?? operatorNetworks,
    nodes: ownerFirst(request.nodes).map(({ name, address }) => ({ name, address })),
    sizing,
    database: {
      hosts: databaseHosts(request),
      port: DATABASE_PORT,
      database: DATABASE_NAME,
      user: DATABASE_ROLES.media.login,
    },
  };
}

function adapterOf({ workMode, integration }: Province): Switch["adapter"] {
  if (workMode !== "integrated" || integration === undefined || integration.adapter === UNASSIGNED) return undefined;
  return { url: integration.adapter, ownAuthority: integration.authority === "own" };
}

/** Never from seats: what follows from it (RTP ports, resources) would roll the nodes with each new seat. */
function channelsOf({ scope, traffic }: PartRequest): DerivedNumber {
  if (scope.kind !== "provider-site")
    return { value: traffic.channels, formula: "channels", from: ["switch.channels"] };
  return {
    value: Math.min(TRANSFER_CHANNELS, Math.max(traffic.channels, 1)),
    formula: `at most ${TRANSFER_CHANNELS} transfers from the provider at once, no more than channels`,
    from: ["switch.channels"],
  };
}

function secretSets(
  request: PartRequest,
  of: { spec: Switch; place: { suffix: string; node: string | undefined } },
): readonly SecretSet[] {
  const { identity } = request;
  const { spec, place } = of;
  const secret = (name: Extract<SecretValue, { kind: "secret" }>["secret"]): SecretValue => ({
    kind: "secret",
    secret: name,
  });
  const set = (name: string, rest: Pick<SecretSet, "type" | "keys">): SecretSet => ({
    kind: "secret-set",
    name: `${name}${place.suffix}`,
    id: itemId(identity.stack, `${name}${place.suffix}`),
    zone: "media",
    meters: [],
    node: place.node,
    ...rest,
  });
  return [
    set("media-secrets", {
      type: "opaque",
      keys: {
        "event-socket-password": secret("event-socket-password"),
        "database-password": secret(DATABASE_ROLES.media.secret),
        "media-control-key": secret("media-control-key"),
        ...(spec.desk ? { "media-desk-key": secret("media-desk-key") } : {}),
        ...(spec.adapter === undefined ? {} : { "adapter-token": secret("adapter-token") }),
        ...(spec.adapter?.ownAuthority === true ? { "adapter-tls-authority": secret("adapter-tls-authority") } : {}),
        ...(spec.phones > 0 ? { "phone-password": secret("phone-password") } : {}),
        ...(spec.peers.some((peer) => peer.name === "provider")
          ? { "provider-sip-password": secret("provider-sip-password") }
          : {}),
      },
    }),
    ...(spec.desk
      ? [
          set("media-tls", {
            type: "tls",
            keys: { "tls.crt": secret("desk-tls-certificate"), "tls.key": secret("desk-tls-key") },
          }),
        ]
      : []),
  ];
}

/** One pair of sets serves all nodes of a cluster; Docker's volumes are a host's own. */
function configSets(request: PartRequest, spec: Switch): readonly ConfigSet[] {
  const files = request.texts ? switchFiles(spec) : NO_FILES;
  const hashes = { restart: filesHash(files.restart), reload: filesHash(files.reload) };
  return placesOf(request).flatMap((place) =>
    (["restart", "reload"] as const).map((set) => {
      const name = `media-${set}${place.suffix}`;
      return {
        kind: "config-set" as const,
        name,
        id:
          set === "restart"
            ? itemId(request.identity.stack, name, hashes.restart)
            : itemId(request.identity.stack, name),
        zone: "media" as const,
        meters: [],
        set,
        files: files[set],
        hash: hashes[set],
        node: place.node,
      };
    }),
  );
}

function firewall(request: PartRequest, spec: Switch): HostFirewall {
  const docker = request.site.platform.kind === "docker";
  const rules = firewallRules(spec, docker ? { database: true, desk: spec.desk } : NOTHING_PUBLISHED);
  return {
    kind: "host-firewall",
    name: "media-firewall",
    id: itemId(request.identity.stack, "media-firewall"),
    zone: "media",
    meters: [],
    nodes: request.nodes.map((node: MediaNode) => node.name),
    rules,
    hash: contentHash(rules),
  };
}

/** What the carrier bills and the gateways hold; stands on the owner, once. */
function trunkMeters(groups: readonly TrunkGroup[]): readonly Meter[] {
  const units = (unit: TrunkGroup["unit"]) =>
    groups.reduce((sum, group) => sum + (group.unit === unit ? group.units : 0), 0);
  const ports = (kind: TrunkGroup["kind"]) =>
    groups
      .filter((group) => group.kind === kind)
      .reduce((sum, group) => sum + group.gateways.reduce((inner, gateway) => inner + gateway.ports, 0), 0);
  return [
    ...countMeter("analog lines", "line", units("line")),
    ...countMeter("E1 trunks", "E1", units("e1")),
    ...countMeter("SIP channels", "channel", units("channel")),
    ...countMeter("gateway FXO ports", "port", ports("analog")),
    ...countMeter("gateway E1 ports", "port", ports("e1")),
  ];
}

function summary(request: PartRequest, spec: Switch): PartPlan["summary"] {
  const { groups } = spec;
  const unique = (values: readonly string[]) => [...new Set(values)].join(" + ");
  const count = (unit: TrunkGroup["unit"]) =>
    groups.reduce((sum, group) => sum + (group.unit === unit ? group.units : 0), 0);
  const trunks = [
    [count("line"), "lines"],
    [count("e1"), "E1"],
    [count("channel"), "channels"],
  ].flatMap(([number, unit]) => (number === 0 ? [] : [`${String(number)} ${String(unit)}`]));
  return {
    scope: spec.scope,
    trunkType: unique(groups.map((group) => group.kind)) || "none",
    trunks: trunks.join(" + ") || "none",
    trunkGroups: groups.length,
    carrier: unique(groups.map((group) => group.carrier)) || "none",
    billing: unique(groups.map((group) => group.billing)) || "none",
    channels: request.traffic.channels,
    peers: spec.peers.map((peer) => peer.name).join(" + ") || "none",
    queues: spec.queues.length,
    seats: spec.seats,
    nodes: request.nodes.length,
    maxSessions: spec.sizing.maxSessions,
    drainMinutes: Math.ceil(spec.sizing.drainSeconds / 60),
  };
}
