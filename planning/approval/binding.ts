import { digestOf, type NormalChange, type NormalPreview } from "./normal-form.ts";

/** A resource to which something else would happen than was approved. */
export interface Discrepancy {
  readonly resource: string;
  /** Operation and details; undefined: nothing would happen, or nothing was approved. */
  readonly approved?: NormalChange | undefined;
  readonly now?: NormalChange | undefined;
}

export type Binding =
  | { readonly kind: "agrees" }
  /** Without what was approved only the digests can be told. */
  | { readonly kind: "differs"; readonly digest: string; readonly discrepancies: readonly Discrepancy[] | undefined };

/**
 * Whether what would be done now is what was approved. `approved` is only believed if it has the digest that was
 * approved: a report may have been edited.
 */
export function bind(
  digest: string,
  { approved, now }: { readonly approved?: NormalPreview | undefined; readonly now: NormalPreview },
): Binding {
  const own = digestOf(now);
  if (own === digest) return { kind: "agrees" };
  const known = approved !== undefined && digestOf(approved) === digest ? approved : undefined;
  return { kind: "differs", digest: own, discrepancies: known === undefined ? undefined : discrepancies(known, now) };
}

function discrepancies(approved: NormalPreview, now: NormalPreview): readonly Discrepancy[] {
  const [before, after] = [approved, now].map(
    ({ changes }) => new Map(changes.map((change) => [change.resource, change])),
  );
  const resources = [...new Set([...approved.changes, ...now.changes].map(({ resource }) => resource))].sort();
  return resources.flatMap((resource): readonly Discrepancy[] => {
    const [one, other] = [before?.get(resource), after?.get(resource)];
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [{ resource, approved: one, now: other }];
  });
}
