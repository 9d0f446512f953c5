import type { Growth, Payment } from "./comparison.ts";

export interface Horizon {
  readonly months: number;
  /** Term of the provider's contract; the horizon where there is none. */
  readonly contractMonths: number;
}

/** A payment after so many months (0: at the start), and the years by which prices have risen then. */
export interface Due {
  readonly month: number;
  readonly years: number;
}

/**
 * When a line is paid within the horizon. Running costs are paid at the end of their month or year; the price level of
 * a payment is that of the time it pays for: it steps up at anniversaries, or for providers when the contract is tendered anew.
 */
export function dues(payment: Payment, growth: Growth, horizon: Horizon): readonly Due[] {
  const { months, contractMonths } = horizon;
  const level = (begin: number): number =>
    growth.steps === "yearly" ? Math.floor(begin / 12) : (Math.floor(begin / contractMonths) * contractMonths) / 12;
  switch (payment.kind) {
    case "once":
      return payment.month > months ? [] : [{ month: payment.month, years: level(payment.month) }];
    case "monthly":
      return Array.from({ length: months }, (_, begin) => ({ month: begin + 1, years: level(begin) }));
    case "yearly":
      return every(12, months).map((month) => ({ month, years: level(month - 12) }));
    case "renewal":
      return [0, ...every(payment.everyMonths, months - 1)].map((month) => ({ month, years: level(month) }));
    case "contract-end":
      return every(contractMonths, months).map((month) => ({ month, years: level(month - 1) }));
    case "exit":
      return [{ month: months, years: level(months - 1) }];
  }
}

/** Multiples of `step` up to `last`. */
function every(step: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, Math.floor(last / step)) }, (_, index) => (index + 1) * step);
}

/** Monthly compounding from a yearly rate: 1 / (1 + rate)^(month / 12). */
export function discount(ratePercent: number, month: number): number {
  return (1 + ratePercent / 100) ** (-month / 12);
}

/** Weight by years of growth: the present value of one payment of 1 is the sum of weight x (1 + growth)^years. */
export type GrowthWeights = ReadonlyMap<number, number>;

export function growthWeights(paid: readonly Due[], ratePercent: number): GrowthWeights {
  const weights = new Map<number, number>();
  for (const { month, years } of paid) weights.set(years, (weights.get(years) ?? 0) + discount(ratePercent, month));
  return weights;
}

/** Present value of payments of 1 whose price rises by `growth` (a fraction) a year. */
export function presentOfOne(weights: GrowthWeights, growth: number): number {
  let sum = 0;
  for (const [years, weight] of weights) sum += weight * (1 + growth) ** years;
  return sum;
}
