import { isList, isProperties, isUnknown, type Properties, textOf, type Value } from "../value.ts";
import type { Field, Fields } from "./field.ts";
import { normalElement, normalValue } from "./typed.ts";

/** Terraform's flat form of an object: `ports.0.internal`, `upload.<code>.file`, counts under `#` and `%`. */
export type FlatMap = Map<string, string>;

/** Any of the engine's strings for a value that isn't known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Another of them, for a list, set or map that holds something unknown. */
export const PARTLY_UNKNOWN = "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2";

/** Codes of set elements: equal for elements that are equal but for null and zero. */
export class Codes {
  readonly #codes = new Map<string, string>();

  of(element: Value, field: Field, defaults: boolean): string {
    const isText = field.fields === undefined;
    const text = JSON.stringify(isText ? element : normalElement(element, field, defaults));
    const code = this.#codes.get(text) ?? String(1_000_000 + this.#codes.size);
    this.#codes.set(text, code);
    // A tilde keeps an element that isn't known yet apart from every other.
    return defaults && !isText && holdsUnknownText(element) ? `~${code}` : code;
  }
}

export function holdsUnknownText(value: Value): boolean {
  if (isList(value)) return value.some(holdsUnknownText);
  return isProperties(value) ? Object.values(value).some(holdsUnknownText) : isUnknown(value);
}

/** The flat form of a state. Nulls at the top are left out; below they become zeros. */
export function flatten(object: Properties, fields: Fields, codes: Codes): FlatMap {
  const flat: FlatMap = new Map();
  for (const [key, field] of Object.entries(fields)) {
    const value = object[key] ?? null;
    if (value !== null) write(flat, key, { value: normalValue(value, field, false), field, codes });
  }
  return flat;
}

function write(
  flat: FlatMap,
  path: string,
  { value, field, codes }: { value: Value; field: Field; codes: Codes },
): void {
  if (field.type === "map") {
    const map = isProperties(value) ? value : {};
    flat.set(`${path}.%`, String(Object.keys(map).length));
    for (const [key, text] of Object.entries(map)) flat.set(`${path}.${key}`, textOf(text));
    return;
  }
  if (!isList(value)) {
    flat.set(path, textOf(value));
    return;
  }
  flat.set(`${path}.#`, String(value.length));
  value.forEach((element, index) => {
    const at = `${path}.${field.type === "set" ? codes.of(element, field, false) : index}`;
    if (field.fields === undefined) flat.set(at, textOf(element));
    else {
      const object = isProperties(element) ? element : {};
      for (const [key, inner] of Object.entries(field.fields)) {
        write(flat, `${at}.${key}`, { value: object[key] ?? null, field: inner, codes });
      }
    }
  });
}
