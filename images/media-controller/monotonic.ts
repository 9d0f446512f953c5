/** Milliseconds that never go back, whatever happens to the wall clock. */
export function now(): number {
  return performance.now();
}
