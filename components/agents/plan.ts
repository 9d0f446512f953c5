import { filesHash } from "../../planning/content-hash.ts";
import { DATABASE_MIGRATION_JOB, DATABASE_ROLES } from "../../planning/database-roles.ts";
import { imageReference } from "../../planning/images.ts";
import { computeMeters, countMeter } from "../../planning/meters.ts";
import { itemId } from "../../planning/names.ts";
import { type PartRequest, type Place, placesOf } from "../../planning/part-request.ts";
import type {
  Certificate,
  ConfigSet,
  Drain,
  Endpoint,
  Health,
  PartPlan,
  PlanItem,
  Port,
  Probe,
  Reach,
  Scaling,
  SecretName,
  SecretSet,
  Streams,
  Workload,
} from "../../planning/plan.ts";
import { ownSeats } from "../../planning/scope.ts";
import { type DeskConfig, deskConfig, deskConfigFile, deskHost } from "./config.ts";

const HTTP_PORT = 8080;
const HTTP: Port = { name: "http", port: HTTP_PORT, protocol: "tcp" };
const HTTPS: Port = { name: "https", port: 8443, protocol: "tcp" };
const TLS_DIRECTORY = "/etc/hotline/tls";
const CONFIG_DIRECTORY = "/etc/hotline/desk";
const AUTHORITY_DIRECTORY = "/etc/hotline/authority";
const DESK_USER = { uid: 1000, gid: 1000 } as const;
/** Seats that one replica serves; a second one stands by from the first seat on. */
const SEATS_PER_REPLICA = 200;
/** Requests are short; calls run past the desk, between browser and switch. */
const DRAIN: Drain = { deadlineSeconds: 30, graceSeconds: 60, updateSeconds: 10 * 60 };
/** The event stream speaks every 15 s; the largest request is a list of agents or classes. */
const STREAMS: Streams = { buffered: false, idleSeconds: 3600, bodyMiB: 2 };
const USUAL_AGENT_NETWORKS = ["10.0.0.0/8"];

/** The desk of a call center, or the 12345 interface of a merged line; undefined when nobody sits here. */
export function planAgents(request: PartRequest): PartPlan | undefined {
  const { scope, traffic, site } = request;
  const seats = ownSeats(scope, traffic.agents.seats);
  const serves: DeskConfig["serves"] = scope.kind === "merged" ? "interface" : "desk";
  if (scope.kind === "phones" || (serves === "desk" && seats === 0)) return undefined;
  const config = deskConfig(request, serves, seats);
  const replicas = site.platform.kind === "docker" ? 1 : 2 + Math.floor(Math.max(0, seats - 1) / SEATS_PER_REPLICA);
  const items = placesOf(request).flatMap((place, index) =>
    placeItems(request, { place, config, replicas, billed: index === 0 }),
  );
  return {
    part: "agents",
    summary: {
      serves,
      agents: seats,
      replicas: replicas * placesOf(request).length,
      queues: config.queues.map((queue) => queue.name).join(" ") || "none",
      businessSystems: config.businessSystems,
      address: deskHost(request),
    },
    items,
  };
}

interface PlaceRequest {
  readonly place: Place;
  readonly config: DeskConfig;
  readonly replicas: number;
  /** Seats are metered once, not at each place. */
  readonly billed: boolean;
}

function placeItems(request: PartRequest, of: PlaceRequest): readonly PlanItem[] {
  const named = namesAt(request, of.place);
  return [
    secrets(request, of),
    ...(of.config.serves === "desk" ? [certificate(request, of), certificateNames(request, of)] : []),
    ...(hasOwnAuthority(request) ? [authority(request, of)] : []),
    configSet(request, of),
    workload(request, of),
    {
      ...named("desk-endpoint"),
      kind: "endpoint",
      workload: named("desk").name,
      ports: [servesTls(request, of) ? { name: "https", port: 443, protocol: "tcp" } : HTTP],
      ...access(request, of),
    },
  ];
}

/** What every item at a place has in common. */
function namesAt({ identity }: PartRequest, { suffix }: Place) {
  return (name: string) =>
    ({ name: `${name}${suffix}`, id: itemId(identity.stack, `${name}${suffix}`), zone: "desk", meters: [] }) as const;
}

/** Variables of the service and the secrets behind them: none that it has no use for. */
function secretVariables({ config }: Pick<PlaceRequest, "config">): Readonly<Record<string, SecretName>> {
  return {
    SESSION_KEY: "desk-session-key",
    DATABASE_PASSWORD: DATABASE_ROLES.desk.secret,
    ...(config.serves === "desk" ? { MEDIA_DESK_KEY: "media-desk-key" } : {}),
    ...(config.identity.oidc === undefined ? {} : { OIDC_CLIENT_SECRET: "desk-oidc-client" }),
    ...(config.platform12345.workOrders ? { PLATFORM_12345_TOKEN: "platform-12345-token" } : {}),
  };
}

/** `SESSION_KEY` is the key `session-key` of the set. */
function keyOf(variable: string): string {
  return variable.toLowerCase().replaceAll("_", "-");
}

function secrets(request: PartRequest, of: PlaceRequest): SecretSet {
  const { place } = of;
  return {
    ...namesAt(request, place)("desk-secrets"),
    kind: "secret-set",
    type: "opaque",
    keys: Object.fromEntries(
      Object.entries(secretVariables(of)).map(([variable, secret]) => [keyOf(variable), { kind: "secret", secret }]),
    ),
    node: place.node,
  };
}

/** Whom the desk asks has certificates of the department's own authority; Node takes it from a file. */
function hasOwnAuthority({ province }: PartRequest): boolean {
  return province.desk?.authority === "own";
}

function authority(request: PartRequest, { place }: PlaceRequest): SecretSet {
  return {
    ...namesAt(request, place)("desk-authority"),
    kind: "secret-set",
    type: "opaque",
    keys: { "authority.pem": { kind: "secret", secret: "desk-authority" } },
    node: place.node,
  };
}

function certificate(request: PartRequest, { place }: PlaceRequest): SecretSet {
  return {
    ...namesAt(request, place)("desk-tls"),
    kind: "secret-set",
    type: "tls",
    keys: {
      "tls.crt": { kind: "secret", secret: "desk-tls-certificate" },
      "tls.key": { kind: "secret", secret: "desk-tls-key" },
    },
    node: place.node,
  };
}

/**
 * One certificate for the page and for the nodes' WSS, since a browser has a microphone for a page only that it trusts,
 * and tells nobody why it refuses a WebSocket. It must hold all of these names; an address stands for a node without one.
 */
function certificateNames(request: PartRequest, { place }: PlaceRequest): Certificate {
  return {
    ...namesAt(request, place)("desk-certificate"),
    kind: "certificate",
    dnsNames: [...new Set([deskHost(request), ...request.nodes.map(({ browserHost }) => browserHost)])],
    secret: namesAt(request, place)("desk-tls").name,
  };
}

/** Reloaded in place: the desk watches its file, so one more seat restarts nothing. */
function configSet(request: PartRequest, { place, config }: PlaceRequest): ConfigSet {
  const files = { "desk.json": deskConfigFile(config) };
  return {
    ...namesAt(request, place)("desk-config"),
    kind: "config-set",
    set: "reload",
    files,
    hash: filesHash(files),
    node: place.node,
  };
}

/** On Docker no ingress stands in front of the desk: it ends TLS itself, and plain HTTP is for its probes. */
function servesTls({ site }: PartRequest, { config }: Pick<PlaceRequest, "config">): boolean {
  return site.platform.kind === "docker" && config.serves === "desk";
}

function workload(request: PartRequest, { place, config, replicas, billed }: PlaceRequest): Workload {
  const named = namesAt(request, place);
  const tls = servesTls(request, { config });
  const resources = { cpu: 500, memory: 512 };
  const set = named("desk-secrets").name;
  return {
    ...named("desk"),
    kind: "workload",
    meters: [...computeMeters([resources], replicas), ...(billed ? countMeter("seats", "seat", config.seats) : [])],
    image: imageReference("agent-desk", request.site.registry, request.site.imageTags),
    command: ["node", "/opt/hotline/agent-desk.js"],
    user: DESK_USER,
    replicas,
    network: "private",
    ports: tls ? [HTTP, HTTPS] : [HTTP],
    environment: {
      HOTLINE_CONFIG: { kind: "plain", value: `${CONFIG_DIRECTORY}/desk.json` },
      HTTP_PORT: { kind: "plain", value: String(HTTP_PORT) },
      ...(tls
        ? { HTTPS_PORT: { kind: "plain", value: String(HTTPS.port) }, TLS_DIR: { kind: "plain", value: TLS_DIRECTORY } }
        : {}),
      TZ: { kind: "plain", value: "Asia/Shanghai" },
      ...(hasOwnAuthority(request)
        ? { NODE_EXTRA_CA_CERTS: { kind: "plain", value: `${AUTHORITY_DIRECTORY}/authority.pem` } }
        : {}),
      ...Object.fromEntries(
        Object.keys(secretVariables({ config })).map((variable) => [
          variable,
          { kind: "secret", set, key: keyOf(variable) } as const,
        ]),
      ),
    },
    mounts: [
      { source: { kind: "config", set: named("desk-config").name }, path: CONFIG_DIRECTORY, readOnly: true },
      { source: { kind: "memory", sizeMiB: 64 }, path: "/tmp", readOnly: false },
      ...(tls
        ? [{ source: { kind: "secret", set: named("desk-tls").name }, path: TLS_DIRECTORY, readOnly: true } as const]
        : []),
      ...(hasOwnAuthority(request)
        ? [
            {
              source: { kind: "secret", set: named("desk-authority").name },
              path: AUTHORITY_DIRECTORY,
              readOnly: true,
            } as const,
          ]
        : []),
    ],
    companions: [],
    resources,
    health: health(),
    drain: DRAIN,
    node: place.node,
    after: [DATABASE_MIGRATION_JOB],
    reaches: reaches(request, config),
    scaling: scaling(request, replicas),
  };
}

/** The nodes' controllers, and by name what the department runs itself, whose addresses the plan doesn't know. */
function reaches({ nodes }: PartRequest, config: DeskConfig): readonly Reach[] {
  const addresses = [config.identity.oidc?.issuer, config.platform12345.url].filter((url) => url !== undefined);
  const ports = [...new Set(addresses.map((url) => Number(new URL(url).port || 443)))];
  return [
    ...(config.serves === "desk"
      ? nodes.map(({ address }) => ({ network: `${address}/32`, port: config.controllers.port }))
      : []),
    ...ports.map((port) => ({ network: "0.0.0.0/0", port })),
  ];
}

/** All agents come back at once when a node of the cluster is lost: for so long twice as many may serve. */
function scaling({ site }: PartRequest, replicas: number): Scaling | undefined {
  return site.platform.kind === "docker" ? undefined : { most: replicas * 2, cpuPercent: 70 };
}

function health(): Health {
  const probe = (path: string, times: { everySeconds: number; failures: number }): Probe => ({
    check: { kind: "http", path, port: HTTP_PORT },
    timeoutSeconds: 5,
    ...times,
  });
  return {
    startup: probe("/health/live", { everySeconds: 2, failures: 30 }),
    liveness: probe("/health/live", { everySeconds: 10, failures: 3 }),
    readiness: probe("/health/ready", { everySeconds: 5, failures: 2 }),
  };
}

/** Agents come from their networks through an ingress; 12345 reaches the interface and nothing else. */
function access(request: PartRequest, { place, config }: PlaceRequest): Pick<Endpoint, "exposure" | "from"> {
  const { site, peers } = request;
  const platform = peers.filter((peer) => peer.name === "platform-12345").map((peer) => `${peer.address}/32`);
  if (config.serves === "interface") return { exposure: { kind: "internal" }, from: { zones: [], networks: platform } };
  // Work orders come in at the desk's own address.
  const exchange = config.platform12345.workOrders ? platform : [];
  return {
    exposure: {
      kind: "ingress",
      host: deskHost(request),
      className: site.platform.kind === "kubernetes" ? site.platform.ingressClass : undefined,
      tlsSecret: namesAt(request, place)("desk-tls").name,
      streams: STREAMS,
    },
    from: { zones: [], networks: [...(site.agentNetworks ?? USUAL_AGENT_NETWORKS), ...exchange] },
  };
}
