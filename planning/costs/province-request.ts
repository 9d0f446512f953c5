import type { PriceBook } from "../../provinces/prices/price.ts";
import type { Province } from "../../provinces/province.ts";
import type { CallCenterPlan } from "../plan.ts";
import type { FinanceSummary } from "./comparison.ts";
import type { OptionLines } from "./option-lines.ts";
import type { Horizon } from "./schedule.ts";
import type { Draws } from "./simulation.ts";

export interface ProvinceRequest {
  readonly province: Province;
  readonly file: string;
  readonly site: string;
  /** Line of a trunk group in the file. */
  readonly lineOf: (areaCode: string) => number;
  /** The volume is a national default, not the province's own. */
  readonly volumeAssumed: boolean;
  /** Plans a province at the site: the variants are planned for real. */
  readonly plan: (province: Province) => CallCenterPlan;
}

export interface Settings {
  readonly book: PriceBook;
  readonly today: string;
  readonly finance: FinanceSummary;
  readonly draws: Draws;
  /** The same with prices of labor moving together. */
  readonly together: Draws;
  /** full: lines of every option, and the break-even volume, for which the province is planned anew many times. */
  readonly detail: "full" | "summary";
}

/** Plans repeat between options: which flags are leased only decides who builds, and there are three ways. */
export function remembered(plan: (province: Province) => CallCenterPlan): (province: Province) => CallCenterPlan {
  const plans = new Map<string, CallCenterPlan>();
  return (province) => {
    const { build } = province;
    const leased = build.mode === "outsourced" && build.leases.equipment;
    const key = leased ? (build.ingress ?? "department-edge") : "own";
    const known = plans.get(key) ?? plan(province);
    plans.set(key, known);
    return known;
  };
}

/** Months that are reckoned, and the provider's contract in them. */
export function horizonOf(own: OptionLines, { horizonYears }: FinanceSummary): Horizon {
  const months = Math.round(horizonYears * 12);
  return { months, contractMonths: own.contract?.months ?? months };
}
