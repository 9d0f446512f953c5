import { beforeAll, describe, expect, test } from "vitest";
import { at, holdsSecret, only, type Recorded } from "./recorder.ts";
import { recordSample } from "./sample-center.ts";
import { samplePlan } from "./sample-plan.ts";

let resources: readonly Recorded[] = [];
beforeAll(async () => {
  resources = await recordSample("kubernetes");
});

const kubernetes = () => resources.filter(({ type }) => type.startsWith("kubernetes:"));
const ofKind = (kind: string) => kubernetes().filter(({ type }) => type.endsWith(`:${kind}`));
const named = (name: string) => only(resources, name);

describe("identity", () => {
  test("every item becomes these resources and no others", () => {
    const names = kubernetes().map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`);
    expect(names.sort()).toEqual([
      "Cluster anhui-database-database",
      "ConfigMap anhui-database-database-bootstrap",
      "ConfigMap anhui-freeswitch-firewall",
      "ConfigMap anhui-freeswitch-switch-config",
      "ConfigMap anhui-freeswitch-switch-reload",
      "CronJob anhui-database-upkeep",
      "Deployment anhui-agents-desk",
      "HorizontalPodAutoscaler anhui-agents-desk-scaling",
      "Ingress anhui-agents-desk-web-ingress",
      "Job anhui-database-migrate",
      "Namespace anhui-data",
      "Namespace anhui-desk",
      "Namespace anhui-media",
      "NetworkPolicy anhui-agents-desk-allow-outside",
      "NetworkPolicy anhui-agents-desk-web-allow-clients",
      "NetworkPolicy anhui-data-allow-dns",
      "NetworkPolicy anhui-data-default-deny",
      "NetworkPolicy anhui-database-database-allow-clients",
      "NetworkPolicy anhui-database-database-allow-from-data",
      "NetworkPolicy anhui-database-database-allow-from-desk",
      "NetworkPolicy anhui-database-database-allow-replication",
      "NetworkPolicy anhui-desk-allow-dns",
      "NetworkPolicy anhui-desk-default-deny",
      "ObjectStore anhui-database-database-store",
      "PersistentVolumeClaim anhui-freeswitch-spool-media-a",
      "PersistentVolumeClaim anhui-freeswitch-spool-media-b",
      "PodDisruptionBudget anhui-agents-desk-disruption",
      "PodDisruptionBudget anhui-freeswitch-media-a-disruption",
      "PodDisruptionBudget anhui-freeswitch-media-b-disruption",
      "ScheduledBackup anhui-database-database-backup",
      "Secret anhui-agents-desk-tls",
      "Secret anhui-database-backup-store",
      "Secret anhui-database-database-owner",
      "Secret anhui-freeswitch-event-socket",
      "Service anhui-agents-desk-web",
      "Service anhui-freeswitch-media-a-headless",
      "Service anhui-freeswitch-media-b-headless",
      "StatefulSet anhui-freeswitch-media-a",
      "StatefulSet anhui-freeswitch-media-b",
    ]);
  });

  test("every object has an explicit name, and a namespace where it has one", () => {
    for (const resource of kubernetes()) {
      expect(at(resource, "metadata.name"), resource.name).toMatch(/^[a-z][a-z0-9-]{0,62}$/);
      if (!resource.type.endsWith(":Namespace"))
        expect(at(resource, "metadata.namespace"), resource.name).toMatch(/^hotline-anhui-(media|data|desk)$/);
    }
  });

  test("no two objects of a kind have one name in one namespace", () => {
    const places = kubernetes().map((resource) => `${resource.type} ${JSON.stringify(resource.inputs["metadata"])}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test("all goes through the explicit provider, on which both configuration and secrets are mutable", () => {
    expect(new Set(kubernetes().map(({ provider }) => provider))).toEqual(new Set(["kubernetes"]));
    expect(named("kubernetes").inputs).toMatchObject({ enableConfigMapMutable: "true", enableSecretMutable: "true" });
  });
});

describe("protection", () => {
  test("exactly the stateful ones and their namespaces are protected and outlive the state", () => {
    const expected = ["anhui-data", "anhui-database-database", "anhui-freeswitch-spool-media-a", "anhui-media"];
    expect(
      resources
        .filter(({ protect }) => protect)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(expected);
    expect(
      resources
        .filter(({ retainOnDelete }) => retainOnDelete)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(expected);
  });

  test("secrets stand in Secret resources and nowhere else", () => {
    expect(resources.filter(holdsSecret).map(({ type }) => type)).toEqual(ofKind("Secret").map(({ type }) => type));
    expect(ofKind("Secret")).toHaveLength(4);
  });

  test("secrets keep their names without a hash and have the type that their readers expect", () => {
    expect(
      ofKind("Secret")
        .map((secret) => `${String(at(secret, "metadata.name"))} ${String(at(secret, "type"))}`)
        .sort(),
    ).toEqual([
      "hotline-anhui-backup-store Opaque",
      "hotline-anhui-database-owner kubernetes.io/basic-auth",
      "hotline-anhui-desk-tls kubernetes.io/tls",
      "hotline-anhui-event-socket Opaque",
    ]);
  });
});

describe("namespaces", () => {
  test("the media zone enforces nothing but warns, the others enforce the restricted level", () => {
    const levels = ["anhui-media", "anhui-data", "anhui-desk"].map((name) => {
      const labels = Object.entries(at(named(name), "metadata.labels") ?? {}) as [string, string][];
      return labels.flatMap(([label, value]) => (label.startsWith("pod-security") ? [value] : []));
    });
    expect(levels).toEqual([
      ["privileged", "restricted"],
      ["restricted", "restricted"],
      ["restricted", "restricted"],
    ]);
  });

  test("restricted zones deny everything by default and let all pods ask DNS", () => {
    for (const zone of ["data", "desk"]) {
      expect(named(`anhui-${zone}-default-deny`).inputs["spec"]).toEqual({
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
      });
      expect(at(named(`anhui-${zone}-allow-dns`), "spec.egress")).toEqual([
        {
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
      ]);
    }
    expect(resources.some(({ name }) => name === "anhui-media-default-deny")).toBe(false);
  });
});

describe("a media node", () => {
  const pod = (path: string) => at(named("anhui-freeswitch-media-a"), `spec.template.spec.${path}`);

  test("runs on the host network of its node and is hardened in all else", () => {
    expect(named("anhui-freeswitch-media-a").inputs["spec"]).toMatchObject({
      replicas: 1,
      serviceName: "hotline-anhui-media-a-headless",
      updateStrategy: { type: "RollingUpdate" },
      template: {
        spec: {
          hostNetwork: true,
          dnsPolicy: "ClusterFirstWithHostNet",
          enableServiceLinks: false,
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 2730,
          nodeSelector: { "hotline/node": "anhui.media-a" },
          securityContext: {
            runAsUser: 499,
            runAsGroup: 498,
            fsGroup: 498,
            runAsNonRoot: true,
            seccompProfile: { type: "RuntimeDefault" },
          },
        },
      },
    });
    expect(at(named("anhui-freeswitch-media-a"), "spec.updateStrategy")).not.toHaveProperty("rollingUpdate");
    expect(pod("containers.0.securityContext")).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  test("declares its single ports as the node's and its range not at all", () => {
    expect(pod("containers.0.ports")).toEqual([{ name: "sip", containerPort: 5060, hostPort: 5060, protocol: "UDP" }]);
  });

  test("gets its address, name and password by reference", () => {
    expect(pod("containers.0.env")).toEqual([
      { name: "MEDIA_ADDRESS", valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } },
      { name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
      {
        name: "EVENT_SOCKET_PASSWORD",
        valueFrom: { secretKeyRef: { name: "hotline-anhui-event-socket", key: "password" } },
      },
    ]);
  });

  test("mounts whole sets, never a sub-path, and its claim by the plan's name", () => {
    expect(pod("containers.0.volumeMounts")).toEqual([
      { name: "switch-config", mountPath: "/etc/freeswitch", readOnly: true },
      { name: "switch-reload", mountPath: "/etc/freeswitch/reload", readOnly: true },
      { name: "memory-media-a-run-freeswitch", mountPath: "/run/freeswitch", readOnly: false },
      { name: "spool-media-a", mountPath: "/var/spool/hotline", readOnly: false },
    ]);
    expect(pod("volumes")).toEqual([
      {
        name: "switch-config",
        configMap: {
          name: "hotline-anhui-switch-config-0a1b2c3d4e",
          defaultMode: 0o444,
          items: [
            { key: "freeswitch.xml", path: "freeswitch.xml" },
            { key: "scripts__init.sh", path: "scripts/init.sh" },
          ],
        },
      },
      { name: "switch-reload", configMap: { name: "hotline-anhui-switch-reload", defaultMode: 0o444 } },
      { name: "memory-media-a-run-freeswitch", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } },
      { name: "spool-media-a", persistentVolumeClaim: { claimName: "hotline-anhui-spool-media-a" } },
    ]);
  });

  test("is killed fast when hung, although its drain is long", () => {
    expect(pod("containers.0.livenessProbe")).toEqual({
      exec: { command: ["bash", "/etc/freeswitch/scripts/probe.sh", "liveness"] },
      periodSeconds: 5,
      timeoutSeconds: 8,
      failureThreshold: 3,
      terminationGracePeriodSeconds: 15,
    });
  });

  test("rolls after its standby, with time for the whole drain", () => {
    expect(named("anhui-freeswitch-media-a").dependsOn).toContain("anhui-freeswitch-media-b");
    expect(named("anhui-freeswitch-media-b").dependsOn).not.toContain("anhui-freeswitch-media-a");
    expect(named("anhui-freeswitch-media-a").timeouts).toEqual({ create: "3300s", update: "3300s", delete: "3030s" });
  });

  test("is not evicted by maintenance of its node", () => {
    expect(at(named("anhui-freeswitch-media-a-disruption"), "spec.maxUnavailable")).toBe(0);
    expect(at(named("anhui-agents-desk-disruption"), "spec.maxUnavailable")).toBe(1);
  });
});

describe("configuration", () => {
  test("a restart set is immutable under its hashed name, a reload set is neither", () => {
    expect(named("anhui-freeswitch-switch-config").inputs).toMatchObject({
      metadata: { name: "hotline-anhui-switch-config-0a1b2c3d4e" },
      immutable: true,
      data: { "freeswitch.xml": "<document/>", "scripts__init.sh": "#!/bin/bash\n" },
    });
    expect(named("anhui-freeswitch-switch-reload").inputs).not.toHaveProperty("immutable");
  });

  test("one more agent changes the reload set and no media node", async () => {
    const plan = samplePlan("kubernetes");
    const changed = {
      ...plan,
      parts: plan.parts.map((part) => ({
        ...part,
        items: part.items.map((item) =>
          item.kind === "config-set" && item.set === "reload"
            ? { ...item, files: { ...item.files, "agent-1021.xml": "<user/>" }, hash: "6a6a6a6a6a" }
            : item,
        ),
      })),
    };
    const after = await recordSample("kubernetes", changed);
    const before = new Map(resources.map(({ name, inputs }) => [name, JSON.stringify(inputs)]));
    expect(
      after.filter(({ name, inputs }) => before.get(name) !== JSON.stringify(inputs)).map(({ name }) => name),
    ).toEqual(["anhui-freeswitch-switch-reload"]);
  });
});

describe("the database", () => {
  test("is a CloudNativePG cluster that is waited for, spread over nodes and archived", () => {
    expect(named("anhui-database-database").inputs).toMatchObject({
      apiVersion: "postgresql.cnpg.io/v1",
      kind: "Cluster",
      metadata: {
        name: "hotline-anhui-database",
        namespace: "hotline-anhui-data",
        annotations: { "pulumi.com/waitFor": '["condition=Ready","condition=ContinuousArchiving"]' },
      },
      spec: {
        instances: 3,
        imageName: "registry.example/postgres:1.0",
        enableSuperuserAccess: false,
        storage: { size: "100Gi", storageClass: "local" },
        affinity: { podAntiAffinityType: "required", topologyKey: "kubernetes.io/hostname" },
        postgresql: {
          parameters: { max_connections: "100", timezone: "Asia/Shanghai" },
          synchronous: { method: "any", number: 1, dataDurability: "preferred" },
        },
        bootstrap: {
          initdb: { database: "hotline", owner: "hotline", secret: { name: "hotline-anhui-database-owner" } },
        },
        plugins: [
          {
            name: "barman-cloud.cloudnative-pg.io",
            isWALArchiver: true,
            parameters: { barmanObjectName: "hotline-anhui-database" },
          },
        ],
      },
    });
  });

  test("backs up through the plugin at two in the morning of every seventh day, kept 30 days", () => {
    expect(named("anhui-database-database-backup").inputs["spec"]).toMatchObject({
      schedule: "0 0 18 */7 * *",
      method: "plugin",
      cluster: { name: "hotline-anhui-database" },
    });
    expect(named("anhui-database-database-store").inputs["spec"]).toMatchObject({
      retentionPolicy: "30d",
      configuration: {
        destinationPath: "s3://hotline-anhui/base",
        endpointURL: "https://s3.example",
        s3Credentials: { accessKeyId: { name: "hotline-anhui-backup-store", key: "access-key" } },
      },
    });
  });

  test("is open to its client zones by label and to media nodes by address, and to nobody else", () => {
    expect(at(named("anhui-database-database-allow-clients"), "spec.ingress")).toEqual([
      {
        from: [
          { namespaceSelector: { matchLabels: { "app.kubernetes.io/instance": "anhui", "hotline/zone": "data" } } },
          { namespaceSelector: { matchLabels: { "app.kubernetes.io/instance": "anhui", "hotline/zone": "desk" } } },
          { ipBlock: { cidr: "192.0.2.101/32" } },
          { ipBlock: { cidr: "192.0.2.102/32" } },
        ],
        ports: [{ protocol: "TCP", port: 5432 }],
      },
    ]);
    expect(named("anhui-database-database-allow-from-desk").inputs["metadata"]).toMatchObject({
      namespace: "hotline-anhui-desk",
    });
  });
});

describe("the desk", () => {
  test("is a deployment that never goes below its replicas, with its companion beside it", () => {
    const spec = named("anhui-agents-desk").inputs["spec"];
    expect(spec).toMatchObject({
      replicas: 2,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      progressDeadlineSeconds: 600,
    });
    expect(at(named("anhui-agents-desk"), "spec.template.spec.containers.1.name")).toBe("metrics");
    expect(at(named("anhui-agents-desk"), "spec.template.spec.containers.0.readinessProbe.httpGet")).toEqual({
      path: "/readyz",
      port: 8443,
    });
  });

  test("gets more replicas under load, which an update leaves alone", () => {
    const { spec } = named("anhui-agents-desk-scaling").inputs;
    expect(spec).toMatchObject({
      scaleTargetRef: { kind: "Deployment", name: at(named("anhui-agents-desk"), "metadata.name") },
      minReplicas: 2,
      maxReplicas: 6,
      metrics: [{ resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } }],
    });
  });

  test("connects to the controllers it was planned for, and to nothing else outside its zone", () => {
    expect(at(named("anhui-agents-desk-allow-outside"), "spec.egress")).toEqual([
      { to: [{ ipBlock: { cidr: "10.1.0.11/32" } }], ports: [{ protocol: "TCP", port: 7480 }] },
    ]);
    expect(at(named("anhui-agents-desk-allow-outside"), "spec.podSelector.matchLabels")).toEqual(
      at(named("anhui-agents-desk"), "spec.selector.matchLabels"),
    );
  });

  test("has its event streams passed on at once, and left open for as long as it asks", () => {
    const annotations = at(named("anhui-agents-desk-web-ingress"), "metadata.annotations");
    expect(annotations).toMatchObject({
      "nginx.ingress.kubernetes.io/proxy-buffering": "off",
      "nginx.ingress.kubernetes.io/proxy-read-timeout": "600",
      "nginx.ingress.kubernetes.io/proxy-send-timeout": "600",
      "nginx.ingress.kubernetes.io/proxy-body-size": "1m",
    });
  });

  test("is reached through its ingress only, with its certificate", () => {
    expect(at(named("anhui-agents-desk-web"), "spec.ports")).toEqual([
      { name: "https", port: 443, targetPort: 8443, protocol: "TCP" },
    ]);
    expect(named("anhui-agents-desk-web-ingress").inputs["spec"]).toMatchObject({
      ingressClassName: "nginx",
      tls: [{ hosts: ["desk.example"], secretName: "hotline-anhui-desk-tls" }],
    });
    expect(at(named("anhui-agents-desk-web-allow-clients"), "spec.ingress.0.from")).toEqual([
      { ipBlock: { cidr: "10.0.0.0/8" } },
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress-nginx" } } },
    ]);
  });
});

describe("jobs", () => {
  test("a scheduled one runs by Shanghai's clock and never twice at once", () => {
    expect(named("anhui-database-upkeep").inputs["spec"]).toMatchObject({
      schedule: "20 2 * * *",
      timeZone: "Asia/Shanghai",
      concurrencyPolicy: "Forbid",
      jobTemplate: { spec: { activeDeadlineSeconds: 300 } },
    });
  });

  test("one without a schedule runs once and is waited for beyond its deadline", () => {
    expect(named("anhui-database-migrate").type).toBe("kubernetes:batch/v1:Job");
    expect(named("anhui-database-migrate").timeouts.create).toBe("900s");
  });
});
