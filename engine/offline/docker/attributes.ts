import { isList, isProperties, isUnknown, type Properties, same, textOf, type Value } from "../value.ts";
import { type Field, type Fields, zeroOf } from "./field.ts";
import { Codes, type FlatMap, flatten, holdsUnknownText, PARTLY_UNKNOWN, UNKNOWN } from "./flat-map.ts";
import { normalElement, normalValue } from "./typed.ts";

/** A change of one flat attribute (terraform.ResourceAttrDiff). */
export interface AttributeChange {
  readonly old: string;
  readonly next: string;
  readonly removed: boolean;
  readonly unknown: boolean;
  readonly replaces: boolean;
}

export type AttributeChanges = Map<string, AttributeChange>;

/** What Terraform writes for a value that isn't known yet. */
export const UNKNOWN_TEXT = "74D93920-ED26-11E3-AC10-0800200C9A66";

interface Pair {
  /** Undefined where there is none; inside lists and sets never null. */
  readonly old: Value | undefined;
  readonly next: Value | undefined;
  readonly field: Field;
  /** Record what is equal as well, for a set's elements are written anew. */
  readonly all: boolean;
  /** The element is not in the configuration at all, so no defaults are read from it. */
  readonly gone?: boolean;
}

/** Changes of the flat attributes from a state to a configuration: schemaMap.Diff of terraform-plugin-sdk v2. */
export function compareAttributes(prior: Properties, proposed: Properties, fields: Fields): AttributeComparison {
  const codes = new Codes();
  const comparison = new Comparer(codes);
  for (const [key, field] of Object.entries(fields)) {
    const value = prior[key] ?? null;
    comparison.compare(key, {
      old: value === null ? undefined : normalValue(value, field, false),
      next: configured(proposed[key] ?? null, field),
      field,
      all: false,
    });
  }
  return { attributes: () => flatten(prior, fields, codes), changes: comparison.changes };
}

export interface AttributeComparison {
  /** The state's own; needed only if something changes. */
  readonly attributes: () => FlatMap;
  readonly changes: AttributeChanges;
}

/**
 * Null is not in a configuration, nor is an empty block. An attribute of which a part isn't known is not known at all
 * (terraform.ResourceConfig, ComputedKeys).
 */
function configured(value: Value, field: Field): Value | undefined {
  if (value === null) return undefined;
  const isAttribute = (isList(value) && field.fields === undefined) || isProperties(value);
  if (isAttribute && holdsUnknownText(value)) return PARTLY_UNKNOWN;
  if (isUnknown(value)) return UNKNOWN;
  return isList(value) && value.length === 0 && field.fields !== undefined ? undefined : value;
}

class Comparer {
  changes: AttributeChanges = new Map();
  readonly #codes: Codes;

  constructor(codes: Codes) {
    this.#codes = codes;
  }

  compare(path: string, pair: Pair): void {
    const outer = this.changes;
    this.changes = new Map();
    this.#compareByType(path, pair);
    const own = this.changes;
    this.changes = outer;
    for (const [key, change] of own) {
      if (!isIgnored(key, change, pair)) outer.set(key, change);
      else if (pair.all)
        outer.set(key, { ...change, next: change.old, removed: false, unknown: false, replaces: false });
    }
  }

  #compareByType(path: string, pair: Pair): void {
    switch (pair.field.type) {
      case "list":
        this.#lists(path, pair);
        break;
      case "set":
        this.#sets(path, pair);
        break;
      case "map":
        this.#maps(path, pair);
        break;
      case "string":
      case "bool":
      case "int":
        this.#scalars(path, pair);
        break;
    }
  }

  #scalars(path: string, { old, next: given, field, all, gone }: Pair): void {
    const next = given ?? (gone === true ? undefined : field.byDefault);
    const unknown = isUnknown(next);
    const before = old === undefined ? "" : textOf(old);
    const known = unknown ? undefined : next;
    const isUnknownText = unknown && field.type === "string";
    const after = isUnknownText ? UNKNOWN_TEXT : textOf(known ?? (old === undefined ? "" : zeroOf(field)));
    if (before === after && !all && !unknown) return;
    const removed = old !== undefined && next === undefined;
    if (removed && field.computed === true) return;
    this.#note(path, { old: before, next: after, removed, unknown }, field);
  }

  #maps(path: string, { old, next, field }: Pair): void {
    const before = isProperties(old) ? old : {};
    const unknown = isUnknown(next) || (isProperties(next) && Object.values(next).some(isUnknown));
    const after = isProperties(next) && !unknown ? next : {};
    const [oldLength, newLength] = [Object.keys(before).length, Object.keys(after).length];
    const isKept = oldLength !== 0 && newLength === 0 && field.computed === true;
    const isComputed = oldLength === 0 && newLength === 0 && field.computed === true && old === undefined;
    if ((oldLength !== newLength && !isKept) || isComputed || unknown) {
      const hidden = isComputed || unknown;
      const count: Field = { ...countOf(field), ...(unknown ? { computed: true } : {}) };
      this.#note(`${path}.%`, counted(hidden ? "" : String(oldLength), hidden ? "" : String(newLength)), count);
    }
    if ((next === undefined || unknown) && field.computed === true) return;
    for (const [key, value] of Object.entries(after)) {
      if (before[key] !== value) this.#note(`${path}.${key}`, counted(textOf(before[key]), textOf(value)), field);
    }
    for (const [key, value] of Object.entries(before)) {
      if (Object.hasOwn(after, key)) continue;
      this.#note(`${path}.${key}`, { old: textOf(value), next: "", removed: true, unknown: false }, field);
    }
  }

  #lists(path: string, { old, next, field, all }: Pair): void {
    const before = isList(old) ? old : [];
    if (isUnknown(next)) {
      this.changes.set(`${path}.#`, { ...unknownCount(before.length), replaces: field.replaces === true });
      return;
    }
    if (old !== undefined && next === undefined && field.computed === true) return;
    const after = isList(next) ? next : [];
    const read = after.map((element) => normalElement(element, field, true));
    if (!all && next !== undefined && !holdsUnknownText(after) && same(before, read)) return;
    const isComputed = before.length === 0 && after.length === 0 && field.computed === true;
    if (before.length !== after.length || isComputed || all) {
      const lengths = isComputed ? counted("", "") : counted(String(before.length), String(after.length));
      this.#note(`${path}.#`, lengths, countOf(field));
    }
    for (let index = 0; index < Math.max(before.length, after.length); index++) {
      this.#element(`${path}.${index}`, { old: before[index], next: after[index], field, all });
    }
  }

  #sets(path: string, { old, next, field, all }: Pair): void {
    const before = isList(old) ? old : [];
    const isUnset = next === undefined || isUnknown(next);
    if (old !== undefined && next === undefined && field.computed === true) return;
    const olds = new Map(before.map((element) => [this.#codes.of(element, field, false), element]));
    const news = new Map((isList(next) ? next : []).map((element) => [this.#codes.of(element, field, true), element]));
    const isSame = olds.size === news.size && [...olds.keys()].every((code) => news.has(code));
    if (!all && !isUnset && isSame) return;
    if (isUnknown(next) || (field.computed === true && isUnset)) {
      if (before.length === 0 && next === undefined && old !== undefined) return;
      // Of a set that isn't known at all the SDK still sees how many there were, and lets a computed one be.
      const count = next === UNKNOWN && before.length > 0 ? String(before.length) : "";
      this.#note(`${path}.#`, { old: count, next: "", removed: false, unknown: true }, countOf(field));
      return;
    }
    if (olds.size !== news.size || all) {
      this.#note(`${path}.#`, counted(String(olds.size), String(news.size)), countOf(field));
    }
    for (const [code, element] of olds) {
      if (news.has(code)) continue;
      this.#element(`${path}.${code}`, { old: element, next: undefined, field, all: true, gone: true });
    }
    for (const [code, element] of news) {
      this.#element(`${path}.${code}`, { old: olds.get(code), next: element, field, all: true });
    }
  }

  #element(path: string, { old, next, field, all, gone = false }: Pair): void {
    if (field.fields === undefined) {
      const text: Field = { type: "string", ...(field.replaces === true ? { replaces: true } : {}) };
      this.compare(path, { old, next, field: text, all, gone });
      return;
    }
    for (const [key, inner] of Object.entries(field.fields)) {
      this.compare(`${path}.${key}`, {
        old: isProperties(old) ? old[key] : undefined,
        next: isProperties(next) ? configured(next[key] ?? null, inner) : isUnknown(next) ? next : undefined,
        field: inner,
        all,
        gone,
      });
    }
  }

  /** Schema.finalizeDiff. */
  #note(path: string, change: Omit<AttributeChange, "replaces">, field: Field): void {
    const { old, next, removed } = change;
    const unknown = change.unknown || (field.computed === true && !removed && next === "");
    const replaces = field.replaces === true && (old !== next || unknown);
    if (!removed && field.computed === true && old !== "" && next === "") return;
    this.changes.set(path, { old, next, removed, unknown, replaces });
  }
}

function countOf(field: Field): Field {
  return {
    type: "int",
    ...(field.computed === true ? { computed: true } : {}),
    ...(field.replaces === true ? { replaces: true } : {}),
  };
}

function counted(old: string, next: string): Omit<AttributeChange, "replaces"> {
  return { old, next, removed: false, unknown: false };
}

function unknownCount(length: number): Omit<AttributeChange, "replaces"> {
  return { old: String(length), next: "", removed: false, unknown: true };
}

/** DiffSuppressFunc of the fields that have one. */
function isIgnored(key: string, { old, next }: AttributeChange, { field, old: before, next: after }: Pair): boolean {
  if (field.ignores === "emptied") return next === "" || old === next;
  if (field.ignores !== "ports" || (key === "ports.#" && old !== next)) return false;
  const olds = isList(before) ? before : [];
  // Where the configuration has none, the plugin SDK reads the state.
  const news = isList(after) ? after.map((port) => normalElement(port, field, true)) : olds;
  return olds.length === news.length && olds.every((port) => isPublished(port, news));
}

/** Whether a port is among the new ones as it was (suppressIfPortsDidNotChangeForMigrationV0ToV1). */
function isPublished(port: Value, news: readonly Value[]): boolean {
  const own = isProperties(port) ? port : {};
  const others = news.filter(isProperties).filter((other) => other["internal"] === own["internal"]);
  for (const other of others) {
    if (other["protocol"] !== own["protocol"]) {
      if (others.some((another) => another["protocol"] === own["protocol"])) continue;
      return false;
    }
    return other["external"] === own["external"] && other["ip"] === own["ip"];
  }
  return false;
}
