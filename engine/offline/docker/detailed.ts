import type { PathStep } from "../../property-path.ts";
import type { Difference, DifferenceKind } from "../difference.ts";
import { isList, isProperties, isUnknown, type Properties, same, type Value } from "../value.ts";
import { listEdits } from "./edits.ts";
import { type Field, type Fields, nameIn } from "./field.ts";
import { normalElement, typedObject } from "./typed.ts";

/** Where a value is, and what a change there means: detailed_diff.go and property_path.go of pulumi-terraform-bridge. */
interface Place {
  readonly path: readonly PathStep[];
  /** Undefined for an element of a list, set or map. */
  readonly field: Field | undefined;
  /** For an element that is an object. */
  readonly fields: Fields | undefined;
  readonly replaces: boolean;
  readonly parentReplaces: boolean;
}

/** Lists up to here are compared by shortest edits, longer ones by index. */
const LONGEST_LIST = 1000;

/** Differences of two states as Pulumi sees them. `inputs` are the new ones; they tell the places of a set's elements. */
export function compareStates(
  { old, next }: { readonly old: Properties; readonly next: Properties },
  inputs: Properties,
  fields: Fields,
): Difference[] {
  const differ = new Differ(inputs);
  for (const [key, field] of Object.entries(fields)) {
    const name = nameIn(key, field);
    const place = fieldPlace([name], field, false);
    differ.compare(place, old[name] ?? null, next[name] ?? null);
  }
  return differ.differences;
}

function fieldPlace(path: readonly PathStep[], field: Field, parentReplaces: boolean): Place {
  const replaces = field.replaces === true;
  return { path, field, fields: field.single === true ? field.fields : undefined, replaces, parentReplaces };
}

function elementPlace(place: Place, step: PathStep): Place {
  const { field } = place;
  const parentReplaces = field?.replaces === true;
  return { path: [...place.path, step], field: undefined, fields: field?.fields, replaces: false, parentReplaces };
}

function innerPlace(place: Place, key: string, field: Field): Place {
  // Of a single element Pulumi's path is the list's own, which so is the parent of what is inside.
  return fieldPlace([...place.path, nameIn(key, field)], field, place.field?.replaces === true);
}

class Differ {
  readonly differences: Difference[] = [];
  readonly #inputs: Properties;

  constructor(inputs: Properties) {
    this.#inputs = inputs;
  }

  compare(place: Place, given: Value, wanted: Value): void {
    const [old, next] = [present(given), present(wanted)];
    if (old === null || next === null || isUnknown(next)) this.#ends(place, old, next);
    else if (place.fields !== undefined && isProperties(old) && isProperties(next)) this.#objects(place, old, next);
    else if (place.field?.type === "map" && isProperties(old) && isProperties(next)) this.#maps(place, old, next);
    else if (isList(old) && isList(next)) {
      if (place.field?.type === "set") this.#sets(place, old, next);
      else this.#lists(place, old, next);
    } else if (!same(old, next)) this.#note(place, "update", forces(place));
  }

  /** Something begins or ends here. */
  #ends(place: Place, old: Value, next: Value): void {
    if (old === null && next === null) return;
    const kind = old === null ? "add" : next === null ? "delete" : "update";
    const isForced = isUnknown(next) ? forces(place) : next !== null && forcesWithin(place, next);
    this.#note(place, kind, isForced || (old !== null && forcesWithin(place, old)));
  }

  #objects(place: Place, old: Properties, next: Properties): void {
    for (const [key, field] of Object.entries(place.fields ?? {})) {
      const name = nameIn(key, field);
      this.compare(innerPlace(place, key, field), old[name] ?? null, next[name] ?? null);
    }
  }

  #maps(place: Place, old: Properties, next: Properties): void {
    for (const key of new Set([...Object.keys(old), ...Object.keys(next)])) {
      this.compare(elementPlace(place, key), old[key] ?? null, next[key] ?? null);
    }
  }

  #lists(place: Place, old: readonly Value[], next: readonly Value[]): void {
    if (place.field?.fields === undefined && old.length < LONGEST_LIST && next.length < LONGEST_LIST) {
      for (const [index, kind] of listEdits(old, next)) this.#note(elementPlace(place, index), kind, place.replaces);
      return;
    }
    for (let index = 0; index < Math.max(old.length, next.length); index++) {
      this.compare(elementPlace(place, index), old[index] ?? null, next[index] ?? null);
    }
  }

  #sets(place: Place, old: readonly Value[], next: readonly Value[]): void {
    const { field } = place;
    if (field === undefined) return;
    const [olds, news] = [identities(old, field), identities(next, field)];
    const removed = [...olds].flatMap(([identity, index]) => (news.has(identity) ? [] : [index]));
    const added = [...news].flatMap(([identity, index]) => (olds.has(identity) ? [] : [index]));
    if (removed.length === 0 && added.length === 0) return;
    const matched = this.#matched(place, added.sort(ascending), next);
    if (matched === undefined || matched.size !== added.length) {
      this.#note(place, "update", place.replaces);
      return;
    }
    for (const index of new Set([...removed, ...matched.keys()])) {
      const planned = matched.get(index);
      this.compare(
        elementPlace(place, index),
        removed.includes(index) ? (old[index] ?? null) : null,
        planned === undefined ? null : (next[planned] ?? null),
      );
    }
  }

  /** Place in the inputs of each planned element, as far as they can be told to be the same; undefined: not at all. */
  #matched(place: Place, added: readonly number[], planned: readonly Value[]): Map<number, number> | undefined {
    const found = valueAt(this.#inputs, place.path);
    const inputs = isList(found) ? found : [];
    if (inputs.length < planned.length) return undefined;
    const matched = new Map<number, number>();
    for (const index of added) {
      const at = inputs.findIndex(
        (input, position) =>
          !matched.has(position) && isPlannedFrom(elementPlace(place, index), input, planned[index] ?? null),
      );
      if (at >= 0) matched.set(at, index);
    }
    return matched;
  }

  #note({ path }: Place, kind: DifferenceKind, replaces: boolean): void {
    this.differences.push({ path, kind, replaces });
  }
}

/** An empty list is as good as none. */
function present(value: Value): Value {
  return isList(value) && value.length === 0 ? null : value;
}

function forces({ replaces, parentReplaces }: Place): boolean {
  return replaces || parentReplaces;
}

function forcesWithin(place: Place, value: Value): boolean {
  if (forces(place)) return true;
  if (isList(value)) return value.some((element, index) => forcesWithin(elementPlace(place, index), element));
  if (!isProperties(value)) return false;
  if (place.fields === undefined) {
    return Object.keys(value).some((key) => forcesWithin(elementPlace(place, key), value[key] ?? null));
  }
  return Object.entries(place.fields).some(([key, field]) => {
    const name = nameIn(key, field);
    return Object.hasOwn(value, name) && forcesWithin(innerPlace(place, key, field), value[name] ?? null);
  });
}

function ascending(left: number, right: number): number {
  return left - right;
}

/** Elements by what a set tells them apart by; of equal ones the last. */
function identities(elements: readonly Value[], field: Field): Map<string, number> {
  return new Map(
    elements.map((element, index) => {
      const { fields } = field;
      const typed = fields !== undefined && isProperties(element) ? typedObject(element, fields) : element;
      return [JSON.stringify(normalElement(typed, field, false)), index];
    }),
  );
}

/** Whether a planned value can have come from an input, but for what the daemon decides (validInputsFromPlan). */
function isPlannedFrom(place: Place, input: Value, planned: Value): boolean {
  const { field, fields } = place;
  if (field?.computed === true && input === null) return true;
  if (field !== undefined && (field.type === "list" || field.type === "set")) {
    if (input === null) return planned === null || (isList(planned) && planned.length === 0);
    if (!isList(input) || !isList(planned)) return false;
    const length = Math.max(input.length, planned.length);
    return Array.from({ length }, (_, index) => index).every((index) =>
      isPlannedFrom(elementPlace(place, index), input[index] ?? null, planned[index] ?? null),
    );
  }
  if (field?.type === "map" || (field === undefined && fields !== undefined)) {
    if (input === null) return planned === null || (isProperties(planned) && Object.keys(planned).length === 0);
    if (!isProperties(input) || !isProperties(planned)) return false;
    const keys = new Set([...Object.keys(input), ...Object.keys(planned)]);
    return [...keys].every((key) => {
      if (key.startsWith("__")) return true;
      const [left, right] = [input[key] ?? null, planned[key] ?? null];
      if (fields === undefined) return isPlannedFrom(elementPlace(place, key), left, right);
      const inner = Object.entries(fields).find(([name, candidate]) => nameIn(name, candidate) === key);
      return inner !== undefined && isPlannedFrom(innerPlace(place, inner[0], inner[1]), left, right);
    });
  }
  return same(input, planned);
}

function valueAt(root: Value, path: readonly PathStep[]): Value | undefined {
  return path.reduce<Value | undefined>((value, step) => {
    if (typeof step === "number") return isList(value) ? value[step] : undefined;
    return isProperties(value) ? value[step] : undefined;
  }, root);
}
