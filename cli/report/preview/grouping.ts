import type { Change } from "../../../engine/change.ts";
import { abstractNames, type StackNames } from "../../../planning/diff/abstract-names.ts";
import { groupItems } from "../../../planning/diff/groups.ts";
import { ASPECTS, type PlanChange } from "../../../planning/diff/plan-change.ts";
import type { ChangeGroup, Exception, GroupedChange, OperationGroup } from "./report.ts";

/** A stack with what changes in it, its own names still in the texts. */
export interface NamedChanges<Item> {
  readonly stack: string;
  readonly identity: StackNames;
  readonly changes: readonly Item[];
}

/** A change with names taken out, by which it is compared, and as it is, which is told where one stack alone has it. */
interface Item<Change> {
  readonly stack: string;
  readonly own: Change;
  readonly alike: Change;
  readonly key: string;
}

/** From so many stacks on what they have in common is the rule, and what differs an exception. */
const RULE = 3;

export interface PlanGroups {
  readonly groups: readonly Omit<ChangeGroup, "places">[];
  readonly exceptions: readonly Exception[];
}

/** Changes of plans, put together over stacks; what is peculiar to a stack is told as an exception of its kind. */
export function groupPlanChanges(stacks: readonly NamedChanges<PlanChange>[]): PlanGroups {
  const named = stacks.map(({ stack, identity, changes }) => {
    const abstract = abstractNames(identity);
    return { stack, items: changes.map((own) => itemOf(stack, own, abstracted(own, abstract))) };
  });
  const families = Map.groupBy(
    named.flatMap(({ items }) => items),
    ({ alike }) => familyOf(alike),
  );
  const names = stacks.map(({ stack }) => stack);
  const exceptions = [...families.values()].map((members) => exceptionsOf(members, names));
  const exceptional = new Set(exceptions.flatMap(({ items }) => items));
  const various = new Set([...families].filter(([, members]) => isVarious(members)).map(([family]) => family));
  const groups = groupItems(
    named.map(({ stack, items }) => ({
      stack,
      items: items
        .filter((item) => !exceptional.has(item))
        .map((item) => (various.has(familyOf(item.alike)) ? variousOf(item) : item)),
    })),
    ({ alike, key }) => `${String(ASPECTS.indexOf(alike.aspect)).padStart(2, "0")} ${key}`,
  );
  return { groups: groups.map(told), exceptions: exceptions.flatMap(({ told: list }) => list) };
}

function itemOf<Change>(stack: string, own: Change, alike: Change): Item<Change> {
  return { stack, own, alike, key: JSON.stringify(alike) };
}

/** Names stay in what one stack alone has. */
function told<Change>({
  stacks,
  items,
}: {
  readonly stacks: readonly string[];
  readonly items: readonly Item<Change>[];
}): {
  readonly stacks: readonly string[];
  readonly changes: readonly Change[];
} {
  return { stacks, changes: items.map(({ own, alike }) => (stacks.length === 1 ? own : alike)) };
}

function abstracted(change: PlanChange, abstract: (text: string) => string): PlanChange {
  const text = (value: PlanChange["before"]): PlanChange["before"] =>
    typeof value === "string" ? abstract(value) : value;
  const { aspect, field, unit, zone, stateful, subject, before, after, lines } = change;
  return {
    aspect,
    field,
    subject: abstract(subject),
    ...(unit === undefined ? {} : { unit }),
    ...(zone === undefined ? {} : { zone }),
    ...(stateful === undefined ? {} : { stateful }),
    ...(before === undefined ? {} : { before: text(before) }),
    ...(after === undefined ? {} : { after: text(after) }),
    ...(lines === undefined ? {} : { lines: lines.map(abstract) }),
  };
}

/** The same place, whatever its values. */
function familyOf({ aspect, field, subject }: PlanChange): string {
  return JSON.stringify([aspect, field, subject]);
}

function byKey(members: readonly Item<PlanChange>[]): readonly (readonly Item<PlanChange>[])[] {
  return [...Map.groupBy(members, ({ key }) => key)]
    .sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))
    .map(([, same]) => same);
}

/** Those that differ from a clear majority, and those of the stacks that change at all which don't have it. */
function exceptionsOf(
  members: readonly Item<PlanChange>[],
  stacks: readonly string[],
): { readonly told: readonly Exception[]; readonly items: readonly Item<PlanChange>[] } {
  const [usual, ...others] = byKey(members);
  const [first] = usual ?? [];
  if (usual === undefined || first === undefined || usual.length < RULE || usual.length * 2 <= stacks.length)
    return { told: [], items: [] };
  const having = new Set(members.map(({ stack }) => stack));
  const without = stacks.filter((stack) => !having.has(stack));
  const common = { usual: first.alike, usualStacks: usual.length };
  return {
    items: others.flat(),
    told: [
      ...others.map((same) => ({
        ...common,
        stacks: same.map(({ stack }) => stack),
        change: same.length === 1 ? same[0]?.own : same[0]?.alike,
      })),
      // That one or two lack it is told; many that lack it are simply other stacks.
      ...(without.length > 0 && without.length * 4 <= stacks.length
        ? [{ ...common, stacks: without, change: undefined }]
        : []),
    ],
  };
}

/** Many stacks at one place, hardly two of them alike, such as the port range that follows from the channels. */
function isVarious(members: readonly Item<PlanChange>[]): boolean {
  return members.length > RULE && byKey(members).length * 2 > members.length;
}

function variousOf({ stack, alike: { aspect, field, subject, zone, unit } }: Item<PlanChange>): Item<GroupedChange> {
  const change: GroupedChange = {
    aspect,
    field,
    subject,
    ...(zone === undefined ? {} : { zone }),
    ...(unit === undefined ? {} : { unit }),
    various: true,
  };
  return itemOf(stack, change, change);
}

/** Changes of resources, put together over stacks: equal but for the stacks' names. */
export function groupOperations(stacks: readonly NamedChanges<Change>[]): readonly OperationGroup[] {
  const named = stacks.map(({ stack, identity, changes }) => {
    const abstract = abstractNames(identity);
    return {
      stack,
      items: changes.map((change) => itemOf(stack, { ...change, urn: "" }, abstractedOperation(change, abstract))),
    };
  });
  return groupItems(named, ({ alike, key }) => `${alike.type} ${alike.name} ${key}`).map(told);
}

function abstractedOperation(change: Change, abstract: (text: string) => string): Change {
  return {
    ...change,
    urn: "",
    name: abstract(change.name),
    paths: change.paths.map((path) => ({
      ...path,
      path: abstract(path.path),
      ...(path.old === undefined ? {} : { old: abstract(path.old) }),
      ...(path.new === undefined ? {} : { new: abstract(path.new) }),
      ...(path.lines === undefined ? {} : { lines: path.lines.map(abstract) }),
    })),
  };
}
