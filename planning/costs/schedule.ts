import type { Growth, Payment } from "./cost-view.ts";

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
    case "residual":
      return [{ month: months, years: level(payment.boughtMonth) }];
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

/** Discount factors by month, 0 to the last. */
function discounts(ratePercent: number, months: number): Float64Array {
  return Float64Array.from({ length: months + 1 }, (_, month) => discount(ratePercent, month));
}

/** Weight by years of growth: the present value of one payment of 1 is the sum of weight x (1 + growth)^years. */
export type GrowthWeights = ReadonlyMap<number, number>;

/** The payments of one kind of line within a horizon. They repeat in every option and province, so all is kept. */
export class Schedule {
  readonly dues: readonly Due[];
  /** Month of each due. */
  readonly months: Int32Array;
  readonly #weights = new Map<number, GrowthWeights>();
  readonly #levels = new Map<number, Float64Array>();
  readonly #discounts = new Map<number, Float64Array>();
  readonly #presents = new Map<number, Map<number, number>>();
  readonly #months: number;

  constructor(dues: readonly Due[], months: number) {
    this.dues = dues;
    this.months = Int32Array.from(dues, ({ month }) => month);
    this.#months = months;
  }

  weights(ratePercent: number): GrowthWeights {
    return remember(this.#weights, ratePercent, () => growthWeights(this.dues, ratePercent));
  }

  /** Price level at each due, 1 at first. */
  levels(growth: number): Float64Array {
    return remember(this.#levels, growth, () => Float64Array.from(this.dues, ({ years }) => (1 + growth) ** years));
  }

  /** Present value of one payment of 1 at each due, at its price level: most lines of a country share a few of these. */
  presentOfOne(ratePercent: number, growth: number): number {
    const byGrowth = remember(this.#presents, ratePercent, () => new Map<number, number>());
    return remember(byGrowth, growth, () => {
      const levels = this.levels(growth);
      const discounts = this.discounts(ratePercent);
      let sum = 0;
      for (let due = 0; due < levels.length; due++) sum += (levels[due] ?? 0) * (discounts[due] ?? 0);
      return sum;
    });
  }

  /** Discount factor at each due. */
  discounts(ratePercent: number): Float64Array {
    return remember(this.#discounts, ratePercent, () => {
      const all = discounts(ratePercent, this.#months);
      return Float64Array.from(this.dues, ({ month }) => all[month] ?? 0);
    });
  }
}

const schedules = new Map<string, Schedule>();

export function scheduleOf(payment: Payment, growth: Growth, horizon: Horizon): Schedule {
  const every = spanOf(payment);
  // Options with other contracts share what no contract moves: it is the same payment, and their difference knows it.
  const contract = growth.steps === "at-renewal" || payment.kind === "contract-end" ? horizon.contractMonths : "";
  const key = `${payment.kind} ${every} ${growth.steps} ${horizon.months} ${contract}`;
  return remember(schedules, key, () => new Schedule(dues(payment, growth, horizon), horizon.months));
}

function spanOf(payment: Payment): number | "" {
  switch (payment.kind) {
    case "once":
      return payment.month;
    case "renewal":
      return payment.everyMonths;
    case "residual":
      return payment.boughtMonth;
    case "monthly":
    case "yearly":
    case "contract-end":
    case "exit":
      return "";
  }
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

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
