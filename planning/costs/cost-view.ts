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
  | { readonly kind: "exit" }
  /** After the last month, at the price level of the month in which it was bought. */
  | { readonly kind: "residual"; readonly boughtMonth: number };

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
  /** Value of the term in yuan at likely prices, not rounded; null where a price is missing; a deduction counts at its largest then. */
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
