import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Zone } from "../../planning/plan.ts";
import { commonLabels, options, type Target, ZONE_LABEL } from "./target.ts";

/**
 * A namespace with its pod security. The host network, and the host ports that come with it, are all that the restricted
 * level forbids a media node; its zone enforces nothing but warns: exactly that warning is right, more is a regression.
 */
export function realizeNamespace(zone: Zone, target: Target): readonly pulumi.Resource[] {
  const name = `${target.placement.name}-${zone.name}`;
  const namespace = new k8s.core.v1.Namespace(
    name,
    {
      metadata: {
        name: zone.id,
        labels: {
          ...commonLabels(target),
          [ZONE_LABEL]: zone.name,
          "pod-security.kubernetes.io/enforce": zone.security === "host-network" ? "privileged" : "restricted",
          "pod-security.kubernetes.io/warn": "restricted",
        },
      },
    },
    // A retained claim is worth nothing in a deleted namespace.
    options(target, { stateful: zone.stateful }),
  );
  if (zone.security === "host-network") return [namespace];
  const within = options(target, { after: [namespace] });
  const denyAll = new k8s.networking.v1.NetworkPolicy(
    `${name}-default-deny`,
    {
      metadata: { name: "default-deny", namespace: zone.id, labels: commonLabels(target) },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    },
    within,
  );
  const dns = new k8s.networking.v1.NetworkPolicy(
    `${name}-allow-dns`,
    {
      metadata: { name: "allow-dns", namespace: zone.id, labels: commonLabels(target) },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        // To any address: a node-local cache is no pod that a selector could match.
        egress: [
          {
            ports: [
              { protocol: "UDP", port: 53 },
              { protocol: "TCP", port: 53 },
            ],
          },
        ],
      },
    },
    within,
  );
  return [namespace, denyAll, dns];
}
