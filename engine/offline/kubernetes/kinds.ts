import { Refusal } from "../package.ts";

/** What must be known of a kind to plan it without a cluster. */
export interface Kind {
  /** `apps/v1:StatefulSet` */
  readonly token: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** A change of one of these, or below, is a new object: pulumi-kubernetes v4.32.0, provider/pkg/provider/diff.go. */
  readonly replacedBy: readonly string[];
  /** Typed by the API, so quantities are canonical and empty fields dropped; a custom resource is taken as it is. */
  readonly builtIn: boolean;
  /** Holds data that a replace would lose. */
  readonly stateful?: boolean | undefined;
}

type Traits = Pick<Kind, "namespaced" | "replacedBy" | "stateful">;

const cluster = (...replacedBy: string[]): Traits => ({ namespaced: false, replacedBy });
const namespaced = (...replacedBy: string[]): Traits => ({ namespaced: true, replacedBy });
const stateful = (traits: Traits): Traits => ({ ...traits, stateful: true });

/** By type token without the package: `apps/v1:StatefulSet`. Only what platforms/kubernetes uses, and its neighbors. */
const BUILT_IN: Readonly<Record<string, Traits>> = {
  "core/v1:Namespace": cluster(),
  "core/v1:ConfigMap": namespaced(),
  "core/v1:Secret": namespaced("type"),
  "core/v1:Service": namespaced("spec.clusterIP"),
  "core/v1:ServiceAccount": namespaced(),
  "core/v1:PersistentVolumeClaim": stateful(
    namespaced("spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"),
  ),
  "core/v1:PersistentVolume": stateful(
    cluster("spec.csi", "spec.fc", "spec.hostPath", "spec.iscsi", "spec.local", "spec.nfs", "spec.rbd", "spec.cephfs"),
  ),
  "core/v1:ResourceQuota": namespaced("spec.scopes"),
  "core/v1:LimitRange": namespaced(),
  "apps/v1:Deployment": namespaced("spec.selector"),
  "apps/v1:DaemonSet": namespaced("spec.selector"),
  "apps/v1:StatefulSet": namespaced(
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ),
  "batch/v1:Job": namespaced("spec.completions", "spec.parallelism", "spec.selector", "spec.template"),
  "batch/v1:CronJob": namespaced(),
  "autoscaling/v2:HorizontalPodAutoscaler": namespaced(),
  "policy/v1:PodDisruptionBudget": namespaced(),
  "networking.k8s.io/v1:NetworkPolicy": namespaced(),
  "networking.k8s.io/v1:Ingress": namespaced(),
  "rbac.authorization.k8s.io/v1:Role": namespaced(),
  "rbac.authorization.k8s.io/v1:RoleBinding": namespaced("roleRef"),
  "rbac.authorization.k8s.io/v1:ClusterRole": cluster(),
  "rbac.authorization.k8s.io/v1:ClusterRoleBinding": cluster("roleRef"),
  "scheduling.k8s.io/v1:PriorityClass": cluster(),
  "storage.k8s.io/v1:StorageClass": cluster("parameters", "provisioner"),
};

/** Custom resources have no table of forced replacements: the operator decides what it can change. */
const CUSTOM: Readonly<Record<string, Traits>> = {
  "postgresql.cnpg.io/v1:Cluster": stateful(namespaced()),
  "postgresql.cnpg.io/v1:ScheduledBackup": namespaced(),
  "postgresql.cnpg.io/v1:Backup": namespaced(),
  "postgresql.cnpg.io/v1:Database": stateful(namespaced()),
  "postgresql.cnpg.io/v1:Pooler": namespaced(),
  "barmancloud.cnpg.io/v1:ObjectStore": namespaced(),
  "cert-manager.io/v1:Certificate": namespaced(),
  "cert-manager.io/v1:Issuer": namespaced(),
  "cert-manager.io/v1:ClusterIssuer": cluster(),
};

const KINDS: ReadonlyMap<string, Kind> = new Map(
  [...entries(BUILT_IN, true), ...entries(CUSTOM, false)].map((entry) => entry),
);

function* entries(table: Readonly<Record<string, Traits>>, builtIn: boolean): Generator<[string, Kind]> {
  for (const [token, traits] of Object.entries(table)) {
    const [group = "", kind = ""] = token.split(":");
    yield [`kubernetes:${token}`, { ...traits, token, builtIn, kind, apiVersion: group.replace(/^core\//, "") }];
  }
}

/** Kind of a type token such as `kubernetes:apps/v1:StatefulSet`; a kind that is not in the table is refused. */
export function kindOf(type: string): Kind {
  const kind = KINDS.get(type);
  if (kind !== undefined) return kind;
  throw new Refusal(
    `The planning provider does not know the kind ${type}, so it cannot say whether a change updates or replaces it. ` +
      `Add it to engine/offline/kubernetes/kinds.ts, or preview with the official plugin.`,
  );
}

/** Whether a replace of this type loses data, judged by type alone. */
export function isStatefulKind(type: string): boolean {
  return KINDS.get(type)?.stateful === true;
}
