import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { engineFor } from "../offline.ts";
import { previewAs } from "../previewing.ts";
import { nationalTable } from "../report/national-table.ts";
import { failureText, previewTable, previewTotals } from "../report/preview-report.ts";
import { selectAll } from "../selection.ts";

const NEXT = [
  "npx hotline plan anhui",
  "npx hotline explain anhui agents.seatsNeeded",
  "npx hotline preview guangdong --offline",
  "npx hotline compare anhui",
];

/** The whole country at a glance before any engine exists, then the real preview of all of it. */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const { language, terminal } = invocation;
  const { planned, complete } = selectAll(invocation);
  terminal.out(nationalTable(planned, language));
  if (planned.some((province) => province.plan.identity.status === "example"))
    terminal.out(`\n${say(language, "exampleBanner")}`);
  const engine = await engineFor(invocation);
  terminal.err(say(language, "engineFound", { version: engine.version, path: engine.command }));
  const started = performance.now();
  const { run: previewed } = await previewAs(invocation, { tier: "plan" });
  const outcomes = previewed.previews.map(({ outcome }) => outcome);
  terminal.out(`\n${say(language, "previewBanner")}\n`);
  terminal.out(previewTable(outcomes, language));
  for (const outcome of outcomes) if (outcome.kind === "failed") terminal.err(failureText(outcome, language));
  terminal.out(`\n${previewTotals(outcomes, { language, seconds: (performance.now() - started) / 1000 })}`);
  terminal.out(`\n${say(language, "nextTitle")}\n${NEXT.map((command) => `  ${command}`).join("\n")}`);
  return complete && outcomes.every((outcome) => outcome.kind === "planned") ? 0 : 1;
}
