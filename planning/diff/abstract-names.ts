/** What a stack is called; an identity of a plan has it all. */
export interface StackNames {
  readonly stack: string;
  readonly province: string;
  readonly site: string;
  readonly name: { readonly zh: string; readonly en: string };
}

/** What a province's own names become, so that the same change of two provinces reads the same. */
const PROVINCE = "{province}";
const STACK = "{stack}";
const HASH = "{hash}";

/** Ten hexadecimal digits at the end of a name are a hash of its content. */
const CONTENT_HASH = /(?<=-)[0-9a-f]{10}\b/g;

/**
 * A text with a province's names taken out: its stack, its id, what it is called, hashes in names. Pure; the longest
 * name goes first, so that `beijing-dr` is not read as beijing with a rest.
 */
export function abstractNames({ province, stack, name }: StackNames): (text: string) => string {
  const words: readonly (readonly [string, string])[] = [
    [stack, STACK],
    [province, stack === province ? STACK : PROVINCE],
    [name.zh, PROVINCE],
    [name.zh.replace(/(?:维吾尔|壮族|回族)?自治区$|省$|市$/, ""), PROVINCE],
    [name.en, PROVINCE],
  ];
  const sorted = [...words].sort(([a], [b]) => b.length - a.length);
  const pattern = new RegExp(sorted.map(([word]) => asWord(word)).join("|"), "g");
  const replacements = new Map(words.toReversed());
  return (text) => text.replaceAll(pattern, (word) => replacements.get(word) ?? word).replaceAll(CONTENT_HASH, HASH);
}

/** Latin names are words: `hainan` is no part of another; Chinese ones stand anywhere. */
function asWord(word: string): string {
  return /^[\w-]+$/.test(word) ? `(?<![A-Za-z0-9])${word}(?![A-Za-z0-9])` : word;
}
