import type { Amount, Confidence, CostCategory, LineResult, PriceBasis } from "./cost-view.ts";

export type LeaseFlag = "equipment" | "premises" | "people" | "service";

export type Ingress = "department-edge" | "provider-site";

/** A rule of the checks that an option breaks or stretches. */
export interface RuleView {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface Option {
  /** `self-built`, or such as `people+service@department-edge`. */
  readonly id: string;
  readonly mode: "self-built" | "outsourced";
  /** In the order equipment, premises, people, service; empty when self-built. */
  readonly leases: readonly LeaseFlag[];
  readonly ingress: Ingress | undefined;
  /** What the province's file states now. */
  readonly stated: boolean;
}

export type OptionResult = AdmissibleOption | InadmissibleOption;

export interface InadmissibleOption extends Option {
  readonly admissible: false;
  /** At least one error; the checks' own words apply. */
  readonly rules: readonly RuleView[];
}

/** Sums over the lines of an option; parts add up to totals exactly. */
export interface CostSums {
  /** Payments of month 0. */
  readonly initial: Amount;
  readonly nominal: Amount;
  readonly present: Amount;
  /** At each rate of the finance summary, in its order. */
  readonly presentAt: readonly { readonly ratePercent: number; readonly fen: number }[];
  /** Equal yearly payment with the same present value at the main rate. */
  readonly annuity: Amount;
  readonly byCategory: readonly {
    readonly category: CostCategory;
    readonly nominal: number;
    readonly present: number;
    readonly byYear: readonly number[];
  }[];
  readonly byYear: readonly { readonly year: number; readonly nominal: number; readonly present: number }[];
  /** Payments by month: index 0 at the start, index n after n months; running costs are paid at the end of their month. */
  readonly monthly: readonly number[];
  /** Share of the present value by what the prices in it rest on; adds up to 1 (0 each when all is unknown). */
  readonly rests: Readonly<Record<Confidence, number>>;
  /** Lines with a missing price over all lines. */
  readonly unknownShare: number;
}

export interface AdmissibleOption extends Option, CostSums {
  readonly admissible: true;
  /** Warnings only. */
  readonly rules: readonly RuleView[];
  /** undefined when self-built. */
  readonly contract: ContractTerms | undefined;
  /** Left out where all provinces are compared and the option is neither stated nor one of the pair. */
  readonly lines: readonly LineResult[] | undefined;
  /** Nominal cost over all calls answered by people in the horizon, in fen with fractions; null without such calls. */
  readonly fenPerAnsweredCall: number | null;
  /** Nominal cost over one-shift seat-months actually staffed; null where the price book does not say what a shift covers. */
  readonly fenPerSeatMonth: number | null;
  /** With missing prices at the ends of what is believable for them; undefined where none is missing. */
  readonly presentRange: { readonly leastFen: number; readonly mostFen: number } | undefined;
  /** Over the same demand by each price basis that the flags allow; empty when self-built. */
  readonly byBasis: readonly BasisResult[];
  readonly distribution: Distribution;
}

/** The option priced by another unit. */
export interface BasisResult {
  readonly basis: PriceBasis;
  readonly used: boolean;
  readonly present: Amount;
  /**
   * Fee for people over what the heads of the plan cost in wages and social insurance, likely prices, a month; null
   * where nobody is leased or a price is missing.
   */
  readonly laborShare: number | null;
}

/** Of the simulated present values, lower bounds where prices are missing. */
export interface Distribution {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly mean: number;
  /** Share of draws in which this option is the cheapest of the admissible ones; null where any of them lacks a price. */
  readonly wins: number | null;
}

/** Terms with which an outsourced option is costed; `from` says whether the file states it. */
export interface ContractTerms {
  readonly basis: PriceBasis;
  readonly basisFrom: "file" | "default";
  readonly months: number;
  readonly monthsFrom: "file" | "default";
  readonly transitionMonths: number;
  /** Units a month that are paid even when unused. */
  readonly minimumPerMonth: number | undefined;
  /** Units a month that the demand takes, and those paid. */
  readonly unitsPerMonth: number;
  readonly paidUnitsPerMonth: number;
  /** Most of a month's fee that service-level misses cost; priced at the expected rate of misses. */
  readonly deductionCapPercent: number;
  readonly retainedSeats: number;
}

/** Two things that look comparable and are not; named so that nobody adds them up. */
export interface Mismatch {
  readonly code:
    | "UNLIKE_HEADS_PER_SEAT"
    | "UNLIKE_SEATS"
    | "UNLIKE_HEADS"
    | "UNLIKE_MINIMUM"
    | "UNLIKE_SERVICE_LEVEL"
    | "UNLIKE_BASIS"
    | "UNLIKE_LABOR";
  readonly facts: Readonly<Record<string, string | number>>;
}
