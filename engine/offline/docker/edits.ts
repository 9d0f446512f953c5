import type { DifferenceKind } from "../difference.ts";
import { same, type Value } from "../value.ts";

/**
 * Shortest edits from one list to another, by index; an index at which one element goes and another comes is an update.
 * The choice among equally short ones is that of pulumi-terraform-bridge (unstable/difft).
 */
export function listEdits(old: readonly Value[], next: readonly Value[]): Map<number, DifferenceKind> {
  const width = next.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  const at = (left: number, right: number): number => lengths[left * width + right] ?? 0;
  const choose = (left: number, right: number): [length: number, change: "insert" | "remove" | "keep"] => {
    if (left === old.length) return [next.length - right, "insert"];
    if (right === next.length) return [old.length - left, "remove"];
    let best: [number, "insert" | "remove" | "keep"] = [1 + at(left + 1, right), "remove"];
    if (1 + at(left, right + 1) < best[0]) best = [1 + at(left, right + 1), "insert"];
    const isKept = same(old[left], next[right]) && at(left + 1, right + 1) < best[0];
    return isKept ? [at(left + 1, right + 1), "keep"] : best;
  };
  for (let left = old.length; left >= 0; left--) {
    for (let right = next.length; right >= 0; right--) lengths[left * width + right] = choose(left, right)[0];
  }
  const edits = new Map<number, DifferenceKind>();
  const note = (index: number, kind: DifferenceKind): void => {
    edits.set(index, edits.has(index) ? "update" : kind);
  };
  let [left, right] = [0, 0];
  while (left < old.length || right < next.length) {
    const [, change] = choose(left, right);
    if (change === "remove") note(left++, "delete");
    else if (change === "insert") note(right++, "add");
    else [left, right] = [left + 1, right + 1];
  }
  return edits;
}
