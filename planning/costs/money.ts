/** Whole fen, half away from zero. */
export function toFen(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value)) + 0;
}

/**
 * Whole fen that add up to a total exactly (the rounded sum if none is given): each part is rounded down, and the fen
 * that lack go to the parts with the largest remainders, the earlier one on a tie.
 */
export function apportion(
  parts: readonly number[],
  total = toFen(parts.reduce((sum, part) => sum + part, 0)),
): readonly number[] {
  const floors = parts.map((part) => Math.floor(part) + 0);
  const lacking = total - floors.reduce((sum, part) => sum + part, 0);
  // A total that was rounded line by line may be off by more fen than there are parts.
  const everyone = Math.floor(lacking / Math.max(1, parts.length));
  const order = parts
    .map((part, index) => ({ index, remainder: part - Math.floor(part) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
    .slice(0, lacking - everyone * parts.length);
  const raised = new Set(order.map(({ index }) => index));
  return floors.map((part, index) => part + everyone + (raised.has(index) ? 1 : 0));
}

/** Whole fen by month that add up, at every month, to the rounded running sum: a year's twelve payments make its total. */
export function runningFen(payments: readonly number[]): readonly number[] {
  let exact = 0;
  let paid = 0;
  const fen = new Array<number>(payments.length);
  for (let index = 0; index < payments.length; index++) {
    exact += payments[index] ?? 0;
    const now = toFen(exact);
    fen[index] = now - paid;
    paid = now;
  }
  return fen;
}
