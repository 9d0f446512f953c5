import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DiffReply, PlanningClient, secret, UNKNOWN } from "./planning-client.ts";

type Plain = Record<string, unknown>;

const SET = "kubernetes:apps/v1:StatefulSet";

let client: PlanningClient;
let rehearsal: PlanningClient;
beforeAll(async () => {
  client = await PlanningClient.open("kubernetes");
  rehearsal = await PlanningClient.open("kubernetes", "rehearsal");
  await client.configure({ enableConfigMapMutable: "true", enableSecretMutable: true });
});
afterAll(() => {
  client.close();
  rehearsal.close();
});

const metadata = (own: Plain = {}): Plain => ({
  name: "media",
  namespace: "anhui-media",
  labels: { app: "media" },
  ...own,
});

function statefulSet(spec: Plain = {}, container: Plain = {}, own: Plain = {}): Plain {
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: metadata(own),
    spec: {
      serviceName: "media",
      replicas: 1,
      selector: { matchLabels: { app: "media" } },
      template: {
        metadata: { labels: { app: "media" } },
        spec: {
          containers: [
            {
              name: "switch",
              image: "example/freeswitch:1",
              resources: { limits: { cpu: "1000m", memory: "1024Mi" } },
              env: [
                { name: "A", value: "1" },
                { name: "B", value: "2" },
              ],
              ...container,
            },
          ],
          volumes: [{ name: "tmp", emptyDir: {} }],
        },
      },
      ...spec,
    },
  };
}

/** What the engine would send: the state a rehearsal recorded for checked inputs, then the new ones, checked too. */
async function diff(
  old: Plain,
  next: Plain,
  { type = SET, ignoreChanges = [] }: { type?: string; ignoreChanges?: readonly string[] } = {},
): Promise<DiffReply> {
  const before = await client.check(type, old);
  const { state } = await rehearsal.create(type, before.inputs, false);
  const after = await client.check(type, next, before.inputs);
  return await client.diff(type, { state, oldInputs: before.inputs, news: after.inputs, ignoreChanges });
}

const NONE: DiffReply = { operation: "none", deleteBeforeReplace: false, paths: [] };

describe("Check", () => {
  it("returns a complete object in its normal form", async () => {
    const { inputs, failures } = await client.check(SET, statefulSet());
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({
      spec: { template: { spec: { containers: [{ resources: { limits: { cpu: "1", memory: "1Gi" } } }] } } },
    });
  });

  it("wants a new object to be named, and puts it into the provider's namespace", async () => {
    const { inputs, failures } = await client.check("kubernetes:core/v1:ConfigMap", { metadata: {}, data: { a: "b" } });
    expect(failures).toEqual([expect.stringMatching(/^metadata\.name: .*explicit name/)]);
    expect(inputs["metadata"]).toEqual({ namespace: "default" });
  });

  it("drops fields that the API doesn't have, and leaves an object alone that isn't of its types", async () => {
    const object = statefulSet({ replicas: 2, extra: "x" });
    expect((await client.check(SET, object)).inputs["spec"]).not.toHaveProperty("extra");
    const wrong = statefulSet({ replicas: "2", extra: "x" });
    expect((await client.check(SET, wrong)).inputs).toEqual(wrong);
  });

  it("wants no namespace of what has none", async () => {
    const { failures } = await client.check("kubernetes:core/v1:Namespace", { metadata: { name: "anhui" } });
    expect(failures).toEqual([]);
  });

  it("passes on a name that only a deployment would know", async () => {
    const { failures } = await client.check("kubernetes:core/v1:ConfigMap", { metadata: metadata({ name: UNKNOWN }) });
    expect(failures).toEqual([]);
  });

  it("refuses a kind that is in no table", async () => {
    await expect(client.check("kubernetes:apps/v1:ReplicaSet", { metadata: metadata() })).rejects.toThrow(
      /does not know the kind kubernetes:apps\/v1:ReplicaSet/,
    );
  });

  it("folds stringData into data and keeps all of it secret", async () => {
    const { inputs } = await client.check("kubernetes:core/v1:Secret", {
      apiVersion: "v1",
      kind: "Secret",
      metadata: metadata(),
      stringData: { user: "hotline", password: secret("s3cret") },
    });
    expect(inputs["stringData"]).toBeUndefined();
    expect(inputs["data"]).toEqual(secret({ user: "aG90bGluZQ==", password: "czNjcmV0" }));
  });

  it("takes over a name that the official plugin once generated", async () => {
    const olds = { metadata: metadata({ name: "media-1a2b3c4d", annotations: { "pulumi.com/autonamed": "true" } }) };
    const { inputs } = await client.check(
      "kubernetes:core/v1:ConfigMap",
      { metadata: { namespace: "anhui-media" } },
      olds,
    );
    expect(inputs["metadata"]).toMatchObject({
      name: "media-1a2b3c4d",
      annotations: { "pulumi.com/autonamed": "true" },
    });
  });
});

describe("Diff of a stateful set", () => {
  it("is none for the same object", async () => {
    expect(await diff(statefulSet(), statefulSet())).toEqual(NONE);
  });

  it("is none for quantities written another way", async () => {
    const same = statefulSet({}, { resources: { limits: { cpu: "1", memory: "1Gi" } } });
    expect(await diff(statefulSet(), same)).toEqual(NONE);
  });

  it("is none for nulls, empty lists and a false that the API never stores", async () => {
    const same = statefulSet({ minReadySeconds: 0, ordinals: null }, { tty: false, args: [], ports: null });
    expect(await diff(statefulSet(), same)).toEqual(NONE);
  });

  it("is an update of exactly the replicas", async () => {
    expect(await diff(statefulSet(), statefulSet({ replicas: 2 }))).toEqual({
      operation: "update",
      deleteBeforeReplace: false,
      paths: ["spec.replicas: UPDATE"],
    });
  });

  it("is an update of exactly the image, by list index", async () => {
    const reply = await diff(statefulSet(), statefulSet({}, { image: "example/freeswitch:2" }));
    expect(reply.operation).toBe("update");
    expect(reply.paths).toEqual(["spec.template.spec.containers[0].image: UPDATE"]);
  });

  it("compares a reordered list element by element", async () => {
    const reply = await diff(
      statefulSet(),
      statefulSet(
        {},
        {
          env: [
            { name: "B", value: "2" },
            { name: "A", value: "1" },
          ],
        },
      ),
    );
    expect(reply.paths).toEqual(
      [0, 1].flatMap((index) =>
        ["name", "value"].map((key) => `spec.template.spec.containers[0].env[${index}].${key}: UPDATE`),
      ),
    );
  });

  it("quotes keys with dots", async () => {
    const reply = await diff(statefulSet(), statefulSet({}, {}, { labels: { app: "media", "hotline/zone.x": "a" } }));
    expect(reply.paths).toEqual(['metadata.labels["hotline/zone.x"]: ADD']);
  });

  it.each([
    ["serviceName", { serviceName: "other" }, "spec.serviceName: UPDATE_REPLACE"],
    ["pod management", { podManagementPolicy: "Parallel" }, "spec.podManagementPolicy: ADD_REPLACE"],
    ["revision history", { revisionHistoryLimit: 3 }, "spec.revisionHistoryLimit: ADD_REPLACE"],
    ["selector", { selector: { matchLabels: { app: "new" } } }, "spec.selector.matchLabels.app: UPDATE_REPLACE"],
    ["claims", { volumeClaimTemplates: [{ metadata: { name: "d" } }] }, "spec.volumeClaimTemplates: ADD_REPLACE"],
  ])("is a delete, then a create, for %s", async (_label, spec, path) => {
    expect(await diff(statefulSet(), statefulSet(spec))).toEqual({
      operation: "replace",
      deleteBeforeReplace: true,
      paths: [path],
    });
  });

  it("is a create, then a delete, for another name or namespace", async () => {
    for (const own of [{ name: "other" }, { namespace: "other" }]) {
      const reply = await diff(statefulSet(), statefulSet({}, {}, own));
      expect(reply).toMatchObject({ operation: "replace", deleteBeforeReplace: false });
    }
  });

  it("says replace when a forcing field is not known yet", async () => {
    const reply = await diff(statefulSet(), statefulSet({ serviceName: UNKNOWN }));
    expect(reply.operation).toBe("replace");
    // An object with an unknown is compared as written, so the quantities differ as well: as official.
    expect(reply.paths).toContain("spec.serviceName: UPDATE_REPLACE");
  });

  it("leaves out what is to be ignored", async () => {
    const next = statefulSet({ replicas: 3 }, { image: "example/freeswitch:2" });
    const reply = await diff(statefulSet(), next, { ignoreChanges: ["spec.template.spec.containers[*].image"] });
    expect(reply.paths).toEqual(["spec.replicas: UPDATE"]);
  });

  it("compares with what the cluster stored, not with what it added", async () => {
    const { inputs } = await client.check(SET, statefulSet());
    const spec = inputs["spec"] as Plain;
    const state = {
      ...inputs,
      spec: { ...spec, replicas: 4, updateStrategy: { type: "RollingUpdate" } },
      status: { replicas: 4 },
      __inputs: inputs,
      __initialApiVersion: "apps/v1",
      __fieldManager: "pulumi-kubernetes-1a2b",
    };
    const reply = await client.diff(SET, { state, oldInputs: inputs, news: inputs });
    expect(reply.paths).toEqual(["spec.replicas: UPDATE"]);
  });

  it("refuses recorded state in a layout it doesn't know", async () => {
    const inputs = statefulSet();
    await expect(client.diff(SET, { state: inputs, oldInputs: inputs, news: inputs })).rejects.toThrow(/__inputs/);
  });
});

describe("Diff of other kinds", () => {
  const claim = (spec: Plain = {}): Plain => ({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: metadata(),
    spec: {
      accessModes: ["ReadWriteOnce"],
      storageClassName: "local",
      resources: { requests: { storage: "10Gi" } },
      ...spec,
    },
  });
  const CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";

  it("grows a claim in place", async () => {
    const reply = await diff(claim(), claim({ resources: { requests: { storage: "20Gi" } } }), { type: CLAIM });
    expect(reply).toMatchObject({ operation: "update", paths: ["spec.resources.requests.storage: UPDATE"] });
  });

  it("replaces a claim for another storage class or access mode", async () => {
    for (const spec of [{ storageClassName: "fast" }, { accessModes: ["ReadWriteMany"] }]) {
      expect(await diff(claim(), claim(spec), { type: CLAIM })).toMatchObject({
        operation: "replace",
        deleteBeforeReplace: true,
      });
    }
  });

  const map = (data: Plain, own: Plain = {}): Plain => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: metadata(),
    data,
    ...own,
  });
  const MAP = "kubernetes:core/v1:ConfigMap";

  it("updates a mutable ConfigMap in place", async () => {
    const reply = await diff(map({ "a.xml": "1" }), map({ "a.xml": "2" }), { type: MAP });
    expect(reply).toEqual({ operation: "update", deleteBeforeReplace: false, paths: ['data["a.xml"]: UPDATE'] });
  });

  it("replaces a ConfigMap that says it is immutable", async () => {
    const reply = await diff(map({ a: "1" }, { immutable: true }), map({ a: "2" }, { immutable: true }), { type: MAP });
    expect(reply).toMatchObject({ operation: "replace", deleteBeforeReplace: true, paths: ["data.a: UPDATE_REPLACE"] });
  });

  it("replaces a ConfigMap under a provider that was not told they are mutable", async () => {
    const plain = await PlanningClient.open("kubernetes");
    await plain.configure({});
    const { inputs } = await plain.check(MAP, map({ a: "1" }));
    const { state } = await rehearsal.create(MAP, inputs, false);
    const reply = await plain.diff(MAP, { state, oldInputs: inputs, news: map({ a: "2" }) });
    plain.close();
    expect(reply).toMatchObject({ operation: "replace", deleteBeforeReplace: true });
  });

  it("sees a secret through its envelope, and that it changed", async () => {
    const object = (password: unknown, type = "Opaque"): Plain => ({
      apiVersion: "v1",
      kind: "Secret",
      metadata: metadata(),
      type,
      stringData: { password },
    });
    const SECRET = "kubernetes:core/v1:Secret";
    expect(await diff(object(secret("a")), object("a"), { type: SECRET })).toEqual(NONE);
    expect(await diff(object(secret("a")), object(secret("b")), { type: SECRET })).toMatchObject({
      operation: "update",
      paths: ["data.password: UPDATE"],
    });
    expect(await diff(object("a"), object("a", "kubernetes.io/tls"), { type: SECRET })).toMatchObject({
      operation: "replace",
    });
  });

  it.each([
    {
      type: "kubernetes:core/v1:Service",
      before: { clusterIP: "None" },
      after: { clusterIP: "10.0.0.1" },
      operation: "replace",
    },
    { type: "kubernetes:core/v1:Service", before: { clusterIP: "None" }, after: {}, operation: "replace" },
    {
      type: "kubernetes:core/v1:Service",
      before: { type: "ClusterIP" },
      after: { type: "NodePort" },
      operation: "update",
    },
    {
      type: "kubernetes:batch/v1:Job",
      before: { template: { spec: { restartPolicy: "Never" } } },
      after: { template: { spec: { restartPolicy: "OnFailure" } } },
      operation: "replace",
    },
    {
      type: "kubernetes:batch/v1:Job",
      before: { completionMode: "A" },
      after: { completionMode: "B" },
      operation: "update",
    },
    {
      type: "kubernetes:batch/v1:CronJob",
      before: { schedule: "1 * * * *" },
      after: { schedule: "2 * * * *" },
      operation: "update",
    },
    { type: "kubernetes:apps/v1:Deployment", before: { replicas: 1 }, after: { replicas: 2 }, operation: "update" },
    {
      type: "kubernetes:apps/v1:Deployment",
      before: { selector: { matchLabels: { a: "1" } } },
      after: { selector: { matchLabels: { a: "2" } } },
      operation: "replace",
    },
    {
      type: "kubernetes:policy/v1:PodDisruptionBudget",
      before: { minAvailable: 1 },
      after: { minAvailable: 2 },
      operation: "update",
    },
    {
      type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      before: { ingress: [{}] },
      after: { ingress: [] },
      operation: "update",
    },
    {
      type: "kubernetes:networking.k8s.io/v1:Ingress",
      before: { ingressClassName: "a" },
      after: { ingressClassName: "b" },
      operation: "update",
    },
    {
      type: "kubernetes:postgresql.cnpg.io/v1:Cluster",
      before: { instances: 2 },
      after: { instances: 3 },
      operation: "update",
    },
    {
      type: "kubernetes:postgresql.cnpg.io/v1:ScheduledBackup",
      before: { schedule: "a" },
      after: { schedule: "b" },
      operation: "update",
    },
  ])("of $type: $operation", async ({ type, before, after, operation }) => {
    const apiVersion = type.replace(/^kubernetes:(core\/)?/, "").replace(/:\w+$/, "");
    const object = (spec: Plain): Plain => ({ apiVersion, kind: type.split(":").at(-1), metadata: metadata(), spec });
    expect(await diff(object(before), object(after), { type })).toMatchObject({ operation });
  });
});

describe("DiffConfig", () => {
  const kubeconfig = (server: string, token = "t"): string =>
    [
      "current-context: main",
      "contexts: [{name: main, context: {cluster: c, user: u}}]",
      `clusters: [{name: c, cluster: {server: ${server}}}]`,
      `users: [{name: u, user: {token: ${token}}}]`,
    ].join("\n");

  it("replaces everything for another cluster, and nothing for another token", async () => {
    const olds = { kubeconfig: kubeconfig("https://a") };
    expect(await client.diffConfiguration(olds, { kubeconfig: kubeconfig("https://b") })).toMatchObject({
      operation: "replace",
    });
    expect(await client.diffConfiguration(olds, { kubeconfig: kubeconfig("https://a", "u") })).toMatchObject({
      operation: "update",
    });
    expect(await client.diffConfiguration(olds, olds)).toEqual(NONE);
  });

  it("believes a cluster identifier over the kubeconfig", async () => {
    const olds = { kubeconfig: kubeconfig("https://a"), clusterIdentifier: "hefei" };
    const moved = { kubeconfig: kubeconfig("https://b"), clusterIdentifier: "hefei" };
    expect(await client.diffConfiguration(olds, moved)).toMatchObject({ operation: "update" });
    expect(await client.diffConfiguration(olds, { ...olds, clusterIdentifier: "wuhu" })).toMatchObject({
      operation: "replace",
    });
  });
});

describe("Outside a rehearsal", () => {
  it("answers a preview with the inputs and without an id", async () => {
    expect(await client.create(SET, statefulSet(), true)).toEqual({ id: "", state: statefulSet() });
  });

  it("refuses to create, update and delete", async () => {
    const refusal = /It only plans/;
    await expect(client.create(SET, statefulSet(), false)).rejects.toThrow(refusal);
    await expect(client.update(SET, statefulSet())).rejects.toThrow(refusal);
    await expect(client.delete(SET)).rejects.toThrow(refusal);
  });

  it("refuses to read and to invoke, in any mode", async () => {
    for (const side of [client, rehearsal]) {
      await expect(side.read(SET)).rejects.toThrow(/can't be read offline/);
      await expect(side.invoke("kubernetes:yaml:decode")).rejects.toThrow(/asks a real kubernetes/);
    }
  });

  it("records in a rehearsal what the official plugin would", async () => {
    const { id, state } = await rehearsal.create(SET, statefulSet(), false);
    expect(id).toBe("anhui-media/media");
    expect(state).toMatchObject({ __inputs: statefulSet(), __initialApiVersion: "apps/v1" });
  });
});
