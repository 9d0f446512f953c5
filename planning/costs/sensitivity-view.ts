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
