import type { PriceBasis } from "../../../planning/costs/cost-view.ts";
import { formatFinding } from "../../../provinces/messages.ts";
import type { AgainstResult, AgainstRow, PriceChange, TermChange } from "../../comparison-against.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { table } from "../../table.ts";
import { type Cell, cellText, left, number, percent, right, wan } from "./cell.ts";
import { quantityUnit, quantityWords } from "./term-words.ts";
import { optionWords } from "./words.ts";

/** A province a block: totals in two steps, then the prices and the quantities that moved them. */
export function againstReport(
  results: readonly AgainstResult[],
  { ref, language }: { readonly ref: string; readonly language: Language },
): string {
  return results.map((result) => provinceText(result, ref, language)).join("\n\n");
}

function provinceText(
  { name, isNew, faults, rows, assumptions, terms, design }: AgainstResult,
  ref: string,
  language: Language,
): string {
  if (isNew) return say(language, "againstNew", { ref, province: name[language] });
  if (faults.length > 0)
    return [
      say(language, "againstBroken", { ref, province: name[language] }),
      ...faults.map((fault) => `  ${formatFinding(fault, language)}`),
    ].join("\n");
  const agreed = [
    ...terms.contract.map((change) => termLine(change, language)),
    ...terms.prices.map((change) => priceLine(change, language)),
  ];
  const changes = design.quantities.map(
    ({ line, what, unit, before, after }) =>
      `  ${line}  ${quantityWords(what, language)}  ${cellText(number(before))} -> ${cellText(number(after))} ${quantityUnit(unit, language)}`,
  );
  const nothing = `  ${say(language, "againstNothing")}`;
  return [
    say(language, "againstTitle", { ref, province: name[language] }),
    totals(rows, language),
    "",
    say(language, "againstPrices"),
    ...(assumptions.length === 0 ? [nothing] : assumptions.map((change) => priceLine(change, language))),
    say(language, "againstTerms"),
    ...(agreed.length === 0 ? [nothing] : agreed),
    say(language, "againstDesign"),
    ...(changes.length === 0 ? [nothing] : changes),
  ].join("\n");
}

function totals(rows: readonly AgainstRow[], language: Language): string {
  const columns = [
    left(say(language, "option")),
    right(say(language, "before")),
    right(say(language, "byAssumptions")),
    right(say(language, "byTerms")),
    right(say(language, "byDesign")),
    right(say(language, "after")),
    right(say(language, "changePercent")),
  ];
  const cells = rows.map(({ option, stated, before, middle, agreed, after, unknown }): readonly Cell[] => {
    const amount = (fen: number): Cell => wan({ fen, unknown: unknown ? ["?"] : [] });
    return [
      `${optionWords(option, language)}${stated ? say(language, "statedMark") : ""}`,
      amount(before),
      // Between two lower bounds lies no difference.
      ...(unknown ? ["?", "?", "?"] : [wan(middle - before), wan(agreed - middle), wan(after - agreed)]),
      amount(after),
      before === 0 || unknown ? "-" : percent((100 * (after - before)) / before),
    ];
  });
  return table(
    columns,
    cells.map((row) => row.map(cellText)),
  );
}

function termLine({ term, before, after }: TermChange, language: Language): string {
  const of = (value: string | number | null): string =>
    value === null
      ? "-"
      : typeof value === "number"
        ? cellText(number(value))
        : isBasis(value)
          ? say(language, `basis.${value}`)
          : value;
  return `  ${say(language, `term.${term}`)}  ${of(before)} -> ${of(after)}`;
}

function isBasis(value: string): value is PriceBasis {
  return value === "seat" || value === "head" || value === "call" || value === "minute";
}

function priceLine({ id, before, after, ...names }: PriceChange, language: Language): string {
  const of = (value: number | null): string =>
    value === null ? say(language, "missingPrice") : cellText(number(value));
  return `  ${id}  ${names[language]}  ${of(before)} -> ${of(after)}`;
}
