import type { CallCenterPlan, Companion, EnvironmentValue, Mount, PartName, PlanItem, Zone, ZoneName } from "./plan.ts";

interface Container {
  readonly environment: Readonly<Record<string, EnvironmentValue>>;
  readonly mounts: readonly Mount[];
}

/** Logical name of what is mounted; undefined for memory. */
function mountedItem(mount: Mount): string | undefined {
  switch (mount.source.kind) {
    case "config":
    case "secret":
      return mount.source.set;
    case "volume":
      return mount.source.volume;
    case "memory":
      return undefined;
  }
}

/** Secret sets whose keys stand in an environment, each once. */
export function environmentSecrets(environment: Readonly<Record<string, EnvironmentValue>>): readonly string[] {
  return unique(Object.values(environment).flatMap((value) => (value.kind === "secret" ? [value.set] : [])));
}

/** Logical names of the items that must exist before `item`, each once, in order of mention. */
export function references(item: PlanItem): readonly string[] {
  switch (item.kind) {
    case "workload":
      return unique([item, ...item.companions].flatMap(ofContainer).concat(item.after));
    case "job":
      return unique([...ofContainer(item), ...(item.after ?? [])]);
    case "postgres":
      return unique(
        [
          item.ownerSecret,
          item.replicationSecret,
          item.backup.store?.secret,
          item.backup.cipherSecret,
          item.restore?.store?.secret,
          item.restore?.cipherSecret,
        ].filter((name) => name !== undefined),
      );
    case "endpoint":
      return unique([item.workload, ...(item.exposure.kind === "ingress" ? [item.exposure.tlsSecret] : [])]);
    case "certificate":
      return [item.secret];
    case "volume":
    case "config-set":
    case "secret-set":
    case "host-firewall":
      return [];
  }
}

/** Zones that must exist before `item`: its own, then those of its clients, where their side of the rule is written. */
export function zonesOf(item: PlanItem): readonly ZoneName[] {
  const clients = item.kind === "postgres" ? item.clients : item.kind === "endpoint" ? item.from.zones : [];
  return [...new Set([item.zone, ...clients])];
}

export function zoneOf(plan: CallCenterPlan, name: ZoneName): Zone {
  const zone = plan.zones.find((candidate) => candidate.name === name);
  if (zone === undefined) throw new Error(`plan ${plan.identity.stack} has no zone ${name}`);
  return zone;
}

/** The part in which the item stands. */
export function partOf(plan: CallCenterPlan, item: PlanItem): PartName {
  const part = plan.parts.find((candidate) => candidate.items.some(({ name }) => name === item.name));
  if (part === undefined) throw new Error(`plan ${plan.identity.stack} has no item ${item.name}`);
  return part.part;
}

/** All items of the plan, in the order in which they are built. */
export function itemsOf(plan: CallCenterPlan): readonly PlanItem[] {
  return plan.parts.flatMap((part) => part.items);
}

/** The item of that logical name and kind. Throws when the plan has none: a plan that refers to nothing is a bug. */
export function itemOf<Kind extends PlanItem["kind"]>(
  plan: CallCenterPlan,
  kind: Kind,
  name: string,
): Extract<PlanItem, { kind: Kind }> {
  for (const item of itemsOf(plan)) if (item.name === name && isOfKind(item, kind)) return item;
  throw new Error(`plan ${plan.identity.stack} has no ${kind} named ${name}`);
}

function isOfKind<Kind extends PlanItem["kind"]>(
  item: PlanItem,
  kind: Kind,
): item is Extract<PlanItem, { kind: Kind }> {
  return item.kind === kind;
}

function ofContainer(container: Container | Companion): readonly string[] {
  const mounted = container.mounts.flatMap((mount) => mountedItem(mount) ?? []);
  return [...mounted, ...environmentSecrets(container.environment)];
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
