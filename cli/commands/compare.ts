import type { Comparison } from "../../planning/costs/comparison.ts";
import { UserError } from "../../provinces/finding.ts";
import { formatFinding } from "../../provinces/messages.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { comparisonOf, soundPrices } from "../comparing.ts";
import { comparisonTable } from "../report/comparison-table.ts";
import { selectAll, selectSound } from "../selection.ts";

/** Self-build against outsourcing. Exit 1 when a province can't be compared, 3 when a gate fails, else 0. */
export function run(invocation: Invocation): ExitCode {
  const { language, terminal } = invocation;
  if (!invocation.has("all") && invocation.arguments.length === 0)
    throw new UserError([{ code: "NOTHING_CHOSEN", where: {}, facts: { command: "compare" } }]);
  const { book, findings } = soundPrices(invocation);
  const { planned, complete } = invocation.has("all")
    ? selectAll(invocation)
    : { planned: selectSound(invocation, invocation.arguments), complete: true };
  const comparison = comparisonOf(invocation, planned, book);
  for (const finding of findings) terminal.err(formatFinding(finding, language));
  if (invocation.value("format") === "json") terminal.out(JSON.stringify(comparison));
  else terminal.out(comparisonTable(comparison, language));
  if (!complete) return 1;
  return gateFails(comparison, invocation) ? 3 : 0;
}

/** A mix above its budget; with --require-fit a verdict that nobody should decide on. */
function gateFails({ provinces, national }: Comparison, invocation: Invocation): boolean {
  if (national?.mix?.result.kind === "budget-too-small") return true;
  if (!invocation.has("require-fit")) return false;
  return provinces.some(({ comparable, verdict }) => comparable && !(verdict.kind === "cheaper" && verdict.fit));
}
