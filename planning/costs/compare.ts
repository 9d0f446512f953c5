import type { PriceId } from "../../provinces/prices/catalog.ts";
import type { PriceBook } from "../../provinces/prices/price.ts";
import { compareProvince } from "./compare-province.ts";
import type { Comparison, FinanceSummary } from "./comparison.ts";
import { compareNation } from "./national.ts";
import type { ProvinceRequest } from "./province-request.ts";
import { Draws } from "./simulation.ts";

/** Gates that hold unless told otherwise. */
export const USUAL_GATES = { leastSourcedShare: 0.5, mostUnknownShare: 0 } as const;

export interface CompareRequest {
  /** In the order in which they are shown. */
  readonly provinces: readonly ProvinceRequest[];
  readonly book: PriceBook;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly seed: number;
  readonly draws: number;
  /** Percent; 0: all prices are drawn by themselves. */
  readonly laborCorrelationPercent?: number;
  readonly budgetFen: number | undefined;
  readonly gates?: Partial<Pick<FinanceSummary, "leastSourcedShare" | "mostUnknownShare">>;
  readonly detail: "full" | "summary";
}

/** Compares self-build with every way to outsource, for each province. The same request gives the same result. */
export function compareProvinces(request: CompareRequest): Comparison {
  const { book, today, seed, detail, laborCorrelationPercent = 0 } = request;
  const finance = financeOf(book, { ...USUAL_GATES, ...request.gates });
  const draws = new Draws(seed, request.draws, { laborCorrelation: laborCorrelationPercent / 100 });
  const together = draws.together();
  const provinces = request.provinces.map((each) =>
    compareProvince(each, { book, today, finance, draws, together, detail }),
  );
  const { name, version, validFrom, validTo, files } = book;
  return {
    format: 1,
    asOf: today,
    simulation: { seed, draws: request.draws, distribution: "triangular", laborCorrelationPercent },
    finance,
    book: { name, version, validFrom, validTo, files },
    provinces,
    national: provinces.length > 1 ? compareNation(provinces, request.budgetFen) : undefined,
  };
}

/** Rate and horizon are the book's; the rates shown are none, and the ends of the rate's range. */
export function financeOf(
  book: PriceBook,
  gates: Pick<FinanceSummary, "leastSourcedShare" | "mostUnknownShare">,
): FinanceSummary {
  const parameter = (id: PriceId): { low: number; likely: number; high: number } => {
    const price = book.common.get(id);
    if (price === undefined || "missing" in price) throw new Error(`${id} is missing: the book was not checked`);
    return price;
  };
  const rate = parameter("finance.discount.pct");
  return {
    horizonYears: parameter("finance.horizon.years").likely,
    discountPercent: rate.likely,
    ratesPercent: [...new Set([0, rate.low, rate.likely, rate.high])].sort((a, b) => a - b),
    ...gates,
  };
}
