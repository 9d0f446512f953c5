import type { AgainstResult, AgainstRow, PriceChange } from "../../comparison-against.ts";
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
  { name, isNew, rows, assumptions, design }: AgainstResult,
  ref: string,
  language: Language,
): string {
  if (isNew) return say(language, "againstNew", { ref, province: name[language] });
  const { quantities, prices } = design;
  const changes = [
    ...prices.map((change) => priceLine(change, language)),
    ...quantities.map(
      ({ line, what, unit, before, after }) =>
        `  ${line}  ${quantityWords(what, language)}  ${cellText(number(before))} -> ${cellText(number(after))} ${quantityUnit(unit, language)}`,
    ),
  ];
  const nothing = `  ${say(language, "againstNothing")}`;
  return [
    say(language, "againstTitle", { ref, province: name[language] }),
    totals(rows, language),
    "",
    say(language, "againstPrices"),
    ...(assumptions.length === 0 ? [nothing] : assumptions.map((change) => priceLine(change, language))),
    say(language, "againstDesign"),
    ...(changes.length === 0 ? [nothing] : changes),
  ].join("\n");
}

function totals(rows: readonly AgainstRow[], language: Language): string {
  const columns = [
    left(say(language, "option")),
    right(say(language, "before")),
    right(say(language, "byAssumptions")),
    right(say(language, "byDesign")),
    right(say(language, "after")),
    right(say(language, "changePercent")),
  ];
  const cells = rows.map(({ option, stated, before, middle, after, unknown }): readonly Cell[] => {
    const amount = (fen: number): Cell => wan({ fen, unknown: unknown ? ["?"] : [] });
    return [
      `${optionWords(option, language)}${stated ? say(language, "statedMark") : ""}`,
      amount(before),
      wan(middle - before),
      wan(after - middle),
      amount(after),
      before === 0 ? "-" : percent((100 * (after - before)) / before),
    ];
  });
  return table(
    columns,
    cells.map((row) => row.map(cellText)),
  );
}

function priceLine({ id, before, after, ...names }: PriceChange, language: Language): string {
  const of = (value: number | null): string =>
    value === null ? say(language, "missingPrice") : cellText(number(value));
  return `  ${id}  ${names[language]}  ${of(before)} -> ${of(after)}`;
}
