import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PlanItem, Reach, ZoneName } from "../../planning/plan.ts";
import { zoneOf } from "../../planning/references.ts";
import {
  childName,
  commonLabels,
  metadata,
  namespaceOf,
  options,
  STACK_LABEL,
  selectorLabels,
  type Target,
  ZONE_LABEL,
} from "./target.ts";

type Peer = k8s.types.input.networking.v1.NetworkPolicyPeer;
export type PolicyPort = { readonly protocol: "TCP" | "UDP"; readonly port: number; readonly endPort?: number };

/** Pods on the host network have their node's address, which no selector matches: those come as `addresses`. */
export interface Access {
  readonly item: PlanItem;
  readonly pods: Record<string, string>;
  readonly ports: readonly PolicyPort[];
  readonly zones: readonly ZoneName[];
  readonly addresses: readonly string[];
  readonly peers?: readonly Peer[];
}

/** Both sides of who may connect: ingress to the pods, and egress of each client zone that denies by default. */
export function allow(target: Target, access: Access): readonly pulumi.Resource[] {
  const clients = access.zones.filter((zone) => isRestricted(target, zone));
  const egress = clients.map((zone) => allowEgress(target, access, zone));
  if (!isRestricted(target, access.item.zone)) return egress;
  const from: Peer[] = [
    ...clients.map((zone) => ({ namespaceSelector: { matchLabels: zoneLabels(target, zone) } })),
    ...access.addresses.map((address) => ({ ipBlock: { cidr: address.includes("/") ? address : `${address}/32` } })),
    ...(access.peers ?? []),
  ];
  // An empty list of peers means everybody; nobody is said by leaving the policy out.
  if (from.length === 0) return egress;
  const ingress = new k8s.networking.v1.NetworkPolicy(
    childName(target, access.item, "allow-clients"),
    {
      metadata: metadata(target, access.item, { name: `${access.item.id}-clients` }),
      spec: {
        podSelector: { matchLabels: access.pods },
        policyTypes: ["Ingress"],
        ingress: [{ from, ports: [...access.ports] }],
      },
    },
    options(target),
  );
  return [ingress, ...egress];
}

function allowEgress(target: Target, access: Access, zone: ZoneName): pulumi.Resource {
  // A server on the host network is met at a node's address; its ports are what can be said of it.
  const to: Peer[] = isRestricted(target, access.item.zone)
    ? [
        {
          namespaceSelector: { matchLabels: zoneLabels(target, access.item.zone) },
          podSelector: { matchLabels: access.pods },
        },
      ]
    : [];
  return new k8s.networking.v1.NetworkPolicy(
    childName(target, access.item, `allow-from-${zone}`),
    {
      metadata: { name: `to-${access.item.id}`, namespace: namespaceOf(target, zone), labels: commonLabels(target) },
      spec: {
        podSelector: {},
        policyTypes: ["Egress"],
        egress: [{ ...(to.length === 0 ? {} : { to }), ports: [...access.ports] }],
      },
    },
    options(target),
  );
}

/** Leave to connect to servers outside the zone; where nothing is denied none is needed. */
export function allowOutside(
  target: Target,
  item: PlanItem,
  reaches: readonly Reach[] = [],
): readonly pulumi.Resource[] {
  // An empty list of rules would be a policy that allows nothing: the zone's own says that already.
  if (reaches.length === 0 || !isRestricted(target, item.zone)) return [];
  return [
    new k8s.networking.v1.NetworkPolicy(
      childName(target, item, "allow-outside"),
      {
        metadata: metadata(target, item, { name: `${item.id}-outside` }),
        spec: {
          podSelector: { matchLabels: selectorLabels(target, item) },
          policyTypes: ["Egress"],
          egress: reaches.map(({ network, port }) => ({
            to: [{ ipBlock: { cidr: network } }],
            ports: [{ protocol: "TCP", port }],
          })),
        },
      },
      options(target),
    ),
  ];
}

export function isRestricted({ placement }: Target, zone: ZoneName): boolean {
  return zoneOf(placement.plan, zone).security === "restricted";
}

function zoneLabels({ placement }: Target, zone: ZoneName): Record<string, string> {
  return { [STACK_LABEL]: placement.plan.identity.stack, [ZONE_LABEL]: zone };
}

export function peersInNamespace(namespace: string): Peer {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } };
}
