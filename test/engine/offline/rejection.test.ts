import { describe, expect, it } from "vitest";
import { findRejections, securityLevelOf } from "../../../engine/offline/rejection/find.ts";
import type { Properties } from "../../../engine/offline/value.ts";
import { writePath } from "../../../engine/property-path.ts";

const metadata = { name: "media", namespace: "anhui-media", labels: { app: "media" } };

function workload(own: Properties = {}, container: Properties = {}, pod: Properties = {}): Properties {
  return {
    metadata,
    spec: {
      serviceName: "media",
      selector: { matchLabels: { app: "media" } },
      template: {
        metadata: { labels: { app: "media" } },
        spec: {
          containers: [
            {
              name: "switch",
              image: "example/switch:1",
              volumeMounts: [{ name: "data", mountPath: "/data" }],
              ports: [{ containerPort: 5060, protocol: "UDP" }],
              resources: { requests: { cpu: "1" }, limits: { cpu: "2" } },
              ...container,
            },
          ],
          volumes: [{ name: "data", emptyDir: {} }],
          ...pod,
        },
      },
      ...own,
    },
  };
}

/** `rule path` of each. */
function found(type: string, next: Properties, { old, level }: { old?: Properties; level?: string } = {}): string[] {
  const rejections = findRejections({ type: `kubernetes:${type}`, next, ...(old === undefined ? {} : { old }) }, level);
  return rejections.map(({ rule, path }) => `${rule} ${writePath(path)}`);
}

const SET = "apps/v1:StatefulSet";
const POD = "spec.template.spec";

describe("A workload", () => {
  it("is taken as our stacks make it", () => {
    expect(found(SET, workload())).toEqual([]);
  });

  it.each([
    ["name spec.template.spec.containers[0].name", workload({}, { name: "Switch_1" })],
    ["required spec.template.spec.containers[0].image", workload({}, { image: "" })],
    ["required spec.template.spec.containers", workload({}, {}, { containers: [] })],
    [
      "reference spec.template.spec.containers[0].volumeMounts[0].name",
      workload({}, {}, { volumes: [{ name: "other", emptyDir: {} }] }),
    ],
    [
      "port spec.template.spec.containers[0].ports[0].containerPort",
      workload({}, { ports: [{ containerPort: 70_000 }] }),
    ],
    [
      "choice spec.template.spec.containers[0].ports[0].protocol",
      workload({}, { ports: [{ containerPort: 1, protocol: "udp" }] }),
    ],
    [
      "quantity spec.template.spec.containers[0].resources.limits.memory",
      workload({}, { resources: { limits: { memory: "1 Gi" } } }),
    ],
    [
      "quantity spec.template.spec.containers[0].resources.requests.cpu",
      workload({}, { resources: { requests: { cpu: "3" }, limits: { cpu: "2" } } }),
    ],
    ["selector spec.selector", workload({ selector: { matchLabels: { app: "other" } } })],
    ["choice spec.template.spec.restartPolicy", workload({}, {}, { restartPolicy: "Never" })],
    ["type spec.replicas", workload({ replicas: "2" })],
    ["type spec.extra", workload({ extra: 1 })],
    ["quantity spec.replicas", workload({ replicas: -1 })],
  ])("is refused for %s", (expected, object) => {
    expect(found(SET, object)).toEqual([expected]);
  });

  it("is refused an update of what only a new one can have, and only an update", () => {
    const next = workload({ serviceName: "other", podManagementPolicy: "Parallel" });
    expect(found(SET, next, { old: workload() })).toEqual([
      "immutable spec.serviceName",
      "immutable spec.podManagementPolicy",
    ]);
    expect(found(SET, next)).toEqual([]);
    expect(found(SET, workload({ replicas: 3 }), { old: workload() })).toEqual([]);
  });

  it("has pods that its namespace's level doesn't allow", () => {
    const hardened = {
      securityContext: {
        allowPrivilegeEscalation: false,
        runAsNonRoot: true,
        capabilities: { drop: ["ALL"] },
        seccompProfile: { type: "RuntimeDefault" },
      },
    };
    expect(found(SET, workload({}, hardened), { level: "restricted" })).toEqual([]);
    expect(found(SET, workload({}, hardened, { hostNetwork: true }), { level: "restricted" })).toEqual([
      `pod-security ${POD}.hostNetwork`,
    ]);
    expect(found(SET, workload({}, hardened, { hostNetwork: true }), { level: "privileged" })).toEqual([]);
    expect(found(SET, workload(), { level: "baseline" })).toEqual([]);
    expect(found(SET, workload(), { level: "restricted" })).toEqual(
      ["allowPrivilegeEscalation", "capabilities.drop", "runAsNonRoot", "seccompProfile"].map(
        (field) => `pod-security ${POD}.containers[0].securityContext.${field}`,
      ),
    );
    const namespace = { metadata: { labels: { "pod-security.kubernetes.io/enforce": "restricted" } } };
    expect(securityLevelOf(namespace)).toBe("restricted");
    expect(securityLevelOf({ metadata: {} })).toBeUndefined();
  });
});

describe("Storage", () => {
  const claim = (storage: string, own: Properties = {}): Properties => ({
    metadata,
    spec: { accessModes: ["ReadWriteOnce"], storageClassName: "local", resources: { requests: { storage } }, ...own },
  });
  const CLAIM = "core/v1:PersistentVolumeClaim";

  it("grows, but does not shrink or move", () => {
    expect(found(CLAIM, claim("20Gi"), { old: claim("10Gi") })).toEqual([]);
    expect(found(CLAIM, claim("10240Mi"), { old: claim("10Gi") })).toEqual([]);
    expect(found(CLAIM, claim("5Gi"), { old: claim("10Gi") })).toEqual(["shrinks spec.resources.requests.storage"]);
    expect(found(CLAIM, claim("10Gi", { storageClassName: "fast" }), { old: claim("10Gi") })).toEqual([
      "immutable spec.storageClassName",
    ]);
    expect(found(CLAIM, claim("10Gi", { accessModes: [] }))).toEqual(["required spec.accessModes"]);
  });

  it("of a database neither shrinks nor loses its own volume for the log", () => {
    const cluster = (spec: Properties): Properties => ({ metadata: { ...metadata, name: "db" }, spec });
    const old = cluster({ instances: 3, storage: { size: "10Gi" }, walStorage: { size: "2Gi" }, imageName: "a:1" });
    const CLUSTER = "postgresql.cnpg.io/v1:Cluster";
    const next = cluster({ instances: 0, storage: { size: "9Gi" }, imageName: "a:1" });
    expect(found(CLUSTER, next, { old })).toEqual([
      "operator spec.instances",
      "shrinks spec.storage.size",
      "operator spec.walStorage",
    ]);
    expect(found(CLUSTER, { metadata: { ...metadata, name: "x".repeat(51) }, spec: {} })).toEqual([
      "name metadata.name",
    ]);
    const both = { instances: 3, storage: { size: "10Gi" }, walStorage: { size: "2Gi" }, imageName: "a:2" };
    expect(found(CLUSTER, cluster({ ...both, postgresql: { parameters: { a: "1" } } }), { old })).toEqual([
      "operator spec.imageName",
    ]);
    expect(found(CLUSTER, cluster(both), { old })).toEqual([]);
  });
});

describe("Other kinds", () => {
  it.each([
    [
      "immutable data",
      "core/v1:ConfigMap",
      { data: { a: "2" }, immutable: true },
      { data: { a: "1" }, immutable: true },
    ],
    ["immutable immutable", "core/v1:ConfigMap", { data: { a: "1" } }, { data: { a: "1" }, immutable: true }],
    ["immutable type", "core/v1:Secret", { type: "b" }, { type: "a" }],
    ["immutable value", "scheduling.k8s.io/v1:PriorityClass", { value: 2 }, { value: 1 }],
    [
      "immutable reclaimPolicy",
      "storage.k8s.io/v1:StorageClass",
      { reclaimPolicy: "Delete" },
      { reclaimPolicy: "Retain" },
    ],
    [
      "immutable spec.clusterIP",
      "core/v1:Service",
      service({ clusterIP: "10.0.0.2" }),
      service({ clusterIP: "10.0.0.1" }),
    ],
  ])("are refused the update %s of %s", (...[expected, type, next, old]) => {
    expect(found(type, { metadata, ...next }, { old: { metadata, ...old } })).toEqual([expected]);
  });

  function service(spec: Properties): Properties {
    return { spec: { ports: [{ port: 80 }], ...spec } };
  }

  it.each([
    ['secret-data data["tls.key"]', "core/v1:Secret", { type: "kubernetes.io/tls", data: { "tls.crt": "YQ==" } }],
    ["secret-data data.a", "core/v1:Secret", { data: { a: "not base64!" } }],
    ["secret-data data.a b", "core/v1:ConfigMap", { data: { "a b": "1" } }],
    ["port spec.ports[0].port", "core/v1:Service", service({ ports: [{ port: 0 }] })],
    [
      "duplicate spec.ports",
      "core/v1:Service",
      service({
        ports: [
          { name: "a", port: 80 },
          { name: "b", port: 80 },
        ],
      }),
    ],
    ["schedule spec.schedule", "postgresql.cnpg.io/v1:ScheduledBackup", { spec: { schedule: "0 3 * * *" } }],
    [
      'choice metadata.labels["pod-security.kubernetes.io/enforce"]',
      "core/v1:Namespace",
      { metadata: { name: "a", labels: { "pod-security.kubernetes.io/enforce": "strict" } } },
    ],
    [
      "port spec.ingress[0].ports[0].endPort",
      "networking.k8s.io/v1:NetworkPolicy",
      { spec: { podSelector: {}, ingress: [{ ports: [{ port: 20, endPort: 10 }] }] } },
    ],
    ["label metadata.labels.a", "core/v1:ConfigMap", { metadata: { ...metadata, labels: { a: "b c" } } }],
    ["name metadata.namespace", "core/v1:ConfigMap", { metadata: { name: "a", namespace: "A.b" } }],
  ])("are refused with %s as %s", (expected, type, object) => {
    expect(found(type, { metadata, ...object })).toEqual([expected]);
  });

  it("are not refused for what isn't known yet", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    expect(found("core/v1:Service", service({ ports: [{ port: unknown }] }))).toEqual([]);
    expect(found(SET, workload({ serviceName: unknown }), { old: workload() })).toEqual([]);
  });
});

describe("A container on Docker", () => {
  const CONTAINER = "docker:index/container:Container";
  const container = (own: Properties = {}): Properties => ({ name: "media", image: "sha256:aa", ...own });
  const rejected = (next: Properties, old?: Properties): string[] =>
    findRejections({ type: CONTAINER, next, ...(old === undefined ? {} : { old }) }).map(
      ({ rule, path }) => `${rule} ${writePath(path)}`,
    );

  it("is refused a name, a port or a place that the daemon doesn't take", () => {
    expect(rejected(container())).toEqual([]);
    expect(rejected(container({ name: "a b" }))).toEqual(["name name"]);
    expect(rejected(container({ ports: [{ internal: 80, external: 70_000 }] }))).toEqual(["port ports[0].external"]);
    expect(rejected(container({ mounts: [{ type: "volume", target: "data" }] }))).toEqual(["name mounts[0].target"]);
  });

  it("keeps the mounts that an update in place says it has changed", () => {
    const mounted = (source: string): Properties => container({ mounts: [{ type: "volume", source, target: "/a" }] });
    expect(rejected(mounted("b"), mounted("a"))).toEqual(["not-carried-out mounts"]);
    expect(rejected(container({ memory: 512 }), container({ memory: 256 }))).toEqual([]);
    expect(rejected(container({ healthcheck: { tests: ["CMD", "b"] } }), container())).toEqual([
      "not-carried-out healthcheck",
    ]);
  });
});

it("says its reason in Chinese and English", () => {
  const [first] = findRejections({
    type: "kubernetes:apps/v1:StatefulSet",
    old: workload(),
    next: workload({ serviceName: "other" }),
  });
  expect(first?.reason).toEqual({
    zh: "spec.serviceName 创建后不能更改",
    en: "spec.serviceName can't be changed after creation",
  });
});
