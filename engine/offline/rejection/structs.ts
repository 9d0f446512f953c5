import { isList, isProperties, isUnknown, type Properties, type Value } from "../value.ts";

/** Fields that a struct of k8s.io/api can't be without; also not empty. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  "core/v1.KeyToPath": ["key", "path"],
  "core/v1.SecretKeySelector": ["key"],
  "core/v1.ConfigMapKeySelector": ["key"],
  "core/v1.EnvVar": ["name"],
  "core/v1.HostPathVolumeSource": ["path"],
  "core/v1.PersistentVolumeClaimVolumeSource": ["claimName"],
  "networking/v1.IngressServiceBackend": ["name", "port"],
  "core/v1.SecretVolumeSource": ["secretName"],
  "networking/v1.HTTPIngressPath": ["path", "pathType"],
  "networking/v1.HTTPIngressRuleValue": ["paths"],
  "networking/v1.IPBlock": ["cidr"],
  "rbac/v1.Subject": ["kind", "name"],
  "rbac/v1.PolicyRule": ["verbs"],
};

/** Structs of which one field at least must be there. */
const NOT_EMPTY: ReadonlySet<string> = new Set(["networking/v1.NetworkPolicyPeer", "networking/v1.ServiceBackendPort"]);

const PROTOCOLS = ["TCP", "UDP", "SCTP"];

/** Closed choices, by struct and field. */
export const CHOICES: Readonly<Record<string, readonly string[]>> = {
  "core/v1.Container.imagePullPolicy": ["Always", "IfNotPresent", "Never"],
  "core/v1.Container.terminationMessagePolicy": ["File", "FallbackToLogsOnError"],
  "core/v1.ContainerPort.protocol": PROTOCOLS,
  "core/v1.ServicePort.protocol": PROTOCOLS,
  "core/v1.ServiceSpec.sessionAffinity": ["ClientIP", "None"],
  "core/v1.ServiceSpec.externalTrafficPolicy": ["Cluster", "Local"],
  "core/v1.ServiceSpec.internalTrafficPolicy": ["Cluster", "Local"],
  "core/v1.PodSpec.dnsPolicy": ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"],
  "core/v1.Toleration.operator": ["Exists", "Equal", "Lt", "Gt"],
  "core/v1.Toleration.effect": ["NoSchedule", "PreferNoSchedule", "NoExecute"],
  "core/v1.SeccompProfile.type": ["RuntimeDefault", "Unconfined", "Localhost"],
  "core/v1.TopologySpreadConstraint.whenUnsatisfiable": ["DoNotSchedule", "ScheduleAnyway"],
  "core/v1.NodeSelectorRequirement.operator": ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"],
  "meta/v1.LabelSelectorRequirement.operator": ["In", "NotIn", "Exists", "DoesNotExist"],
  "networking/v1.NetworkPolicyPort.protocol": PROTOCOLS,
  "networking/v1.HTTPIngressPath.pathType": ["Exact", "Prefix", "ImplementationSpecific"],
  "apps/v1.DeploymentStrategy.type": ["Recreate", "RollingUpdate"],
  "apps/v1.StatefulSetUpdateStrategy.type": ["OnDelete", "RollingUpdate"],
  "apps/v1.StatefulSetSpec.podManagementPolicy": ["OrderedReady", "Parallel"],
};

const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const PERCENTAGE = /^\d+%$/;
const PORT_NAME = /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;

/** Texts of a form, by struct and field. */
export const FORMS: Readonly<Record<string, RegExp>> = {
  "core/v1.EnvVar.name": /^[\x20-\x3c\x3e-\x7e]*$/,
  "core/v1.ServicePort.name": /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)?$/,
  "core/v1.ContainerPort.name": /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$|^$/,
  "core/v1.SecretKeySelector.name": SUBDOMAIN,
  "core/v1.ConfigMapKeySelector.name": SUBDOMAIN,
  "core/v1.PersistentVolumeClaimSpec.storageClassName":
    /^$|^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  "core/v1.ServicePort.targetPort": PORT_NAME,
  "core/v1.HTTPGetAction.port": PORT_NAME,
  "core/v1.TCPSocketAction.port": PORT_NAME,
  "core/v1.ServiceSpec.clusterIP": /^$|^None$|^[\d.]+$|^[\da-f:]+$/,
  "networking/v1.IPBlock.cidr": /^[\da-f.:]+\/\d+$/,
  "networking/v1.IngressRule.host": HOST,
  "networking/v1.IngressTLS.hosts": HOST,
  "networking/v1.HTTPIngressPath.path": /^\//,
  "policy/v1.PodDisruptionBudgetSpec.maxUnavailable": PERCENTAGE,
  "policy/v1.PodDisruptionBudgetSpec.minAvailable": PERCENTAGE,
  "core/v1.Volume.name": /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
};

/** By which a list's elements are told apart; two alike are refused. */
export const KEYS: Readonly<Record<string, readonly string[]>> = {
  "core/v1.ServiceSpec.ports": ["port", "protocol"],
  "core/v1.Container.env": ["name"],
  "core/v1.Container.ports": ["containerPort", "protocol"],
};

/** Numbers that can't be below zero. */
export const NOT_NEGATIVE: ReadonlySet<string> = new Set([
  "policy/v1.PodDisruptionBudgetSpec.maxUnavailable",
  "policy/v1.PodDisruptionBudgetSpec.minAvailable",
  "apps/v1.DeploymentSpec.replicas",
  "apps/v1.StatefulSetSpec.replicas",
  "apps/v1.DeploymentSpec.minReadySeconds",
  "apps/v1.StatefulSetSpec.minReadySeconds",
  "core/v1.PodSpec.terminationGracePeriodSeconds",
  "core/v1.Probe.initialDelaySeconds",
  "core/v1.Probe.periodSeconds",
  "core/v1.Probe.timeoutSeconds",
  "core/v1.Probe.failureThreshold",
  "core/v1.Probe.successThreshold",
  "batch/v1.JobSpec.backoffLimit",
  "batch/v1.JobSpec.activeDeadlineSeconds",
  "batch/v1.JobSpec.ttlSecondsAfterFinished",
  "batch/v1.CronJobSpec.failedJobsHistoryLimit",
  "batch/v1.CronJobSpec.successfulJobsHistoryLimit",
]);

/** Fields of a struct that are missing. */
export function missingFields(type: string, object: Properties): string[] {
  const required = (REQUIRED[type] ?? []).filter((key) => isEmpty(object[key]));
  if (!NOT_EMPTY.has(type)) return required;
  const others = Object.keys(object).filter((key) => object[key] !== null);
  return others.length === 0 ? [...required, ""] : required;
}

function isEmpty(value: Value | undefined): boolean {
  if (isUnknown(value)) return false;
  return value === undefined || value === null || value === "" || (isList(value) && value.length === 0);
}

/** Keys that more than one element of a list has, as text. */
export function repeatedKeys(list: readonly Value[], keys: readonly string[]): string[] {
  const texts = list.flatMap((element) => {
    if (!isProperties(element)) return [];
    const values = keys.map((key) => element[key] ?? (key === "protocol" ? "TCP" : null));
    return values.some(isUnknown) ? [] : [values.map(String).join("/")];
  });
  return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}
