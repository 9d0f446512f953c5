/** A property as the engine sends it: JSON in which secrets are envelopes and unknowns are fixed strings. */
export type Value = null | boolean | number | string | readonly Value[] | Properties;
export interface Properties {
  readonly [key: string]: Value;
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** sdk/go/common/resource/plugin/rpc.go: one string for each type a value may turn out to have. */
const UNKNOWNS: ReadonlySet<Value> = new Set<Value>([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isUnknown(value: Value | undefined): boolean {
  return value !== undefined && UNKNOWNS.has(value);
}

export function isProperties(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isSecret(value: Value | undefined): value is Properties {
  return isProperties(value) && value[SIGNATURE] === SECRET;
}

/** For people: every secret envelope as `[secret]`, at any depth, without the plugins' own notes such as `__defaults`. */
export function withSecretsHidden(value: Value): Value {
  if (isSecret(value)) return "[secret]";
  if (isList(value)) return value.map(withSecretsHidden);
  return isProperties(value) ? mapProperties(withoutNotes(value), withSecretsHidden) : value;
}

export function withoutNotes(properties: Properties): Properties {
  return omit(properties, ...Object.keys(properties).filter((key) => key.startsWith("__")));
}

export function secret(value: Value): Value {
  return isSecret(value) ? value : { [SIGNATURE]: SECRET, value: revealed(value) };
}

/** The same without secret envelopes, at any depth: what a comparison needs. */
export function revealed(value: Value): Value {
  if (isSecret(value)) return revealed(value["value"] ?? null);
  if (isList(value)) return value.map(revealed);
  return isProperties(value) ? revealedProperties(value) : value;
}

export function revealedProperties(properties: Properties): Properties {
  return mapProperties(properties, revealed);
}

export function holdsSecret(value: Value): boolean {
  if (isSecret(value)) return true;
  if (isList(value)) return value.some(holdsSecret);
  return isProperties(value) && Object.values(value).some(holdsSecret);
}

export function holdsUnknown(value: Value): boolean {
  if (isUnknown(value)) return true;
  if (isList(value)) return value.some(holdsUnknown);
  return isProperties(value) && Object.values(value).some(holdsUnknown);
}

/** A scalar as text; none is empty, and anything else JSON. */
export function textOf(value: Value | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export function mapProperties(properties: Properties, change: (value: Value) => Value): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, change(value)]));
}

/** Value at a chain of keys; undefined where the chain breaks. */
export function at(value: Value | undefined, ...keys: readonly string[]): Value | undefined {
  return keys.reduce<Value | undefined>((inner, key) => (isProperties(inner) ? inner[key] : undefined), value);
}

export function omit(properties: Properties, ...keys: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !keys.includes(key)));
}

/** Deep equality; the order of keys does not count. */
export function same(left: Value | undefined, right: Value | undefined): boolean {
  if (left === right) return true;
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((value, index) => same(value, right[index]));
  }
  if (!isProperties(left) || !isProperties(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
  );
}
