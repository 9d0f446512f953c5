import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { SecretSet } from "../../planning/plan.ts";
import { references } from "../../planning/references.ts";
import { childName, metadata, options, type Target } from "./target.ts";

const TYPES = { opaque: "Opaque", "basic-auth": "kubernetes.io/basic-auth", tls: "kubernetes.io/tls" } as const;

/** No hash in the name: a rotated secret must not roll what reads it before somebody says so. */
export function realizeSecretSet(set: SecretSet, target: Target): readonly pulumi.Resource[] {
  const values = Object.entries(set.keys).map(([key, value]): [string, pulumi.Input<string>] => [
    key,
    value.kind === "plain" ? value.value : target.secrets(value.secret),
  ]);
  return [
    new k8s.core.v1.Secret(
      childName(target, set),
      { metadata: labeled(set, target), type: TYPES[set.type], stringData: pulumi.secret(Object.fromEntries(values)) },
      options(target),
    ),
  ];
}

/** CloudNativePG takes a changed password or key at once only from secrets that carry its label. */
function labeled(set: SecretSet, target: Target) {
  const own = metadata(target, set);
  const isDatabases = target.placement.plan.parts
    .flatMap(({ items }) => items)
    .some((item) => item.kind === "postgres" && references(item).includes(set.name));
  return isDatabases ? { ...own, labels: { ...own.labels, "cnpg.io/reload": "true" } } : own;
}
