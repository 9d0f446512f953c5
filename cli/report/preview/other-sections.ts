import { abstractNames } from "../../../planning/diff/abstract-names.ts";
import { formatFinding } from "../../../provinces/messages.ts";
import { say } from "../../messages.ts";
import { type Block, code, type Item, strong } from "./block.ts";
import type { FailureRow, PreviewReport } from "./report.ts";
import { namesOf, stackNames } from "./stack-names.ts";
import type { View } from "./view.ts";
import { readable } from "./words.ts";

/** What could not be previewed and why, and where two tiers say different things. */
export function failureBlocks({ failures, disagreements }: PreviewReport, view: View): readonly Block[] {
  const { language } = view;
  const colon = language === "zh" ? "：" : ": ";
  const failed: readonly Block[] =
    failures.length === 0
      ? []
      : [
          { kind: "heading", text: say(language, "pr.failuresTitle"), count: failures.length },
          { kind: "list", items: sameFailures(failures, view) },
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

/** What many stacks fail of is told once. */
function sameFailures(failures: readonly FailureRow[], { language, detail }: View): readonly Item[] {
  const texts = failures.map((failure) => {
    const abstract = abstractNames(namesOf(failure.stack));
    const own = failure.findings.map((finding) => formatFinding(finding, language));
    return { ...failure, own, key: own.map(abstract).join("\n") };
  });
  return [...Map.groupBy(texts, ({ key }) => key)].map(([key, same]): Item => {
    const trace = same[0]?.trace;
    const lines = same.length === 1 ? (same[0]?.own ?? []) : key.split("\n").map(readable);
    const names = stackNames(
      same.map(({ stack }) => stack),
      { language, most: detail.names },
    );
    return {
      line: [strong(names)],
      below: lines.map((line) => ({ line: [line] })),
      ...(trace === undefined ? {} : { diff: trace.split("\n").slice(0, Math.min(detail.lines, MOST_TRACE)) }),
    };
  });
}

const MOST_TRACE = 12;

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
