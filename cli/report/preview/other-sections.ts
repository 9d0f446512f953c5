import { formatFinding } from "../../../provinces/messages.ts";
import { say } from "../../messages.ts";
import { type Block, code, strong } from "./block.ts";
import type { View } from "./document.ts";
import type { PreviewReport } from "./report.ts";
import { stackNames } from "./stack-names.ts";

/** What could not be previewed and why, and where two tiers say different things. */
export function failureBlocks({ failures, disagreements }: PreviewReport, view: View): readonly Block[] {
  const { language, detail } = view;
  const colon = language === "zh" ? "：" : ": ";
  const failed: readonly Block[] =
    failures.length === 0
      ? []
      : [
          { kind: "heading", text: say(language, "pr.failuresTitle"), count: failures.length },
          {
            kind: "list",
            items: failures.map(({ stack, findings, trace }) => ({
              line: [strong(stackNames([stack], { language }))],
              below: findings.map((finding) => ({ line: [formatFinding(finding, language)] })),
              ...(trace === undefined ? {} : { diff: trace.split("\n").slice(0, Math.min(detail.lines, 12)) }),
            })),
          },
        ];
  if (disagreements === undefined || disagreements.list.length === 0) return failed;
  return [
    ...failed,
    { kind: "heading", text: say(language, "pr.disagreementsTitle"), count: disagreements.list.length },
    {
      kind: "list",
      items: disagreements.list.map(({ stack, name, said }) => ({
        line: [
          strong(stackNames([stack], { language })),
          colon,
          code(name),
          ` ${Object.entries(said)
            .map(([tier, words]) => `${tier}${colon}${words}`)
            .join("; ")}`,
        ],
      })),
    },
  ];
}

/** Every skip has its reason. */
export function skippedBlocks({ skipped }: PreviewReport, { language, detail }: View): readonly Block[] {
  if (skipped.length === 0) return [];
  const reasons = Map.groupBy(skipped, ({ reason }) => `${reason.kind} ${reason.ref}`);
  return [
    { kind: "heading", text: say(language, "pr.skippedTitle"), count: skipped.length },
    {
      kind: "list",
      items: [...reasons.values()].flatMap((same) => {
        const [first] = same;
        if (first === undefined) return [];
        const names = stackNames(
          same.map(({ stack }) => stack),
          { language, most: detail.names },
        );
        const why = say(language, `pr.skip.${first.reason.kind}`, { ref: first.reason.ref });
        return [{ line: [names, language === "zh" ? "：" : ": ", why] }];
      }),
    },
  ];
}
