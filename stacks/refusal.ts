import * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../provinces/finding.ts";
import { formatFinding, type Language } from "../provinces/messages.ts";

/** Ends the program with the findings' words and no stack. */
export function refuse(findings: readonly Finding[]): never {
  throw new pulumi.RunError(findings.map((finding) => formatFinding(finding, language())).join("\n"));
}

/** Says a finding in the run's own log; nothing stops. */
export function warn(finding: Finding): void {
  void pulumi.log.warn(formatFinding(finding, language()));
}

function language(): Language {
  return (process.env["HOTLINE_LANG"] ?? process.env["LC_ALL"] ?? process.env["LANG"] ?? "").startsWith("zh")
    ? "zh"
    : "en";
}
