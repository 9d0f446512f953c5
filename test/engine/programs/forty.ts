import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** A program of a call center's size and kinds, shaped by environment variables; components included. */
class Part extends pulumi.ComponentResource {
  constructor(name: string, summary: Record<string, string | number>, opts?: pulumi.ComponentResourceOptions) {
    super("test:component:Part", name, summary, opts);
    this.registerOutputs();
  }
}

export default function program(): Promise<void> {
  const setting = (name: string, fallback: string): string => process.env[`FORTY_${name}`] ?? fallback;
  if (setting("THROW", "") === pulumi.getStack()) throw new Error(`broken on purpose: ${pulumi.getStack()}`);
  if (setting("EXIT", "") === pulumi.getStack()) process.exit(7);
  if (setting("HANG", "") === pulumi.getStack()) for (;;);
  const provider = new k8s.Provider("cluster", {
    enableConfigMapMutable: setting("MUTABLE", "true") === "true",
    enableSecretMutable: true,
    ...(setting("CLUSTER", "") === "" ? {} : { clusterIdentifier: setting("CLUSTER", "") }),
  });
  const agents = Number(setting("AGENTS", "50"));
  const part = new Part("agents", { agents, carrier: "telecom" });
  const opts = { provider, parent: part };
  const namespace = "desk";
  new k8s.core.v1.Namespace("desk", { metadata: { name: namespace } }, { ...opts, protect: true });
  const password = new pulumi.Config("hotline").requireSecret("database-password");
  new k8s.core.v1.Secret(
    "owner",
    { metadata: { name: "owner", namespace }, stringData: { username: "hotline", password } },
    opts,
  );
  new k8s.core.v1.ConfigMap(
    "directory",
    { metadata: { name: "directory", namespace }, data: { "agents.xml": `<agents count="${agents}"/>` } },
    opts,
  );
  if (setting("VOLUME", "yes") === "yes") {
    new k8s.core.v1.PersistentVolumeClaim(
      "records",
      {
        metadata: { name: "records", namespace },
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: setting("STORAGE", "10Gi") } } },
      },
      { ...opts, protect: true },
    );
  }
  const labels = { app: "media" };
  new k8s.apps.v1.StatefulSet(
    "media",
    {
      metadata: { name: "media", namespace },
      spec: {
        serviceName: setting("SERVICE", "media"),
        replicas: Number(setting("REPLICAS", "1")),
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            hostNetwork: false,
            containers: [
              {
                name: "media",
                image: setting("IMAGE", "example/freeswitch:1"),
                resources: { limits: { cpu: setting("CPU", "1000m"), memory: "2048Mi" } },
              },
            ],
            volumes: [{ name: "tmp", emptyDir: {} }],
          },
        },
      },
    },
    opts,
  );
  for (let index = 0; index < Number(setting("MAPS", "33")); index++) {
    new k8s.core.v1.ConfigMap(
      `map-${index}`,
      { metadata: { name: `map-${index}`, namespace }, data: { "file.xml": `<file number="${index}"/>`.repeat(20) } },
      opts,
    );
  }
  return Promise.resolve();
}
