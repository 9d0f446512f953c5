import { isList, isProperties, isUnknown, type Properties, same, type Value } from "../value.ts";
import { type AttributeChange, compareAttributes, UNKNOWN_TEXT } from "./attributes.ts";
import { type Field, type Fields, isBlock } from "./field.ts";
import { type FlatMap, UNKNOWN } from "./flat-map.ts";
import { asSet, isEquivalent } from "./typed.ts";

export interface Plan {
  readonly state: Properties;
  /** Whether an attribute that changes forces a new resource. */
  readonly replaces: boolean;
}

/** What is to become of a state by a configuration: PlanResourceChange of terraform-plugin-sdk v2. */
export function plannedState(
  prior: Properties,
  configuration: Properties,
  { fields, ignored }: { readonly fields: Fields; readonly ignored: readonly string[] },
): Plan {
  const proposed = proposedObject(prior, configuration, fields);
  const { attributes, changes } = compareAttributes(prior, proposed, fields);
  for (const path of [...changes.keys()]) {
    if (ignored.some((key) => path === key || path.startsWith(`${key}.`))) changes.delete(path);
  }
  if (changes.size === 0) return { state: prior, replaces: false };
  const flat = new Application(attributes(), changes).block([], fields);
  const planned = normalizedObject(readObject(flat, "", fields), proposed, fields);
  if (isEquivalentObject(prior, planned)) return { state: prior, replaces: false };
  const replaces = !same(prior, planned) && [...changes.values()].some((change) => change.replaces);
  return { state: planned, replaces };
}

function isEquivalentObject(prior: Properties, planned: Properties): boolean {
  return Object.keys(planned).every((key) => isEquivalent(prior[key] ?? null, planned[key] ?? null));
}

/** What is left out of the configuration and is the daemon's to decide stays as it was (objchange.ProposedNew). */
function proposedObject(prior: Properties, configuration: Properties, fields: Fields): Properties {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]): [string, Value] => {
      const [before, given] = [prior[key] ?? null, configuration[key] ?? null];
      if (!isBlock(field)) return [key, field.computed === true && given === null ? before : given];
      // Elements of a set have nothing that the daemon decides.
      if (field.type === "set" || !isList(given)) return [key, given];
      const { fields: inner = {} } = field;
      const olds = isList(before) ? before : [];
      return [
        key,
        given.map((element, index) => {
          const old = olds[index];
          return isProperties(element) ? proposedObject(isProperties(old) ? old : {}, element, inner) : element;
        }),
      ];
    }),
  );
}

/** Applies flat changes to a flat state: terraform.InstanceDiff.Apply. */
class Application {
  readonly #attributes: FlatMap;
  readonly #changes: ReadonlyMap<string, AttributeChange>;

  constructor(attributes: FlatMap, changes: ReadonlyMap<string, AttributeChange>) {
    this.#attributes = attributes;
    this.#changes = changes;
  }

  block(path: readonly string[], fields: Fields): FlatMap {
    const result: FlatMap = new Map();
    const local = path.length === 0 ? "" : `${path.at(-1)}.`;
    for (const [key, field] of Object.entries(fields)) {
      const inner = [...path, key];
      const applied = isBlock(field) ? this.#blocks(inner, field) : this.#attribute(inner, field);
      for (const [name, value] of applied) result.set(local + name, value);
    }
    return result;
  }

  #blocks(path: readonly string[], field: Field): FlatMap {
    const result: FlatMap = new Map();
    const name = path.at(-1) ?? "";
    const prefix = `${path.join(".")}.`;
    const { fields = {} } = field;
    const candidates = this.#candidates(prefix, field);
    for (const index of candidates) {
      for (const [key, value] of this.block([...path, index], fields)) result.set(`${name}.${key}`, value);
    }
    const count = this.#changes.get(`${prefix}#`);
    const isKept = !(count !== undefined && (count.next === "0" || count.removed));
    if (candidates.size === 0 && isKept) {
      for (const [key, value] of this.#attributes) {
        if (key.startsWith(prefix)) result.set(`${name}.${key.slice(prefix.length)}`, value);
      }
    }
    const before = this.#attributes.get(`${prefix}#`);
    if (count?.unknown === true) result.set(`${name}.#`, UNKNOWN_TEXT);
    else if (count !== undefined) {
      result.set(`${name}.#`, count.next);
      if (field.type === "list" && count.next !== "") truncate(result, name, Number(count.next));
    } else if (before !== undefined && isKept) result.set(`${name}.#`, before);
    else result.set(`${name}.#`, String(indexesBelow(result, `${name}.`).size));
    return result;
  }

  /** Elements that there will be; of a set only those that a change says something of. */
  #candidates(prefix: string, { type }: Field): Set<string> {
    const candidates = new Set<string>();
    const note = (key: string): void => {
      const index = indexBelow(key, prefix);
      if (index !== undefined) candidates.add(index);
    };
    if (type !== "set") for (const key of this.#attributes.keys()) note(key);
    for (const [key, { removed }] of this.#changes) if (!removed) note(key);
    if (type !== "set") return candidates;
    const kept = new Set<string>();
    for (const [key, { removed, next }] of this.#changes) {
      const index = indexBelow(key, prefix);
      if (index === undefined || removed || (/\.[#%]$/.test(key) && next === "0")) continue;
      kept.add(index);
    }
    return new Set([...candidates].filter((index) => kept.has(index)));
  }

  #attribute(path: readonly string[], field: Field): FlatMap {
    return field.type === "list" || field.type === "set" || field.type === "map"
      ? this.#collection(path, field)
      : this.#single(path, field);
  }

  #single(path: readonly string[], field: Field): FlatMap {
    const name = path.at(-1) ?? "";
    const key = path.join(".");
    const change = this.#changes.get(key);
    const old = this.#attributes.get(key);
    if (change === undefined) {
      if (old !== undefined) return new Map([[name, old]]);
      return new Map(field.required === true && field.type === "string" ? [[name, ""]] : []);
    }
    if (change.unknown) return new Map([[name, UNKNOWN_TEXT]]);
    if (change.removed) return new Map();
    if (change.old === "" && change.next === "") return new Map(field.type === "string" ? [[name, ""]] : []);
    return new Map([[name, change.next]]);
  }

  #collection(path: readonly string[], field: Field): FlatMap {
    const name = path.at(-1) ?? "";
    const current = path.join(".");
    const mark = field.type === "map" ? "%" : "#";
    const count = this.#changes.get(`${current}.${mark}`) ?? this.#changes.get(current);
    if (count?.removed === true) return new Map();
    if (count?.unknown === true) return new Map([[`${name}.${mark}`, UNKNOWN_TEXT]]);
    if (count?.next === "0") return new Map([[`${name}.${mark}`, "0"]]);
    const below = (key: string): boolean => key.startsWith(`${current}.`);
    const keys = new Set([...[...this.#changes.keys()].filter(below), ...[...this.#attributes.keys()].filter(below)]);
    if (keys.size === 0) return new Map();
    const result: FlatMap = new Map();
    for (const key of keys) {
      const inner = key.slice(current.length + 1);
      for (const [own, value] of this.#single([...path, inner], { type: "string" }))
        result.set(`${name}.${own}`, value);
    }
    const countKey = `${name}.${mark}`;
    if (field.type === "list") truncate(result, name, Number(result.get(countKey) ?? 0));
    if (!result.has(countKey) || (count === undefined && keys.size !== result.size)) {
      result.set(countKey, String([...result.keys()].filter((key) => key !== countKey).length));
    }
    return result;
  }
}

function indexBelow(key: string, prefix: string): string | undefined {
  if (!key.startsWith(prefix)) return undefined;
  const dot = key.indexOf(".", prefix.length);
  return dot < 0 ? undefined : key.slice(prefix.length, dot);
}

function indexesBelow(flat: FlatMap, prefix: string): Set<string> {
  return new Set([...flat.keys()].flatMap((key) => indexBelow(key, prefix) ?? []));
}

/** A list's elements from its length on are gone. */
function truncate(flat: FlatMap, name: string, length: number): void {
  for (const key of flat.keys()) {
    const index = /^(\d+)(?:\.|$)/.exec(key.startsWith(`${name}.`) ? key.slice(name.length + 1) : "")?.[1];
    if (index !== undefined && Number(index) >= length) flat.delete(key);
  }
}

/** An object out of its flat form. */
function readObject(flat: FlatMap, prefix: string, fields: Fields): Properties {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, readValue(flat, prefix + key, field)] as const),
  );
}

function readValue(flat: FlatMap, path: string, field: Field): Value {
  switch (field.type) {
    case "map":
      return readMap(flat, path);
    case "list":
    case "set": {
      const count = flat.get(`${path}.#`);
      if (count === undefined) return isBlock(field) ? [] : null;
      if (count === UNKNOWN_TEXT) return UNKNOWN;
      const indexes =
        field.type === "set"
          ? elementKeys(flat, `${path}.`)
          : Array.from({ length: Number(count) }, (_, index) => String(index));
      const elements = indexes.map((index) => readElement(flat, `${path}.${index}`, field));
      return field.type === "set" ? asSet(elements, field) : elements;
    }
    case "string":
    case "bool":
    case "int":
      return readScalar(flat.get(path), field);
  }
}

function readElement(flat: FlatMap, path: string, { fields }: Field): Value {
  return fields === undefined ? readScalar(flat.get(path), { type: "string" }) : readObject(flat, `${path}.`, fields);
}

function readMap(flat: FlatMap, path: string): Value {
  const count = flat.get(`${path}.%`);
  if (count === undefined) return null;
  if (count === UNKNOWN_TEXT) return UNKNOWN;
  const entries = [...flat]
    .filter(([key]) => key.startsWith(`${path}.`) && key !== `${path}.%`)
    .map(([key, value]) => [key.slice(path.length + 1), readScalar(value, { type: "string" })] as const);
  return Object.fromEntries(entries);
}

function elementKeys(flat: FlatMap, prefix: string): string[] {
  const keys = [...flat.keys()].flatMap((key) => {
    if (!key.startsWith(prefix) || key === `${prefix}#`) return [];
    return [indexBelow(key, prefix) ?? key.slice(prefix.length)];
  });
  return [...new Set(keys)];
}

function readScalar(text: string | undefined, { type }: Field): Value {
  if (text === undefined) return null;
  if (text === UNKNOWN_TEXT) return UNKNOWN;
  if (type === "int") return Number(text);
  return type === "bool" ? text === "true" || text === "1" : text;
}

/** Takes over from what is proposed what flat attributes lose: empty texts and lists, unknowns (normalizeNullValues). */
function normalizedObject(planned: Properties, proposed: Properties, fields: Fields): Properties {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, normalized(planned[key] ?? null, proposed[key] ?? null, field)]),
  );
}

function normalized(planned: Value, proposed: Value, field: Field): Value {
  if (isUnknown(proposed)) return planned === null ? proposed : planned;
  if (proposed === null || isUnknown(planned)) return planned;
  switch (field.type) {
    case "map": {
      if (!isProperties(planned) || !isProperties(proposed)) return planned;
      const known = Object.entries(planned).map(([key, value]): [string, Value] => {
        const given = proposed[key];
        return [key, isUnknown(value) && given !== undefined && !isUnknown(given) ? given : value];
      });
      return Object.fromEntries(known);
    }
    case "list": {
      if (!isList(proposed)) return planned;
      if (!isList(planned)) return proposed.every(isUnknown) ? proposed : planned;
      const { fields } = field;
      if (fields === undefined || planned.length !== proposed.length) return planned;
      return planned.map((element, index) => {
        const given = proposed[index];
        return isProperties(element) && isProperties(given) ? normalizedObject(element, given, fields) : element;
      });
    }
    case "string":
      return planned === null && proposed === "" ? proposed : planned;
    case "set":
    case "bool":
    case "int":
      return planned;
  }
}
