import type { Comparison } from "../../planning/costs/comparison.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import { table } from "../table.ts";

/** One line a province: the cheapest of each build mode by present value, in ten thousand yuan, and who wins how surely. */
export function comparisonTable(comparison: Comparison, language: Language): string {
  const right = { align: "right" as const };
  const wan = (fen: number | undefined): string => (fen === undefined ? "-" : (fen / 1_000_000).toFixed(1));
  return table(
    [
      { title: say(language, "province") },
      { title: say(language, "selfBuiltPresent"), ...right },
      { title: say(language, "outsourcedPresent"), ...right },
      { title: say(language, "cheapestOutsourced") },
      { title: say(language, "cheaper") },
      { title: say(language, "sureness"), ...right },
      { title: say(language, "fitForDecision") },
    ],
    comparison.provinces.map(({ name, province, options, pair, verdict }) => {
      const present = (id: string | undefined): number | undefined => {
        const option = options.find((each) => each.id === id);
        return option?.admissible === true ? option.present.fen : undefined;
      };
      return [
        language === "zh" ? name.zh : province,
        wan(present(pair?.selfBuilt)),
        wan(present(pair?.outsourced)),
        pair?.outsourced ?? "-",
        verdict.kind === "cheaper" ? verdict.winner : say(language, verdict.kind),
        verdict.kind === "cheaper" ? (100 * verdict.sureness).toFixed(0) : "-",
        verdict.kind === "cheaper" ? say(language, verdict.fit ? "fit" : "unfit") : "-",
      ];
    }),
  );
}
