import type { Tier } from "../../engine/change.ts";
import type { PreviewOutcome, SkippedStack } from "../../engine/outcome.ts";
import { type Finding, UserError } from "../../provinces/finding.ts";
import { formatFinding } from "../../provinces/messages.ts";
import type { ExitCode, Invocation } from "../command.ts";
import type { Language } from "../language.ts";
import { type MessageKey, say } from "../messages.ts";
import type { PreviewRun } from "../preview-run.ts";
import { previewRun } from "../previewing.ts";
import { wantsReport } from "../report/preview/wanted.ts";
import { failureText, previewTable, previewTotals, stackReport } from "../report/preview-report.ts";
import { deliver, failedRun, reportFor } from "../reporting.ts";
import { remark } from "../selection.ts";

/**
 * Exit 1 when a preview failed, 3 when a change would break a rule or two tiers disagree, 2 for pending changes if
 * asked for, else 0.
 */
export async function run(invocation: Invocation): Promise<ExitCode> {
  return reported(invocation, async () => {
    const { run: previewed, complete, errors } = await previewRun(invocation);
    return { previewed, complete, errors };
  });
}

export interface Reported {
  readonly previewed: PreviewRun;
  readonly complete: boolean;
  /** Of files of which nothing could be planned. */
  readonly errors?: readonly Finding[];
  readonly banner?: MessageKey;
}

/** Runs and reports; of a run that nothing comes of, a report tells why. A risk that blocks outweighs a failure: 3. */
export async function reported(invocation: Invocation, work: () => Promise<Reported>): Promise<ExitCode> {
  let finished: Reported;
  try {
    finished = await work();
  } catch (error) {
    if (!(error instanceof UserError) || !wantsReport(invocation)) throw error;
    const report = reportFor(invocation, failedRun(invocation), error.findings);
    deliver(invocation, report);
    for (const finding of error.findings) invocation.terminal.err(formatFinding(finding, invocation.language));
    return report.totals.blocking > 0 ? 3 : 1;
  }
  const { previewed, complete, errors, banner } = finished;
  const format = invocation.value("format") ?? "table";
  if (format === "table" || format === "json") show(invocation, previewed, banner);
  const report = reportFor(invocation, previewed, errors);
  deliver(invocation, report);
  if (report.totals.blocking > 0) return 3;
  return complete ? exitCode(previewed, invocation) : 1;
}

/** A run as table or JSON. */
export function show(invocation: Invocation, run: PreviewRun, banner: MessageKey = TIER_BANNERS[run.tier]): void {
  const { tier, previews, skipped, verified, since, seconds } = run;
  const { language, terminal } = invocation;
  const outcomes = previews.map(({ outcome }) => outcome);
  if (invocation.value("format") === "json") {
    terminal.out(
      JSON.stringify(
        skipped.length === 0 && verified === undefined ? outcomes : { outcomes, skipped, verified, since },
      ),
    );
    return;
  }
  terminal.out(`${say(language, banner)}\n`);
  if (since?.programDiffers === true) terminal.out(`${say(language, "programDiffers", { ref: since.ref })}\n`);
  const [only] = outcomes;
  if (outcomes.length === 1 && only !== undefined) terminal.out(stackReport(only, { language, terminal }));
  else if (outcomes.length > 1) {
    terminal.out(previewTable(outcomes, language));
    for (const outcome of outcomes) if (outcome.kind === "failed") terminal.err(failureText(outcome, language));
  }
  for (const line of unsetSecretLines(outcomes, invocation)) terminal.out(`\n${line}`);
  for (const line of skippedLines(skipped, language)) terminal.out(line);
  for (const line of verifiedLines(verified, { language, tier })) terminal.out(line);
  terminal.out(`\n${previewTotals(outcomes, { language, seconds })}`);
  const planned = previews.flatMap(({ now }) => now ?? []);
  if (planned.length === 1) remark(invocation, planned);
}

const TIER_BANNERS = { fast: "fastBanner", plan: "previewBanner", live: "liveBanner" } as const;

function skippedLines(skipped: readonly SkippedStack[], language: Language): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { stack, reason } of skipped) {
    const why = say(language, reason.kind, { ref: reason.ref });
    reasons.set(why, [...(reasons.get(why) ?? []), stack]);
  }
  return [...reasons].map(([why, stacks]) =>
    say(language, "skippedStacks", { count: stacks.length, why, stacks: stacks.join(" ") }),
  );
}

function verifiedLines(
  verified: PreviewRun["verified"],
  { language, tier }: { readonly language: Language; readonly tier: Tier },
): readonly string[] {
  if (verified === undefined) return [];
  const { with: other, disagreements } = verified;
  if (disagreements.length === 0) return [say(language, "tiersAgree", { tier, other })];
  return [
    say(language, "tiersDisagree", { count: disagreements.length, tier, other }),
    ...disagreements.flatMap(({ stack, name, said }) => [
      `  ${stack}  ${name}`,
      ...([tier, other] as const).map((one) => `      ${one}: ${said[one] ?? say(language, "same")}`),
    ]),
  ];
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

export function exitCode({ previews, verified }: PreviewRun, invocation: Invocation): ExitCode {
  if (previews.some(({ outcome }) => outcome.kind === "failed")) return 1;
  const results = previews.flatMap(({ outcome }) => (outcome.kind === "planned" ? [outcome.result] : []));
  if (results.some((result) => result.violations.length > 0)) return 3;
  if ((verified?.disagreements.length ?? 0) > 0) return 3;
  return invocation.has("exit-code") && results.some((result) => result.changes.length > 0) ? 2 : 0;
}
