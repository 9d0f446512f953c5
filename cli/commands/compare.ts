import type { Comparison } from "../../planning/costs/comparison.ts";
import { UserError } from "../../provinces/finding.ts";
import { formatFinding } from "../../provinces/messages.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { comparisonOf, soundPrices } from "../comparing.ts";
import { say } from "../messages.ts";
import { advice } from "../nearest.ts";
import { writeOutput } from "../output-file.ts";
import { type PlannedProvince, selectAll, selectSound } from "../selection.ts";

/** Self-build against outsourcing. Exit 1 when a province can't be compared, 3 when a gate fails, else 0. */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const { language, terminal } = invocation;
  const report = invocation.value("reproduce");
  if (report !== undefined) return reproduced(invocation, report);
  if (!invocation.has("all") && invocation.arguments.length === 0)
    throw new UserError([{ code: "NOTHING_CHOSEN", where: {}, facts: { command: "compare" } }]);
  if (invocation.value("max-increase") !== undefined && invocation.value("against") === undefined)
    throw new UserError([
      { code: "GATE_NEEDS", where: {}, facts: { option: "--max-increase", needs: "--against REF" } },
    ]);
  // Before anything is printed: a report that ends in a usage error reads like a passed gate.
  const gates = GATES.some((gate) => invocation.has(gate) || invocation.value(gate) !== undefined)
    ? await import("../comparison-gates.ts")
    : undefined;
  gates?.mostIncrease(invocation.value("max-increase"));
  const { book, findings } = soundPrices(invocation);
  const { planned, complete } = invocation.has("all")
    ? selectAll(invocation, { texts: false })
    : { planned: selectSound(invocation, invocation.arguments, { texts: false }), complete: true };
  for (const finding of findings) terminal.err(formatFinding(finding, language));
  const asked = invocation.value("why");
  if (asked !== undefined) return why(invocation, asked, comparisonOf(invocation, onlyOne(planned, "--why"), book));
  const ref = invocation.value("against");
  const against =
    ref === undefined
      ? []
      : (await import("../comparison-against.ts")).compareAgainst(invocation, { ref, planned, book });
  const comparison = comparisonOf(invocation, planned, book);
  if (ref === undefined) await show(invocation, comparison);
  else {
    const { againstReport } = await import("../report/comparison/against.ts");
    terminal.out(
      invocation.value("format") === "json" ? JSON.stringify(against) : againstReport(against, { ref, language }),
    );
  }
  const failures = gates?.gateFailures(invocation, { comparison, against }) ?? [];
  for (const failure of failures) terminal.err(failure);
  if (!complete) return 1;
  return failures.length > 0 ? 3 : 0;
}

/** Options that make the exit code 3; what tells of them is loaded when one is given. */
const GATES = ["budget", "max-unknown", "require-fit", "max-increase"] as const;

/** A file may be as wide as it needs. */
const WIDE = 10_000;

/** Documents are Chinese unless another language was asked for; the terminal speaks the user's. */
async function show(invocation: Invocation, comparison: Comparison): Promise<void> {
  const { terminal } = invocation;
  const format = invocation.value("format") ?? "table";
  const document = invocation.value("lang") === "en" ? "en" : "zh";
  const out = invocation.value("out");
  const deliver = (text: string): void => {
    if (out === undefined) terminal.out(text);
    else {
      writeOutput(out, text.endsWith("\n") ? text : `${text}\n`);
      terminal.err(say(invocation.language, "written", { path: out }));
    }
  };
  switch (format) {
    case "json":
      deliver(JSON.stringify(comparison));
      break;
    case "markdown": {
      const { markdownReport } = await import("../report/comparison/markdown.ts");
      const { reportOf } = await import("../report/comparison/report-of.ts");
      deliver(markdownReport(reportOf(comparison, document)));
      break;
    }
    case "html":
      deliver((await import("../report/comparison/page.ts")).comparisonPage(comparison, document));
      break;
    case "xlsx": {
      if (out === undefined) throw new UserError([{ code: "OUT_NEEDED", where: {}, facts: { format } }]);
      const { comparisonWorkbook } = await import("../report/comparison/workbook.ts");
      writeOutput(out, await comparisonWorkbook(comparison, document));
      terminal.err(say(invocation.language, "written", { path: out }));
      break;
    }
    default: {
      const { reportOf } = await import("../report/comparison/report-of.ts");
      const { terminalReport } = await import("../report/comparison/terminal.ts");
      // A file holds no colors.
      deliver(
        terminalReport(reportOf(comparison, invocation.language), {
          language: invocation.language,
          style: out === undefined ? terminal.style : (_, text) => text,
          columns: out === undefined ? terminal.columns : WIDE,
        }),
      );
    }
  }
}

async function why({ language, terminal }: Invocation, asked: string, comparison: Comparison): Promise<ExitCode> {
  const { whyNames, whyText } = await import("../report/comparison/why.ts");
  const [province] = comparison.provinces;
  if (province === undefined) return 1;
  const text = whyText(asked, { province, comparison, language });
  if (text === undefined) {
    const names = whyNames(province);
    const all = { zh: `可用：${names.join("、")}。`, en: `There are: ${names.join(", ")}.` };
    throw new UserError([
      { code: "COST_LINE_UNKNOWN", where: {}, facts: { found: asked, ...advice(asked, names, all) } },
    ]);
  }
  terminal.out(text);
  return 0;
}

function onlyOne(planned: readonly PlannedProvince[], option: string): readonly PlannedProvince[] {
  if (planned.length === 1) return planned;
  throw new UserError([{ code: "WHY_ONE_PROVINCE", where: {}, facts: { option, count: planned.length } }]);
}

/** Exit 0 when the report comes out again, 3 when it does not. */
async function reproduced(invocation: Invocation, path: string): Promise<ExitCode> {
  const { readReport, reproduce } = await import("../comparison-reproduction.ts");
  const { reproductionReport } = await import("../report/comparison/reproduction.ts");
  const reproduction = reproduce(invocation, readReport(path));
  invocation.terminal.out(
    invocation.value("format") === "json"
      ? JSON.stringify(reproduction)
      : reproductionReport(reproduction, { path, language: invocation.language }),
  );
  return reproduction.discrepancies.length === 0 ? 0 : 3;
}
