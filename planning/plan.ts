import type { ProvinceId } from "../provinces/reference/divisions.ts";
import type { Gibibytes, Mebibytes, Millicores, Seconds } from "../provinces/units.ts";
import type { Figures } from "./figures.ts";
import type { TrafficPlan } from "./traffic-plan.ts";
import type { TrunkOrder } from "./trunk-order.ts";

/**
 * The intermediate form: what will be built, complete before any resource exists. Frozen and JSON-serialisable;
 * previews, costs, policies, documents and recovery read it, platforms realise it.
 */
export interface CallCenterPlan {
  readonly format: 1;
  readonly identity: Identity;
  readonly traffic: TrafficPlan;
  readonly zones: readonly Zone[];
  /** In the order in which they are built. */
  readonly parts: readonly PartPlan[];
  /** What each trunk group asks of its carrier and its boxes; none where the carrier ends at a provider. */
  readonly trunkOrders: readonly TrunkOrder[];
  readonly figures: Figures;
}

export interface Identity {
  readonly province: ProvinceId;
  readonly name: { readonly zh: string; readonly en: string };
  readonly site: string;
  /** `anhui` for the main site, `anhui-dr` for another. */
  readonly stack: string;
  readonly status: "example" | "draft" | "live";
  readonly workMode: "hotline" | "call-center" | "integrated";
  readonly buildMode: "self-built" | "outsourced";
  readonly mergeMode: "independent" | "dual-number" | "sub-center" | "merged";
  readonly platform: "docker" | "kubernetes";
  readonly securityLevel: 2 | 3;
}

export type PartName = "freeswitch" | "database" | "agents";

/** One stack of the call center: becomes a component resource of that name. */
export interface PartPlan {
  readonly part: PartName;
  /** Registered as the component's inputs, so a preview reads `agents: 50 => 80`. Short values, no secrets. */
  readonly summary: Readonly<Record<string, string | number | boolean>>;
  readonly items: readonly PlanItem[];
}

/** A network with its own rules: a namespace on Kubernetes, a network on Docker. */
export interface Zone {
  readonly name: ZoneName;
  /** Physical name. */
  readonly id: string;
  /** media needs the host network, and therefore a privileged namespace; the others are restricted. */
  readonly security: "host-network" | "restricted";
  /** Holds stateful items: protected like them. */
  readonly stateful: boolean;
}

export type ZoneName = "media" | "data" | "desk";

export type PlanItem =
  | Workload
  | Postgres
  | Volume
  | ConfigSet
  | SecretSet
  | Endpoint
  | Job
  | Certificate
  | HostFirewall;

interface Item {
  /** Logical name, unique in the plan; never changes, for it is part of the resource's identity. */
  readonly name: string;
  /** Physical name, from names.ts. */
  readonly id: string;
  readonly zone: ZoneName;
  readonly meters: readonly Meter[];
}

/** What a bill is made of: meters x price book x usage. */
export interface Meter {
  readonly name: string;
  readonly unit: string;
  readonly quantity: number;
}

export interface Workload extends Item {
  readonly kind: "workload";
  readonly image: ImageReference;
  readonly command?: readonly string[] | undefined;
  readonly user: { readonly uid: number; readonly gid: number };
  readonly replicas: number;
  /** host: the node's own addresses and ports. private: the zone's network. */
  readonly network: "host" | "private";
  /** Every port it listens on; on the host network these are claimed on the node. */
  readonly ports: readonly Port[];
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
  readonly mounts: readonly Mount[];
  /** Share network and volumes with the workload. */
  readonly companions: readonly Companion[];
  readonly resources: Resources;
  readonly health: Health;
  readonly drain: Drain;
  /** Node or host by its name in the province file; undefined: anywhere, replicas apart. */
  readonly node?: string | undefined;
  /** Logical names of workloads that must be rolled out, healthy, before this one. */
  readonly after: readonly string[];
  /** Servers outside its zone to which it connects; the zone's default is that nobody may. */
  readonly reaches?: readonly Reach[] | undefined;
  /** More replicas under load, where the platform can; undefined: always `replicas`. */
  readonly scaling?: Scaling | undefined;
}

export interface Reach {
  /** CIDR. */
  readonly network: string;
  readonly port: number;
}

export interface Scaling {
  /** `replicas` is the least. */
  readonly most: number;
  /** Of the requested processors, over all replicas. */
  readonly cpuPercent: number;
}

export interface Companion {
  readonly name: string;
  readonly image: ImageReference;
  readonly command?: readonly string[] | undefined;
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
  readonly mounts: readonly Mount[];
  readonly resources: Resources;
}

/** `prefix/name:version`, known without a build. */
export interface ImageReference {
  readonly image: ImageName;
  readonly reference: string;
}

export type ImageName = "freeswitch" | "media-controller" | "postgres" | "database-tools" | "agent-desk";

export interface Port {
  readonly name: string;
  readonly port: number;
  /** Last port of a range (RTP); undefined for one port. */
  readonly last?: number | undefined;
  readonly protocol: "tcp" | "udp";
}

export type EnvironmentValue =
  | { readonly kind: "plain"; readonly value: string }
  /** Sets by logical name, as in mounts. A container with such a variable states its command. */
  | { readonly kind: "secret"; readonly set: string; readonly key: string }
  /** The node's address and name, known to the platform only. */
  | { readonly kind: "node-address" }
  | { readonly kind: "node-name" };

/** Items by logical name. Memory belongs to one container; all else is shared by those that mount it. */
export interface Mount {
  readonly source:
    | { readonly kind: "config"; readonly set: string }
    | { readonly kind: "volume"; readonly volume: string }
    | { readonly kind: "secret"; readonly set: string }
    | { readonly kind: "memory"; readonly sizeMiB: Mebibytes };
  readonly path: string;
  readonly readOnly: boolean;
}

export interface Resources {
  readonly cpu: Millicores;
  readonly memory: Mebibytes;
}

/** Commands run in the container; no secret may stand in them. Exit 0 is healthy. */
export interface Health {
  /** Until this succeeds nothing else is asked. */
  readonly startup: Probe;
  /** Failing means restart; must not need another workload. */
  readonly liveness: Probe;
  /** Failing means no new work. */
  readonly readiness: Probe;
}

export interface Probe {
  readonly check:
    | { readonly kind: "command"; readonly command: readonly string[] }
    | { readonly kind: "http"; readonly path: string; readonly port: number };
  readonly everySeconds: Seconds;
  readonly timeoutSeconds: Seconds;
  readonly failures: number;
}

export interface Drain {
  /** How long running work may go on after the stop signal; the image's first process waits for it. */
  readonly deadlineSeconds: Seconds;
  /** Stop signal to kill: deadline + 30 s at least. */
  readonly graceSeconds: Seconds;
  /** How long a roll-out may take: above the grace period. */
  readonly updateSeconds: Seconds;
}

export interface Postgres extends Item {
  readonly kind: "postgres";
  readonly image: ImageReference;
  readonly instances: number;
  readonly synchronous: boolean;
  readonly database: string;
  /** Login that owns the database: see database-roles.ts. */
  readonly owner: string;
  /** Secret set with `username` and `password` of the owner. */
  readonly ownerSecret: string;
  readonly storageGiB: Gibibytes;
  readonly storageClass: string | undefined;
  readonly resources: Resources;
  /** postgresql.conf settings, in order. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Why each parameter has its value, in English, by name. */
  readonly reasons?: Readonly<Record<string, string>> | undefined;
  readonly backup: {
    /** undefined: a repository on the host itself (Docker), none (Kubernetes). */
    readonly store: ObjectStore | undefined;
    readonly fullEveryDays: number;
    readonly keepDays: number;
    /** Secret set with `passphrase`, by which the repository is encrypted; undefined where the store does that itself. */
    readonly cipherSecret?: string | undefined;
  };
  /** Secret set with `password` of the login by which standbys copy; undefined where the platform has its own. */
  readonly replicationSecret?: string | undefined;
  /** A new instance that begins as another one was at a moment; undefined: it begins empty. */
  readonly restore?: Restore | undefined;
  /** Number of a restored instance, 2 or more, by which the logical names of its data differ; undefined: the first. */
  readonly generation?: number | undefined;
  /** Instances that this one took the place of: stopped, nobody's server, but their data stay. */
  readonly formers?: readonly Postgres[] | undefined;
  /** SQL of the superuser: logins without passwords, the owner's rights. May be run again at any time. */
  readonly bootstrap: string;
  /** Who may connect. */
  readonly clients: readonly ZoneName[];
  /** Addresses of host-network clients, which no selector of pods matches. */
  readonly clientAddresses: readonly string[];
  /** Docker hosts by name: primary first. Empty on Kubernetes. */
  readonly hosts: readonly string[];
  readonly stateful: true;
}

export interface Restore {
  /** Physical name of the instance whose backups are read, and which is left as it is. */
  readonly from: string;
  /** Where its backups are; undefined: in its own volume on the same host (Docker). */
  readonly store: ObjectStore | undefined;
  /** Secret set with the `passphrase` of its repository. */
  readonly cipherSecret?: string | undefined;
  /** time: the last state before that moment, RFC 3339 with an offset. latest: everything that was archived. */
  readonly target: { readonly kind: "latest" } | { readonly kind: "time"; readonly time: string };
}

export interface ObjectStore {
  /** `s3://bucket/path` */
  readonly location: string;
  /** URL of its S3 interface. */
  readonly endpoint: string;
  /** Secret set with `access-key` and `secret-key`. */
  readonly secret: string;
  /** Certificate in PEM of the authority that vouches for the store; undefined: one that the image knows. */
  readonly authority?: string | undefined;
}

export interface Volume extends Item {
  readonly kind: "volume";
  readonly sizeGiB: Gibibytes;
  readonly storageClass: string | undefined;
  readonly node?: string | undefined;
  readonly stateful: boolean;
  readonly purpose: string;
}

/**
 * restart: a change rolls its workloads, so its physical name carries a hash of its content and it is immutable.
 * reload: fixed name, updated in place and reloaded.
 */
export interface ConfigSet extends Item {
  readonly kind: "config-set";
  readonly set: "restart" | "reload";
  /** Text by relative path, sorted; no secrets. */
  readonly files: Readonly<Record<string, string>>;
  readonly hash: string;
  readonly node?: string | undefined;
}

/** Values live encrypted in the stack file; the plan holds their names only. */
export interface SecretSet extends Item {
  readonly kind: "secret-set";
  readonly type: "opaque" | "basic-auth" | "tls";
  readonly keys: Readonly<Record<string, SecretValue>>;
  readonly node?: string | undefined;
}

export type SecretValue =
  | { readonly kind: "plain"; readonly value: string }
  | { readonly kind: "secret"; readonly secret: SecretName };

/** Name of a secret in the stack file: `hotline:<name>`. */
export type SecretName =
  | "event-socket-password"
  | "database-password"
  | "database-media-password"
  | "database-desk-password"
  | "database-report-password"
  | "database-auditor-password"
  | "database-upkeep-password"
  | "database-replication-password"
  | "backup-passphrase"
  | "media-control-key"
  | "media-desk-key"
  | "adapter-token"
  | "adapter-tls-authority"
  | "desk-session-key"
  | "desk-tls-certificate"
  | "desk-tls-key"
  | "desk-oidc-client"
  | "desk-authority"
  | "platform-12345-token"
  | "backup-access-key"
  | "backup-secret-key"
  | "provider-sip-password"
  | "provider-copies-key"
  | "phone-password";

export interface Endpoint extends Item {
  readonly kind: "endpoint";
  readonly workload: string;
  readonly ports: readonly Port[];
  readonly exposure:
    | { readonly kind: "internal" }
    | {
        readonly kind: "ingress";
        readonly host: string;
        readonly className: string | undefined;
        readonly tlsSecret: string;
        readonly streams: Streams;
      };
  /** Who may connect: zones, and networks outside. Nothing else may. */
  readonly from: { readonly zones: readonly ZoneName[]; readonly networks: readonly string[] };
}

/** What stands between a browser and a workload must let events pass as they come, and leave quiet streams alone. */
export interface Streams {
  readonly buffered: false;
  /** Longest silence of a stream; the workload says something well before. */
  readonly idleSeconds: Seconds;
  /** Largest request. */
  readonly bodyMiB: Mebibytes;
}

export interface Job extends Item {
  readonly kind: "job";
  readonly image: ImageReference;
  readonly command: readonly string[];
  readonly user: { readonly uid: number; readonly gid: number };
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
  readonly mounts: readonly Mount[];
  readonly resources: Resources;
  /** Cron, Asia/Shanghai; undefined: once. */
  readonly schedule?: string | undefined;
  /** Logical names of items that must be done, or rolled out, before it. */
  readonly after?: readonly string[] | undefined;
  readonly node?: string | undefined;
  readonly deadlineSeconds: Seconds;
  /** Servers outside the call center to which it connects; the zone's default is that nobody may. */
  readonly reaches?: readonly Reach[] | undefined;
}

export interface Certificate extends Item {
  readonly kind: "certificate";
  /** Names that it must hold, and addresses where a server has no name. */
  readonly dnsNames: readonly string[];
  /** Secret set of type tls that holds it. */
  readonly secret: string;
}

/** nftables rules of the nodes that carry media; the host network knows no network policy. */
export interface HostFirewall extends Item {
  readonly kind: "host-firewall";
  readonly nodes: readonly string[];
  readonly rules: string;
  readonly hash: string;
}
