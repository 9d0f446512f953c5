import { resolve } from "node:path";
import type { Invocation } from "../../../cli/command.ts";
import { comparisonOf, soundPrices } from "../../../cli/comparing.ts";
import { selectSound } from "../../../cli/selection.ts";
import type { Comparison, ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { AdmissibleOption } from "../../../planning/costs/option.ts";

export const EXAMPLES = resolve(import.meta.dirname, "../../../provinces");

/** As `hotline compare` is called, on a fixed day; the terminal keeps nothing. */
export function invocationOf(
  options: Readonly<Record<string, string>> = {},
  more: { readonly arguments?: readonly string[]; readonly provinces?: string } = {},
): Invocation {
  const given: Readonly<Record<string, string>> = { "as-of": "2026-11-24", ...options };
  const silent = (): void => undefined;
  return {
    arguments: more.arguments ?? [],
    value: (option) => given[option],
    has: () => false,
    language: "en",
    terminal: { out: silent, err: silent, progress: silent, style: (_, text) => text, columns: 120 },
    provinces: more.provinces ?? EXAMPLES,
  };
}

/** The real comparison of example provinces. */
export function comparisonFor(ids: readonly string[], options: Readonly<Record<string, string>> = {}): Comparison {
  const invocation = invocationOf(options);
  return comparisonOf(invocation, selectSound(invocation, ids), soundPrices(invocation).book);
}

export function onlyProvince({ provinces }: Comparison): ProvinceComparison {
  const [province] = provinces;
  if (province === undefined) throw new Error("nothing was compared");
  return province;
}

export function optionIn(province: ProvinceComparison, id: string | undefined): AdmissibleOption {
  const option = province.options.filter((each) => each.admissible).find((each) => each.id === id);
  if (option === undefined) throw new Error(`${id ?? "nothing"} is not admissible`);
  return option;
}
