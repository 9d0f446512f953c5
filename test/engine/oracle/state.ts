import { isList, isProperties, isUnknown, type Properties, type Value } from "../../../engine/offline/value.ts";

/**
 * What the official docker plugin makes of its preview once a daemon has answered. The values are those that Docker
 * 20.10 gave for a created container, network and volume; zeros where it read them.
 */
const DECIDED: Readonly<Record<string, Value>> = {
  bridge: "",
  command: [],
  driver: "local",
  entrypoints: [],
  envs: [],
  exitCode: 0,
  containerLogs: null,
  healthcheck: null,
  hostname: "2de3ff7fef85",
  imageId: `sha256:${"8".repeat(64)}`,
  init: false,
  internal: false,
  ipamConfigs: [{ auxAddress: {}, gateway: "172.18.0.1", ipRange: "", subnet: "172.18.0.0/16" }],
  ipcMode: "private",
  labels: [],
  logDriver: "json-file",
  mountpoint: "/var/lib/docker/volumes/v/_data",
  networkDatas: [],
  options: {},
  platform: "linux",
  repoDigest: "",
  runtime: "runc",
  scope: "local",
  securityOpts: [],
  shmSize: 64,
  stopSignal: "",
  stopTimeout: 0,
};

const READ_AS_ZERO: Readonly<Record<string, Value>> = {
  cpuSet: "",
  cpuShares: 0,
  domainname: "",
  maxRetryCount: 0,
  memory: 0,
  memorySwap: 0,
  privileged: false,
  publishAllPorts: false,
  user: "",
  usernsMode: "",
  workingDir: "",
  attachable: false,
  ingress: false,
  ipv6: false,
};

export function dockerState(preview: Properties): Properties {
  const entries = Object.entries(preview).map(([key, value]): [string, Value] => {
    if (key === "id") return [key, "subject"];
    if (isUnknown(value)) return [key, DECIDED[key] ?? null];
    return [key, value === null && Object.hasOwn(READ_AS_ZERO, key) ? (READ_AS_ZERO[key] ?? null) : decided(value)];
  });
  return Object.fromEntries(entries);
}

function decided(value: Value): Value {
  if (isUnknown(value)) return 0;
  if (isList(value)) return value.map(decided);
  return isProperties(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decided(inner)]))
    : value;
}

/** What an API server adds to an object: its own metadata, a status, and defaults all over. */
export function storedByServer(state: Properties): Properties {
  const stored = withDefaults(state, []);
  if (!isProperties(stored)) return state;
  const metadata = isProperties(stored["metadata"]) ? stored["metadata"] : {};
  return {
    ...stored,
    metadata: {
      ...metadata,
      creationTimestamp: "2026-01-01T00:00:00Z",
      generation: 1,
      resourceVersion: "1234",
      uid: "5f2b8ee8-0000-0000-0000-000000000000",
      managedFields: [{ manager: "pulumi-kubernetes", operation: "Apply" }],
    },
    status: { observedGeneration: 1, conditions: [{ type: "Ready", status: "True" }] },
  };
}

const SERVER_DEFAULTS: Readonly<Record<string, Properties>> = {
  containers: { imagePullPolicy: "IfNotPresent", terminationMessagePath: "/dev/termination-log" },
  ports: { protocol: "TCP" },
  spec: { progressDeadlineSeconds: 600, internalTrafficPolicy: "Cluster", dnsPolicy: "ClusterFirst" },
  securityContext: { runAsUser: 0 },
  volumes: { defaultMode: 420 },
};

function withDefaults(value: Value, path: readonly string[]): Value {
  if (path[0]?.startsWith("__") === true) return value;
  if (isList(value)) return value.map((element) => withDefaults(element, path));
  if (!isProperties(value)) return value;
  const inner = Object.entries(value).map(([key, each]) => [key, withDefaults(each, [...path, key])] as const);
  return { ...SERVER_DEFAULTS[path.at(-1) ?? ""], ...Object.fromEntries(inner) };
}
