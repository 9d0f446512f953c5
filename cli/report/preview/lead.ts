import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { signed } from "../preview-cost.ts";
import type { Block, Tone } from "./block.ts";
import type { PreviewReport } from "./report.ts";
import { stackCount } from "./stack-names.ts";

/** The one sentence that everybody reads: whether it may be merged, how much changes, what it costs. */
export function leadOf({ totals }: PreviewReport, language: Language): Extract<Block, { kind: "lead" }> {
  const { stacks, changed, unchanged, skipped, failed, waived, monthly, notCosted } = totals;
  const parts = [
    say(language, "pr.counts", { stacks, changed }),
    ...(unchanged > 0 ? [say(language, "pr.unchanged", { count: unchanged })] : []),
    ...(skipped > 0 ? [say(language, "pr.skipped", { count: skipped })] : []),
    ...(failed > 0 ? [say(language, "pr.failed", { count: failed })] : []),
    ...(waived > 0 ? [say(language, "pr.waived", { count: waived })] : []),
    `${monthly === 0 ? say(language, "pr.costNone") : say(language, "pr.cost", { monthly: signed(monthly) })}${
      notCosted > 0 && changed > 0 ? say(language, "pr.costOpen", { count: notCosted }) : ""
    }`,
  ];
  const [tone, verdict] = verdictWords({ totals }, language);
  return {
    kind: "lead",
    tone,
    verdict,
    rest: `${parts.join(language === "zh" ? "，" : ", ")}${language === "zh" ? "。" : "."}`,
  };
}

function verdictWords({ totals }: Pick<PreviewReport, "totals">, language: Language): readonly [Tone, string] {
  const { blocking, warnings, failed, changed } = totals;
  if (blocking > 0) {
    const risks = blocking === 1 ? say(language, "pr.risk") : say(language, "pr.risks", { count: blocking });
    return ["blocked", say(language, "pr.blocked", { blocking: language === "zh" ? blocking : risks })];
  }
  if (failed > 0)
    return [
      "failed",
      say(language, "pr.failedVerdict", { failed: language === "zh" ? failed : stackCount(failed, language) }),
    ];
  if (warnings > 0) {
    const words = warnings === 1 ? say(language, "pr.warning") : say(language, "pr.warnings", { count: warnings });
    return ["warned", say(language, "pr.warned", { warnings: language === "zh" ? warnings : words })];
  }
  return ["clear", say(language, changed === 0 ? "pr.nothing" : "pr.clear")];
}
