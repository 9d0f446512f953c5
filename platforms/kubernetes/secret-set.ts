import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { SecretSet } from "../../planning/plan.ts";
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
      { metadata: metadata(target, set), type: TYPES[set.type], stringData: pulumi.secret(Object.fromEntries(values)) },
      options(target),
    ),
  ];
}
