import type { FieldPath } from "../../provinces/finding.ts";
import type { Province } from "../../provinces/province.ts";
import type { Actor, ClockId, ProfileId, StepId } from "../../provinces/reference/activation-procedure.ts";
import type { ProvinceId } from "../../provinces/reference/divisions.ts";
import type { IsoDate } from "../../provinces/schema/date.ts";
import type { HolidayDays } from "../../provinces/schema/holidays.ts";
import type { Reckoned } from "../calendar/working-calendar.ts";

export interface TimelineRequest {
  /** Checked: its dates are in order. */
  readonly province: Province;
  /** The department's own days off. */
  readonly holidays: readonly HolidayDays[];
  readonly today: IsoDate;
  /** Instead of the province file's. */
  readonly chain?: Chain | undefined;
}

export type Chain = "parallel" | "sequential";

/** A limit in working days and the rule it comes from. */
export interface Limit {
  readonly clock: ClockId;
  readonly days: number;
  readonly article: string;
  /** The province file's, not the profile's. */
  readonly overridden: boolean;
}

/**
 * done: has happened. refused: ended the procedure. running: its clock runs. ready: can be done now, no clock.
 * incomplete: materials are to be completed. waiting: a step before it is open.
 */
export type StepState = "done" | "refused" | "running" | "ready" | "incomplete" | "waiting";

export interface TimelineStep {
  /** `filed`, `opened/0551`. */
  readonly id: string;
  readonly step: StepId;
  /** Undefined for a step of the whole province. */
  readonly areaCode: string | undefined;
  readonly actor: Actor;
  readonly state: StepState;
  /** When its clock starts, or when it can be done; undefined where nothing comes before it. */
  readonly start: Reckoned | undefined;
  readonly limit: Limit | undefined;
  /** Last day of its limit, once the clock has started. */
  readonly due: Reckoned | undefined;
  /** The day it happened, or is expected: own steps at once, those of others on the last day of their limit. */
  readonly date: Reckoned;
  /** Working days past the limit, up to today or to the day it happened. */
  readonly lateDays: number;
  /** Materials that are asked for, while it is incomplete. */
  readonly missing: readonly string[];
  /** Ids of the steps it waits for. */
  readonly before: readonly string[];
  /** On the path that decides when the last local network opens. */
  readonly critical: boolean;
  /** Where its day stands in the province file, or belongs. */
  readonly path: FieldPath;
  /** Where the day stands from which it is counted. */
  readonly countedFrom: FieldPath | undefined;
}

/** When 12333 opens in a province: what has happened, what is due when and by whom, what is late. Plain data. */
export interface Timeline {
  readonly province: ProvinceId;
  readonly profile: ProfileId;
  readonly chain: Chain;
  readonly filing: "province-centralized" | "per-locality";
  readonly startAt: "approved" | "dossier";
  readonly today: IsoDate;
  /** In the order of the procedure; steps of a local network stand together. */
  readonly steps: readonly TimelineStep[];
  readonly ended:
    | { readonly state: "not-accepted" | "refused"; readonly on: IsoDate; readonly reason: string }
    | undefined;
  readonly openings: readonly Opening[];
  /** First and last local network; undefined where the procedure ended. */
  readonly firstOpening: Reckoned | undefined;
  readonly lastOpening: Reckoned | undefined;
  /** Ids of the steps that decide the last opening, in the order of `steps`; those that tie are all among them. */
  readonly criticalPath: readonly string[];
  readonly obligations: readonly Obligation[];
  readonly codeFeeFenPerYear: number;
  /** Some date counts days of a year without a notice of days off. */
  readonly provisional: boolean;
}

export interface Opening {
  readonly areaCode: string;
  readonly opened: boolean;
  readonly on: Reckoned;
}

/** What the holder of the code owes beside opening it. */
export type Obligation = {
  readonly actor: Actor;
  readonly done: IsoDate | undefined;
  /** Undefined where the rules give no limit. */
  readonly due: Reckoned | undefined;
  readonly lateDays: number;
  readonly path: FieldPath;
} & (
  | { readonly kind: "contact-change"; readonly on: IsoDate; readonly days: number; readonly article: string }
  | { readonly kind: "retired-number"; readonly number: string; readonly stopped: boolean }
);
