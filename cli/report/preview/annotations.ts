import { hash } from "node:crypto";
import type { Finding } from "../../../provinces/finding.ts";
import { describeFinding, severityOf } from "../../../provinces/messages.ts";
import { both, listOf } from "../../../provinces/wording.ts";
import type { Language } from "../../language.ts";
import { planWithoutSecrets } from "./redaction.ts";
import type { Annotation, FailureRow, PreviewReport, RiskRow } from "./report.ts";
import { type JudgedStack, placeOf } from "./risk-rows.ts";
import { changeWords } from "./words.ts";

/** GitHub shows ten of a kind of one step, and says nothing of the rest. */
const MOST_OF_A_KIND = 10;

/** What a forge shows at the lines of the files: risks with a place, and failures; worst first. */
export function annotationsOf({
  risks,
  failures,
  stacks,
}: {
  readonly risks: readonly RiskRow[];
  readonly failures: readonly FailureRow[];
  readonly stacks: readonly JudgedStack[];
}): readonly Annotation[] {
  const ofRisks = risks
    .filter(({ waived }) => waived === undefined)
    .flatMap(({ places, severity, code, facts, stacks }) =>
      places.map((place): Annotation => ({ ...place, severity, code, stacks, finding: { code, where: place, facts } })),
    );
  const ofFailures = failures.flatMap(({ stack, findings }) =>
    findings.flatMap((finding): readonly Annotation[] =>
      finding.where.file === undefined
        ? []
        : [
            {
              file: finding.where.file,
              line: finding.where.line,
              column: finding.where.column,
              severity: severityOf(finding.code),
              code: finding.code,
              stacks: [stack],
              finding,
            },
          ],
    ),
  );
  return [...ofRisks, ...ofFailures, ...stacks.flatMap(causesIn)].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
}

const SEVERITIES = ["error", "warning", "note"] as const;
const MOST_CHANGES = 4;

/** Each line of a file that changes anything, with what it changes. */
function causesIn({ preview: { now, stack }, causes }: JudgedStack): readonly Annotation[] {
  if (now === undefined) return [];
  const lines = Map.groupBy(
    causes.flatMap(({ change, fields }) => fields.map((path) => ({ change, path }))),
    ({ path }) => JSON.stringify(path),
  );
  return [...lines.values()].flatMap((same): readonly Annotation[] => {
    const [first] = same;
    if (first === undefined) return [];
    const place = placeOf(now.loaded, first.path);
    const words = (language: Language): string[] =>
      same.map(({ change }) => {
        const { subject, what } = changeWords(planWithoutSecrets(change), language);
        return `${subject} ${what}`;
      });
    const what = { zh: listOf(words("zh"), MOST_CHANGES).zh, en: listOf(words("en"), MOST_CHANGES).en };
    const finding = { code: "CHANGE_CAUSED", where: place, facts: both("what", what) } as const;
    return [{ ...place, severity: "note", code: finding.code, finding, stacks: [stack] }];
  });
}

function messageOf(finding: Finding, language: Language): string {
  const { what, fix } = describeFinding(finding, language);
  return language === "zh" ? `${what}${fix}` : `${what} ${fix}`;
}

/** Workflow commands of GitHub: print them in a step, and each stands at its line of the pull request. */
export function githubAnnotations({ annotations }: PreviewReport, language: Language): string {
  const kinds = { error: "error", warning: "warning", note: "notice" } as const;
  const shown = SEVERITIES.flatMap((severity) =>
    annotations.filter((annotation) => annotation.severity === severity).slice(0, MOST_OF_A_KIND),
  );
  return shown
    .map(({ file, line, column, severity, code, finding }) => {
      const properties = [
        `file=${property(file)}`,
        ...(line === undefined ? [] : [`line=${line}`]),
        ...(column === undefined ? [] : [`col=${column}`]),
        `title=${property(code)}`,
      ];
      return `::${kinds[severity]} ${properties.join(",")}::${data(messageOf(finding, language))}\n`;
    })
    .join("");
}

/** As GitHub's own toolkit escapes; a text must not begin a command of its own. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** Code Quality of GitLab: an artifact of that kind shows them in the merge request. The fingerprint tells runs apart. */
export function gitlabCodeQuality({ annotations }: PreviewReport, language: Language): string {
  const severities = { error: "blocker", warning: "major", note: "info" } as const;
  const issues = annotations.map(({ file, line, severity, code, finding, stacks }) => ({
    description: messageOf(finding, language),
    check_name: code,
    fingerprint: hash("sha256", JSON.stringify([code, file, line, finding.facts, stacks]), "hex"),
    severity: severities[severity],
    location: { path: file, lines: { begin: line ?? 1 } },
  }));
  return `${JSON.stringify(issues, undefined, 1)}\n`;
}
