import type { PathStep } from "../../property-path.ts";
import type { Difference, DifferenceKind } from "../difference.ts";
import { isList, isProperties, isUnknown, type Properties, same, type Value } from "../value.ts";
import type { DockerType } from "./types.ts";

const DEFAULTS = "__defaults";

/** Differences of two sets of inputs; a default that the official plugin filled in is not one. */
export function compareInputs(olds: Properties, news: Properties, type: DockerType): Difference[] {
  const compare = new Comparison(type);
  compare.maps(olds, news, []);
  return compare.differences;
}

class Comparison {
  readonly differences: Difference[] = [];
  readonly #type: DockerType;

  constructor(type: DockerType) {
    this.#type = type;
  }

  maps(olds: Properties, news: Properties, path: readonly PathStep[]): void {
    const defaulted = isList(olds[DEFAULTS]) ? olds[DEFAULTS] : [];
    const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
    for (const key of keys) {
      if (key.startsWith("__")) continue;
      if (isNothing(news[key]) && defaulted.includes(key)) continue;
      this.#values(olds[key], news[key], [...path, key]);
    }
  }

  #values(old: Value | undefined, next: Value | undefined, path: readonly PathStep[]): void {
    if (isUnknown(next)) this.#note(path, isNothing(old) ? "add" : "update");
    else if (isNothing(next)) {
      if (!isNothing(old)) this.#note(path, "delete");
    } else if (isNothing(old)) this.#note(path, "add");
    else if (isProperties(old) && isProperties(next)) this.maps(old, next, path);
    else if (isList(old) && isList(next)) this.#lists(old, next, path);
    else if (!same(old, next)) this.#note(path, "update");
  }

  #lists(old: readonly Value[], next: readonly Value[], path: readonly PathStep[]): void {
    const isSet = this.#type.sets.has(String(path.findLast((step) => typeof step === "string")));
    const [left, right] = isSet ? unmatched(old, next) : [[...old.entries()], [...next.entries()]];
    for (let index = 0; index < Math.max(left.length, right.length); index++) {
      const [oldIndex, oldValue] = left[index] ?? [];
      const [newIndex, newValue] = right[index] ?? [];
      this.#values(oldValue, newValue, [...path, newIndex ?? oldIndex ?? index]);
    }
  }

  #note(path: readonly PathStep[], kind: DifferenceKind): void {
    this.differences.push({ path, kind, replaces: this.#type.replacedBy.has(String(path[0])) });
  }
}

type Entry = readonly [number, Value];

/** Elements of each list without an equal in the other, with their places. */
function unmatched(old: readonly Value[], next: readonly Value[]): [Entry[], Entry[]] {
  const left = [...old.entries()];
  const right = [...next.entries()].filter(([, value]) => {
    const twin = left.findIndex(([, candidate]) => matches(candidate, value));
    if (twin >= 0) left.splice(twin, 1);
    return twin < 0;
  });
  return [left, right];
}

/** Equal but for defaults that only the recorded one has. */
function matches(old: Value, next: Value): boolean {
  if (!isProperties(old) || !isProperties(next)) return same(old, next);
  const defaulted = isList(old[DEFAULTS]) ? old[DEFAULTS] : [];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter((key) => !key.startsWith("__"));
  return keys.every((key) => same(old[key], next[key]) || (isNothing(next[key]) && defaulted.includes(key)));
}

function isNothing(value: Value | undefined): boolean {
  return value === undefined || value === null;
}
