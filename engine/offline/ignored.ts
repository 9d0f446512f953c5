import { type PathStep, readPath } from "../property-path.ts";
import type { Difference } from "./difference.ts";

/** Differences without those at or below a path of `ignoreChanges`; `*` stands for any one step. */
export function withoutIgnored(differences: readonly Difference[], ignoreChanges: readonly string[]): Difference[] {
  const ignored = ignoreChanges.map(readPath);
  return differences.filter(({ path }) => !ignored.some((prefix) => contains(prefix, path)));
}

function contains(prefix: readonly PathStep[], path: readonly PathStep[]): boolean {
  return prefix.length <= path.length && prefix.every((step, index) => step === "*" || step === path[index]);
}
