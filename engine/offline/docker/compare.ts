import type { PathStep } from "../../property-path.ts";
import type { Difference, DifferenceKind } from "../difference.ts";
import { isList, isProperties, isUnknown, type Properties, same, type Value } from "../value.ts";
import type { DockerType } from "./types.ts";

/** Differences of two sets of inputs. A left-out input equals its default, and what the daemon decides for itself. */
export function compareInputs(olds: Properties, news: Properties, type: DockerType): Difference[] {
  const comparison = new Comparison(type);
  comparison.maps(olds, news, []);
  return comparison.differences;
}

class Comparison {
  readonly differences: Difference[] = [];
  readonly #type: DockerType;

  constructor(type: DockerType) {
    this.#type = type;
  }

  maps(olds: Properties, news: Properties, path: readonly PathStep[]): void {
    for (const key of new Set([...Object.keys(olds), ...Object.keys(news)])) {
      // The official plugin's own notes: __defaults, __meta.
      if (!key.startsWith("__")) this.#values(olds[key], news[key], [...path, key]);
    }
  }

  #values(old: Value | undefined, next: Value | undefined, path: readonly PathStep[]): void {
    // An element of a list has no default of its own.
    const name = typeof path.at(-1) === "string" ? inputName(path) : "";
    if (isNothing(next) && this.#type.daemonDecided.has(name)) return;
    const byDefault = this.#type.defaults[name];
    const [before, after] = [isNothing(old) ? byDefault : old, isNothing(next) ? byDefault : next];
    if (isUnknown(after)) this.#note(path, isNothing(before) ? "add" : "update");
    else if (isNothing(after) || isNothing(before)) {
      if (!isZero(before) || !isZero(after)) this.#note(path, isNothing(after) ? "delete" : "add");
    } else if (isProperties(before) && isProperties(after)) this.maps(before, after, path);
    else if (isList(before) && isList(after)) this.#lists(before, after, path);
    else if (!same(before, after)) this.#note(path, "update");
  }

  #lists(old: readonly Value[], next: readonly Value[], path: readonly PathStep[]): void {
    if (next.length === 0 && old.length > 0) {
      this.#note(path, "delete");
      return;
    }
    const isSet = this.#type.sets.has(String(path.findLast((step) => typeof step === "string")));
    const [left, right] = isSet ? this.#unmatched(old, next, path) : [[...old.entries()], [...next.entries()]];
    for (let index = 0; index < Math.max(left.length, right.length); index++) {
      const [oldIndex, oldValue] = left[index] ?? [];
      const [newIndex, newValue] = right[index] ?? [];
      this.#values(oldValue, newValue, [...path, newIndex ?? oldIndex ?? index]);
    }
  }

  /** Elements of each list without an equal in the other, with their places. */
  #unmatched(old: readonly Value[], next: readonly Value[], path: readonly PathStep[]): [Entry[], Entry[]] {
    const left = [...old.entries()];
    const right = [...next.entries()].filter(([index, value]) => {
      const twin = left.findIndex(([, candidate]) => this.#equal(candidate, value, [...path, index]));
      if (twin >= 0) left.splice(twin, 1);
      return twin < 0;
    });
    return [left, right];
  }

  #equal(old: Value, next: Value, path: readonly PathStep[]): boolean {
    const attempt = new Comparison(this.#type);
    attempt.#values(old, next, path);
    return attempt.differences.length === 0;
  }

  #note(path: readonly PathStep[], kind: DifferenceKind): void {
    const replaces = this.#type.replacedBy.has(String(path[0])) && !this.#isKept(path);
    this.differences.push({ path, kind, replaces });
  }

  #isKept(path: readonly PathStep[]): boolean {
    const name = inputName(path);
    return [...this.#type.keptBy].some((kept) => name === kept || name.startsWith(`${kept}.`));
  }
}

type Entry = readonly [number, Value];

/** `ports.external` for `ports[0].external`. */
function inputName(path: readonly PathStep[]): string {
  return path.filter((step) => typeof step === "string").join(".");
}

function isNothing(value: Value | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** What leaving an input out amounts to. */
function isZero(value: Value | undefined): boolean {
  if (isList(value)) return value.length === 0;
  if (isProperties(value)) return Object.keys(value).every((key) => key.startsWith("__"));
  return isNothing(value) || value === false || value === 0 || value === "";
}
