import { formatFinding } from "../../provinces/messages.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import type { PreviewCost } from "../preview-cost.ts";
import { cellText, yuan } from "./comparison/cell.ts";

const SHOWN_LINES = 5;

/** `+1,060.00`, `-20.00`, `0.00`. */
export function signed(fen: number): string {
  return `${fen > 0 ? "+" : ""}${cellText(yuan(fen))}`;
}

/** What the changes cost, in a line, and the lines of cost that moved most below it. */
export function costLines(cost: PreviewCost, language: Language): readonly string[] {
  if (cost.kind === "not-costed") return [`  ${say(language, "costDeltaUnpriced", { why: whyNot(cost, language) })}`];
  const { against, monthly, present, horizonYears, lines, unknown } = cost;
  if (lines.length === 0) return [`  ${say(language, "costDeltaTitle")}${say(language, "costDeltaNone")}`];
  const sums = say(language, "costDelta", {
    monthly: signed(monthly),
    present: signed(present),
    years: horizonYears,
  });
  const rest = lines.length - SHOWN_LINES;
  return [
    `  ${say(language, "costDeltaTitle")}${against === "nothing" ? say(language, "costDeltaNew") : ""}${sums}`,
    ...lines.slice(0, SHOWN_LINES).map(
      (line) =>
        `      ${line.id}: ${say(language, "costDelta", {
          monthly: signed(line.monthly),
          present: signed(line.present),
          years: horizonYears,
        })}`,
    ),
    ...(rest > 0 ? [`      ${say(language, "reproduceMore", { count: rest })}`] : []),
    ...(unknown.length > 0 ? [`      ${say(language, "costDeltaUnknown", { prices: unknown.join(", ") })}`] : []),
  ];
}

function whyNot(cost: Extract<PreviewCost, { kind: "not-costed" }>, language: Language): string {
  switch (cost.because) {
    case "merged":
      return say(language, "costDeltaMerged");
    case "no-record":
      return say(language, "costDeltaNoRecord");
    case "prices":
      return cost.findings.map((finding) => formatFinding(finding, language)).join("; ");
  }
}

/** For the table of all stacks: yuan a month. */
export function costCell(cost: PreviewCost | undefined): string {
  if (cost === undefined || cost.kind === "not-costed") return "-";
  return `${cost.unknown.length > 0 ? "? " : ""}${signed(cost.monthly)}`;
}
