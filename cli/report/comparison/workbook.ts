import { type WriteSheet, writeXlsx } from "hucre/xlsx";
import type { Comparison, ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { AdmissibleOption } from "../../../planning/costs/option.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { gridSheet } from "./grid-sheet.ts";
import { moneyStyle, type OptionPlace, optionSheets } from "./option-sheets.ts";
import { type PriceCells, priceSheet } from "./price-sheet.ts";
import { reportOf } from "./report-of.ts";
import type { Report } from "./section.ts";
import { FONT, roundYuan, Sheet, type Style, type Value } from "./sheet.ts";
import { admissibleOf, optionWords, pairOf } from "./words.ts";

/**
 * The comparison as .xlsx. Prices, unit costs, payments, totals and present values are formulas with the values they
 * have now, so that a finance office may change a price or the rate and see what follows; the rest are values.
 */
export async function comparisonWorkbook(comparison: Comparison, language: Language): Promise<Uint8Array> {
  const report = reportOf(comparison, language);
  const [only] = comparison.provinces;
  const live =
    only === undefined || comparison.national !== undefined ? [] : liveSheets(only, comparison, { report, language });
  const tables = report.sections
    // What the live sheets hold already.
    .filter(
      ({ grid, id }) => grid !== undefined && (live.length === 0 || !/^(?:lines-|prices$|years$|categories$)/.test(id)),
    )
    .map((section) => gridSheet(section));
  const first = live.length === 0 ? [cover(report, language)] : [];
  // The day for which it was made: the same comparison gives the same bytes.
  const made = new Date(`${comparison.asOf}T00:00:00Z`);
  return writeXlsx({
    sheets: [...first, ...live, ...tables],
    properties: { title: report.title, created: made, modified: made },
    defaultFont: FONT,
  });
}

interface View {
  readonly report: Report;
  readonly language: Language;
}

/** Summary, prices, and two sheets for each option that is shown in full. */
function liveSheets(province: ProvinceComparison, comparison: Comparison, view: View): readonly WriteSheet[] {
  const { language } = view;
  const pair = pairOf(province);
  if (pair === undefined) return [];
  const prices = priceSheet(province, comparison, language);
  const named = new Map<string, AdmissibleOption>([
    [say(language, "selfBuilt"), pair.selfBuilt],
    [say(language, "outsourced"), pair.outsourced],
  ]);
  const stated = admissibleOf(province).find((option) => option.stated);
  if (stated !== undefined && ![pair.selfBuilt.id, pair.outsourced.id].includes(stated.id))
    named.set(say(language, "asStated"), stated);
  const options = [...named].map(([name, option]) => ({
    option,
    ...optionSheets(option, { name, province, comparison, prices: prices.cells, language }),
  }));
  return [
    summary(options, { ...view, province, comparison, prices: prices.cells }),
    prices.sheet,
    ...options.flatMap(({ sheets }) => sheets),
  ];
}

interface Shown {
  readonly option: AdmissibleOption;
  readonly place: OptionPlace;
}

interface Summed extends View {
  readonly province: ProvinceComparison;
  readonly comparison: Comparison;
  readonly prices: PriceCells;
}

/** Verdict, totals of the options with their differences, and the sign-off block. */
function summary(options: readonly Shown[], { report, province, comparison, prices, language }: Summed): WriteSheet {
  const sheet = new Sheet(say(language, "verdictTitle"));
  const years = comparison.finance.horizonYears;
  heading(sheet, report);
  sheet.add(
    [
      say(language, "option"),
      `${say(language, "nominalTotal", { years })} ${say(language, "yuanWord")}`,
      `${say(language, "presentValue")} ${say(language, "yuanWord")}`,
      `${say(language, "annuity")} ${say(language, "yuanWord")}`,
      `${say(language, "perCall")} ${say(language, "yuanWord")}`,
      `${say(language, "perSeatMonth")} ${say(language, "yuanWord")}`,
    ],
    ["head"],
  );
  const begin = sheet.next;
  for (const { option, place } of options) {
    const row = sheet.next;
    const rate = prices.rate;
    const { answeredCallsPerYear, oneShiftSeats } = province.demand;
    const [calls, seatMonths] = [answeredCallsPerYear * years, (oneShiftSeats ?? 0) * 12 * years];
    sheet.add(
      [
        optionWords(option, language),
        { formula: place.nominal, value: option.nominal.fen / 100 },
        { formula: place.present, value: option.present.fen / 100 },
        {
          formula: `ROUND(IF(${rate}=0,C${row}/${years},C${row}*${rate}/(1-(1+${rate})^-${years})),2)`,
          value: option.annuity.fen / 100,
        },
        option.fenPerAnsweredCall === null
          ? "-"
          : { formula: `B${row}/${calls}`, value: option.nominal.fen / 100 / calls },
        option.fenPerSeatMonth === null
          ? "-"
          : { formula: `B${row}/${seatMonths}`, value: option.nominal.fen / 100 / seatMonths },
      ],
      ["text", moneyStyle(option.present)],
    );
  }
  const [one, other] = options;
  if (one !== undefined && other !== undefined) {
    const [oneOpen, otherOpen] = [one, other].map(({ option }) => option.present.unknown.length > 0);
    const style: Style = otherOpen === true ? "totalFloor" : oneOpen === true ? "totalCeiling" : "total";
    // The difference of two bounds is none.
    const difference = (column: string, value: number): Value =>
      oneOpen === true && otherOpen === true
        ? "?"
        : { formula: `${column}${begin + 1}-${column}${begin}`, value: roundYuan(value), style };
    sheet.add(
      [
        say(language, "differenceOf"),
        difference("B", (other.option.nominal.fen - one.option.nominal.fen) / 100),
        difference("C", (other.option.present.fen - one.option.present.fen) / 100),
        difference("D", (other.option.annuity.fen - one.option.annuity.fen) / 100),
      ],
      ["total"],
    );
  }
  sheet.add([]);
  sheet.add([say(language, "workbookNote")]);
  signOff(sheet, language);
  return sheet.finish({ widths: [52, 20, 20, 20, 16, 16] });
}

/** Title page where there are only tables of values. */
function cover(report: Report, language: Language): WriteSheet {
  const sheet = new Sheet(say(language, "verdictTitle"));
  heading(sheet, report);
  signOff(sheet, language);
  return sheet.finish({ widths: [52, 30, 30], landscape: false });
}

function heading(sheet: Sheet, { title, banner, basis, verdict }: Report): void {
  sheet.add([title], ["title"]);
  for (const line of [banner, basis, ...verdict]) if (line !== "") sheet.add([line]);
  sheet.add([]);
}

function signOff(sheet: Sheet, language: Language): void {
  sheet.add([]);
  sheet.add([say(language, "signRole"), say(language, "signName"), say(language, "signDate")], ["head"]);
  for (const role of ["signPrepared", "signReviewed", "signApproved"] as const)
    sheet.add([say(language, role), null, null], ["sign"]);
}
