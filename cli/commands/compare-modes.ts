import type { ExitCode, Invocation } from "../command.ts";
import { comparisonDay, pricesFor } from "../comparing.ts";
import type { Language } from "../language.ts";
import { compareModes, type ModeComparison } from "../mode-comparison.ts";
import { modesHtml, modesMarkdown, modesTable } from "../report/mode-comparison.ts";
import { selectSound } from "../selection.ts";

/** Hotline, call center and integrated side by side for one province's demand. */
export function run(invocation: Invocation): ExitCode {
  const { language, terminal } = invocation;
  const [province] = selectSound(invocation, invocation.arguments);
  if (province === undefined) return 1;
  const { book } = pricesFor(invocation);
  const prices = book === undefined ? undefined : { book, today: comparisonDay(invocation) };
  const comparison = compareModes(province.loaded.province, invocation.value("site") ?? "main", prices);
  terminal.out(shown(comparison, { form: invocation.value("format") ?? "table", language }));
  return 0;
}

function shown(comparison: ModeComparison, { form, language }: { form: string; language: Language }): string {
  switch (form) {
    case "json":
      return JSON.stringify(comparison, null, 2);
    case "markdown":
      return modesMarkdown(comparison, language);
    case "html":
      return modesHtml(comparison, language);
    default:
      return modesTable(comparison, language);
  }
}
