import type { WriteSheet } from "hucre/xlsx";
import type { Comparison, ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { Amount, LineResult, TermView } from "../../../planning/costs/cost-view.ts";
import type { AdmissibleOption } from "../../../planning/costs/option.ts";
import { discount, dues } from "../../../planning/costs/schedule.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import type { PriceCells } from "./price-sheet.ts";
import { column, roundYuan, Sheet, type Style, type Value } from "./sheet.ts";
import { quantityUnit, quantityWords } from "./term-words.ts";
import { optionWords, paymentWords } from "./words.ts";

/** Cells of an option's totals. */
export interface OptionPlace {
  readonly nominal: string;
  readonly present: string;
}

interface View {
  readonly name: string;
  readonly province: ProvinceComparison;
  readonly comparison: Comparison;
  readonly prices: PriceCells;
  readonly language: Language;
}

/** How each payment comes about, and when it is paid: two sheets. */
export function optionSheets(
  option: AdmissibleOption,
  view: View,
): { readonly sheets: readonly WriteSheet[]; readonly place: OptionPlace } {
  const lines = option.lines ?? [];
  const unit = unitSheet(option, lines, view);
  const flow = flowSheet(option, lines, { ...view, each: unit.each });
  return { sheets: [unit.sheet, flow.sheet], place: flow.place };
}

/** One row a term: quantity x prices; one row a line: their sum, which is one payment before growth. */
function unitSheet(
  option: AdmissibleOption,
  lines: readonly LineResult[],
  { name, prices, language }: View,
): { readonly sheet: WriteSheet; readonly each: ReadonlyMap<string, string> } {
  const sheet = new Sheet(say(language, "unitSheet", { name }));
  sheet.add([`${optionWords(option, language)} ${say(language, "unitTitle")}`], ["title"]);
  sheet.add([say(language, "unitNote")]);
  const frozen = sheet.add(
    [
      say(language, "line"),
      say(language, "category"),
      say(language, "quantityWhat"),
      say(language, "quantity"),
      say(language, "unit"),
      say(language, "factors"),
      say(language, "yuanWord"),
    ],
    ["head"],
  );
  const each = new Map<string, string>();
  for (const line of lines) {
    const from = sheet.next;
    for (const term of line.terms)
      sheet.add(
        [
          line.id,
          "",
          quantityWords(term.what, language),
          term.quantity,
          quantityUnit(term.unit, language),
          term.factors.map(({ price }) => price).join(" × "),
          termValue(term, { row: sheet.next, prices, language }),
        ],
        ["text", "text", "text", "input", "text", "text", "money"],
      );
    const sum = exactEach(line);
    const row = sheet.add(
      [
        line.id,
        say(language, `category.${line.category}`),
        say(language, "each"),
        "",
        "",
        "",
        { formula: `SUM(G${from}:G${sheet.next - 1})`, value: sum },
      ],
      [...Array.from({ length: 6 }, () => "total" as const), totalStyle(line.each)],
    );
    each.set(line.id, sheet.at("G", row));
  }
  return { sheet: sheet.finish({ widths: [26, 14, 46, 14, 10, 52, 18], frozen }), each };
}

function termValue(
  { factors, yuan }: TermView,
  { row, prices, language }: { readonly row: number; readonly prices: PriceCells; readonly language: Language },
): Value {
  if (yuan === null) return say(language, "missingPrice");
  let formula = `D${row}`;
  for (const { kind, price } of factors) {
    const cell = prices.of(price);
    // A price that is there has a cell: the sheet lists all that are used.
    if (cell === undefined) return yuan;
    switch (kind) {
      case "price":
      case "percent":
        formula = `${formula}*${cell}`;
        break;
      case "plus-percent":
        formula = `${formula}*(1+${cell})`;
        break;
      case "by":
        formula = `${formula}/${cell}`;
        break;
      case "ceil-by":
        formula = `ROUNDUP(${formula}/${cell}-1E-9,0)`;
        break;
    }
  }
  return { formula, value: yuan };
}

/** Not rounded, as the payments are computed from it. */
function exactEach({ terms }: LineResult): number {
  return terms.reduce((sum, { yuan }) => sum + (yuan ?? 0), 0);
}

/**
 * A row a line. Right of the totals stand, by month, how many payments of today's price have fallen due until then
 * (growth included): years and months are differences of rounded running sums, as in the model, and so equal to the fen.
 */
function flowSheet(
  option: AdmissibleOption,
  lines: readonly LineResult[],
  { name, comparison, prices, each, language }: View & { readonly each: ReadonlyMap<string, string> },
): { readonly sheet: WriteSheet; readonly place: OptionPlace } {
  const sheet = new Sheet(say(language, "flowSheet", { name }));
  const months = option.monthly.length - 1;
  const years = option.byYear.length;
  const [firstYear, nominal] = [4, 4 + years];
  const [present, month] = [nominal + 1, nominal + 2];
  const monthColumn = (index: number): string => column(month + index);
  const last = monthColumn(months);
  const rate = comparison.finance.discountPercent;
  sheet.add([`${optionWords(option, language)} ${say(language, "flowTitle")}`], ["title"]);
  sheet.add([say(language, "flowNote")]);
  const monthNumbers = Array.from({ length: months + 1 }, (_, index) => index);
  const frozen = sheet.add(
    [
      say(language, "line"),
      say(language, "category"),
      say(language, "paid"),
      say(language, "each"),
      ...option.byYear.map(({ year }) => say(language, "yearN", { year })),
      say(language, "nominal"),
      say(language, "presentValue"),
      ...monthNumbers.map((index) => `${say(language, "month")} ${index}`),
    ],
    ["head"],
  );
  const factors = sheet.add(
    [
      say(language, "discountFactor"),
      ...Array.from({ length: month - 1 }, () => ""),
      ...monthNumbers.map((index) => ({ formula: `(1+${prices.rate})^(-${index}/12)`, value: discount(rate, index) })),
    ],
    ["text", ...Array.from({ length: month - 1 }, () => "text" as const), "factor"],
  );
  const from = sheet.next;
  for (const line of lines) {
    const row = sheet.next;
    const levels = levelsOf(line, option, { months, prices, growth: growthOf(line, comparison) });
    const exact = exactEach(line);
    const until = (index: number): string => `${monthColumn(index)}${row}`;
    const yearFormula = (year: number): string => {
      const end = `ROUND($D${row}*${until(Math.min(months, 12 * (year + 1)))},2)`;
      return year === 0 ? end : `${end}-ROUND($D${row}*${until(12 * year)},2)`;
    };
    sheet.add(
      [
        line.id,
        say(language, `category.${line.category}`),
        paymentWords(line.payment, language),
        { formula: each.get(line.id) ?? "0", value: exact },
        ...line.byYear.map((fen, year) => ({ formula: yearFormula(year), value: fen / 100 })),
        {
          formula: `SUM(${column(firstYear)}${row}:${column(nominal - 1)}${row})`,
          value: line.nominal.fen / 100,
        },
        {
          // Payments x factors, summed by parts: the running counts times the steps of the factors.
          formula: `ROUND($D${row}*(SUMPRODUCT(${until(0)}:${until(months - 1)},${monthColumn(0)}$${factors}:${monthColumn(months - 1)}$${factors}-${monthColumn(1)}$${factors}:${last}$${factors})+${last}${row}*${last}$${factors}),2)`,
          value: line.present.fen / 100,
        },
        ...levels.values.map((value, index) => ({ formula: levels.formula(index, row, monthColumn), value })),
      ],
      ["text", "text", "text", ...Array.from({ length: years + 3 }, () => moneyStyle(line.each)), "number"],
    );
  }
  const end = sheet.next - 1;
  const sum = (index: number): string => `SUM(${column(index)}${from}:${column(index)}${end})`;
  const totals = sheet.add(
    [
      say(language, "total"),
      "",
      "",
      "",
      ...option.byYear.map(({ nominal: fen }, year) => ({ formula: sum(firstYear + year), value: fen / 100 })),
      { formula: sum(nominal), value: option.nominal.fen / 100 },
      { formula: sum(present), value: option.present.fen / 100 },
    ],
    [totalStyle(option.present)],
  );
  const running = (index: number): string =>
    `SUMPRODUCT(ROUND($D${from}:$D${end}*${monthColumn(index)}${from}:${monthColumn(index)}${end},2))`;
  const blank = Array.from({ length: month - 1 }, () => "");
  sheet.add(
    [
      say(language, "monthlyPayments"),
      ...blank,
      ...option.monthly.map((fen, index) => ({
        formula: index === 0 ? running(0) : `${running(index)}-${running(index - 1)}`,
        value: fen / 100,
      })),
    ],
    [totalStyle(option.present)],
  );
  let paid = 0;
  sheet.add(
    [
      say(language, "cumulativePayments"),
      ...blank,
      ...option.monthly.map((fen, index) => {
        paid += fen;
        const row = totals + 1;
        return { formula: `SUM($${monthColumn(0)}${row}:${monthColumn(index)}${row})`, value: roundYuan(paid / 100) };
      }),
    ],
    [totalStyle(option.present)],
  );
  return {
    sheet: sheet.finish({
      widths: [26, 14, 16, 18, ...Array.from({ length: years }, () => 17), 18, 18, ...monthNumbers.map(() => 13)],
      frozen,
      printedColumns: month,
    }),
    place: { nominal: sheet.at(column(nominal), totals), present: sheet.at(column(present), totals) },
  };
}

/** A line that lacks a price counts only what is known, and shows so. */
export function moneyStyle({ unknown }: Amount): Style {
  return unknown.length > 0 ? "floor" : "money";
}

export function totalStyle({ unknown }: Amount): Style {
  return unknown.length > 0 ? "totalFloor" : "total";
}

interface Growing {
  /** As a fraction a year, with its cell; without a cell prices stay. */
  readonly rate: number;
  readonly cell: string | undefined;
}

function growthOf({ growth }: LineResult, { provinces }: Comparison): number {
  const price = provinces[0]?.prices.find(({ id }) => id === growth.price);
  return (price?.value?.likely ?? 0) / 100;
}

/** Payments due until each month, each at its price level. */
function levelsOf(
  line: LineResult,
  { contract }: AdmissibleOption,
  { months, prices, growth }: { readonly months: number; readonly prices: PriceCells; readonly growth: number },
): {
  readonly values: readonly number[];
  readonly formula: (month: number, row: number, monthColumn: (month: number) => string) => string;
} {
  const growing: Growing = {
    rate: growth,
    cell: line.growth.price === undefined ? undefined : prices.of(line.growth.price),
  };
  const due = Map.groupBy(
    dues(line.payment, line.growth, { months, contractMonths: contract?.months ?? months }),
    ({ month }) => month,
  );
  let sum = 0;
  const values = Array.from({ length: months + 1 }, (_, month) => {
    for (const { years } of due.get(month) ?? []) sum += (1 + growing.rate) ** years;
    return sum;
  });
  return {
    values,
    formula: (month, row, monthColumn) => {
      const added = (due.get(month) ?? []).map(({ years }) =>
        growing.cell === undefined || years === 0 ? "1" : `(1+${growing.cell})^${years}`,
      );
      const before = month === 0 ? [] : [`${monthColumn(month - 1)}${row}`];
      return [...before, ...added].join("+") || "0";
    },
  };
}
