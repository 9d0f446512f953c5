import type { PriceBook } from "../../provinces/prices/price.ts";
import type { Province } from "../../provinces/province.ts";
import type { CallCenterPlan } from "../plan.ts";
import { financeOf, USUAL_GATES } from "./compare.ts";
import type { Amount, CostCategory, LineResult } from "./cost-view.ts";
import { optionLines } from "./option-lines.ts";
import { cost } from "./option-result.ts";
import { statedCandidate } from "./options.ts";
import { priceTable, withTariffs } from "./price-table.ts";
import { horizonOf } from "./province-request.ts";
import { serviceQuantities } from "./quantities.ts";

export interface PlanCostRequest {
  readonly province: Province;
  /** Plan of this very province. */
  readonly plan: CallCenterPlan;
  readonly book: PriceBook;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** What a call center costs as its file builds it; fen. */
export interface PlanCost {
  readonly horizonYears: number;
  /** Running cost of a month at today's prices: monthly payments, and a twelfth of yearly ones. */
  readonly monthly: Amount;
  /** A twelfth of the equal yearly payment over the horizon: what is built or bought once is spread over it. */
  readonly monthlyAll: Amount;
  readonly initial: Amount;
  readonly nominal: Amount;
  readonly present: Amount;
  readonly lines: readonly LineResult[];
}

/** Pure, without simulation. Undefined for a line merged into 12345, which is not answered here. */
export function planCost({ province, plan, book, today }: PlanCostRequest): PlanCost | undefined {
  if (province.merge.mode === "merged") return undefined;
  const service = serviceQuantities(province, plan);
  const table = priceTable(book, province.province, today);
  const own = optionLines({ candidate: statedCandidate(province), file: province, plan, service, prices: table });
  const prices = withTariffs(table, own.tariffs, {
    file: "",
    today,
    staleAfterMonths: book.staleAfterMonths,
    line: () => 1,
  });
  const finance = financeOf(book, USUAL_GATES);
  const { lines, initial, nominal, present, annuity } = cost(own.lines, {
    prices,
    horizon: horizonOf(own, finance),
    ratePercent: finance.discountPercent,
    ratesPercent: [],
    derivations: true,
  });
  return {
    horizonYears: finance.horizonYears,
    monthly: { fen: lines.reduce((sum, line) => sum + monthlyOf(line), 0), unknown: present.unknown },
    monthlyAll: { fen: Math.round(annuity.fen / 12), unknown: annuity.unknown },
    initial,
    nominal,
    present,
    lines,
  };
}

/** Whole fen. */
function monthlyOf({ payment, each }: LineResult): number {
  switch (payment.kind) {
    case "monthly":
      return each.fen;
    case "yearly":
      return Math.round(each.fen / 12);
    case "once":
    case "renewal":
    case "contract-end":
    case "exit":
    case "residual":
      return 0;
  }
}

/** A line whose cost differs; absent before or after: 0. */
export interface LineDelta {
  readonly id: string;
  readonly category: CostCategory;
  readonly monthly: number;
  readonly present: number;
}

/** After minus before, in fen; `unknown` says which prices lack in either, and then the sums prove nothing. */
export interface CostDelta {
  readonly horizonYears: number;
  /** What a month cost before; 0 where nothing was there. */
  readonly monthlyBefore: number;
  readonly monthly: number;
  readonly initial: number;
  readonly nominal: number;
  readonly present: number;
  readonly unknown: readonly string[];
  /** Those that changed, the largest present value first. */
  readonly lines: readonly LineDelta[];
}

/** What a change costs. Without a `before` all of it is new. Both at the same prices, so that only the design differs. */
export function costDelta(before: PlanCost | undefined, after: PlanCost): CostDelta {
  const amount = (pick: (cost: PlanCost) => Amount): number =>
    pick(after).fen - (before === undefined ? 0 : pick(before).fen);
  const old = new Map(before?.lines.map((line) => [line.id, line]));
  const now = new Map(after.lines.map((line) => [line.id, line]));
  const lines = [...new Map([...old, ...now]).values()].map(({ id, category }): LineDelta => {
    const [one, other] = [old.get(id), now.get(id)];
    const difference = (of: (line: LineResult) => number): number =>
      (other === undefined ? 0 : of(other)) - (one === undefined ? 0 : of(one));
    return { id, category, monthly: difference(monthlyOf), present: difference(({ present }) => present.fen) };
  });
  return {
    horizonYears: after.horizonYears,
    monthlyBefore: before?.monthly.fen ?? 0,
    monthly: amount(({ monthly }) => monthly),
    initial: amount(({ initial }) => initial),
    nominal: amount(({ nominal }) => nominal),
    present: amount(({ present }) => present),
    unknown: [...new Set([...(before?.present.unknown ?? []), ...after.present.unknown])].sort(),
    lines: lines
      .filter(({ monthly, present }) => monthly !== 0 || present !== 0)
      .sort((a, b) => Math.abs(b.present) - Math.abs(a.present) || a.id.localeCompare(b.id)),
  };
}
