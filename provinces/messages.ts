import type { FieldPath, Finding } from "./finding.ts";
import type { Message, Severity } from "./messages/message.ts";
import { type FindingCode, MESSAGES } from "./messages/table.ts";

export { type FindingCode, MESSAGES } from "./messages/table.ts";

export type Language = "zh" | "en";

const SEVERITY_WORDS: Readonly<Record<Language, Readonly<Record<Severity, string>>>> = {
  zh: { error: "错误", warning: "警告", note: "提示" },
  en: { error: "error", warning: "warning", note: "note" },
};

export function severityOf(code: FindingCode): Severity {
  return MESSAGES[code].severity;
}

/**
 * The words of a finding without its place: what is wrong, then the fix.
 * A fact that differs by language is given twice, as `name.zh` and `name.en`.
 */
export function describeFinding(finding: Finding, language: Language): { readonly what: string; readonly fix: string } {
  const message: Message = MESSAGES[finding.code];
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
      String(finding.facts[`${name}.${language}`] ?? finding.facts[name] ?? placeholder),
    );
  return { what: fill(message[language].what), fix: fill(message[language].fix) };
}

/** One line: `provinces/anhui.yaml:12:9  error CODE  what is wrong. The fix.` */
export function formatFinding(finding: Finding, language: Language): string {
  const { what, fix } = describeFinding(finding, language);
  const place = formatPlace(finding);
  const kind = `${SEVERITY_WORDS[language][severityOf(finding.code)]} ${finding.code}`;
  const words = language === "zh" ? `${what}${fix}` : `${what} ${fix}`;
  return [...(place === "" ? [] : [place]), kind, words].join("  ");
}

function formatPlace({ where }: Finding): string {
  if (where.file === undefined) return where.path === undefined ? "" : dottedPath(where.path);
  if (where.line === undefined) return where.file;
  return `${where.file}:${where.line}:${where.column ?? 1}`;
}

/** `localNetworks[0].trunk.e1` */
export function dottedPath(path: FieldPath): string {
  return path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
}
