import type { ProvinceId } from "../../provinces/reference/divisions.ts";
import type { Confidence } from "./cost-view.ts";
import type { NationalComparison } from "./national-view.ts";
import type { Mismatch, OptionResult } from "./option.ts";
import type { BreakEven, Crossover, HeatMap, Histogram, TornadoBar } from "./sensitivity-view.ts";

/**
 * What `hotline compare` found, complete: plain data that survives JSON, the same for the same files, date and seed.
 * All money is integer fen; parts add up to their totals exactly. Percents are 0 to 100, shares 0 to 1. Codes and keys
 * are English; forms put them into words.
 */
export interface Comparison {
  readonly format: 1;
  /** Day for which prices are judged stale, valid or too new. */
  readonly asOf: string;
  readonly simulation: SimulationSummary;
  readonly finance: FinanceSummary;
  readonly book: BookSummary;
  /** In the order of their GB codes. */
  readonly provinces: readonly ProvinceComparison[];
  /** Undefined for a single province. */
  readonly national: NationalComparison | undefined;
}

export interface SimulationSummary {
  readonly seed: number;
  readonly draws: number;
  readonly distribution: "triangular";
  /** Percent of draws in which wages and the provider's prices of labor move together; in the rest all prices are independent. */
  readonly laborCorrelationPercent: number;
}

export interface FinanceSummary {
  readonly horizonYears: number;
  /** Main rate; verdicts, line present values and simulations use it. */
  readonly discountPercent: number;
  /** Further rates at which net present values are shown, the main one included, rising. */
  readonly ratesPercent: readonly number[];
  /** Least share of each side and of their difference that must rest on sourced prices, else "not fit for a decision". */
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
  /** The pair that the rest of this record is about: cheapest self-built against cheapest outsourced by present value, of those with all their prices where there are such. */
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

export type Verdict =
  | {
      readonly kind: "cheaper";
      /** Of all admissible options. */
      readonly winner: string;
      /** The cheapest of the other build mode. */
      readonly over: string;
      readonly byFen: number;
      readonly byPercent: number;
      /** Share of draws in which the winner's build mode is the cheaper of the pair; at least, where the other lacks prices. */
      readonly sureness: number;
      /** The same if wages and the provider's prices of labor always move together. */
      readonly surenessTogether: number;
      /** Missing prices of the dearer one: its total, and so the difference, is a lower bound. */
      readonly overUnknown: readonly string[];
      /** Inputs that flip the pair within their range, strongest first. */
      readonly flippedBy: readonly string[];
      readonly rests: VerdictRests;
      readonly fit: boolean;
      readonly unfitBecause: readonly UnfitReason[];
    }
  /** Missing prices leave it open which is cheaper. */
  | {
      readonly kind: "undecided";
      readonly unknown: readonly string[];
      readonly rests: VerdictRests;
      readonly fit: false;
      readonly unfitBecause: readonly UnfitReason[];
    }
  | { readonly kind: "nothing-to-compare"; readonly because: "merged" | "one-option" };

export type UnfitReason =
  | "sourced-share-low"
  | "prices-missing"
  | "prices-stale"
  | "book-expired"
  | "unlike"
  | "volume-default";

/** What prices rest on: of each side by itself, and of what differs between them. Each must be sourced enough. */
export interface VerdictRests {
  readonly winner: Readonly<Record<Confidence, number>>;
  readonly over: Readonly<Record<Confidence, number>>;
  /** What both pay alike tells nothing about which is cheaper: only the parts that differ count here. */
  readonly difference: Readonly<Record<Confidence, number>>;
}

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
  /** Empty where a carrier's tariff names no contract. */
  readonly source: string;
  /** YYYY-MM-DD; empty where a carrier's tariff gives no day. */
  readonly asOf: string;
  /** Where it stands: the book, an override, a quotation. */
  readonly file: string;
  readonly line: number;
  readonly origin: "book" | "override" | "quotation" | "tariff";
  readonly stale: boolean;
}
