import { UserError } from "../../provinces/finding.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { previewOffline } from "../offline.ts";
import { previewTable, previewTotals, stackReport } from "../report/preview-report.ts";
import { remark, selectSound } from "../selection.ts";

/** Exit 1 when a preview failed, 3 when a change would break a rule, 2 for pending changes if asked for, else 0. */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const { language, terminal } = invocation;
  if (!invocation.has("all") && invocation.arguments.length === 0)
    throw new UserError([{ code: "NOTHING_CHOSEN", where: {}, facts: { command: "preview" } }]);
  const started = performance.now();
  const planned = selectSound(invocation, invocation.has("all") ? [] : invocation.arguments);
  const results = await previewOffline(invocation, planned);
  if (invocation.value("format") === "json") terminal.out(JSON.stringify(results.map(({ resources: _, ...result }) => result)));
  else {
    terminal.out(`${say(language, "previewBanner")}\n`);
    const [only] = results;
    if (results.length === 1 && only !== undefined) terminal.out(stackReport(only, { language, terminal }));
    else terminal.out(previewTable(results, language));
    const unset = new Map(results.filter((result) => result.unsetSecrets.length > 0).map((result) => [result.stack, result.unsetSecrets]));
    const [first] = unset;
    if (first !== undefined) terminal.out(`\n${say(language, "unsetSecrets", { count: first[1].length, names: first[1].join(", "), stack: unset.size === 1 ? first[0] : "<province>" })}`);
    terminal.out(`\n${previewTotals(results, { language, seconds: (performance.now() - started) / 1000 })}`);
    if (planned.length === 1) remark(invocation, planned);
  }
  if (results.some((result) => result.error !== undefined && result.violations.length === 0)) return 1;
  if (results.some((result) => result.violations.length > 0)) return 3;
  const pending = results.some((result) => result.changes.some((change) => change.operation !== "same"));
  return pending && invocation.has("exit-code") ? 2 : 0;
}
