import { Refusal } from "../package.ts";
import type { Value } from "../value.ts";

/**
 * Inputs of a Docker resource and what their change means: schema.json of pulumi-docker v5.1.0 (willReplaceOnChanges)
 * and, for what a left-out input means, the provider below it (terraform-provider-docker v4.5.0).
 */
export interface DockerType {
  readonly replacedBy: ReadonlySet<string>;
  readonly updatedBy: ReadonlySet<string>;
  /** Parts of a list's element, below replacedBy, whose change does not replace: `mounts.source`. */
  readonly keptBy: ReadonlySet<string>;
  /** Lists whose order means nothing (TypeSet). */
  readonly sets: ReadonlySet<string>;
  /** Decided by the daemon when left out, so taking one away changes nothing (Optional and Computed). */
  readonly daemonDecided: ReadonlySet<string>;
  /** Values of inputs that are left out, other than false, 0 and empty. */
  readonly defaults: Readonly<Record<string, Value>>;
  /** It holds its name, or ports, until it is gone. */
  readonly deleteBeforeReplace: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
const none: ReadonlySet<string> = new Set();

const TYPES: Readonly<Record<string, DockerType>> = {
  "docker:index/network:Network": {
    replacedBy: words("attachable driver ingress internal ipamConfigs ipamDriver ipamOptions ipv6 labels name options"),
    updatedBy: none,
    keptBy: none,
    sets: words("ipamConfigs labels"),
    daemonDecided: words("driver internal ipamConfigs options"),
    defaults: { ipamDriver: "default" },
    deleteBeforeReplace: true,
  },
  "docker:index/volume:Volume": {
    replacedBy: words("driver driverOpts labels name"),
    updatedBy: words("cluster"),
    keptBy: none,
    sets: words("labels"),
    daemonDecided: words("driver"),
    defaults: {},
    deleteBeforeReplace: true,
  },
  "docker:index/remoteImage:RemoteImage": {
    replacedBy: words("name platform pullTriggers triggers"),
    updatedBy: words("build forceRemove keepLocally"),
    keptBy: none,
    sets: words("pullTriggers"),
    daemonDecided: none,
    defaults: {},
    deleteBeforeReplace: false,
  },
  "docker:index/container:Container": {
    replacedBy: words(`
      capabilities cgroupParent cgroupnsMode command cpus deviceRequests devices dns dnsOpts dnsSearches domainname
      entrypoints envs gpus groupAdds hostname hosts image ipcMode labels logDriver logOpts mounts name networkMode
      networksAdvanced pidMode platform ports privileged publishAllPorts readOnly runtime securityOpts shmSize
      stdinOpen stopSignal stopTimeout storageOpts sysctls tty ulimits uploads user usernsMode volumes workingDir`),
    updatedBy: words(`
      attach containerReadRefreshTimeoutMilliseconds cpuPeriod cpuQuota cpuSet cpuShares destroyGraceSeconds
      deviceReadBps deviceReadIops deviceWriteBps deviceWriteIops healthcheck init logs maxRetryCount memory
      memoryReservation memorySwap mustRun removeVolumes restart rm start tmpfs wait waitTimeout`),
    keptBy: words(`
      mounts.bindOptions mounts.readOnly mounts.source mounts.target mounts.type mounts.volumeOptions.driverName
      mounts.volumeOptions.driverOptions mounts.volumeOptions.labels mounts.volumeOptions.noCopy`),
    sets: words(`
      adds aliases capabilities deviceIds devices deviceReadBps deviceReadIops deviceRequests deviceWriteBps deviceWriteIops
      dns dnsOpts dnsSearches drops envs groupAdds hosts labels linkLocalIps mounts networksAdvanced securityOpts
      ulimits uploads volumes`),
    daemonDecided: words(`
      command entrypoints envs healthcheck hostname init ipcMode labels logDriver platform ports.external runtime
      securityOpts shmSize stopSignal stopTimeout user`),
    defaults: {
      containerReadRefreshTimeoutMilliseconds: 15_000,
      "devices.permissions": "rwm",
      "healthcheck.interval": "0s",
      "healthcheck.startInterval": "0s",
      "healthcheck.startPeriod": "0s",
      "healthcheck.timeout": "0s",
      mustRun: true,
      networkMode: "bridge",
      "ports.ip": "0.0.0.0",
      "ports.protocol": "tcp",
      removeVolumes: true,
      restart: "no",
      start: true,
      waitTimeout: 60,
    },
    deleteBeforeReplace: true,
  },
};

export function dockerTypeOf(type: string): DockerType {
  const known = TYPES[type];
  if (known !== undefined) return known;
  throw new Refusal(
    `The planning provider does not know ${type}; it plans ${Object.keys(TYPES).join(", ")}. ` +
      "Add it to engine/offline/docker/types.ts, or preview with the official plugin.",
  );
}
