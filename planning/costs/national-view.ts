import type { ProvinceId } from "../../provinces/reference/divisions.ts";
import type { Amount } from "./cost-view.ts";

export interface NationalComparison {
  readonly rows: readonly NationalRow[];
  readonly totals: {
    /** Sums over comparable provinces, present value. */
    readonly allSelfBuilt: Amount;
    readonly allOutsourced: Amount;
    readonly asStated: Amount;
    /** Of the options whose fee pays for the service compared. */
    readonly cheapestEach: Amount;
  };
  readonly mix: Mix | undefined;
}

export interface NationalRow {
  readonly province: ProvinceId;
  readonly winner: string | undefined;
  readonly selfBuilt: Amount | undefined;
  readonly outsourced: string | undefined;
  readonly outsourcedPresent: Amount | undefined;
  /** Outsourced minus self-built; undefined where a price of either is missing. */
  readonly differenceFen: number | undefined;
  readonly sureness: number | undefined;
  readonly fit: boolean;
  /** The winner's fee does not pay for the service that is compared. */
  readonly unlike: boolean;
}

/** One option a province with the least sum of present values, first-year payments within the budget. */
export interface Mix {
  readonly budgetFen: number;
  /** Step in which first-year payments were counted, each rounded up: a mix may miss the best by less than one step a province. */
  readonly stepFen: number;
  /** Options that lack a price and so were not considered: the mix holds the budget, but a cheaper one may exist. */
  readonly leftOut: number;
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
    | { readonly kind: "budget-too-small"; readonly leastFen: number }
    /** These provinces have no option of which all prices are known. */
    | {
        readonly kind: "prices-missing";
        readonly provinces: readonly ProvinceId[];
        readonly unknown: readonly string[];
      };
}
