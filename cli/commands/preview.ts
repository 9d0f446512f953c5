import type { PreviewOutcome } from "../../engine/outcome.ts";
import { UserError } from "../../provinces/finding.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { engineFor, previewPlanned } from "../offline.ts";
import { failureText, previewTable, previewTotals, stackReport } from "../report/preview-report.ts";
import { remark, selectAll, selectSound } from "../selection.ts";

/** Exit 1 when a preview failed, 3 when a change would break a rule, 2 for pending changes if asked for, else 0. */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const { language, terminal } = invocation;
  if (!invocation.has("all") && invocation.arguments.length === 0)
    throw new UserError([{ code: "NOTHING_CHOSEN", where: {}, facts: { command: "preview" } }]);
  const { planned, complete } = invocation.has("all")
    ? selectAll(invocation)
    : { planned: selectSound(invocation, invocation.arguments), complete: true };
  const engine = await engineFor(invocation);
  const started = performance.now();
  const { withCosts } = await import("../preview-cost.ts");
  const outcomes = await withCosts(invocation, planned, await previewPlanned(invocation, planned, engine));
  if (invocation.value("format") === "json") terminal.out(JSON.stringify(outcomes));
  else {
    terminal.out(`${say(language, "previewBanner")}\n`);
    const [only] = outcomes;
    if (outcomes.length === 1 && only !== undefined) terminal.out(stackReport(only, { language, terminal }));
    else {
      terminal.out(previewTable(outcomes, language));
      for (const outcome of outcomes) if (outcome.kind === "failed") terminal.err(failureText(outcome, language));
    }
    for (const line of unsetSecretLines(outcomes, invocation)) terminal.out(`\n${line}`);
    terminal.out(`\n${previewTotals(outcomes, { language, seconds: (performance.now() - started) / 1000 })}`);
    if (planned.length === 1) remark(invocation, planned);
  }
  return complete ? exitCode(outcomes, invocation) : 1;
}

function unsetSecretLines(outcomes: readonly PreviewOutcome[], { language }: Invocation): readonly string[] {
  const unset = outcomes.flatMap((outcome) =>
    outcome.kind === "planned" && outcome.result.unsetSecrets.length > 0 ? [outcome.result] : [],
  );
  const [first] = unset;
  if (first === undefined) return [];
  if (unset.length > 1) return [say(language, "unsetSecretsOfMany", { count: unset.length })];
  const { stack, unsetSecrets } = first;
  return [say(language, "unsetSecrets", { count: unsetSecrets.length, names: unsetSecrets.join(", "), stack })];
}

function exitCode(outcomes: readonly PreviewOutcome[], invocation: Invocation): ExitCode {
  if (outcomes.some((outcome) => outcome.kind === "failed")) return 1;
  const results = outcomes.flatMap((outcome) => (outcome.kind === "planned" ? [outcome.result] : []));
  if (results.some((result) => result.violations.length > 0)) return 3;
  return invocation.has("exit-code") && results.some((result) => result.changes.length > 0) ? 2 : 0;
}
