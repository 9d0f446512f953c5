import type { FieldPath, Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { findingAt } from "./finding-at.ts";

const KINDS = ["workdays", "saturdays", "sundays", "holidays"] as const;

/** Stretches of a day begin before they end, in order, and don't touch. */
export function checkHours({ hours }: Pick<Province, "hours">): readonly Finding[] {
  if (typeof hours === "string") return [];
  return KINDS.flatMap((kind) => stretches(hours[kind] ?? [], ["hours", kind]));
}

/** Clock times of equal width compare as text. */
function stretches(texts: readonly string[], path: FieldPath): readonly Finding[] {
  return texts.flatMap((text, index) => {
    const [from = "", to = ""] = text.split("-");
    const before = texts[index - 1]?.split("-")[1];
    if (from >= to) return [findingAt([...path, index], "OPENING_BACKWARD", { found: text })];
    if (before !== undefined && before >= from)
      return [findingAt([...path, index], "OPENINGS_OVERLAP", { found: text, before })];
    return [];
  });
}
