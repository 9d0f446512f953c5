import type { CheckFailure } from "../package.ts";
import { holdsUnknown, isList, isProperties, isUnknown, type Properties, same, type Value } from "../value.ts";
import { type Field, type Fields, nameIn } from "./field.ts";

/** Names of the inputs that were filled in by default: a note of the official plugin in every object. */
export const DEFAULTS = "__defaults";

/**
 * Inputs as the official plugin's Check returns them: nulls dropped, types adjusted, defaults filled in and noted
 * (schema.go, makeObjectTerraformInputs and applyDefaults of pulumi-terraform-bridge).
 */
export function completeInputs(news: Properties, olds: Properties | undefined, fields: Fields): Properties {
  const given: [string, Value][] = [];
  for (const [key, field] of Object.entries(fields)) {
    const name = nameIn(key, field);
    const value = news[name] ?? null;
    if (value !== null) given.push([name, completeValue(value, olds?.[name], field)]);
  }
  const defaults = Object.entries(fields).flatMap(([key, field]): [string, Value][] => {
    const name = nameIn(key, field);
    if (field.byDefault === undefined || given.some(([known]) => known === name)) return [];
    const earlier = earlierDefault(olds, name);
    if (earlier !== undefined) return [[name, completeValue(earlier, undefined, field)]];
    // What a zero says is said by leaving it out.
    return isZero(field.byDefault) ? [] : [[name, field.byDefault]];
  });
  const noted = defaults.map(([name]) => name).sort();
  return { ...Object.fromEntries([...given, ...defaults]), [DEFAULTS]: noted };
}

/** A default of the last time is kept, even if the plugin now has another. */
function earlierDefault(olds: Properties | undefined, name: string): Value | undefined {
  const value = olds?.[name];
  const noted = olds?.[DEFAULTS];
  if (value === undefined || value === null) return undefined;
  return !isList(noted) || noted.includes(name) ? value : undefined;
}

function isZero(value: Value): boolean {
  return value === false || value === 0 || value === "";
}

function completeValue(value: Value, old: Value | undefined, field: Field): Value {
  if (isUnknown(value)) return value;
  switch (field.type) {
    case "list":
    case "set": {
      if (field.single === true) return completeElement(isList(value) ? (value[0] ?? null) : value, old, field);
      const [elements, olds] = [isList(value) ? value : [value], isList(old) ? old : []];
      const earlier = field.type === "set" ? matchedElements(elements, olds) : olds;
      return elements.map((element, index) => completeElement(element, earlier[index], field));
    }
    case "map":
      return isProperties(value) ? mapOfTexts(value) : value;
    case "string":
      return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    case "int":
      return typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
    case "bool":
      return value === "true" ? true : value === "false" ? false : value;
  }
}

function completeElement(element: Value, old: Value | undefined, { fields }: Field): Value {
  if (fields === undefined) return typeof element === "number" ? String(element) : element;
  return isProperties(element) ? completeInputs(element, isProperties(old) ? old : undefined, fields) : element;
}

function mapOfTexts(map: Properties): Properties {
  return Object.fromEntries(
    Object.entries(map)
      .filter(([key, value]) => value !== null && !key.startsWith("__"))
      .map(([key, value]) => [key, typeof value === "number" || typeof value === "boolean" ? String(value) : value]),
  );
}

/** For each element the earlier one most like it, each taken once: matchSetElements. */
function matchedElements(elements: readonly Value[], olds: readonly Value[]): readonly (Value | undefined)[] {
  if (!elements.every(isProperties) || !olds.every(isProperties)) return olds;
  const candidates = elements.flatMap((element, index) =>
    olds.map((old, at) => ({ index, at, score: likeness(element, old) })),
  );
  const matched: (Value | undefined)[] = elements.map(() => undefined);
  const used = new Set<number>();
  for (const { index, at } of candidates.toSorted((left, right) => right.score - left.score)) {
    if (matched[index] !== undefined || used.has(at)) continue;
    matched[index] = olds[at];
    used.add(at);
  }
  return matched;
}

function likeness(left: Value, right: Value): number {
  if (!isProperties(left) || !isProperties(right)) return 0;
  return Object.keys(left)
    .filter((key) => Object.hasOwn(right, key))
    .reduce((score, key) => score + (same(left[key], right[key]) ? 3 : 1), 0);
}

interface At {
  readonly type: string;
  /** With its dot, where it isn't empty. */
  readonly path: string;
}

/** Inputs that there are not. */
export function unknownInputs(given: Properties, fields: Fields, at: At): CheckFailure[] {
  const names = new Map(Object.entries(fields).map(([key, field]) => [nameIn(key, field), field]));
  return Object.entries(given).flatMap(([name, value]): CheckFailure[] => {
    const field = names.get(name);
    const path = at.path + name;
    if (name.startsWith("__") || value === null) return [];
    if (field === undefined || field.output === true) {
      return [{ property: path, reason: `${at.type} has no input ${path}.` }];
    }
    return elementsOf(value, path, field).flatMap(({ element, fields: inner, path: below }) =>
      unknownInputs(element, inner, { ...at, path: below }),
    );
  });
}

/** Inputs that there must be, and those that can't be what they are. */
export function wrongInputs(inputs: Properties, fields: Fields, at: At): CheckFailure[] {
  return Object.entries(fields).flatMap(([key, field]): CheckFailure[] => {
    const path = at.path + nameIn(key, field);
    const value = inputs[nameIn(key, field)] ?? null;
    if (value === null) {
      return field.required === true ? [{ property: path, reason: `${at.type} must have ${path}.` }] : [];
    }
    if (!isAccepted(value, field)) {
      return [{ property: path, reason: `${path} of ${at.type} can't be ${JSON.stringify(value)}.` }];
    }
    // The SDK looks into no set of which it doesn't know all.
    if (field.type === "set" && holdsUnknown(value)) return [];
    return elementsOf(value, path, field).flatMap(({ element, fields: inner, path: below }) =>
      wrongInputs(element, inner, { ...at, path: below }),
    );
  });
}

interface Element {
  readonly element: Properties;
  readonly fields: Fields;
  readonly path: string;
}

/** The objects in a list or set, with their places. */
function elementsOf(value: Value, path: string, { fields }: Field): Element[] {
  if (fields === undefined) return [];
  if (isProperties(value)) return [{ element: value, fields, path: `${path}.` }];
  return (isList(value) ? value : []).flatMap((element, index) =>
    isProperties(element) ? [{ element, fields, path: `${path}[${index}].` }] : [],
  );
}

function isAccepted(value: Value, { type, accepts, least }: Field): boolean {
  if (value === null || isUnknown(value)) return true;
  if (type === "int" && typeof value === "string") return /^-?\d+$/.test(value);
  if (typeof value === "string") return accepts?.test(value) ?? true;
  return typeof value !== "number" || least === undefined || value >= least;
}
