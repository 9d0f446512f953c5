import type { CostCategory, Growth, Payment } from "./cost-view.ts";
import type { Term } from "./term.ts";

/** One line of an option's cost. */
export interface CostLine {
  readonly id: string;
  readonly category: CostCategory;
  readonly payment: Payment;
  readonly growth: Growth;
  /** Their sum is one payment at today's prices. */
  readonly terms: readonly Term[];
}

export const WAGES: Growth = { price: "growth.wage.pct", steps: "yearly" };
export const RENTS: Growth = { price: "growth.rent.pct", steps: "yearly" };
export const CARRIERS: Growth = { price: "growth.telecom.pct", steps: "yearly" };
export const GENERAL: Growth = { price: "growth.general.pct", steps: "yearly" };
export const PROVIDER: Growth = { price: "out.escalation.pct", steps: "at-renewal" };

export const AT_START: Payment = { kind: "once", month: 0 };
export const MONTHLY: Payment = { kind: "monthly" };
export const YEARLY: Payment = { kind: "yearly" };

/** Lines that cost something: without quantity there is no line. */
export function present(lines: readonly CostLine[]): readonly CostLine[] {
  return lines.flatMap((line) => {
    const terms = line.terms.filter((term) => term.quantity !== 0);
    return terms.length === 0 ? [] : [{ ...line, terms }];
  });
}

/** Ids of all prices that lines read, growth included, each once. */
export function pricesOf(lines: readonly CostLine[]): readonly string[] {
  const ids = new Set<string>();
  for (const { terms, growth } of lines) {
    for (const { factors } of terms) for (const { price } of factors) ids.add(price);
    if (growth.price !== undefined) ids.add(growth.price);
  }
  return [...ids];
}
