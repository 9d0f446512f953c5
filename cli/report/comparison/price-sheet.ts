import type { WriteSheet } from "hucre/xlsx";
import type { Comparison, PriceStatus, ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { Sheet } from "./sheet.ts";
import { dateWords, priceUnit, sourceWords } from "./words.ts";

/** Where other sheets find prices. */
export interface PriceCells {
  /** Cell of the discount rate, as a fraction. */
  readonly rate: string;
  /** Cell of a price as it enters formulas: yuan with region and tax, a fraction for a percent; undefined where it is missing. */
  readonly of: (price: string) => string | undefined;
}

/** The prices used; low, likely and high may be changed, and the rate. */
export function priceSheet(
  { prices }: ProvinceComparison,
  { finance }: Comparison,
  language: Language,
): { readonly sheet: WriteSheet; readonly cells: PriceCells } {
  const sheet = new Sheet(say(language, "pricesSection"));
  sheet.add([say(language, "pricesSection")], ["title"]);
  sheet.add([say(language, "pricesNote")]);
  const rate = sheet.add(
    [say(language, "rate"), null, null, finance.discountPercent],
    ["text", "text", "text", "input"],
  );
  const rateRow = sheet.add(
    [
      say(language, "rateFraction"),
      null,
      null,
      { formula: `D${rate}/100`, value: finance.discountPercent / 100, style: "number" },
    ],
    ["text"],
  );
  const frozen = sheet.add(
    [
      say(language, "price"),
      say(language, "nameOf"),
      say(language, "unit"),
      say(language, "likely"),
      say(language, "low"),
      say(language, "high"),
      say(language, "index"),
      say(language, "taxFactor"),
      say(language, "enters"),
      say(language, "confidence"),
      say(language, "date"),
      say(language, "source"),
      say(language, "place"),
    ],
    ["head"],
  );
  const rows = new Map<string, number>();
  for (const price of prices) {
    const row = sheet.next;
    if (price.value !== null) rows.set(price.id, row);
    sheet.add(
      [
        price.id,
        price[language],
        priceUnit(price, language),
        price.value?.likely ?? say(language, "missingPrice"),
        price.value?.low ?? "",
        price.value?.high ?? "",
        price.index,
        price.taxFactor,
        price.value === null ? "" : { formula: entersFormula(price, row), value: entering(price) },
        say(language, `confidence.${price.confidence}`),
        dateWords(price, language),
        sourceWords(price, language),
        `${price.file}:${price.line}`,
      ],
      ["text", "text", "text", "input", "number", "number", "number", "number", "number", "text"],
    );
  }
  return {
    sheet: sheet.finish({ widths: [24, 34, 12, 12, 12, 12, 9, 10, 14, 10, 12, 60, 34], frozen }),
    cells: {
      rate: sheet.at("D", rateRow),
      of: (price) => {
        const row = rows.get(price);
        return row === undefined ? undefined : sheet.at("I", row);
      },
    },
  };
}

function entersFormula({ unit }: PriceStatus, row: number): string {
  return unit === "percent" ? `D${row}/100` : `D${row}*G${row}*H${row}`;
}

function entering({ value, unit, index, taxFactor }: PriceStatus): number {
  const likely = value?.likely ?? 0;
  return unit === "percent" ? likely / 100 : likely * index * taxFactor;
}
