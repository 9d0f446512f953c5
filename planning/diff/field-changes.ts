import type { FieldPath } from "../../provinces/finding.ts";

/** A value of a province file that differs, by its path in the new file; undefined is absent. */
export interface FieldChange {
  readonly path: FieldPath;
  readonly before: unknown;
  readonly after: unknown;
  /** The new file's data with this one change taken back. */
  readonly reverted: unknown;
}

/** Entries of a list that are the same although they moved. */
const KEYS = ["areaCode", "name", "rule"] as const;

/**
 * Leaves that differ between two files, in the order of the new one. Lists of entries with an area code or a name are
 * compared by it, others by place. Pure; the inputs are plain data.
 */
export function fieldChanges(before: unknown, after: unknown): readonly FieldChange[] {
  return changesBelow({ before, after, path: [], rebuild: (value) => value });
}

interface Place {
  readonly before: unknown;
  readonly after: unknown;
  readonly path: FieldPath;
  /** The whole of the new data with another value here. */
  readonly rebuild: (value: unknown) => unknown;
}

function changesBelow({ before, after, path, rebuild }: Place): readonly FieldChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isRecord(before) && isRecord(after)) {
    return [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((key) =>
      changesBelow({
        before: before[key],
        after: after[key],
        path: [...path, key],
        rebuild: (value) => rebuild(withEntry(after, key, value)),
      }),
    );
  }
  const key = keyOf(before, after);
  if (key !== undefined && isList(before) && isList(after)) return listChanges({ before, after, path, rebuild }, key);
  if (isList(before) && isList(after) && before.length === after.length)
    return after.flatMap((value, index) =>
      changesBelow({
        before: before[index],
        after: value,
        path: [...path, index],
        rebuild: (other) => rebuild(after.map((each, at) => (at === index ? other : each))),
      }),
    );
  return [{ path, before, after, reverted: rebuild(before) }];
}

interface ListPlace extends Place {
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
}

function listChanges({ before, after, path, rebuild }: ListPlace, key: (typeof KEYS)[number]): readonly FieldChange[] {
  const idOf = (value: unknown): unknown => (isRecord(value) ? value[key] : undefined);
  const old = new Map(before.map((value) => [idOf(value), value]));
  const ids = new Set(after.map(idOf));
  const changed = after.flatMap((value, index) =>
    changesBelow({
      before: old.get(idOf(value)),
      after: value,
      path: [...path, index],
      rebuild: (other) =>
        rebuild(after.flatMap((each, at) => (at !== index ? [each] : other === undefined ? [] : [other]))),
    }),
  );
  const gone = before
    .filter((value) => !ids.has(idOf(value)))
    .map((value) => ({ path, before: value, after: undefined, reverted: rebuild([...after, value]) }));
  return [...changed, ...gone];
}

/** The key by which all entries of both lists are told apart. */
function keyOf(before: unknown, after: unknown): (typeof KEYS)[number] | undefined {
  if (!isList(before) || !isList(after)) return undefined;
  return KEYS.find((key) =>
    [before, after].every((list) => {
      const ids = list.map((value) => (isRecord(value) ? value[key] : undefined));
      return ids.every((id) => typeof id === "string") && new Set(ids).size === ids.length;
    }),
  );
}

function withEntry(
  record: Readonly<Record<string, unknown>>,
  key: string,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const { [key]: _, ...rest } = record;
  return value === undefined ? rest : { ...record, [key]: value };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
