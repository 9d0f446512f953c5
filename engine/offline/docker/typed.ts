import { isList, isProperties, isUnknown, type Properties, same, textOf, type Value } from "../value.ts";
import { type Field, type Fields, isBlock, nameIn, zeroOf } from "./field.ts";

/** A Pulumi object as Terraform has it: its keys, every field present, sets without doubles and in Terraform's order. */
export function typedObject(object: Properties, fields: Fields): Properties {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [key, typed(object[nameIn(key, field)] ?? null, field)] as const),
  );
}

function typed(value: Value, field: Field): Value {
  if (isUnknown(value)) return value;
  switch (field.type) {
    case "list":
    case "set": {
      if (value === null) return isBlock(field) ? [] : null;
      const elements = (isList(value) ? value : [value]).map((element) => typedElement(element, field));
      return field.type === "set" ? asSet(elements, field) : elements;
    }
    case "map":
      return isProperties(value) ? mapOfTexts(value) : null;
    case "string":
      return value === null ? null : textOf(value);
    case "int":
      return typeof value === "string" ? Number.parseInt(value, 10) : value;
    case "bool":
      return typeof value === "string" ? value === "true" : value;
  }
}

function typedElement(element: Value, { fields }: Field): Value {
  if (fields === undefined) return typed(element, { type: "string" });
  return isProperties(element) ? typedObject(element, fields) : element;
}

function mapOfTexts(map: Properties): Properties {
  return Object.fromEntries(
    Object.entries(map)
      .filter(([key, value]) => !key.startsWith("__") && value !== null)
      .map(([key, value]) => [key, textOf(value)]),
  );
}

/** The same as Pulumi sees it. An empty list is as good as none to it; of a single element only the element is seen. */
export function untypedObject(object: Properties, fields: Fields): Properties {
  return Object.fromEntries(
    Object.entries(fields).map(([key, field]) => [nameIn(key, field), untyped(object[key] ?? null, field)] as const),
  );
}

function untyped(value: Value, field: Field): Value {
  if (!isList(value)) return value;
  const { fields } = field;
  const elements =
    fields === undefined
      ? value
      : value.map((element) => (isProperties(element) ? untypedObject(element, fields) : element));
  return field.single === true ? (elements[0] ?? null) : elements;
}

/** Without doubles, in the order in which go-cty (set_internals.go, Less) goes through a set. */
export function asSet(elements: readonly Value[], field: Field): Value[] {
  const keyed = elements.map((value) => ({
    value,
    key: Buffer.from(typeof value === "string" && !isUnknown(value) ? value : hashText(value, field.fields)),
  }));
  return keyed
    .toSorted((left, right) => Buffer.compare(left.key, right.key))
    .map(({ value }) => value)
    .filter((value, index, all) => index === 0 || !same(value, all[index - 1]));
}

/** What go-cty orders objects by (appendSetHashBytes). */
function hashText(value: Value, fields: Fields | undefined): string {
  if (isUnknown(value)) return "?";
  if (value === null) return "~";
  if (typeof value === "boolean") return value ? "T" : "F";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return quoted(value);
  if (isList(value)) return `[${value.map((element) => `${hashText(element, fields)};`).join("")}]`;
  if (!isProperties(value)) return "~";
  const keys = Object.keys(value).sort();
  if (fields === undefined) {
    return `{${keys.map((key) => `${quoted(key)}:${hashText(value[key] ?? null, undefined)};`).join("")}}`;
  }
  return `<${keys.map((key) => `${hashText(value[key] ?? null, fields[key]?.fields)};`).join("")}>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
  '"': '\\"',
};

/** Go's %q. */
function quoted(text: string): string {
  const inner = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (ESCAPES[character] !== undefined) return ESCAPES[character];
    if (code < 0x80) return `\\x${hex.padStart(2, "0")}`;
    return code <= 0xff_ff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  });
  return `"${inner}"`;
}

/** With Go's zero for whatever is null or unknown, as the plugin SDK reads elements; with defaults where it would. */
export function normalElement(value: Value, field: Field, defaults: boolean): Value {
  const { fields } = field;
  if (fields === undefined) return isUnknown(value) || value === null ? "" : value;
  const object = isProperties(value) ? value : {};
  return Object.fromEntries(
    Object.entries(fields).map(([key, inner]) => [key, normalValue(object[key] ?? null, inner, defaults)] as const),
  );
}

export function normalValue(value: Value, field: Field, defaults: boolean): Value {
  if (field.type === "map") return isProperties(value) ? value : {};
  if (field.type === "list" || field.type === "set") {
    const elements = (isList(value) ? value : []).map((element) => normalElement(element, field, defaults));
    return field.type === "set" ? asSet(elements, field) : elements;
  }
  if (value === null && defaults && field.byDefault !== undefined) return field.byDefault;
  return value === null || isUnknown(value) ? zeroOf(field) : value;
}

/** Equal but for null and zero (hcl2shim.ValuesSDKEquivalent): not a change to the plugin SDK. */
export function isEquivalent(left: Value, right: Value): boolean {
  if (same(left, right)) return true;
  if (isUnknown(left) || isUnknown(right)) return isUnknown(left) && isUnknown(right);
  if (isNothing(left) || isNothing(right)) return isNothing(left) && isNothing(right);
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((value, index) => isEquivalent(value, right[index] ?? null));
  }
  if (!isProperties(left) || !isProperties(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isEquivalent(left[key] ?? null, right[key] ?? null))
  );
}

function isNothing(value: Value): boolean {
  if (isList(value)) return value.length === 0;
  if (isProperties(value)) return Object.keys(value).length === 0;
  return value === null || value === false || value === 0 || value === "";
}
