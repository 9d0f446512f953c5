import { formatFinding, severityOf } from "../../provinces/messages.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { select } from "../selection.ts";

/** All findings of all files at once; exit 1 if one is an error. */
export function run(invocation: Invocation): ExitCode {
  const { language, terminal } = invocation;
  const { planned, findings } = select(invocation, invocation.arguments);
  const count = (severity: string) => findings.filter((finding) => severityOf(finding.code) === severity).length;
  if (invocation.value("format") === "json")
    terminal.out(
      JSON.stringify(
        findings.map((finding) => ({
          severity: severityOf(finding.code),
          ...finding,
          message: formatFinding(finding, language),
        })),
        null,
        2,
      ),
    );
  else {
    for (const finding of findings) terminal.out(formatFinding(finding, language));
    const files = new Set([
      ...planned.map((province) => province.loaded.file),
      ...findings.map((finding) => finding.where.file),
    ]).size;
    terminal.out(
      say(language, "checked", { files, errors: count("error"), warnings: count("warning"), notes: count("note") }),
    );
  }
  return count("error") > 0 ? 1 : 0;
}
