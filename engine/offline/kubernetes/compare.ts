import type { PathStep } from "../../property-path.ts";
import type { Difference, DifferenceKind } from "../difference.ts";
import { isList, isProperties, isUnknown, type Properties, type Value } from "../value.ts";

interface Place {
  readonly path: readonly PathStep[];
  readonly replacedBy: readonly (readonly string[])[];
}

/**
 * Differences of two objects, property by property and list element by element: what the official plugin reads
 * from a JSON merge patch (provider.go, convertPatchToDiff). `replacedBy` are dotted paths that force a new object.
 */
export function compareObjects(old: Properties, next: Properties, replacedBy: readonly string[]): Difference[] {
  return compareMaps(old, next, { path: [], replacedBy: replacedBy.map((path) => path.split(".")) });
}

function compareMaps(old: Properties, next: Properties, place: Place): Difference[] {
  const keys = new Set([...Object.keys(old), ...Object.keys(next)]);
  return [...keys].flatMap((key) => compareValues(old[key], next[key], below(place, key)));
}

function compareLists(old: readonly Value[], next: readonly Value[], place: Place): Difference[] {
  const length = Math.max(old.length, next.length);
  return Array.from({ length }, (_, index) => index).flatMap((index) =>
    compareValues(old[index], next[index], below(place, index)),
  );
}

function compareValues(old: Value | undefined, next: Value | undefined, place: Place): Difference[] {
  if (isUnknown(next)) return unknownDifferences(old, place);
  // A null counts where there was nothing, for a merge patch sees it.
  if (next === undefined || next === null) return old === next ? [] : [difference(place, "delete", null)];
  if (old === undefined) return [difference(place, "add", next)];
  if (isProperties(old) && isProperties(next)) return compareMaps(old, next, place);
  if (isList(old) && isList(next)) return compareLists(old, next, place);
  return old === next ? [] : [difference(place, "update", next)];
}

/** Of a map that isn't known yet, the official plugin sees its old entries go. */
function unknownDifferences(old: Value | undefined, place: Place): Difference[] {
  if (!isProperties(old)) return [difference(place, old === undefined ? "add" : "update", null)];
  return Object.keys(old).map((key) => difference(below(place, key), "delete", null));
}

function below(place: Place, step: PathStep): Place {
  return { ...place, path: [...place.path, step] };
}

function difference(place: Place, kind: DifferenceKind, value: Value | undefined): Difference {
  const replaces = place.replacedBy.some((forced) => touches(place.path, value, forced));
  // Losing all metadata loses the name: the official plugin replaces on it outside its table.
  const losesIdentity = kind === "delete" && place.path.length === 1 && place.path[0] === "metadata";
  return { path: place.path, kind, replaces, replacesSilently: losesIdentity, inputOnly: kind === "delete" };
}

/** Whether a change at a path touches a forced path: at it, below it, or above it with a value that reaches it. */
function touches(path: readonly PathStep[], value: Value | undefined, forced: readonly string[]): boolean {
  const shared = Math.min(path.length, forced.length);
  if (!forced.slice(0, shared).every((step, index) => path[index] === step)) return false;
  let inner = value;
  for (const step of forced.slice(path.length)) {
    if (!isProperties(inner) || !Object.hasOwn(inner, step)) return false;
    inner = inner[step];
  }
  return true;
}
