/**
 * Days that are not what their weekday says, by the State Council's notices of the years covered, as ISO dates in
 * order. Dates outside of the covered years are taken by weekday.
 */
export interface ExceptionalDays {
  /** Monday to Friday, off. */
  readonly daysOff: readonly string[];
  /** Saturdays and Sundays, worked. */
  readonly workDays: readonly string[];
}
