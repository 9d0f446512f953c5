import { DATABASE_MIGRATION_JOB } from "../../planning/database-roles.ts";
import { imageReference } from "../../planning/images.ts";
import type { MediaNode } from "../../planning/media-nodes.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { computeMeters, storageMeter } from "../../planning/meters.ts";
import { itemId } from "../../planning/names.ts";
import type { PartRequest } from "../../planning/part-request.ts";
import type {
  Companion,
  Drain,
  EnvironmentValue,
  Health,
  Meter,
  Mount,
  PlanItem,
  Port,
  Probe,
  Volume,
  Workload,
} from "../../planning/plan.ts";
import { RUN_DIRECTORY, SPOOL_DIRECTORY } from "./config-core.ts";
import type { RecordingPlan } from "./recordings.ts";
import { retentionCompanion } from "./retention.ts";
import type { Switch } from "./switch.ts";

const RESTART_DIRECTORY = "/etc/freeswitch/restart";
const RELOAD_DIRECTORY = "/etc/freeswitch/reload";
const TLS_DIRECTORY = "/etc/hotline/tls";
const RECORDINGS_DIRECTORY = "/var/lib/hotline/recordings";
/** FreeSWITCH's user in the image. */
const SWITCH_USER = { uid: 499, gid: 499 } as const;
/** Call records of a long outage: some 2 KiB each. */
const SPOOL_GIB = 5;
/** From the stop signal to the kill beyond the deadline: a switch with a queue call takes up to 20 s to stop. */
const GRACE_BEYOND_DEADLINE = 30;
/** A roll-out ends some time after the last call: image, start and probes. */
const UPDATE_BEYOND_GRACE = 10 * 60;

interface NodeRequest {
  readonly node: MediaNode;
  readonly spec: Switch;
  readonly recordings: RecordingPlan;
  readonly meters: readonly Meter[];
}

/** One FreeSWITCH with volumes of its own. */
export function mediaNodeItems(request: PartRequest, of: NodeRequest): readonly PlanItem[] {
  const recordings = recordingsVolume(request, of);
  return [...(recordings === undefined ? [] : [recordings]), spoolVolume(request, of.node), workload(request, of)];
}

/** Logical name of a node's workload; names of its volumes and jobs begin with it. */
function nodeName(node: MediaNode): string {
  return `media-${node.name}`;
}

function volume(request: PartRequest, of: { name: string; node: MediaNode; sizeGiB: number; purpose: string }): Volume {
  const { platform } = request.site;
  return {
    kind: "volume",
    name: of.name,
    id: itemId(request.identity.stack, of.name),
    zone: "media",
    meters: [storageMeter(of.sizeGiB)],
    sizeGiB: of.sizeGiB,
    storageClass: platform.kind === "kubernetes" ? platform.storageClass : undefined,
    node: of.node.name,
    stateful: true,
    purpose: of.purpose,
  };
}

function recordingsVolume(request: PartRequest, { node, recordings }: NodeRequest): Volume | undefined {
  if (!recordings.enabled) return undefined;
  return volume(request, {
    name: `${nodeName(node)}-recordings`,
    node,
    sizeGiB: recordings.ownGiB,
    purpose: "recordings",
  });
}

function spoolVolume(request: PartRequest, node: MediaNode): Volume {
  return volume(request, {
    name: `${nodeName(node)}-spool`,
    node,
    sizeGiB: SPOOL_GIB,
    purpose: "call records that the database did not take yet, and the emergency switch",
  });
}

function workload(request: PartRequest, of: NodeRequest): Workload {
  const { identity, site, nodes } = request;
  const { node, spec } = of;
  const suffix = site.platform.kind === "docker" ? `-${node.name}` : "";
  const resources = { cpu: spec.sizing.cpu, memory: spec.sizing.memory };
  const replayer = replay(request, { suffix, of });
  const companions = [
    controller(request, { suffix, of }),
    replayer,
    ...(of.recordings.enabled ? [retention(request, { suffix, of, replayer })] : []),
  ];
  const standby = nodes.find((other) => other.role === "standby");
  return {
    kind: "workload",
    name: nodeName(node),
    id: itemId(identity.stack, nodeName(node)),
    zone: "media",
    meters: [...computeMeters([resources, ...companions.map((each) => each.resources)], 1), ...of.meters],
    image: imageReference("freeswitch", site.registry, site.imageTags),
    command: ["bash", `${RESTART_DIRECTORY}/scripts/init.sh`],
    user: SWITCH_USER,
    replicas: 1,
    network: "host",
    ports: ports(spec),
    environment: environment(request, { of, suffix }),
    mounts: mounts(of, suffix),
    companions,
    resources,
    health: health(),
    drain: drain(spec),
    node: node.name,
    // Not for the calls: a record that finds no tables would be set aside as refused.
    after: [DATABASE_MIGRATION_JOB, ...(node.role === "owner" && standby !== undefined ? [nodeName(standby)] : [])],
  };
}

function ports(spec: Switch): readonly Port[] {
  const agents = spec.desk || spec.phones > 0;
  const both = (name: string, port: number): readonly Port[] => [
    { name: `${name}-udp`, port, protocol: "udp" },
    { name: `${name}-tcp`, port, protocol: "tcp" },
  ];
  return [
    ...(spec.groups.length > 0 ? both("trunk", MEDIA_PORTS.trunk) : []),
    ...(spec.peers.length > 0 ? both("peers", MEDIA_PORTS.peers) : []),
    ...(agents ? both("agents", MEDIA_PORTS.agents) : []),
    ...(spec.desk ? [{ name: "wss", port: MEDIA_PORTS.wss, protocol: "tcp" } as const] : []),
    { name: "event-socket", port: MEDIA_PORTS.eventSocket, protocol: "tcp" },
    { name: "controller", port: MEDIA_PORTS.controller, protocol: "tcp" },
    { name: "metrics", port: MEDIA_PORTS.metrics, protocol: "tcp" },
    { name: "rtp", port: spec.sizing.rtp.first, last: spec.sizing.rtp.last, protocol: "udp" },
  ];
}

function environment(
  request: PartRequest,
  { of, suffix }: { of: NodeRequest; suffix: string },
): Workload["environment"] {
  const { node, spec, recordings } = of;
  const plain = (value: string): EnvironmentValue => ({ kind: "plain", value });
  const secret = (key: string): EnvironmentValue => ({ kind: "secret", set: `media-secrets${suffix}`, key });
  const onCluster = request.site.platform.kind === "kubernetes";
  return {
    NODE_NAME: plain(node.name),
    LINE_STATUS: plain(request.identity.status),
    MEDIA_ADDRESS: !node.assigned && onCluster ? { kind: "node-address" } : plain(node.address),
    // Two nodes wait for a controller to name the owner; one alone has nobody to disagree with.
    START_ROLE: plain(request.nodes.length === 1 ? "owner" : "standby"),
    DRAIN_SECONDS: plain(String(spec.sizing.drainSeconds)),
    TZ: plain("Asia/Shanghai"),
    EVENT_SOCKET_PASSWORD: secret("event-socket-password"),
    ...(spec.phones > 0 ? { PHONE_PASSWORD: secret("phone-password") } : {}),
    ...(spec.peers.some((peer) => peer.name === "provider")
      ? { PROVIDER_SIP_PASSWORD: secret("provider-sip-password") }
      : {}),
    ...(spec.desk ? { TLS_DIR: plain(TLS_DIRECTORY) } : {}),
    ...(recordings.enabled ? { HOTLINE_RECORDINGS_DIR: plain(RECORDINGS_DIRECTORY) } : {}),
  };
}

function mounts({ node, spec, recordings }: NodeRequest, suffix: string): readonly Mount[] {
  return [
    { source: { kind: "config", set: `media-restart${suffix}` }, path: RESTART_DIRECTORY, readOnly: true },
    { source: { kind: "config", set: `media-reload${suffix}` }, path: RELOAD_DIRECTORY, readOnly: true },
    { source: { kind: "memory", sizeMiB: spec.sizing.memoryFilesMiB }, path: RUN_DIRECTORY, readOnly: false },
    { source: { kind: "volume", volume: `${nodeName(node)}-spool` }, path: SPOOL_DIRECTORY, readOnly: false },
    ...(recordings.enabled
      ? [
          {
            source: { kind: "volume", volume: `${nodeName(node)}-recordings` },
            path: RECORDINGS_DIRECTORY,
            readOnly: false,
          } as const,
        ]
      : []),
    ...(spec.desk
      ? [{ source: { kind: "secret", set: `media-tls${suffix}` }, path: TLS_DIRECTORY, readOnly: true } as const]
      : []),
  ];
}

/** Names the owner, hands over, keeps agents, writes queue events, exports figures; source and README in images/. */
function controller(request: PartRequest, { suffix, of }: { suffix: string; of: NodeRequest }): Companion {
  const plain = (value: string): EnvironmentValue => ({ kind: "plain", value });
  const secret = (key: string): EnvironmentValue => ({ kind: "secret", set: `media-secrets${suffix}`, key });
  const { node, spec, recordings } = of;
  const onCluster = request.site.platform.kind === "kubernetes";
  return {
    name: "controller",
    image: imageReference("media-controller", request.site.registry, request.site.imageTags),
    command: ["node", "/opt/hotline/media-controller.js"],
    environment: {
      NODE_NAME: plain(node.name),
      MEDIA_ADDRESS: !node.assigned && onCluster ? { kind: "node-address" } : plain(node.address),
      TZ: plain("Asia/Shanghai"),
      EVENT_SOCKET_PASSWORD: secret("event-socket-password"),
      MEDIA_CONTROL_KEY: secret("media-control-key"),
      ...(spec.desk ? { MEDIA_DESK_KEY: secret("media-desk-key"), TLS_DIR: plain(TLS_DIRECTORY) } : {}),
      ...(spec.adapter === undefined ? {} : { ADAPTER_TOKEN: secret("adapter-token") }),
      ...(spec.adapter?.ownAuthority === true ? { ADAPTER_TLS_AUTHORITY: secret("adapter-tls-authority") } : {}),
      ...(recordings.enabled ? { HOTLINE_RECORDINGS_DIR: plain(RECORDINGS_DIRECTORY) } : {}),
    },
    mounts: mounts(of, suffix)
      .filter(({ path }) => path !== RUN_DIRECTORY && path !== RESTART_DIRECTORY)
      .map((mount) => (mount.path === RECORDINGS_DIRECTORY ? { ...mount, readOnly: true } : mount)),
    resources: { cpu: 100, memory: 192 },
  };
}

/** Replays call records that the database did not take, so that hanging up never waits for the network. */
function replay(request: PartRequest, { suffix, of }: { suffix: string; of: NodeRequest }): Companion {
  const plain = (value: string): EnvironmentValue => ({ kind: "plain", value });
  const { database } = of.spec;
  return {
    name: "replay",
    image: imageReference("database-tools", request.site.registry, request.site.imageTags),
    command: ["bash", `${RESTART_DIRECTORY}/scripts/replay.sh`],
    environment: {
      PGHOST: plain(database.hosts.join(",")),
      PGPORT: plain(String(database.port)),
      PGDATABASE: plain(database.database),
      PGUSER: plain(database.user),
      PGPASSWORD: { kind: "secret", set: `media-secrets${suffix}`, key: "database-password" },
      PGOPTIONS: plain("-c timezone=Asia/Shanghai"),
      PGCONNECT_TIMEOUT: plain("5"),
      PGTARGETSESSIONATTRS: plain("read-write"),
    },
    mounts: [
      { source: { kind: "config", set: `media-restart${suffix}` }, path: RESTART_DIRECTORY, readOnly: true },
      { source: { kind: "volume", volume: `${nodeName(of.node)}-spool` }, path: SPOOL_DIRECTORY, readOnly: false },
    ],
    resources: { cpu: 50, memory: 64 },
  };
}

/** The order and the figures are measured; the switch's own event socket answers in milliseconds. */
function health(): Health {
  const probe = (
    what: "startup" | "liveness" | "readiness",
    times: { everySeconds: number; failures: number },
  ): Probe => ({
    check: { kind: "command", command: ["bash", `${RESTART_DIRECTORY}/scripts/probe.sh`, what] },
    timeoutSeconds: 8,
    ...times,
  });
  return {
    startup: probe("startup", { everySeconds: 2, failures: 30 }),
    liveness: probe("liveness", { everySeconds: 10, failures: 3 }),
    readiness: probe("readiness", { everySeconds: 5, failures: 2 }),
  };
}

function drain({ sizing }: Switch): Drain {
  const graceSeconds = sizing.drainSeconds + GRACE_BEYOND_DEADLINE;
  return { deadlineSeconds: sizing.drainSeconds, graceSeconds, updateSeconds: graceSeconds + UPDATE_BEYOND_GRACE };
}

function retention(
  request: PartRequest,
  { suffix, of, replayer }: { suffix: string; of: NodeRequest; replayer: Companion },
): Companion {
  const { node, recordings } = of;
  return retentionCompanion(request, {
    node: node.name,
    recordings: {
      volume: `${nodeName(node)}-recordings`,
      path: RECORDINGS_DIRECTORY,
      retentionDays: recordings.retentionDays,
    },
    scripts: { set: `media-restart${suffix}`, path: RESTART_DIRECTORY },
    database: replayer.environment,
  });
}
