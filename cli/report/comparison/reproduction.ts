import type { Reproduction } from "../../comparison-reproduction.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";

const SHOWN = 20;

/** Whether a report came out again; else what differs, causes before what follows from them. */
export function reproductionReport(
  { count, discrepancies }: Reproduction,
  { path, language }: { readonly path: string; readonly language: Language },
): string {
  if (discrepancies.length === 0) return say(language, "reproduceSame", { path, count });
  const of = (kind: string) => discrepancies.filter((each) => each.kind === kind);
  const [page, assumptions, plan, results] = [of("page"), of("assumption"), of("plan"), of("result")];
  // The price itself before the lines it enters.
  const prices = assumptions.toSorted(
    (a, b) => Number(a.where.includes(".factors[")) - Number(b.where.includes(".factors[")),
  );
  const shown = [...page, ...prices, ...plan, ...results].slice(0, SHOWN);
  return [
    say(language, "reproduceDiffers", { path, all: count, count: discrepancies.length }),
    ...(page.length === 0 ? [] : [say(language, "reproducePage", { count: page.length })]),
    say(language, "reproduceAssumptions", { prices: assumptions.length, plan: plan.length, rest: results.length }),
    ...shown.map(
      ({ where, reported, recomputed }) =>
        `  ${say(language, "reproduceRow", { where, old: reported, new: recomputed })}`,
    ),
    ...(discrepancies.length > SHOWN
      ? [`  ${say(language, "reproduceMore", { count: discrepancies.length - SHOWN })}`]
      : []),
  ].join("\n");
}
