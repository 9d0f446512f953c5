import type { Grid } from "./cell.ts";
import type { ChartModel } from "./chart-model.ts";

/** One heading of the report; every form shows the same sections from the same values. */
export interface Section {
  /** Anchor in the page. */
  readonly id: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly grid?: Grid | undefined;
  readonly chart?: ChartModel | undefined;
  /** What the terminal shows of it; all if left out. Details are for --why and the other forms; `only`: no other form has it. */
  readonly terminal?: "chart" | "none" | "only";
}

export interface Report {
  readonly title: string;
  readonly basis: string;
  /** Banner for examples; empty for real provinces. */
  readonly banner: string;
  readonly verdict: readonly string[];
  readonly sections: readonly Section[];
}
