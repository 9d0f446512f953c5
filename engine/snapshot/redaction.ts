import { createHmac, randomBytes } from "node:crypto";
import { isList, isProperties, isSecret, type Properties, type Value } from "../offline/value.ts";
import { inState } from "../state-secrets.ts";
import type { Decrypt } from "./opened-secrets.ts";

export interface Redaction {
  /** Fingerprint by text, of every secret of the stack file. */
  readonly fingerprints: ReadonlyMap<string, string>;
  readonly decrypt: Decrypt;
  /**
   * Texts and numbers that the program itself would put into secrets of a resource, from the repository and from
   * fingerprints: what equals one of them tells nothing. By URN.
   */
  readonly tellsNothing: (urn: string) => ReadonlySet<Value>;
}

/** A shorter text is found everywhere; inside a secret envelope it is hidden all the same. */
const SHORTEST_SOUGHT = 4;

/**
 * Redacts the resources of an exported state. A secret of the stack file becomes its fingerprint wherever it stands,
 * also inside other text and in base64. In a secret envelope all else stays only if the program would put the same
 * there; what is left becomes a fingerprint under a key that is forgotten at once, and so compares as changed.
 */
export class Redactor {
  readonly #redaction: Redaction;
  readonly #key = randomBytes(32);
  /** Longest first: one secret may contain another. */
  readonly #texts: readonly (readonly [text: string, fingerprint: string])[];

  constructor(redaction: Redaction) {
    this.#redaction = redaction;
    this.#texts = [...redaction.fingerprints]
      .filter(([text]) => text.length >= SHORTEST_SOUGHT)
      .flatMap(([text, fingerprint]) => FORMS.map((form) => [form(text), form(fingerprint)] as const))
      .sort(([left], [right]) => right.length - left.length);
  }

  resource(resource: Properties): Properties {
    const { urn } = resource;
    const known = this.#redaction.tellsNothing(typeof urn === "string" ? urn : "");
    return this.#properties(resource, (value) => this.#value(value, known));
  }

  #value(value: Value, known: ReadonlySet<Value>): Value {
    if (isSecret(value)) return inState(this.#hidden(this.#opened(value), known));
    if (typeof value === "string") return this.text(value);
    if (isList(value)) return value.map((inner) => this.#value(inner, known));
    return isProperties(value) ? this.#properties(value, (inner) => this.#value(inner, known)) : value;
  }

  /** Inside a secret. */
  #hidden(value: Value, known: ReadonlySet<Value>): Value {
    if (value === null || typeof value === "boolean") return value;
    if (isList(value)) return value.map((inner) => this.#hidden(inner, known));
    if (isProperties(value))
      return this.#properties(isSecret(value) ? { value: this.#opened(value) } : value, (inner) =>
        this.#hidden(inner, known),
      );
    const text = typeof value === "string" ? this.text(value) : value;
    if (text === "" || known.has(text)) return text;
    const digest = createHmac("sha256", this.#key).update(String(value)).digest("hex");
    return `fingerprint:${digest.slice(0, 32)}`;
  }

  #opened(envelope: Properties): Value {
    const { value, plaintext, ciphertext } = envelope;
    if (value !== undefined) return value;
    const json =
      typeof plaintext === "string" ? plaintext : this.#redaction.decrypt(JSON.stringify(ciphertext).slice(1, -1));
    return JSON.parse(json) as Value;
  }

  #properties(properties: Properties, change: (value: Value) => Value): Properties {
    // Keys as well: a map of passwords by name is one, a map of names by password would be another.
    return Object.fromEntries(Object.entries(properties).map(([key, value]) => [this.text(key), change(value)]));
  }

  /** A text with fingerprints for all secrets in it; one that is base64 as a whole is opened first. */
  text(text: string): string {
    if (text.length < SHORTEST_SOUGHT || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return this.#replaced(text);
    const decoded = Buffer.from(text, "base64");
    if (decoded.toString("base64") !== text) return this.#replaced(text);
    const inner = decoded.toString("utf8");
    const replaced = this.#replaced(inner);
    return replaced === inner ? this.#replaced(text) : Buffer.from(replaced, "utf8").toString("base64");
  }

  #replaced(text: string): string {
    return this.#texts.reduce((left, [from, to]) => left.replaceAll(from, to), text);
  }
}

function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const FORMS: readonly ((text: string) => string)[] = [
  (text) => text,
  quoted,
  (text) => quoted(quoted(text)),
  // Inside other text; the end of it may be written together with what follows.
  (text) => Buffer.from(text, "utf8").toString("base64").replace(/=+$/, ""),
  (text) => Buffer.from(text, "utf8").toString("hex"),
  encodeURIComponent,
];

/** All forms in which a text could stand in a file, for a search that must find nothing. */
export function formsOf(text: string): readonly string[] {
  return [...new Set(FORMS.map((form) => form(text)))];
}
