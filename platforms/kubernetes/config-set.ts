import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ConfigSet } from "../../planning/plan.ts";
import { childName, metadata, options, type Target } from "./target.ts";

/**
 * A restart set is immutable under a name with its hash: the kubelet then keeps serving the pods that still mount
 * it, and the reload sets beside it, when the old one is deleted. A reload set keeps its name and is updated in place.
 */
export function realizeConfigSet(set: ConfigSet, target: Target): readonly pulumi.Resource[] {
  return [
    new k8s.core.v1.ConfigMap(
      childName(target, set),
      {
        metadata: metadata(target, set, { annotations: { "hotline/content-hash": set.hash } }),
        data: Object.fromEntries(Object.entries(set.files).map(([path, text]) => [configKey(path), text])),
        ...(set.set === "restart" ? { immutable: true } : {}),
      },
      options(target),
    ),
  ];
}

/** Keys can't hold a slash; the mount's items give the path back. */
export function configKey(path: string): string {
  return path.replaceAll("/", "__");
}
