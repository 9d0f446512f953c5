import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Placement, SecretSource } from "../../components/platform.ts";
import { labels } from "../../planning/names.ts";
import type { PlanItem, ZoneName } from "../../planning/plan.ts";
import { partOf, zoneOf } from "../../planning/references.ts";
import type { Seconds } from "../../provinces/units.ts";

/** What every kind needs to make its objects. */
export interface Target {
  readonly placement: Placement;
  readonly provider: k8s.Provider;
  readonly secrets: SecretSource;
  readonly neighbors: Neighbors;
}

/** Namespaces of what the cluster brings along and our pods talk to. */
export interface Neighbors {
  readonly ingress: string;
  readonly databaseOperator: string;
  readonly monitoring: string;
}

export const STACK_LABEL = "app.kubernetes.io/instance";
export const ZONE_LABEL = "hotline/zone";
/** Put on a node by whoever runs the cluster: `kubectl label node NODE hotline/node=anhui.media-a`. */
export const NODE_LABEL = "hotline/node";

/**
 * Logical name of a child: the parent's name, the item's, and what tells several children of one item apart. Those of a
 * restored database have its generation, so that the first one's are neither replaced nor taken away.
 */
export function childName({ placement }: Target, item: PlanItem, suffix?: string): string {
  const generation = item.kind === "postgres" ? item.generation : undefined;
  return [
    placement.name,
    item.name,
    ...(generation === undefined ? [] : [`g${generation}`]),
    ...(suffix === undefined ? [] : [suffix]),
  ].join("-");
}

export function namespaceOf({ placement }: Target, zone: ZoneName): string {
  return zoneOf(placement.plan, zone).id;
}

/** Labels that never change in an item's life: what selectors match and pod templates carry. */
export function selectorLabels({ placement }: Target, item: { readonly id: string }): Record<string, string> {
  return { "app.kubernetes.io/name": item.id, [STACK_LABEL]: placement.plan.identity.stack };
}

/** Explicit name and namespace always: nothing depends on a kubeconfig's default or a random suffix. */
export function metadata(
  target: Target,
  item: PlanItem,
  own: { name?: string; annotations?: Record<string, string> } = {},
) {
  return {
    name: own.name ?? item.id,
    namespace: namespaceOf(target, item.zone),
    labels: {
      "app.kubernetes.io/name": item.id,
      ...labels(target.placement.plan.identity, partOf(target.placement.plan, item)),
    },
    ...(own.annotations === undefined ? {} : { annotations: own.annotations }),
  };
}

/** Of what belongs to the whole call center, or to a client's namespace. */
export function commonLabels({ placement }: Target): Record<string, string> {
  return { ...labels(placement.plan.identity) };
}

export interface Lifecycle {
  /** Taking it away is two steps, and the object outlives the state. */
  readonly stateful?: boolean;
  readonly timeouts?: { readonly rollOut: Seconds; readonly remove: Seconds };
  readonly after?: readonly pulumi.Resource[];
}

export function options(
  { placement, provider }: Target,
  { stateful = false, timeouts, after = [] }: Lifecycle = {},
): pulumi.CustomResourceOptions {
  return {
    parent: placement.parent,
    provider,
    dependsOn: [...placement.dependsOn, ...after],
    ...(stateful ? { protect: true, retainOnDelete: true } : {}),
    ...(timeouts === undefined
      ? {}
      : {
          customTimeouts: {
            create: `${timeouts.rollOut}s`,
            update: `${timeouts.rollOut}s`,
            delete: `${timeouts.remove}s`,
          },
        }),
  };
}
