import { UserError } from "../../provinces/finding.ts";
import { loadProvinces } from "../../provinces/load.ts";
import { formatFinding, severityOf } from "../../provinces/messages.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { comparisonDay, pricesFor } from "../comparing.ts";
import { checkedPrices } from "../price-status.ts";
import { pricesReport } from "../report/prices-report.ts";

/** What the price book lacks, what is old or a mere guess, what was quoted. Exit 1 when the prices can't be used. */
export function run(invocation: Invocation): ExitCode {
  const { language, terminal } = invocation;
  const { book, findings } = pricesFor(invocation);
  if (book === undefined) throw new UserError(findings.filter((finding) => severityOf(finding.code) === "error"));
  const { provinces } = loadProvinces(invocation.provinces);
  const checked = checkedPrices(book, comparisonDay(invocation), provinces);
  if (invocation.value("format") === "json") terminal.out(JSON.stringify(checked));
  else terminal.out(pricesReport(checked, language));
  for (const finding of findings) terminal.err(formatFinding(finding, language));
  return 0;
}
