/** A stretch of a call and what its started units cost, in fen. The last step has no upper end. */
export interface TariffStep {
  readonly upToSeconds?: number | undefined;
  readonly unitSeconds: number;
  readonly fenPerUnit: number;
}

/** Fen of one call of so many seconds: started units count whole, step by step. A call of 0 s is free. */
export function callCharge(steps: readonly TariffStep[], seconds: number): number {
  let from = 0;
  let fen = 0;
  for (const { upToSeconds = Number.POSITIVE_INFINITY, unitSeconds, fenPerUnit } of steps) {
    if (seconds <= from) break;
    // A hair below a whole unit is that unit: 0.1 x 3 is not above 0.3.
    fen += Math.ceil((Math.min(seconds, upToSeconds) - from) / unitSeconds - 1e-9) * fenPerUnit;
    from = upToSeconds;
  }
  return fen;
}

/**
 * Mean fen of a call whose length is exponential with this mean, the usual model of talk: unit k of a step is paid
 * when the call outlasts its beginning, so the sum of exp(-(from + k x unit) / mean) over the step's units.
 * Charging the mean length instead would miss that started units count whole.
 */
export function meanCallCharge(steps: readonly TariffStep[], meanSeconds: number): number {
  if (!(meanSeconds > 0)) return 0;
  let from = 0;
  let fen = 0;
  for (const { upToSeconds = Number.POSITIVE_INFINITY, unitSeconds, fenPerUnit } of steps) {
    const units = Math.ceil((upToSeconds - from) / unitSeconds - 1e-9);
    const ratio = Math.exp(-unitSeconds / meanSeconds);
    const series = units === Number.POSITIVE_INFINITY ? 1 / (1 - ratio) : (1 - ratio ** units) / (1 - ratio);
    fen += fenPerUnit * Math.exp(-from / meanSeconds) * series;
    from = upToSeconds;
  }
  return fen;
}

/** Fen of a month: rental of all units, and minutes over the allowance at the price of the first step. */
export function monthlyCharge(
  tariff: {
    readonly rentalFenPerMonth: number;
    readonly allowanceMinutes?: number | undefined;
    readonly steps?: readonly TariffStep[] | undefined;
  },
  use: { readonly units: number; readonly minutes: number },
): number {
  const [first] = tariff.steps ?? [];
  const perMinute = first === undefined ? 0 : (first.fenPerUnit * 60) / first.unitSeconds;
  const over = tariff.allowanceMinutes === undefined ? 0 : Math.max(0, use.minutes - tariff.allowanceMinutes);
  return use.units * tariff.rentalFenPerMonth + over * perMinute;
}
