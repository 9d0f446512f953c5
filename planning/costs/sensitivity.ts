import { CATALOG, isParameter, isPriceId } from "../../provinces/prices/catalog.ts";
import { type Compiled, monomialAt, presentAt, rawLikely } from "./compiled.ts";
import { toFen } from "./money.ts";
import type { ModelPrice, PriceTable } from "./price-table.ts";
import { findRoot } from "./roots.ts";
import type { BreakEven, BreakEvenVariable, HeatMap, TornadoBar } from "./sensitivity-view.ts";

/** The two options that are weighed, and the prices of both. */
export interface Pair {
  readonly selfBuilt: Compiled;
  readonly outsourced: Compiled;
  readonly prices: PriceTable;
}

/** Outsourced less self-built, fen, not rounded, with some raw prices in place of the likely ones. */
export function difference(pair: Pair, changed: Readonly<Record<string, number>> = {}): number {
  const usual = rawLikely(pair.prices);
  const raw = (id: string): number => changed[id] ?? usual(id);
  return presentAt(pair.outsourced, raw) - presentAt(pair.selfBuilt, raw);
}

type Difference = (changed: Readonly<Record<string, number>>) => number;

/** The difference as a function of some prices: only the monomials that read them are computed again. */
function differenceOf(pair: Pair, ids: readonly string[], now = difference(pair)): Difference {
  const usual = rawLikely(pair.prices);
  const reads = ({ monomial }: Compiled["parts"][number]): boolean =>
    monomial.factors.some(({ price }) => ids.includes(price)) ||
    (monomial.growth !== undefined && ids.includes(monomial.growth));
  const moving = [
    ...pair.outsourced.parts.filter(reads).map((part) => ({ ...part, sign: 1 })),
    ...pair.selfBuilt.parts.filter(reads).map((part) => ({ ...part, sign: -1 })),
  ];
  const still =
    now -
    moving.reduce((sum, { sign, coefficient, monomial }) => sum + sign * coefficient * monomialAt(monomial, usual), 0);
  return (changed) => {
    const raw = (id: string): number => changed[id] ?? usual(id);
    return moving.reduce(
      (sum, { sign, coefficient, monomial }) => sum + sign * coefficient * monomialAt(monomial, raw),
      still,
    );
  };
}

function idsOf({ selfBuilt, outsourced }: Pair): ReadonlySet<string> {
  return new Set(
    [...selfBuilt.parts, ...outsourced.parts].flatMap(({ monomial }) => [
      ...monomial.factors.map(({ price }) => price),
      ...(monomial.growth === undefined ? [] : [monomial.growth]),
    ]),
  );
}

/** Every ranged input at its ends, all else likely; strongest first. */
export function tornado(pair: Pair): readonly TornadoBar[] {
  const likely = difference(pair);
  const now = Math.sign(likely);
  return [...idsOf(pair)]
    .flatMap((id): readonly TornadoBar[] => {
      const price = pair.prices.get(id);
      if (price === undefined || price.low === price.high || isParameter(id)) return [];
      const at = differenceOf(pair, [id], likely);
      const atLow = at({ [id]: price.low });
      const atHigh = at({ [id]: price.high });
      return [
        {
          price: id,
          unit: price.status.unit,
          low: shown(price, price.low),
          likely: shown(price, price.likely),
          high: shown(price, price.high),
          atLowFen: toFen(atLow),
          atHighFen: toFen(atHigh),
          swingFen: Math.abs(toFen(atHigh) - toFen(atLow)),
          flips: Math.sign(atLow) !== now || Math.sign(atHigh) !== now,
        },
      ];
    })
    .sort((a, b) => b.swingFen - a.swingFen || (a.price < b.price ? -1 : 1));
}

/** As a department pays it: yuan with region and tax, percent, or the quantity. */
function shown({ status, factor }: ModelPrice, raw: number): number {
  switch (status.unit) {
    case "percent":
      return raw * 100;
    case "quantity":
      return raw;
    default:
      return (raw * factor) / 100;
  }
}

function rawOf({ status, factor }: ModelPrice, value: number): number {
  switch (status.unit) {
    case "percent":
      return value / 100;
    case "quantity":
      return value;
    default:
      return (value * 100) / factor;
  }
}

/** Five steps of each of the two strongest inputs. */
export function heatMap(pair: Pair, [across, down]: readonly TornadoBar[]): HeatMap | undefined {
  if (across === undefined || down === undefined) return undefined;
  const x = pair.prices.get(across.price);
  const y = pair.prices.get(down.price);
  if (x === undefined || y === undefined) return undefined;
  const steps = ({ low, likely, high }: ModelPrice): readonly number[] => [
    low,
    (low + likely) / 2,
    likely,
    (likely + high) / 2,
    high,
  ];
  const at = differenceOf(pair, [x.id, y.id]);
  return {
    across: { price: x.id, values: steps(x).map((raw) => shown(x, raw)) },
    down: { price: y.id, values: steps(y).map((raw) => shown(y, raw)) },
    differencesFen: steps(y).map((below) => steps(x).map((right) => toFen(at({ [x.id]: right, [y.id]: below })))),
  };
}

/** Where a price makes both cost the same, within what is believable at all; substituted back. */
export function priceBreakEven(pair: Pair, variable: BreakEvenVariable, id: string): BreakEven | undefined {
  const price = pair.prices.get(id);
  if (price === undefined || !isPriceId(id)) return undefined;
  const [least, most] = CATALOG[id].bounds;
  const at = differenceOf(pair, [id]);
  const of = (value: number): number => at({ [id]: rawOf(price, value) });
  const now = shown(price, price.likely);
  const search = findRoot(of, { low: least, high: most }, now);
  const unit = price.status.unit === "percent" ? "%" : "yuan";
  const shared = { variable, price: id, unit, now, range: [least, most] } as const;
  return search.kind === "root"
    ? {
        ...shared,
        result: {
          kind: "root",
          at: search.at,
          differenceFen: toFen(difference(pair, { [id]: rawOf(price, search.at) })),
        },
      }
    : {
        ...shared,
        result: { kind: "none-in-range", differenceAtEndsFen: [toFen(search.ends[0]), toFen(search.ends[1])] },
      };
}
