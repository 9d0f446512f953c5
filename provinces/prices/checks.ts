import type { FieldPath, Finding } from "../finding.ts";
import { both, nearestOf } from "../wording.ts";
import { CATALOG, isMoney, isPriceId, PRICE_IDS, type PriceId, type PriceUnit } from "./catalog.ts";
import type { PriceRange } from "./price.ts";

export interface Stated {
  readonly unit: PriceUnit;
  readonly per?: string | undefined;
  /** Yuan, percent or quantity, as the file has them. */
  readonly values: Readonly<Record<string, number>>;
}

/** What is wrong with the figures of a price, with the field at fault. Empty: `rangeOf` may convert it. */
export function checkFigures(id: PriceId, stated: Stated, path: FieldPath): readonly Finding[] {
  const catalog = CATALOG[id];
  const at = (field: string): Finding["where"] => ({ path: [...path, field] });
  if (!convertible(stated.unit, catalog.unit) || (stated.per !== undefined && stated.per !== catalog.per)) {
    const wrongUnit = !convertible(stated.unit, catalog.unit);
    return [
      {
        code: "PRICE_UNIT",
        where: at(wrongUnit ? "unit" : "per"),
        facts: {
          price: id,
          found: [stated.unit, ...(stated.per === undefined ? [] : [stated.per])].join("/"),
          allowed: `${catalog.unit}/${catalog.per}`,
        },
      },
    ];
  }
  const findings = Object.entries(stated.values).flatMap(([field, found]): readonly Finding[] => {
    const fault = figureFault(id, stated.unit, found);
    if (fault === undefined) return [];
    return [{ code: fault.code, where: at(field), facts: { price: id, field, found, ...fault.facts } }];
  });
  const { low, likely, high } = stated.values;
  if (findings.length > 0 || low === undefined || likely === undefined || high === undefined) return findings;
  return low <= likely && likely <= high
    ? []
    : [
        {
          code: "PRICE_RANGE_ORDER",
          where: at(low > likely ? "low" : "high"),
          facts: { price: id, low, likely, high },
        },
      ];
}

function figureFault(id: PriceId, unit: PriceUnit, found: number): Pick<Finding, "code" | "facts"> | undefined {
  const { bounds, unit: wanted } = CATALOG[id];
  const [least, most] = bounds;
  if (found < 0 && least >= 0) return { code: "PRICE_NEGATIVE", facts: {} };
  const inside = (value: number): boolean => value >= least && value <= most;
  const value = found * factorOf(unit, wanted);
  if (id === "finance.horizon.years" && !Number.isInteger(found)) return { code: "PRICE_NOT_WHOLE", facts: {} };
  if (!isMoney(wanted)) return inside(value) ? undefined : { code: "PRICE_ABSURD", facts: { least, most } };
  if (Math.abs(found * 100 - Math.round(found * 100)) > 1e-6) return { code: "PRICE_DECIMALS", facts: {} };
  if (inside(value)) return undefined;
  // In the order in which slips are common; the bounds told are those of the unit that the file uses.
  const shown = { least: trim(least / factorOf(unit, wanted)), most: trim(most / factorOf(unit, wanted)) };
  const slips = [
    ["PRICE_LOOKS_YEARLY", unit === "month" ? 1 / 12 : undefined],
    ["PRICE_LOOKS_MONTHLY", unit === "year" ? 12 : undefined],
    ["PRICE_LOOKS_FEN", 1 / 100],
    ["PRICE_LOOKS_WAN", 10_000],
  ] as const;
  for (const [code, factor] of slips)
    if (factor !== undefined && inside(value * factor))
      return { code, facts: { converted: trim(found * factor), ...shown } };
  return { code: "PRICE_ABSURD", facts: shown };
}

function trim(value: number): number {
  return Number(value.toFixed(4));
}

function convertible(from: PriceUnit, to: PriceUnit): boolean {
  return from === to || ([from, to].includes("month") && [from, to].includes("year"));
}

/** Times which a price in one unit becomes one in another. */
function factorOf(from: PriceUnit, to: PriceUnit): number {
  if (from === to) return 1;
  return to === "month" ? 1 / 12 : 12;
}

/** Yuan to fen, and into the catalog's unit; a twelfth is rounded to a fen, half away from zero. */
export function rangeOf(id: PriceId, unit: PriceUnit, range: PriceRange): PriceRange {
  const wanted = CATALOG[id].unit;
  const convert = (value: number): number =>
    isMoney(wanted) ? Math.round(Math.round(value * 100) * factorOf(unit, wanted)) : value;
  return { low: convert(range.low), likely: convert(range.likely), high: convert(range.high) };
}

/** The id if the catalog has it, else the finding. */
export function knownId(id: string, path: FieldPath): PriceId | Finding {
  if (isPriceId(id)) return id;
  const meant = nearestOf(id, PRICE_IDS);
  const advice =
    meant === undefined
      ? { zh: "编号见随附价格库。", en: "The price book that comes along has all ids." }
      : { zh: `是否要用 ${meant}？`, en: `Did you mean ${meant}?` };
  return { code: "PRICE_UNKNOWN", where: { path }, facts: { found: id.slice(0, 60), ...both("advice", advice) } };
}
