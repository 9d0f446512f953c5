import type { Change, Counts, PreviewResult } from "../../engine/change.ts";
import type { PreviewOutcome } from "../../engine/outcome.ts";
import { formatFinding } from "../../provinces/messages.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import type { CostedOutcome } from "../preview-cost.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { costCell, costLines } from "./preview-cost.ts";

const OPERATIONS = ["create", "update", "replace", "delete", "same"] as const;

const SYMBOLS: Readonly<Record<Change["operation"], string>> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "-",
  same: " ",
};

const COLORS = { create: "green", update: "yellow", replace: "magenta", delete: "red", same: "reset" } as const;

interface View {
  readonly language: Language;
  readonly terminal: Terminal;
}

/** What the result was compared with, in a phrase. */
function comparedWith({ comparedWith: base }: PreviewResult, language: Language): string {
  switch (base.kind) {
    case "nothing":
      return say(language, "comparedNothing");
    case "rehearsal":
    case "snapshot":
      return say(language, "comparedWith", { kind: say(language, base.kind), at: base.at });
    case "revision":
      return say(language, "comparedRevision", { ref: base.ref, revision: base.revision?.slice(0, 10) ?? "" });
  }
}

/** `kubernetes:apps/v1:StatefulSet` reads `StatefulSet`; the full type stands in the JSON. */
function shortType(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

function changeLines(change: Change, { language, terminal }: View): readonly string[] {
  const order = change.deleteBeforeReplace === true ? `  ${say(language, "deleteFirst")}` : "";
  const head = `  ${terminal.style(COLORS[change.operation], `${SYMBOLS[change.operation]} ${shortType(change.type)}`)}  ${change.name}${order}`;
  const paths = change.paths.flatMap(({ path, old, new: next, replaces, lines = [] }) => {
    const values = old === undefined && next === undefined ? "" : `: ${old ?? "-"} => ${next ?? "-"}`;
    const title = `      ${path}${values}${replaces ? `  (${say(language, "forcesReplace")})` : ""}`;
    return [title, ...lines.map((line) => `        ${line}`)];
  });
  return [head, ...paths];
}

/** One stack: each change a line, values that changed below it, violations, and last what the changes cost. */
export function stackReport(outcome: CostedOutcome, view: View): string {
  const { language, terminal } = view;
  if (outcome.kind === "failed") return failureText(outcome, language);
  const { result } = outcome;
  const lines = [`${result.stack}: ${comparedWith(result, language)}`];
  for (const change of result.changes) lines.push(...changeLines(change, view));
  if (result.changes.length === 0) lines.push(`  ${say(language, "noChanges")}`);
  for (const { operation, type, name, reason } of result.violations)
    lines.push(
      `  ${terminal.style("red", `! ${say(language, "violation")}: ${say(language, operation)} ${shortType(type)} ${name} (${say(language, reason)})`)}`,
      `      ${say(language, reason === "shrinks" ? "wayOutGrow" : "wayOutKeep")}`,
    );
  if (outcome.cost !== undefined) lines.push(...costLines(outcome.cost, language));
  return lines.join("\n");
}

/** What went wrong with a stack; a stack trace only for a bug. */
export function failureText(outcome: Extract<PreviewOutcome, { kind: "failed" }>, language: Language): string {
  const findings = outcome.findings.map((finding) => formatFinding(finding, language));
  return [...findings, ...(outcome.trace === undefined ? [] : [outcome.trace])].join("\n");
}

/** All stacks: counts and cost a line each. */
export function previewTable(outcomes: readonly CostedOutcome[], language: Language): string {
  const columns = [
    { title: say(language, "stack") },
    ...OPERATIONS.map((key) => ({ title: say(language, key), align: "right" as const })),
    { title: say(language, "violation"), align: "right" as const },
    { title: say(language, "costDeltaColumn"), align: "right" as const },
    { title: say(language, "seconds"), align: "right" as const },
    { title: say(language, "detail") },
  ];
  const rows = outcomes.map((outcome) => {
    if (outcome.kind === "failed")
      return [outcome.stack, ...OPERATIONS.map(() => "-"), "-", "-", "-", say(language, "failed")];
    const { result } = outcome;
    return [
      result.stack,
      ...OPERATIONS.map((key) => String(result.counts[key])),
      String(result.violations.length),
      costCell(outcome.cost),
      result.seconds.toFixed(1),
      comparedWith(result, language),
    ];
  });
  return table(columns, rows);
}

/** The last line of a run. */
export function previewTotals(
  outcomes: readonly PreviewOutcome[],
  view: { language: Language; seconds: number },
): string {
  const results = outcomes.flatMap((outcome) => (outcome.kind === "planned" ? [outcome.result] : []));
  const total = (key: keyof Counts) => results.reduce((count, result) => count + result.counts[key], 0);
  const counts = Object.fromEntries(OPERATIONS.map((key) => [key, total(key)]));
  return say(view.language, "previewTotals", {
    ...counts,
    stacks: outcomes.length,
    resources: OPERATIONS.reduce((sum, key) => sum + total(key), 0),
    failed: outcomes.length - results.length,
    violations: results.reduce((count, result) => count + result.violations.length, 0),
    seconds: view.seconds.toFixed(1),
  });
}
