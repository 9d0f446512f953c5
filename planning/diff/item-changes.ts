import type { CallCenterPlan, PlanItem } from "../plan.ts";
import { mergeNodes } from "./configuration-changes.ts";
import { type Facet, facetsOf, SECRET } from "./item-facets.ts";
import { nodeless } from "./node-names.ts";
import type { PlanChange } from "./plan-change.ts";

/** Items that come, go, or differ in what matters to those who run them. Files are told elsewhere, line by line. */
export function itemChanges(before: CallCenterPlan, after: CallCenterPlan): readonly PlanChange[] {
  const [old, now] = [byName(before), byName(after)];
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((name) =>
    changesOf(old.get(name), now.get(name)),
  );
  return mergeImages(mergeNodes(changes));
}

function byName({ parts }: CallCenterPlan): ReadonlyMap<string, PlanItem> {
  return new Map(parts.flatMap(({ items }) => items).map((item) => [item.name, item]));
}

function changesOf(old: PlanItem | undefined, now: PlanItem | undefined): readonly PlanChange[] {
  const item = now ?? old;
  if (item === undefined) return [];
  const common = placeOf(old ?? item);
  if (old === undefined) return [{ ...common, aspect: "items", field: "exists", after: item.kind }];
  if (now === undefined) return [{ ...common, aspect: "items", field: "exists", before: item.kind }];
  const [before, after] = [facetsOf(old), facetsOf(now)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): readonly PlanChange[] => {
    const [one, other] = [before.get(key), after.get(key)];
    const facet = other ?? one;
    if (facet === undefined || one?.value === other?.value) return [];
    return [changeOf(common, facet, shown(one, other))];
  });
}

type Place = Pick<PlanChange, "subject" | "zone" | "nodes" | "stateful">;

function placeOf(item: PlanItem): Place {
  const node = "node" in item ? item.node : undefined;
  const stateful = "stateful" in item && item.stateful;
  return {
    subject: nodeless({ name: item.name, node }),
    zone: item.zone,
    ...(node === undefined ? {} : { nodes: [node] }),
    ...(stateful ? { stateful } : {}),
  };
}

/** Of a secret that becomes plain text, or was it, the text is not told. */
function shown(one: Facet | undefined, other: Facet | undefined): Pick<PlanChange, "before" | "after"> {
  const secret = one?.value === SECRET || other?.value === SECRET;
  const text = (facet: Facet | undefined): string | number | undefined => {
    if (facet?.value === undefined) return undefined;
    return facet.hidden ?? (secret && facet.value !== SECRET ? "plain" : facet.value);
  };
  return { before: text(one), after: text(other) };
}

function changeOf(
  { subject, ...place }: Place,
  { aspect, field, unit, detail }: Facet,
  values: Pick<PlanChange, "before" | "after">,
): PlanChange {
  return {
    ...place,
    aspect,
    field,
    subject: aspect === "images" ? (detail ?? subject) : detail === undefined ? subject : `${subject}/${detail}`,
    ...(unit === undefined ? {} : { unit }),
    ...values,
  };
}

/** An image is used by several items; its new version is told once. */
function mergeImages(changes: readonly PlanChange[]): readonly PlanChange[] {
  const told = new Set<string>();
  return changes.flatMap((change) => {
    if (change.aspect !== "images") return [change];
    const { nodes, zone, stateful, ...image } = change;
    const key = JSON.stringify(image);
    if (told.has(key)) return [];
    told.add(key);
    return [image];
  });
}
