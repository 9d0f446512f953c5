import type { Board, ServiceFigures } from "../../contract/queue-board.ts";
import type { MessageKey } from "../messages.ts";
import { duration } from "../state/clock.ts";

const NOTHING = "–";

/** Shares run from 0 to 1. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? NOTHING : `${(share * 100).toFixed(1)}%`;
}

export function time(seconds: number | null | undefined): string {
  return seconds === null || seconds === undefined ? NOTHING : duration(seconds);
}

export function count(figure: number | null | undefined): string {
  return figure === null || figure === undefined ? NOTHING : String(figure);
}

/** Against the target; undefined while nothing was counted. */
export function meets(figures: ServiceFigures | null, target: Board["target"]): boolean | undefined {
  const level = figures?.serviceLevel ?? null;
  return level === null ? undefined : level * 100 >= target.answeredPercent;
}

export const FORMULA_WORDS: Readonly<Record<Board["target"]["formula"], MessageKey>> = {
  "answered-and-abandoned-in-time": "formulaBoth",
  "answered-in-time-of-answered": "formulaAnswered",
  "answered-in-time-of-offered": "formulaOffered",
  "short-abandons-excluded": "formulaShort",
};
