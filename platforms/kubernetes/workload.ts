import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../../planning/plan.ts";
import { allowOutside } from "./network-policy.ts";
import { containerOf, podSpec, probeOf } from "./pod.ts";
import { childName, type Lifecycle, metadata, options, selectorLabels, type Target } from "./target.ts";

/** A switch that fails its liveness check is hung and has nothing to drain: without this its restart takes the whole drain. */
const HUNG_GRACE_SECONDS = 15;
/** What deleting may take beyond the drain: volumes detached, objects finalised. */
const REMOVE_MARGIN_SECONDS = 300;

/** A StatefulSet for what holds a node's ports or a claim; a Deployment for what may run anywhere, twice. */
export function realizeWorkload(workload: Workload, target: Target): readonly pulumi.Resource[] {
  const { drain } = workload;
  const timeouts = { rollOut: drain.updateSeconds, remove: drain.graceSeconds + REMOVE_MARGIN_SECONDS };
  const around = [...disruptionBudget(workload, target), ...allowOutside(target, workload, workload.reaches)];
  if (isFixed(workload)) return [...statefulSet(workload, target, { timeouts }), ...around];
  const set = deployment(workload, target, { timeouts });
  return [set, ...autoscaler(workload, target, set), ...around];
}

function isFixed(workload: Workload): boolean {
  return (
    workload.network === "host" ||
    [workload, ...workload.companions].some(({ mounts }) => mounts.some(({ source }) => source.kind === "volume"))
  );
}

function statefulSet(workload: Workload, target: Target, lifecycle: Lifecycle): readonly pulumi.Resource[] {
  const labels = selectorLabels(target, workload);
  const serviceName = `${workload.id}-headless`;
  const service = new k8s.core.v1.Service(
    childName(target, workload, "headless"),
    {
      // The StatefulSet is what is waited for; it needs this service first.
      metadata: metadata(target, workload, { name: serviceName, annotations: { "pulumi.com/skipAwait": "true" } }),
      spec: {
        clusterIP: "None",
        publishNotReadyAddresses: true,
        selector: labels,
        ports: workload.ports
          .filter(({ last }) => last === undefined)
          .map(({ name, port, protocol }) => ({ name, port, targetPort: port, protocol: protocol.toUpperCase() })),
      },
    },
    options(target),
  );
  const set = new k8s.apps.v1.StatefulSet(
    childName(target, workload),
    {
      metadata: metadata(target, workload),
      spec: {
        replicas: workload.replicas,
        serviceName,
        selector: { matchLabels: labels },
        podManagementPolicy: "Parallel",
        // No partition and no OnDelete: an update would report success, or hang, with nothing restarted.
        updateStrategy: { type: "RollingUpdate" },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
        template: podTemplate(workload, target),
      },
    },
    options(target, { ...lifecycle, after: [service] }),
  );
  return [service, set];
}

function deployment(workload: Workload, target: Target, lifecycle: Lifecycle): pulumi.Resource {
  return new k8s.apps.v1.Deployment(
    childName(target, workload),
    {
      metadata: metadata(target, workload),
      spec: {
        replicas: workload.replicas,
        selector: { matchLabels: selectorLabels(target, workload) },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        progressDeadlineSeconds: workload.drain.updateSeconds,
        template: podTemplate(workload, target),
      },
    },
    {
      ...options(target, lifecycle),
      // How many run is then the autoscaler's business; an update must not take away what the load asked for.
      ...(workload.scaling === undefined ? {} : { ignoreChanges: ["spec.replicas"] }),
    },
  );
}

function autoscaler(workload: Workload, target: Target, set: pulumi.Resource): readonly pulumi.Resource[] {
  const { scaling } = workload;
  if (scaling === undefined) return [];
  return [
    new k8s.autoscaling.v2.HorizontalPodAutoscaler(
      childName(target, workload, "scaling"),
      {
        // It says that it scales only once figures of processors have come in, which takes a cluster a minute.
        metadata: metadata(target, workload, { annotations: { "pulumi.com/skipAwait": "true" } }),
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: workload.id },
          minReplicas: workload.replicas,
          maxReplicas: scaling.most,
          metrics: [
            {
              type: "Resource",
              resource: { name: "cpu", target: { type: "Utilization", averageUtilization: scaling.cpuPercent } },
            },
          ],
          // A replica that goes has its pages connect anew: rather keep one for ten minutes too long.
          behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
        },
      },
      options(target, { after: [set] }),
    ),
  ];
}

function podTemplate(workload: Workload, target: Target): k8s.types.input.core.v1.PodTemplateSpec {
  const onHost = workload.network === "host";
  const labels = selectorLabels(target, workload);
  return {
    metadata: { labels },
    spec: {
      ...podSpec(target, { user: workload.user, node: workload.node, sources: [workload, ...workload.companions] }),
      // Without the second, a pod on the host network resolves no service.
      ...(onHost ? { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" } : {}),
      terminationGracePeriodSeconds: workload.drain.graceSeconds,
      ...(workload.replicas === 1
        ? {}
        : {
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: "kubernetes.io/hostname",
                whenUnsatisfiable: "ScheduleAnyway",
                labelSelector: { matchLabels: labels },
              },
            ],
          }),
      containers: [
        {
          ...containerOf(target, workload),
          // On the host network a declared port is claimed on its node, so the scheduler keeps a second one away.
          ports: workload.ports
            .filter(({ last }) => last === undefined)
            .map(({ name, port, protocol }) => ({
              name,
              containerPort: port,
              protocol: protocol.toUpperCase(),
              ...(onHost ? { hostPort: port } : {}),
            })),
          startupProbe: probeOf(workload.health.startup),
          livenessProbe: { ...probeOf(workload.health.liveness), terminationGracePeriodSeconds: HUNG_GRACE_SECONDS },
          readinessProbe: probeOf(workload.health.readiness),
        },
        ...workload.companions.map((companion) => containerOf(target, companion)),
      ],
    },
  };
}

/**
 * A media node is never evicted by a node's maintenance: the drain is refused until calls and role are handed over.
 * A budget stops neither a roll-out nor a deletion. Of several replicas one at a time may go.
 */
function disruptionBudget(workload: Workload, target: Target): readonly pulumi.Resource[] {
  const onHost = workload.network === "host";
  if (!onHost && workload.replicas === 1) return [];
  return [
    new k8s.policy.v1.PodDisruptionBudget(
      childName(target, workload, "disruption"),
      {
        metadata: metadata(target, workload),
        spec: { maxUnavailable: onHost ? 0 : 1, selector: { matchLabels: selectorLabels(target, workload) } },
      },
      options(target),
    ),
  ];
}
