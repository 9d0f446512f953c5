import type * as pulumi from "@pulumi/pulumi";
import type { Placement, SecretSource } from "../../components/platform.ts";
import { labels } from "../../planning/names.ts";
import type { PlanItem } from "../../planning/plan.ts";
import { partOf } from "../../planning/references.ts";
import type { Seconds } from "../../provinces/units.ts";
import type { Host, Hosts, Place } from "./hosts.ts";

/** What every kind needs to make its resources. */
export interface Target {
  readonly placement: Placement;
  readonly hosts: Hosts;
  readonly secrets: SecretSource;
}

/** Logical name of a child: the parent's name, the item's, the copy's, and what tells several children apart. */
export function childName({ placement }: Target, item: PlanItem, tail: readonly (string | undefined)[]): string {
  return [placement.name, item.name, ...tail.filter((part) => part !== undefined)].join("-");
}

/** Physical name of a copy. */
export function physicalName(item: { readonly id: string }, { suffix }: Pick<Place, "suffix">): string {
  return suffix === undefined ? item.id : `${item.id}-${suffix}`;
}

export interface Lifecycle {
  readonly host: Host;
  /** Taking it away is two steps, and the object outlives the state. */
  readonly stateful?: boolean;
  readonly timeouts?: { readonly rollOut: Seconds; readonly remove: Seconds };
  readonly after?: readonly pulumi.Resource[];
  /** A container: names and ports can be held by one at a time. */
  readonly container?: boolean;
}

/**
 * The provider answers "update" to a change of these and then leaves the running container as it is; so a changed
 * configuration volume would never arrive. They make a new container instead.
 */
const NEVER_UPDATED = ["mounts", "tmpfs", "healthcheck", "init"];

export function options(
  { placement }: Target,
  { host, stateful = false, timeouts, after = [], container = false }: Lifecycle,
): pulumi.CustomResourceOptions {
  return {
    parent: placement.parent,
    provider: host.provider,
    dependsOn: [...placement.dependsOn, ...after],
    ...(stateful ? { protect: true, retainOnDelete: true } : {}),
    ...(container ? { deleteBeforeReplace: true, replaceOnChanges: NEVER_UPDATED } : {}),
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

export interface Label {
  readonly label: string;
  readonly value: string;
}

export function labelsOf(
  { placement: { plan } }: Target,
  item?: PlanItem,
  own: Readonly<Record<string, string>> = {},
): Label[] {
  const all = { ...labels(plan.identity, item === undefined ? undefined : partOf(plan, item)), ...own };
  return Object.entries(all).map(([label, value]) => ({ label, value }));
}
