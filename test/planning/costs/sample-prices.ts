import { resolve } from "node:path";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { compareProvinces } from "../../../planning/costs/compare.ts";
import type { ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { AdmissibleOption } from "../../../planning/costs/option.ts";
import type { ProvinceRequest } from "../../../planning/costs/province-request.ts";
import { CATALOG, isMoney, type PriceId } from "../../../provinces/prices/catalog.ts";
import { loadPrices } from "../../../provinces/prices/load.ts";
import type { PriceBook } from "../../../provinces/prices/price.ts";
import type { Province } from "../../../provinces/province.ts";

export const TODAY = "2026-11-24";
export const SHIPPED = resolve(import.meta.dirname, "../../../provinces/prices");

function shipped(): PriceBook {
  const { book } = loadPrices({ shipped: SHIPPED, own: undefined, today: TODAY });
  if (book === undefined) throw new Error("the book that comes along has errors");
  return book;
}

/** The book that comes along, likely values in place of some prices (yuan, percent, quantity), some taken away. */
export function bookWith(values: Partial<Record<PriceId, number>> = {}, without: readonly PriceId[] = []): PriceBook {
  const book = shipped();
  const common = new Map(book.common);
  for (const id of Object.keys(values) as PriceId[]) {
    const price = common.get(id);
    const value = values[id];
    if (price === undefined || "missing" in price || value === undefined) throw new Error(`no price ${id}`);
    const likely = isMoney(CATALOG[id].unit) ? Math.round(value * 100) : value;
    common.set(id, { ...price, low: Math.min(price.low, likely), likely, high: Math.max(price.high, likely) });
  }
  for (const id of without) common.delete(id);
  return { ...book, common };
}

export function requestFor(province: Province): ProvinceRequest {
  return {
    province,
    file: `provinces/${province.province}.yaml`,
    site: "main",
    lineOf: () => 1,
    volumeAssumed: false,
    plan: (variant) => planCallCenter(variant),
  };
}

/** Everything leased, priced as told. */
export function outsourcedAt(pricing: Readonly<Record<string, unknown>>) {
  return {
    mode: "outsourced",
    leases: { equipment: true, premises: true, people: true, service: true },
    ingress: "department-edge",
    provider: { name: "unassigned" },
    contract: { months: 24 },
    sla: { answeredPercent: 90, withinSeconds: 15, formula: "answered-in-time-of-offered" },
    pricing,
    retainedUnit: { name: "unassigned", seats: 3 },
  };
}

export interface Circumstances {
  readonly book?: PriceBook;
  readonly seed?: number;
  readonly draws?: number;
  readonly laborCorrelationPercent?: number;
  readonly detail?: "full" | "summary";
}

export function compareOne(province: Province, circumstances: Circumstances = {}): ProvinceComparison {
  const { book = bookWith(), seed = 1, draws = 200, detail = "full", laborCorrelationPercent = 0 } = circumstances;
  const provinces = [requestFor(province)];
  const [only] = compareProvinces({
    provinces,
    book,
    today: TODAY,
    seed,
    draws,
    laborCorrelationPercent,
    budgetFen: undefined,
    detail,
  }).provinces;
  if (only === undefined) throw new Error("nothing compared");
  return only;
}

export function optionOf(comparison: ProvinceComparison, id: string): AdmissibleOption {
  const option = comparison.options.find((each) => each.id === id);
  if (option?.admissible !== true) throw new Error(`no admissible option ${id}`);
  return option;
}

export const EVERYTHING = "equipment+premises+people+service@department-edge";
