import { Refusal } from "../package.ts";

/** Inputs of a Docker resource and what their change means: schema.json of pulumi-docker v5.1.0 (willReplaceOnChanges). */
export interface DockerType {
  readonly replacedBy: ReadonlySet<string>;
  readonly updatedBy: ReadonlySet<string>;
  /** Lists whose order means nothing (TypeSet in terraform-provider-docker). */
  readonly sets: ReadonlySet<string>;
  /** Only a container: it holds its name and ports until it is gone. */
  readonly deleteBeforeReplace: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const TYPES: Readonly<Record<string, DockerType>> = {
  "docker:index/network:Network": {
    replacedBy: words("attachable driver ingress internal ipamConfigs ipamDriver ipamOptions ipv6 labels name options"),
    updatedBy: new Set(),
    sets: words("ipamConfigs labels"),
    deleteBeforeReplace: false,
  },
  "docker:index/volume:Volume": {
    replacedBy: words("driver driverOpts labels name"),
    updatedBy: words("cluster"),
    sets: words("labels"),
    deleteBeforeReplace: false,
  },
  "docker:index/remoteImage:RemoteImage": {
    replacedBy: words("name platform pullTriggers triggers"),
    updatedBy: words("build forceRemove keepLocally"),
    sets: words("pullTriggers"),
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
    sets: words(`
      adds aliases capabilities deviceIds devices deviceReadBps deviceReadIops deviceRequests deviceWriteBps deviceWriteIops
      dns dnsOpts dnsSearches drops envs groupAdds hosts labels linkLocalIps mounts networksAdvanced securityOpts
      ulimits uploads volumes`),
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
