import type * as k8s from "@pulumi/kubernetes";
import type { EnvironmentValue, ImageReference, Mount, Probe, Resources } from "../../planning/plan.ts";
import { itemOf } from "../../planning/references.ts";
import { configKey } from "./config-set.ts";
import { NODE_LABEL, type Target } from "./target.ts";

type Container = k8s.types.input.core.v1.Container;
type PodSpec = k8s.types.input.core.v1.PodSpec;
type PodVolume = k8s.types.input.core.v1.Volume;

/** What workloads, their companions and jobs have in common. */
export interface ContainerSource {
  readonly name: string;
  readonly image: ImageReference;
  readonly command?: readonly string[] | undefined;
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
  readonly mounts: readonly Mount[];
  readonly resources: Resources;
}

/** Hardened to the restricted level; what needs more adds it on top. */
export function podSpec(
  target: Target,
  pod: { user: { uid: number; gid: number }; node?: string | undefined; sources: readonly ContainerSource[] },
): Omit<PodSpec, "containers"> {
  const { uid, gid } = pod.user;
  const volumes = new Map(
    pod.sources.flatMap((source) =>
      source.mounts.map((mount) => [volumeName(source, mount), volumeOf(target, source, mount)]),
    ),
  );
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsUser: uid,
      runAsGroup: gid,
      fsGroup: gid,
      fsGroupChangePolicy: "OnRootMismatch",
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    },
    ...(pod.node === undefined
      ? {}
      : { nodeSelector: { [NODE_LABEL]: `${target.placement.plan.identity.stack}.${pod.node}` } }),
    volumes: [...volumes.values()],
  };
}

export function containerOf(target: Target, source: ContainerSource): Container {
  const { cpu, memory } = source.resources;
  return {
    name: source.name,
    image: source.image.reference,
    imagePullPolicy: "IfNotPresent",
    ...(source.command === undefined ? {} : { command: [...source.command] }),
    env: Object.entries(source.environment).map(([name, value]) => environmentVariable(target, name, value)),
    volumeMounts: source.mounts.map((mount) => ({
      name: volumeName(source, mount),
      mountPath: mount.path,
      readOnly: mount.readOnly,
    })),
    // No limit on processors: throttling is heard as gaps in speech.
    resources: { requests: { cpu: `${cpu}m`, memory: `${memory}Mi` }, limits: { memory: `${memory}Mi` } },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
  };
}

export function probeOf({ check, everySeconds, timeoutSeconds, failures }: Probe): k8s.types.input.core.v1.Probe {
  return {
    ...(check.kind === "command"
      ? { exec: { command: [...check.command] } }
      : { httpGet: { path: check.path, port: check.port } }),
    periodSeconds: everySeconds,
    timeoutSeconds,
    failureThreshold: failures,
  };
}

function environmentVariable(target: Target, name: string, value: EnvironmentValue): k8s.types.input.core.v1.EnvVar {
  switch (value.kind) {
    case "plain":
      return { name, value: value.value };
    case "secret":
      return {
        name,
        valueFrom: {
          secretKeyRef: { name: itemOf(target.placement.plan, "secret-set", value.set).id, key: value.key },
        },
      };
    case "node-address":
      return { name, valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } };
    case "node-name":
      return { name, valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } };
  }
}

/** Memory belongs to one container; all else is shared by the containers of the pod that mount it. */
function volumeName(source: ContainerSource, { source: from, path }: Mount): string {
  switch (from.kind) {
    case "config":
    case "secret":
      return from.set;
    case "volume":
      return from.volume;
    case "memory":
      return `memory-${source.name}${path.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  }
}

function volumeOf({ placement: { plan } }: Target, container: ContainerSource, mount: Mount): PodVolume {
  const name = volumeName(container, mount);
  const { source } = mount;
  switch (source.kind) {
    case "config": {
      const set = itemOf(plan, "config-set", source.set);
      const paths = Object.keys(set.files);
      // A list of files is part of the pod's template, so a flat set goes without: a new file then rolls nothing.
      const items = paths.some((path) => path.includes("/"))
        ? { items: paths.map((path) => ({ key: configKey(path), path })) }
        : {};
      return { name, configMap: { name: set.id, defaultMode: 0o444, ...items } };
    }
    case "secret":
      // With fsGroup the kubelet makes it 0440 in any case; a program that wants 0400 copies it to memory first.
      return { name, secret: { secretName: itemOf(plan, "secret-set", source.set).id, defaultMode: 0o440 } };
    case "volume":
      return { name, persistentVolumeClaim: { claimName: itemOf(plan, "volume", source.volume).id } };
    case "memory":
      return { name, emptyDir: { medium: "Memory", sizeLimit: `${source.sizeMiB}Mi` } };
  }
}
