import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type PolicySettings, USUAL_SETTINGS } from "../planning/policies/stack-preview.ts";
import { type Finding, UserError } from "../provinces/finding.ts";
import type { Invocation } from "./command.ts";
import { comparisonDay } from "./comparing.ts";
import { writeOutput } from "./output-file.ts";
import type { PreviewRun } from "./preview-run.ts";
import { reportOf } from "./report/preview/build.ts";
import { documentOf } from "./report/preview/document.ts";
import { reportFiles } from "./report/preview/files.ts";
import type { PreviewReport } from "./report/preview/report.ts";
import { riskBlocks } from "./report/preview/risk-section.ts";
import { terminalOf } from "./report/preview/terminal.ts";
import { IN_FULL } from "./report/preview/view.ts";
import { wantsReport } from "./report/preview/wanted.ts";
import { toolkitVersion } from "./version.ts";

/** What a run puts at risk, and with what words; `findings` are errors of files that could not be planned. */
export function reportFor(invocation: Invocation, run: PreviewRun, findings: readonly Finding[] = []): PreviewReport {
  return reportOf({
    run,
    settings: settingsOf(invocation),
    folder: relative(process.cwd(), invocation.provinces).split(sep).join("/") || ".",
    commit: commitOf(invocation.provinces),
    findings,
    traceCauses: wantsReport(invocation),
  });
}

/** A run of which nothing came but findings, so that a pull request hears of them as well. */
export function failedRun(invocation: Invocation): PreviewRun {
  const tier = invocation.value("tier");
  return {
    tier: tier === "fast" || tier === "live" ? tier : "plan",
    previews: [],
    skipped: [],
    versions: { hotline: toolkitVersion() },
    seconds: 0,
  };
}

/** Writes the files of `--report`; prints the form asked for, or after a table its risks. */
export function deliver(invocation: Invocation, report: PreviewReport): void {
  const { terminal } = invocation;
  const format = invocation.value("format") ?? "table";
  // What people read together is Chinese unless they say otherwise; a terminal speaks its user's.
  const language = invocation.value("lang") === "en" ? "en" : "zh";
  const sourceUrl = invocation.value("source-url");
  const files = wantsReport(invocation)
    ? reportFiles(report, { language, key: invocation.value("key"), sourceUrl })
    : {};
  const folder = invocation.value("report");
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeOutput(join(folder, name), text);
  }
  const view = { language: invocation.language, style: terminal.style, width: terminal.columns };
  if (format === "markdown") terminal.out((files["comment.md"] ?? "").trimEnd());
  else if (format === "html") terminal.out((files["preview.html"] ?? "").trimEnd());
  else if (format === "text") terminal.out(terminalOf(documentOf(report, { language: invocation.language }), view));
  else if (format === "table" && report.risks.length > 0)
    terminal.out(`\n${terminalOf(riskBlocks(report, { language: invocation.language, detail: IN_FULL }), view)}`);
}

function settingsOf(invocation: Invocation): PolicySettings {
  const given = invocation.value("max-increase");
  const settings = { ...USUAL_SETTINGS, today: comparisonDay(invocation) };
  if (given === undefined) return settings;
  const percent = Number(given);
  if (given.trim() === "" || !Number.isFinite(percent) || percent < 0 || percent > 10_000)
    throw new UserError([
      { code: "OPTION_NUMBER", where: {}, facts: { option: "--max-increase", found: given, low: 0, high: 10_000 } },
    ]);
  return { ...settings, costLimitPercent: percent };
}

/** Undefined outside a repository. */
function commitOf(folder: string): string | undefined {
  const { status, stdout } = spawnSync("git", ["-C", folder, "rev-parse", "HEAD"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}
