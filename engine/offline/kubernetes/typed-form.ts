import { isList, isProperties, type Properties, type Value } from "../value.ts";
import TYPES from "./object-types.json" with { type: "json" };
import { canonicalQuantity, isQuantity } from "./quantity.ts";

/** A value that isn't of its type: the official plugin then leaves the whole object as it was given. */
class Mismatch extends Error {}

const KINDS: Readonly<Record<string, string>> = TYPES.kinds;
const STRUCTS: Readonly<Record<string, Readonly<Record<string, string>>>> = TYPES.structs;

/**
 * An object after the round trip through its Go type (apimachinery, DefaultUnstructuredConverter): unknown fields gone,
 * empty ones left out, quantities canonical. undefined where a value isn't of its type, or the type isn't known.
 * `token` is such as `apps/v1:StatefulSet`.
 */
export function typedForm(object: Properties, token: string): Value | undefined {
  const type = KINDS[token];
  if (type === undefined) return undefined;
  try {
    return converted(object, type);
  } catch (error) {
    if (error instanceof Mismatch) return undefined;
    throw error;
  }
}

/** Type name of a kind's token. */
export function typeOfKind(token: string): string | undefined {
  return KINDS[token];
}

/** Fields of a struct with their types; undefined for what is none. */
export function fieldsOfType(type: string): Readonly<Record<string, string>> | undefined {
  return STRUCTS[type];
}

export function bare(type: string): string {
  return type.endsWith("?") ? type.slice(0, -1) : type;
}

function converted(value: Value, type: string): Value {
  if (value === null) return zero(type);
  if (type.startsWith("*")) return converted(value, type.slice(1));
  if (type.startsWith("[]")) return list(value).map((element) => converted(element, type.slice(2)));
  if (type.startsWith("{}")) return mapped(properties(value), () => type.slice(2));
  const fields = STRUCTS[type];
  return fields === undefined ? scalar(value, type) : struct(properties(value), fields);
}

function struct(object: Properties, fields: Readonly<Record<string, string>>): Properties {
  const known = Object.entries(object).flatMap(([key, value]): [string, Value][] => {
    const type = fields[key];
    if (type === undefined) return [];
    const inner = converted(value, bare(type));
    return isLeftOut(inner, type) ? [] : [[key, inner]];
  });
  return Object.fromEntries(known);
}

function mapped(object: Properties, typeOf: (key: string) => string): Properties {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, converted(value, typeOf(key))]));
}

/** Go's omitempty: structs, and what writes itself, are never empty; what a pointer points to isn't either. */
function isLeftOut(value: Value, type: string): boolean {
  if (!type.endsWith("?")) return false;
  if (value === null) return true;
  if (type.startsWith("*") || SELF_WRITTEN.has(bare(type)) || STRUCTS[bare(type)] !== undefined) return false;
  if (isList(value)) return value.length === 0;
  if (isProperties(value)) return Object.keys(value).length === 0;
  return value === "" || value === 0 || value === false;
}

const SELF_WRITTEN = new Set(["quantity", "intOrString", "time", "raw"]);

/** What nothing given becomes. */
function zero(type: string): Value {
  const fields = STRUCTS[type];
  if (fields !== undefined) {
    const inner = Object.entries(fields).map(([key, each]) => [key, each, zero(bare(each))] as const);
    return Object.fromEntries(
      inner.filter(([, each, value]) => !isLeftOut(value, each)).map(([key, , value]) => [key, value]),
    );
  }
  switch (type) {
    case "string":
      return "";
    case "bool":
      return false;
    case "int":
    case "intOrString":
      return 0;
    case "quantity":
      return "0";
    default:
      return null;
  }
}

function scalar(value: Value, type: string): Value {
  switch (type) {
    case "string":
      return demand(value, typeof value === "string");
    case "bool":
      return demand(value, typeof value === "boolean");
    case "int":
      return demand(value, Number.isInteger(value));
    case "intOrString":
      return demand(value, typeof value === "string" || Number.isInteger(value));
    case "quantity": {
      const text = typeof value === "number" ? String(value) : value;
      return typeof text === "string" && isQuantity(text) ? canonicalQuantity(text) : demand(value, false);
    }
    case "bytes":
      return typeof value === "string" && BASE64.test(value)
        ? Buffer.from(value, "base64").toString("base64")
        : demand(value, false);
    case "time":
      return typeof value === "string" && RFC_3339.test(value)
        ? `${new Date(value).toISOString().slice(0, 19)}Z`
        : demand(value, false);
    default:
      return value;
  }
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

function list(value: Value): readonly Value[] {
  if (isList(value)) return value;
  throw new Mismatch();
}

function properties(value: Value): Properties {
  if (isProperties(value)) return value;
  throw new Mismatch();
}

function demand(value: Value, isOfType: boolean): Value {
  if (isOfType) return value;
  throw new Mismatch();
}
