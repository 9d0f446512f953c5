import { distance } from "fastest-levenshtein";

/** The known word that was probably meant: at most two letters, or a third of them, off. Undefined where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, off: distance(word, candidate) }))
    .sort((a, b) => a.off - b.off);
  const [best] = ranked;
  return best !== undefined && best.off <= Math.max(2, Math.floor(best.candidate.length / 3))
    ? best.candidate
    : undefined;
}

/** The advice that ends a message on an unknown word, in both languages. */
export function advice(word: string, known: readonly string[], otherwise: { zh: string; en: string }) {
  const meant = nearest(word, known);
  return meant === undefined
    ? { "advice.zh": otherwise.zh, "advice.en": otherwise.en }
    : { "advice.zh": `是否要用 ${meant}？`, "advice.en": `Did you mean ${meant}?` };
}
