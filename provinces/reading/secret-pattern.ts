import type { Phrase } from "../wording.ts";

const PRIVATE_KEY: Phrase = { zh: "私钥", en: "a private key" };
const TOKEN: Phrase = { zh: "访问令牌或访问密钥", en: "an access token or key" };
const PASSWORD: Phrase = { zh: "密码或密钥", en: "a password or key" };

const SHAPES: readonly (readonly [RegExp, Phrase])[] = [
  [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/, PRIVATE_KEY],
  [
    /\b(?:gh[oprsu]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|sk-[\w-]{20,}|xox[abpr]-[\w-]{10,}|pul-[0-9a-f]{30,})/,
    TOKEN,
  ],
  [/\b(?:AKIA[0-9A-Z]{16}|LTAI[0-9A-Za-z]{12,}|AKID[0-9A-Za-z]{13,})\b/, TOKEN],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/, TOKEN],
  [/:\/\/[^\s/:@]+:[^\s/@]+@/, PASSWORD],
  // user:password@host without a scheme, as in a registry.
  [/(?<![\w.-])[\w.-]+:(?!\/)[^\s/@:"']+@[\w-]+(?:\.[\w-]+)+/, PASSWORD],
  [/\$(?:2[aby]|[56y]|argon2id?)\$\S{10,}/, PASSWORD],
  [/\b[0-9a-f]{32,}\b/i, PASSWORD],
  [
    /(?<![A-Za-z0-9+/])(?=[A-Za-z0-9+/]*[0-9])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[A-Z])[A-Za-z0-9+/]{40,}={0,2}/,
    PASSWORD,
  ],
];

// A telling name with a value of one word or one quoted text after it; a sentence in a comment is no value.
const NAMED =
  /["']?([\w-]{0,40}(?:passw(?:or)?d|passphrase|pwd|secret|token|credential|api[-_]?key|access[-_]?key|private[-_]?key)[\w-]{0,40}|\S{0,20}(?:密码|口令|密钥|令牌|私钥)\S{0,20}?)["']?\s*[:=：]\s*(?:"[^"]+"|'[^']+'|[|>][-+]?|[!-~]+)\s*(?:[,}]|#.*|$)/i;
// Cheap, and false for nearly all lines.
const TELLING = /pass|pwd|secret|token|credential|key|密|口令|令牌|私钥/i;
const HARMLESS = /[:=：]\s*["']?(?:unassigned|true|false|null|~)["']?\s*(?:[,}]|#|$)/;

/** No line of a province file is longer; searching a megabyte of one could take hours. */
export const LONGEST = 4000;

/** The kind of secret (something that must not be committed) in a line of text and where it starts, or undefined. */
export function secretIn(text: string): { readonly kind: Phrase; readonly index: number } | undefined {
  const line = text.slice(0, LONGEST);
  for (const [shape, kind] of SHAPES) {
    const index = line.search(shape);
    if (index >= 0) return { kind, index };
  }
  if (!TELLING.test(line)) return undefined;
  const named = NAMED.exec(line);
  return named === null || HARMLESS.test(line.slice(named.index)) ? undefined : { kind: PASSWORD, index: named.index };
}
