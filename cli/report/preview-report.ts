import type { Change, PreviewResult } from "../../engine/preview-result.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";

type Operation = Change["operation"];

const SYMBOLS: Readonly<Record<Operation, string>> = { create: "+", update: "~", replace: "±", delete: "-", same: " " };

function colored(change: Change, text: string, terminal: Terminal): string {
  switch (change.operation) {
    case "create":
      return terminal.style("green", text);
    case "update":
      return terminal.style("yellow", text);
    case "replace":
      return terminal.style("magenta", text);
    case "delete":
      return terminal.style("red", text);
    case "same":
      return text;
  }
}

/** How the result was come by and what it was compared with, in a sentence. */
export function comparedWith(result: PreviewResult, language: Language): string {
  if (result.comparedWith === "nothing") return say(language, "comparedNothing");
  const { kind, at } = result.comparedWith;
  return say(language, "comparedWith", { kind: say(language, kind), at });
}

/** One stack: each change a line, values that changed below it, violations last. */
export function stackReport(result: PreviewResult, view: { language: Language; terminal: Terminal }): string {
  const { language, terminal } = view;
  const lines = [`${result.stack}: ${comparedWith(result, language)}`];
  const changes = result.changes.filter((change) => change.operation !== "same");
  for (const change of changes) {
    const label = `${SYMBOLS[change.operation]} ${change.type}  ${change.name}`;
    lines.push(`  ${colored(change, label, terminal)}`);
    if (change.operation === "create") continue;
    for (const path of change.paths) lines.push(`      ${path.path}${path.old === undefined && path.new === undefined ? "" : `: ${path.old ?? "-"} => ${path.new ?? "-"}`}`);
  }
  if (changes.length === 0) lines.push(`  ${say(language, "noChanges")}`);
  for (const violation of result.violations) lines.push(`  ${terminal.style("red", `! ${say(language, "violation")}: ${violation.rule} ${violation.name}`)}`);
  if (result.error !== undefined) lines.push(`  ${terminal.style("red", `✗ ${result.error}`)}`);
  return lines.join("\n");
}

/** All stacks: counts a line each. */
export function previewTable(results: readonly PreviewResult[], language: Language): string {
  const numbers = ["create", "update", "replace", "delete", "same"] as const;
  return table(
    [
      { title: say(language, "province") },
      ...numbers.map((key) => ({ title: say(language, key), align: "right" as const })),
      { title: say(language, "violation"), align: "right" },
      { title: say(language, "seconds"), align: "right" },
      { title: say(language, "detail") },
    ],
    results.map((result) => [
      result.stack,
      ...numbers.map((key) => String(result.counts[key])),
      String(result.violations.length),
      result.seconds.toFixed(1),
      result.error === undefined ? comparedWith(result, language) : `${say(language, "failed")}: ${result.error.split("\n")[0] ?? ""}`,
    ]),
  );
}

/** The last line of a run over several stacks. */
export function previewTotals(results: readonly PreviewResult[], view: { language: Language; seconds: number }): string {
  const total = (key: keyof PreviewResult["counts"]) => results.reduce((count, result) => count + result.counts[key], 0);
  const counts = { create: total("create"), update: total("update"), replace: total("replace"), delete: total("delete"), same: total("same") };
  return say(view.language, "previewTotals", {
    ...counts,
    provinces: results.length,
    resources: Object.values(counts).reduce((left, right) => left + right, 0),
    failed: results.filter((result) => result.error !== undefined).length,
    violations: results.reduce((count, result) => count + result.violations.length, 0),
    seconds: view.seconds.toFixed(1),
  });
}
