import { at, holdsUnknown, isList, isProperties, omit, type Properties, type Value } from "../value.ts";
import type { Kind } from "./kinds.ts";
import { typedForm } from "./typed-form.ts";

const SERVER_SET = new Set([
  "creationTimestamp",
  "deletionGracePeriodSeconds",
  "deletionTimestamp",
  "generation",
  "managedFields",
  "resourceVersion",
  "uid",
]);

/**
 * The form in which two objects that mean the same are equal: what the official plugin's typed round trip leaves.
 * An object with an unknown inside is left as it is, as there.
 */
export function normalForm(object: Properties, kind: Kind): Properties {
  const typed = kind.builtIn && !holdsUnknown(object) ? roundTrip(object, kind) : object;
  const metadata = typed["metadata"];
  if (!isProperties(metadata)) return typed;
  return { ...typed, metadata: keep(metadata, (key) => !SERVER_SET.has(key)) };
}

function roundTrip(object: Properties, kind: Kind): Properties {
  if (kind.kind === "Secret") return secretData(object);
  const typed = typedForm(object, kind.token);
  return isProperties(typed) ? pruned(typed, object) : object;
}

/** The API server folds stringData into data. */
function secretData(object: Properties): Properties {
  const texts = object["stringData"];
  const bytes = object["data"];
  const isUsable = isProperties(texts) && Object.values(texts).every((text) => typeof text === "string");
  if (isUsable && Object.keys(texts).length > 0) {
    const encoded = Object.entries(texts).map(([key, text]) => [key, encode(text)] as const);
    return {
      ...omit(object, "stringData"),
      data: { ...(isProperties(bytes) ? bytes : {}), ...Object.fromEntries(encoded) },
    };
  }
  if (!isProperties(bytes)) return object;
  const trimmed = Object.entries(bytes).map(([key, value]) => [key, recoded(value)] as const);
  return { ...object, data: Object.fromEntries(trimmed) };
}

function encode(text: Value): Value {
  return typeof text === "string" ? Buffer.from(text, "utf8").toString("base64") : text;
}

/** Base64 without the white space that the API server drops; anything else is left to be rejected there. */
function recoded(value: Value): Value {
  if (typeof value !== "string" || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value)) return value;
  return Buffer.from(value, "base64").toString("base64");
}

function keep(object: Properties, wanted: (key: string, value: Value) => boolean): Properties {
  return Object.fromEntries(Object.entries(object).filter(([key, value]) => wanted(key, value)));
}

/** The parts of a live object that the inputs asked for; what the cluster added is not compared. */
export function pruned(live: Properties, inputs: Properties): Properties {
  const shared = Object.entries(live).filter(([key]) => Object.hasOwn(inputs, key));
  return Object.fromEntries(shared.map(([key, value]) => [key, prunedValue(value, inputs[key] ?? null)] as const));
}

function prunedValue(live: Value, input: Value): Value {
  if (isList(live) && isList(input)) return prunedList(live, input);
  return isProperties(live) && isProperties(input) ? pruned(live, input) : live;
}

function prunedList(live: readonly Value[], inputs: readonly Value[]): readonly Value[] {
  if (isProperties(live[0]) !== isProperties(inputs[0]) && live.length > 0 && inputs.length > 0) return live;
  return live.slice(0, inputs.length).map((value, index) => prunedValue(value, inputs[index] ?? null));
}

export function nameOf(object: Properties): Value | undefined {
  return at(object, "metadata", "name");
}

export function namespaceOf(object: Properties): Value | undefined {
  return at(object, "metadata", "namespace");
}

/** The same object with one field of its metadata set, or removed by undefined. */
export function withMetadata(object: Properties, key: string, value: Value | undefined): Properties {
  if (value === undefined && !Object.hasOwn(object, "metadata")) return object;
  const metadata = object["metadata"] ?? (Object.hasOwn(object, "metadata") ? null : {});
  // Something else in its place is left as it is.
  if (!isProperties(metadata)) return object;
  const others = omit(metadata, key);
  return { ...object, metadata: value === undefined ? others : { ...others, [key]: value } };
}
