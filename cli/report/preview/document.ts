import type { Comparison } from "../../../engine/change.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { costCell } from "../preview-cost.ts";
import { type Block, code, type Line } from "./block.ts";
import { exceptionBlocks, groupBlocks, operationBlocks } from "./change-sections.ts";
import { leadOf } from "./lead.ts";
import { failureBlocks, skippedBlocks } from "./other-sections.ts";
import type { PreviewReport, StackRow } from "./report.ts";
import { riskBlocks } from "./risk-section.ts";
import { type Detail, IN_FULL, type View } from "./view.ts";

export interface DocumentRequest {
  readonly language: Language;
  readonly detail?: Detail | undefined;
  readonly sourceUrl?: string | undefined;
}

/** The report in its order: one sentence, risks, what changes, exceptions, resources, stacks, failures, what it rests on. */
export function documentOf(
  report: PreviewReport,
  { language, detail = IN_FULL, sourceUrl }: DocumentRequest,
): readonly Block[] {
  const view: View = { language, detail, sourceUrl };
  return [
    { kind: "title", text: say(language, "pr.title") },
    leadOf(report, language),
    ...riskBlocks(report, view),
    ...failureBlocks(report, view),
    ...groupBlocks(report, view),
    ...exceptionBlocks(report, view),
    ...(detail.operations ? operationBlocks(report, view) : []),
    ...(detail.stacks ? stackBlocks(report, view) : []),
    ...skippedBlocks(report, view),
    ...groundBlocks(report, view),
  ];
}

const OPERATIONS = ["create", "update", "replace", "delete", "same"] as const;

function stackBlocks({ stacks }: PreviewReport, { language }: View): readonly Block[] {
  if (stacks.length === 0) return [];
  return [
    {
      kind: "fold",
      summary: [`${say(language, "pr.stacksTitle")} (${stacks.length})`],
      blocks: [
        {
          kind: "table",
          titles: [
            say(language, "stack"),
            ...OPERATIONS.map((key) => say(language, key)),
            say(language, "pr.monthly"),
            say(language, "pr.compared"),
            say(language, "pr.digest"),
          ],
          right: [1, 2, 3, 4, 5, 6],
          rows: stacks.map(({ stack, counts, cost, comparedWith, digest }): readonly Line[] => [
            [stack],
            ...OPERATIONS.map((key) => [String(counts[key])]),
            [costCell(cost)],
            [comparedWords(comparedWith, language)],
            [code(digest)],
          ]),
        },
      ],
    },
  ];
}

function comparedWords(comparison: Comparison, language: Language): string {
  switch (comparison.kind) {
    case "nothing":
      return say(language, "pr.comparedNothing");
    case "rehearsal":
    case "snapshot":
      return say(language, "pr.comparedRecord", {
        kind: say(language, comparison.kind === "rehearsal" ? "pr.rehearsal" : "pr.snapshot"),
        day: comparison.at.slice(0, 10),
        age: comparison.ageDays,
      });
    case "revision":
      return say(language, "pr.comparedRevision", {
        ref: comparison.ref,
        revision: (comparison.revision ?? "").slice(0, 10),
      });
  }
}

/** What the report rests on: tier, what it compared with, versions, and the digest to approve. */
function groundBlocks(report: PreviewReport, { language, detail }: View): readonly Block[] {
  const { tier, today, commit, since, versions, digest, stacks, totals, disagreements } = report;
  const separator = language === "zh" ? "；" : "; ";
  const unset = stacks.filter(({ unsetSecrets }) => unsetSecrets.length > 0).length;
  const engine = versions.engine === undefined ? "" : `, Pulumi ${versions.engine}`;
  const ground = [
    say(language, `pr.tier.${tier}`),
    comparedTotals(stacks, language),
    ...(since === undefined
      ? []
      : [
          say(language, "pr.since", { ref: since.ref, commit: since.commit.slice(0, 10) }),
          ...(since.programDiffers ? [say(language, "pr.programDiffers")] : []),
        ]),
    ...(commit === undefined ? [] : [say(language, "pr.commit", { commit: commit.slice(0, 10) })]),
    say(language, "pr.judged", { today }),
    say(language, "pr.versions", { hotline: versions.hotline, engine }),
    ...(unset === 0 ? [] : [say(language, "pr.unset", { stacks: unset })]),
    ...(disagreements === undefined || disagreements.list.length > 0
      ? []
      : [say(language, "pr.agreed", { tier: disagreements.with }).replace(/[。.]$/, "")]),
  ].filter((text) => text !== "");
  const [before = "", after = ""] = say(language, "pr.approve").split("{digest}");
  const stop = language === "zh" ? "。" : ".";
  return [
    { kind: "paragraph", line: [`${ground.join(separator)}${stop}`] },
    ...(totals.changed === 0 ? [] : [{ kind: "paragraph", line: [before, code(digest), after] } as const]),
    ...(detail.omitted.length === 0
      ? []
      : [
          {
            kind: "paragraph",
            line: [
              say(language, "pr.cut", {
                what: detail.omitted.map((key) => say(language, key)).join(language === "zh" ? "、" : ", "),
              }),
            ],
          } as const,
        ]),
  ];
}

/** `31: snapshot, 0 to 40 days old; 2: nothing` */
function comparedTotals(stacks: readonly StackRow[], language: Language): string {
  const kinds = Map.groupBy(stacks, ({ comparedWith }) => comparedWith.kind);
  return [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, rows]) => {
      const ages = rows.flatMap(({ comparedWith }) => ("ageDays" in comparedWith ? [comparedWith.ageDays] : []));
      const [low, high] = [Math.min(...ages), Math.max(...ages)];
      return say(language, `pr.comparedAll.${kind}`, {
        count: rows.length,
        age: ages.length === 0 ? 0 : low === high ? low : `${low}-${high}`,
        ref: rows[0]?.comparedWith.kind === "revision" ? rows[0].comparedWith.ref : "",
      });
    })
    .join(language === "zh" ? "，" : ", ");
}
