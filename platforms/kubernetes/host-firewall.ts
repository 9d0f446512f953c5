import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { HostFirewall } from "../../planning/plan.ts";
import { childName, metadata, options, type Target } from "./target.ts";

/** The rules for the nodes to load; a pod that may load them itself would have to own the node. */
export function realizeHostFirewall(firewall: HostFirewall, target: Target): readonly pulumi.Resource[] {
  return [
    new k8s.core.v1.ConfigMap(
      childName(target, firewall),
      {
        metadata: metadata(target, firewall, {
          annotations: { "hotline/content-hash": firewall.hash, "hotline/nodes": firewall.nodes.join(",") },
        }),
        data: { "hotline.nft": firewall.rules },
      },
      options(target),
    ),
  ];
}
