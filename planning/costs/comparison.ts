import type { ProvinceId } from "../../provinces/reference/divisions.ts";

/**
 * What `hotline compare` found, complete: plain data that survives JSON, the same for the same files, date and seed.
 * All money is integer fen; parts add up to their totals exactly. Percents are 0 to 100, shares 0 to 1. Codes and keys
 * are English; forms put them into words.
 */
export interface Comparison {
  readonly format: 1;
  /** Day for which prices are judged stale, valid or too new. */
  readonly asOf: string;
  readonly simulation: { readonly seed: number; readonly draws: number; readonly distribution: "triangular" };
  readonly finance: FinanceSummary;
  readonly book: BookSummary;
  /** In the order of their GB codes. */
  readonly provinces: readonly ProvinceComparison[];
  /** Undefined for a single province. */
  readonly national: NationalComparison | undefined;
}

export interface FinanceSummary {
  readonly horizonYears: number;
  /** Main rate; verdicts, line present values and simulations use it. */
  readonly discountPercent: number;
  /** Further rates at which net present values are shown, the main one included, rising. */
  readonly ratesPercent: readonly number[];
  /** Least share of the total that must rest on sourced prices, else "not fit for a decision". */
  readonly leastSourcedShare: number;
  /** Most share of priced lines that may be unknown. */
  readonly mostUnknownShare: number;
}

export interface BookSummary {
  readonly name: string;
  readonly version: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** The book first, then override files in the order in which they apply. */
  readonly files: readonly string[];
}

/** An amount of which some prices may be missing: then it is a floor, and the ids say what lacks. */
export interface Amount {
  readonly fen: number;
  /** Missing price ids, sorted; empty: the amount is exact. */
  readonly unknown: readonly string[];
}

export type CostCategory =
  | "people"
  | "hiring"
  | "hardware"
  | "integration"
  | "premises"
  | "power"
  | "telecom"
  | "maintenance"
  | "security"
  | "recovery"
  | "provider"
  | "deductions"
  | "exit";

export type PriceBasis = "seat" | "head" | "call" | "minute";
export type LeaseFlag = "equipment" | "premises" | "people" | "service";
export type Ingress = "department-edge" | "provider-site";
export type Confidence = "sourced" | "knowledge" | "assumed";

/** When a line is paid: month n is after n months; monthly and yearly payments fall due at the end of what they pay for. */
export type Payment =
  | { readonly kind: "once"; readonly month: number }
  | { readonly kind: "monthly" }
  | { readonly kind: "yearly" }
  /** First in month 0, then every so many months, never in the last month of the horizon. */
  | { readonly kind: "renewal"; readonly everyMonths: number }
  /** At each end of a contract, the last included. */
  | { readonly kind: "contract-end" }
  /** After the last month. */
  | { readonly kind: "exit" };

/** How a line's price moves: by a price id in percent a year, at anniversaries or at contract renewals. */
export interface Growth {
  /** undefined: prices stay. */
  readonly price: string | undefined;
  readonly steps: "yearly" | "at-renewal";
}

/** quantity x product of factors; a line is a sum of these. */
export interface TermView {
  readonly quantity: number;
  readonly unit: string;
  /** Figure of the plan's ledger (`hotline explain` derives it); undefined: a constant of the formula, named in `what`. */
  readonly figure: string | undefined;
  /** What the quantity is, as a formula in figure names. */
  readonly what: string;
  readonly factors: readonly FactorView[];
  /** Value of the term in yuan at likely prices, not rounded; null where a price is missing. */
  readonly yuan: number | null;
}

export type FactorView =
  /** Yuan of a price, region and tax applied. */
  | { readonly kind: "price"; readonly price: string; readonly value: number | null }
  /** A percent as a fraction. */
  | { readonly kind: "percent"; readonly price: string; readonly value: number | null }
  /** 1 + a percent as a fraction. */
  | { readonly kind: "plus-percent"; readonly price: string; readonly value: number | null }
  /** The whole term's quantity divided by a price and rounded up (supervisors of heads). */
  | { readonly kind: "ceil-by"; readonly price: string; readonly value: number | null }
  /** Divided by a price (seat-hours by the hours that a seat price covers). */
  | { readonly kind: "by"; readonly price: string; readonly value: number | null };

export interface LineResult {
  /** Unique in the option: `people.agents`. `--why` takes it. */
  readonly id: string;
  readonly category: CostCategory;
  readonly payment: Payment;
  readonly growth: Growth;
  readonly terms: readonly TermView[];
  /** One payment at likely prices, before growth. */
  readonly each: Amount;
  /** Over the horizon, growth included, not discounted. */
  readonly nominal: Amount;
  /** Discounted at the main rate. */
  readonly present: Amount;
  /** Index 0 is the first year; exit payments fall into the last. */
  readonly byYear: readonly number[];
}

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

export interface AdmissibleOption extends Option {
  readonly admissible: true;
  /** Warnings only. */
  readonly rules: readonly RuleView[];
  /** undefined when self-built. */
  readonly contract: ContractTerms | undefined;
  /** Left out where all provinces are compared and the option is neither stated nor one of the pair. */
  readonly lines: readonly LineResult[] | undefined;
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
  /** Nominal cost over all calls answered by people in the horizon, in fen with fractions; null without such calls. */
  readonly fenPerAnsweredCall: number | null;
  /** Nominal cost over one-shift seat-months actually staffed. */
  readonly fenPerSeatMonth: number | null;
  /** Over the same demand by each price basis that the flags allow; empty when self-built. */
  readonly byBasis: readonly { readonly basis: PriceBasis; readonly used: boolean; readonly present: Amount }[];
  readonly distribution: Distribution;
  /** Share of the present value by what the prices in it rest on; adds up to 1 (0 each when all is unknown). */
  readonly rests: Readonly<Record<Confidence, number>>;
  /** Lines with a missing price over all lines. */
  readonly unknownShare: number;
}

/** Of the simulated present values, lower bounds where prices are missing. */
export interface Distribution {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly mean: number;
  /** Share of draws in which this option is the cheapest of the admissible ones. */
  readonly wins: number;
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
    | "UNLIKE_BASIS";
  readonly facts: Readonly<Record<string, string | number>>;
}

export interface DemandSummary {
  readonly callsPerYear: number;
  readonly answeredCallsPerYear: number;
  readonly talkMinutesPerYear: number;
  readonly seats: number;
  readonly heads: number;
  /** Sum over shifts of seats x hours x days served. */
  readonly staffedHoursPerYear: number;
  /** One-shift seats that the staffed hours make, by the price book; null where it does not say. */
  readonly oneShiftSeats: number | null;
  readonly hours: "office" | "24x7";
  readonly serviceTarget: { readonly answeredPercent: number; readonly withinSeconds: number };
  readonly serviceLevelPercent: number;
}

export interface ProvinceComparison {
  readonly province: ProvinceId;
  readonly name: { readonly zh: string; readonly en: string };
  readonly file: string;
  readonly site: string;
  readonly status: "example" | "draft" | "live";
  /** merged lines are answered by 12345: nothing to compare. */
  readonly comparable: boolean;
  readonly demand: DemandSummary;
  /** Self-built first, then by flags and ingress. */
  readonly options: readonly OptionResult[];
  readonly mismatches: readonly Mismatch[];
  /** The pair that the rest of this record is about: cheapest self-built against cheapest outsourced by present value. */
  readonly pair: { readonly selfBuilt: string; readonly outsourced: string } | undefined;
  /** First month in which the cumulative cost of the one that starts dearer is no longer above the other's. */
  readonly crossover: Crossover;
  readonly breakEvens: readonly BreakEven[];
  readonly tornado: readonly TornadoBar[];
  /** The two strongest inputs against each other; undefined with fewer than two. */
  readonly heatMap: HeatMap | undefined;
  /** Simulated differences of the pair; undefined where several provinces are compared or nothing varies. */
  readonly histogram: Histogram | undefined;
  readonly verdict: Verdict;
  readonly prices: readonly PriceStatus[];
}

export type Crossover =
  | { readonly kind: "month"; readonly month: number }
  | { readonly kind: "none" }
  | { readonly kind: "not-applicable" };

export type BreakEvenVariable = "volume" | "seat-price" | "wage" | "wage-growth";

/** Differences are outsourced minus self-built, present value: above 0, self-built is cheaper. */
export interface BreakEven {
  readonly variable: BreakEvenVariable;
  /** Price id; undefined for the volume. */
  readonly price: string | undefined;
  /** calls/day, yuan or percent. */
  readonly unit: "calls/day" | "yuan" | "%";
  readonly now: number;
  readonly range: readonly [number, number];
  readonly result: /** Substituted back; the difference that is left, in fen. */
    | { readonly kind: "root"; readonly at: number; readonly differenceFen: number }
    /** The volume moves in steps (seats are whole): the sign changes between two neighbors. */
    | {
        readonly kind: "step";
        readonly below: number;
        readonly above: number;
        readonly differenceBelowFen: number;
        readonly differenceAboveFen: number;
      }
    | { readonly kind: "none-in-range"; readonly differenceAtEndsFen: readonly [number, number] }
    /** Re-planning is left out when all provinces are compared. */
    | { readonly kind: "not-computed" };
}

export interface TornadoBar {
  readonly price: string;
  readonly unit: string;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  /** Difference of the pair with this input at its low and high end, all else likely. */
  readonly atLowFen: number;
  readonly atHighFen: number;
  readonly swingFen: number;
  /** Whether the cheaper one changes between the ends. */
  readonly flips: boolean;
}

export interface HeatMap {
  readonly across: { readonly price: string; readonly values: readonly number[] };
  readonly down: { readonly price: string; readonly values: readonly number[] };
  /** Difference of the pair by row (down) and column (across). */
  readonly differencesFen: readonly (readonly number[])[];
}

/** Draws by the difference of the pair: bar n counts those from fromFen + n x stepFen up to the next. */
export interface Histogram {
  readonly fromFen: number;
  readonly stepFen: number;
  readonly counts: readonly number[];
}

export type Verdict =
  | {
      readonly kind: "cheaper";
      /** Of all admissible options. */
      readonly winner: string;
      /** The cheapest of the other build mode. */
      readonly over: string;
      readonly byFen: number;
      readonly byPercent: number;
      /** Share of draws in which the winner's build mode is the cheaper of the pair. */
      readonly sureness: number;
      /** Inputs that flip the pair within their range, strongest first. */
      readonly flippedBy: readonly string[];
      readonly rests: Readonly<Record<Confidence, number>>;
      readonly fit: boolean;
      readonly unfitBecause: readonly UnfitReason[];
    }
  /** Missing prices leave it open which is cheaper. */
  | {
      readonly kind: "undecided";
      readonly unknown: readonly string[];
      readonly fit: false;
      readonly unfitBecause: readonly UnfitReason[];
    }
  | { readonly kind: "nothing-to-compare"; readonly because: "merged" | "one-option" };

export type UnfitReason = "sourced-share-low" | "prices-missing" | "prices-stale" | "unlike" | "volume-default";

/** A price as it applies to the province. Values are yuan, percent, or the item's own unit. */
export interface PriceStatus {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly per: string;
  readonly value: { readonly low: number; readonly likely: number; readonly high: number } | null;
  /** Region index that was applied; 1 where none is. */
  readonly index: number;
  /** Factor that brings the price to what the department pays, tax included. */
  readonly taxFactor: number;
  readonly confidence: Confidence;
  readonly source: string;
  readonly asOf: string;
  /** Where it stands: the book, an override, a quotation. */
  readonly file: string;
  readonly line: number;
  readonly origin: "book" | "override" | "quotation" | "tariff";
  readonly stale: boolean;
}

export interface NationalComparison {
  readonly rows: readonly NationalRow[];
  readonly totals: {
    /** Sums over comparable provinces, present value. */
    readonly allSelfBuilt: Amount;
    readonly allOutsourced: Amount;
    readonly asStated: Amount;
    readonly cheapestEach: Amount;
  };
  readonly mix: Mix | undefined;
}

export interface NationalRow {
  readonly province: ProvinceId;
  readonly winner: string | undefined;
  readonly selfBuiltFen: number | undefined;
  readonly outsourced: string | undefined;
  readonly outsourcedFen: number | undefined;
  /** Outsourced minus self-built. */
  readonly differenceFen: number | undefined;
  readonly sureness: number | undefined;
  readonly fit: boolean;
}

/** One option a province with the least sum of present values, first-year payments within the budget. */
export interface Mix {
  readonly budgetFen: number;
  /** Step in which first-year payments were counted, each rounded up: a mix may miss the best by less than one step a province. */
  readonly stepFen: number;
  readonly result:
    | {
        readonly kind: "found";
        readonly choices: readonly {
          readonly province: ProvinceId;
          readonly option: string;
          readonly firstYearFen: number;
          readonly presentFen: number;
        }[];
        readonly firstYearFen: number;
        readonly presentFen: number;
      }
    /** Even the least first-year payments are above the budget. */
    | { readonly kind: "budget-too-small"; readonly leastFen: number };
}
