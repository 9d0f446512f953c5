/** Stacks to which the same happens. */
export interface Group<Item> {
  readonly items: readonly Item[];
  /** In the order in which they were given. */
  readonly stacks: readonly string[];
}

export interface Grouped<Item> {
  readonly stack: string;
  readonly items: readonly Item[];
}

/**
 * Puts together what is the same in several stacks: first each item by its key, then items that the very same stacks
 * have. Most stacks first, then by key, so that the order never depends on that of the stacks. Items of one stack that
 * share a key are one.
 */
export function groupItems<Item>(
  stacks: readonly Grouped<Item>[],
  keyOf: (item: Item, stack: string) => string,
): readonly Group<Item>[] {
  const byKey = new Map<string, { readonly item: Item; readonly stacks: Set<string> }>();
  for (const { stack, items } of stacks)
    for (const item of items) {
      const key = keyOf(item, stack);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, { item, stacks: new Set([stack]) });
      else known.stacks.add(stack);
    }
  const byStacks = new Map<string, { readonly first: string; readonly items: Item[]; readonly stacks: Set<string> }>();
  for (const [key, { item, stacks: having }] of [...byKey].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const names = JSON.stringify([...having].sort());
    const known = byStacks.get(names);
    if (known === undefined) byStacks.set(names, { first: key, items: [item], stacks: having });
    else known.items.push(item);
  }
  return [...byStacks.values()]
    .sort((a, b) => b.stacks.size - a.stacks.size || (a.first < b.first ? -1 : 1))
    .map(({ items, stacks: having }) => ({ items, stacks: [...having] }));
}
