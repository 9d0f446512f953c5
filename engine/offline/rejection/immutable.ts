import { writePath } from "../../property-path.ts";
import { compareQuantities } from "../kubernetes/quantity.ts";
import { at, isProperties, isUnknown, type Properties, same, type Value } from "../value.ts";
import { REASONS } from "./reasons.ts";
import { type Rejection, rejection } from "./rejection.ts";

/**
 * What the API server lets nobody change (pkg/apis/<group>/validation of k8s.io/kubernetes v1.36, checked against a
 * running one): single paths, or all of `spec` but what is named.
 */
interface Fixed {
  readonly paths?: readonly string[];
  readonly specBut?: readonly string[];
}

const FIXED: Readonly<Record<string, Fixed>> = {
  "apps/v1:Deployment": { paths: ["spec.selector"] },
  "apps/v1:DaemonSet": { paths: ["spec.selector"] },
  "apps/v1:StatefulSet": {
    specBut: [
      "minReadySeconds",
      "ordinals",
      "persistentVolumeClaimRetentionPolicy",
      "replicas",
      "revisionHistoryLimit",
      "template",
      "updateStrategy",
    ],
  },
  "batch/v1:Job": {
    paths: [
      "spec.selector",
      "spec.template",
      "spec.completionMode",
      "spec.podFailurePolicy",
      "spec.backoffLimitPerIndex",
      "spec.managedBy",
      "spec.successPolicy",
      "spec.completions",
    ],
  },
  "core/v1:PersistentVolumeClaim": { specBut: ["resources", "volumeAttributesClassName"] },
  "core/v1:Secret": { paths: ["type"] },
  "core/v1:ResourceQuota": { paths: ["spec.scopes", "spec.scopeSelector"] },
  "core/v1:Service": { paths: ["spec.clusterIP", "spec.loadBalancerClass"] },
  "rbac.authorization.k8s.io/v1:RoleBinding": { paths: ["roleRef"] },
  "rbac.authorization.k8s.io/v1:ClusterRoleBinding": { paths: ["roleRef"] },
  "scheduling.k8s.io/v1:PriorityClass": { paths: ["value", "preemptionPolicy"] },
  "storage.k8s.io/v1:StorageClass": { paths: ["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"] },
};

/** Kinds that an `immutable: true` of their own makes so. */
const SEALABLE: ReadonlySet<string> = new Set(["core/v1:ConfigMap", "core/v1:Secret"]);

/** Where leaving a field out lets the server keep what it chose. */
const KEPT_WHEN_LEFT_OUT: ReadonlySet<string> = new Set([
  "spec.clusterIP",
  "spec.completions",
  "spec.completionMode",
  "spec.storageClassName",
  "spec.volumeName",
  "spec.volumeMode",
  "spec.podManagementPolicy",
  "preemptionPolicy",
  "reclaimPolicy",
  "volumeBindingMode",
  "type",
]);

export function immutableRejections(token: string, old: Properties, next: Properties): Rejection[] {
  const { paths = [], specBut } = FIXED[token] ?? {};
  const found = [...paths, ...(specBut === undefined ? [] : otherSpecPaths(specBut, old, next))].filter((path) =>
    isChanged(path, old, next),
  );
  if (SEALABLE.has(token) && old["immutable"] === true) {
    found.push(...["immutable", "data", "binaryData"].filter((path) => !same(old[path], next[path])));
  }
  return [
    ...found.map((path) => rejection("immutable", path.split("."), REASONS.immutable(path))),
    ...(token === "core/v1:PersistentVolumeClaim" ? shrinking(old, next) : []),
  ];
}

function otherSpecPaths(kept: readonly string[], old: Properties, next: Properties): string[] {
  const keys = [old, next].flatMap((object) => {
    const spec = object["spec"];
    return isProperties(spec) ? Object.keys(spec) : [];
  });
  return [...new Set(keys)].filter((key) => !kept.includes(key)).map((key) => `spec.${key}`);
}

function isChanged(path: string, old: Properties, next: Properties): boolean {
  const [before, after] = [at(old, ...path.split(".")), at(next, ...path.split("."))];
  if (same(before, after) || isUnknown(after)) return false;
  return !((after === undefined || after === null || after === "") && KEPT_WHEN_LEFT_OUT.has(path));
}

function shrinking(old: Properties, next: Properties): Rejection[] {
  return shrinkOf(old, next, ["spec", "resources", "requests", "storage"]);
}

/** A size that would become smaller. */
export function shrinkOf(old: Properties, next: Properties, path: readonly string[]): Rejection[] {
  const [before, after] = [at(old, ...path), at(next, ...path)];
  if (!isSize(before) || !isSize(after) || compareQuantities(String(after), String(before)) >= 0) return [];
  return [rejection("shrinks", path, REASONS.shrinks(writePath(path), String(before), String(after)))];
}

function isSize(value: Value | undefined): value is string | number {
  return typeof value === "number" || (typeof value === "string" && !isUnknown(value));
}
