import { closest, distance } from "fastest-levenshtein";
import type { Finding } from "./finding.ts";

/** A phrase in both languages. */
export interface Phrase {
  readonly zh: string;
  readonly en: string;
}

export type Facts = Finding["facts"];

/** The same in both languages: a number, an id, a code. */
export function phrase(text: string | number): Phrase {
  return { zh: String(text), en: String(text) };
}

/** A fact that differs by language. */
export function both(name: string, { zh, en }: Phrase): Facts {
  return { [`${name}.zh`]: zh, [`${name}.en`]: en };
}

/** `a、b` and `a, b`, shortened after `most`. */
export function listOf(items: readonly (Phrase | string)[], most = Number.POSITIVE_INFINITY): Phrase {
  const phrases = items.slice(0, most).map((item) => (typeof item === "string" ? phrase(item) : item));
  const more = items.length - phrases.length;
  return {
    zh: phrases.map((item) => item.zh).join("、") + (more > 0 ? ` 等 ${items.length} 项` : ""),
    en: phrases.map((item) => item.en).join(", ") + (more > 0 ? ` and ${more} more` : ""),
  };
}

/** How a value of the wrong kind is called. */
export function nameOfType(value: unknown): Phrase {
  if (typeof value === "number" || typeof value === "bigint") return { zh: "数字", en: "a number" };
  if (typeof value === "boolean") return { zh: "真假值", en: "true or false" };
  if (typeof value === "string") return { zh: "文本", en: "text" };
  if (value === null || value === undefined) return { zh: "空值", en: "empty" };
  return Array.isArray(value) ? { zh: "列表", en: "a list" } : { zh: "键值表", en: "a map" };
}

/** A near miss: at most a third of the letters differ; case, separators and British spelling aside. */
export function nearestOf(word: string, choices: readonly string[]): string | undefined {
  if (choices.length === 0) return undefined;
  const plain = (text: string): string =>
    text.toLowerCase().replace(/[-_ ]/g, "").replace("centre", "center").replace("ise", "ize");
  const nearest = closest(plain(word), choices.map(plain));
  const near = distance(plain(word), nearest) <= Math.max(1, Math.ceil(nearest.length / 3));
  return near ? choices.find((choice) => plain(choice) === nearest) : undefined;
}
