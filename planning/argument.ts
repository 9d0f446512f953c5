/** Guards of the formulas: a value outside is a bug of the caller, never a user's mistake, hence RangeError. */

export function nonNegative(name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value)))
    throw new RangeError(`${name} must be 0 or more and finite, not ${value}`);
}

export function positive(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} must be above 0 and finite, not ${value}`);
}

export function wholeNumber(name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 0)) {
    throw new RangeError(`${name} must be a whole number, 0 or more, not ${value}`);
  }
}

/** 0 to 1, both included. */
export function share(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must be from 0 to 1, not ${value}`);
}

/** Between 0 and 1, neither included. */
export function properShare(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} must be between 0 and 1, not ${value}`);
}
