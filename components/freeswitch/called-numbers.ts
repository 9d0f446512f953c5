import type { CalledNumberForm } from "../../provinces/schema/local-network.ts";

/** What is known of a trunk group's called numbers. */
export interface CalledNumbers {
  /** Area codes whose calls arrive on the group, its own first. */
  readonly areaCodes: readonly string[];
  /** Pilot number with its area code, digits only; undefined while unassigned. */
  readonly pilot: string | undefined;
  readonly forms: readonly CalledNumberForm[];
}

export const SHORT_CODE = "12333";

/** Forms in which a carrier delivers the called number unless the file says otherwise. */
export const USUAL_FORMS: readonly CalledNumberForm[] = ["pilot", "short-code", "area-code-short-code"];

/** Fewest digits that a carrier delivers when it sends the last digits only. */
const FEWEST_LAST_DIGITS = 4;

/** Regular expression (PCRE, anchored) for every form of the group, or undefined when none can be written yet. */
export function calledNumberPattern(numbers: CalledNumbers): string | undefined {
  const own = numbers.areaCodes[0];
  if (own === undefined) throw new Error("a trunk group serves no area code");
  const codes = alternatives(numbers.areaCodes);
  const codesWithoutZero = alternatives(numbers.areaCodes.map((code) => code.replace(/^0/, "")));
  const local = numbers.pilot?.startsWith(own) === true ? numbers.pilot.slice(own.length) : numbers.pilot;
  const patterns = numbers.forms.flatMap((form) => patternsOf(form, { own, codes, codesWithoutZero, local }));
  const unique = [...new Set(patterns)];
  return unique.length === 0 ? undefined : `^(?:${unique.join("|")})$`;
}

/**
 * Called numbers that name one of the cities that a group serves beside its own. The other forms (pilot, bare 12333)
 * do not tell where the call was dialed: those count as the group's own city.
 */
export function cityNumberPatterns({
  areaCodes,
  forms,
}: CalledNumbers): readonly { areaCode: string; pattern: string }[] {
  return areaCodes.slice(1).flatMap((areaCode) => {
    const code = areaCode.replace(/^0/, "");
    const patterns = [
      ...(forms.includes("area-code-short-code") ? [`${areaCode}${SHORT_CODE}`] : []),
      ...(forms.includes("international") ? [`(?:\\+|00)?86${code}${SHORT_CODE}`] : []),
    ];
    return patterns.length === 0 ? [] : [{ areaCode, pattern: `^(?:${patterns.join("|")})$` }];
  });
}

/** Alternatives of area codes with and without the leading 0, and the local number of the pilot. */
interface Parts {
  readonly own: string;
  readonly codes: string;
  readonly codesWithoutZero: string;
  readonly local: string | undefined;
}

function patternsOf(form: CalledNumberForm, { own, codes, codesWithoutZero, local }: Parts): readonly string[] {
  switch (form) {
    case "pilot":
      return local === undefined ? [] : [`(?:${own})?${local}`];
    case "short-code":
      return [SHORT_CODE];
    case "area-code-short-code":
      return [`${codes}${SHORT_CODE}`];
    case "international":
      return [`(?:\\+|00)?86${codesWithoutZero}${local === undefined ? SHORT_CODE : `(?:${SHORT_CODE}|${local})`}`];
    case "last-digits":
      return local === undefined ? [] : lastDigits(local);
  }
}

function lastDigits(local: string): readonly string[] {
  const lengths = Array.from(
    { length: Math.max(0, local.length - FEWEST_LAST_DIGITS) },
    (_, index) => FEWEST_LAST_DIGITS + index,
  );
  return lengths.map((length) => local.slice(-length));
}

function alternatives(texts: readonly string[]): string {
  return texts.length === 1 ? (texts[0] ?? "") : `(?:${texts.join("|")})`;
}
