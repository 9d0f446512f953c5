import { say } from "../../messages.ts";
import { type Block, code, type Item, type Line, strong } from "./block.ts";
import type { ChangeGroup, Exception, GroupedChange, OperationGroup, PreviewReport } from "./report.ts";
import { placeSpan } from "./risk-section.ts";
import { stackCount, stackNames } from "./stack-names.ts";
import type { View } from "./view.ts";
import { changeWords, operationWords, readable } from "./words.ts";

/** Changes of a group that are told one by one; the rest are counted. */
const MOST_CHANGES = 40;

/** Lines shown beside a group; the annotations have all. */
const MOST_PLACES = 3;

/** What changes in the call centers, whatever they run on; the most provinces first. */
export function groupBlocks({ groups }: PreviewReport, view: View): readonly Block[] {
  const { language, detail } = view;
  if (groups.length === 0) return [];
  const shown = groups.slice(0, detail.groups);
  const rest = groups.length - shown.length;
  return [
    { kind: "heading", text: say(language, "pr.changesTitle") },
    { kind: "list", items: shown.map((group) => groupItem(group, view)) },
    ...(rest > 0 ? [{ kind: "paragraph", line: [say(language, "pr.more", { count: rest })] } as const] : []),
  ];
}

function groupItem({ stacks, changes, places }: ChangeGroup, view: View): Item {
  const below = changes.slice(0, MOST_CHANGES).map((change) => changeItem(change, view));
  const rest = changes.length - below.length;
  const causes = places.slice(0, MOST_PLACES).map((place) => placeSpan(place, view));
  return {
    line: [...headOf(stacks, view), ...causes.flatMap((place) => [" ", place])],
    below: [...below, ...(rest > 0 ? [{ line: [say(view.language, "pr.more", { count: rest })] }] : [])],
  };
}

/** `27 stacks: Anhui, Beijing ...`; one alone by its name. */
function headOf(stacks: readonly string[], { language, detail }: View): Line {
  const names = stackNames(stacks, { language, most: detail.names });
  if (stacks.length === 1) return [strong(names)];
  return [strong(stackCount(stacks.length, language)), language === "zh" ? "：" : ": ", names];
}

function changeItem(change: GroupedChange, view: View): Item {
  const { subject, what } = changeWords(change, view.language);
  return { line: [code(subject), " ", what], diff: linesOf(change.lines, view) };
}

function linesOf(lines: readonly string[] | undefined, { language, detail }: View): readonly string[] | undefined {
  if (lines === undefined || detail.lines === 0 || lines.length === 0) return undefined;
  const shown = lines.slice(0, detail.lines).map(readable);
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, `  ${say(language, "pr.moreLines", { count: rest })}`] : shown;
}

/** Who does otherwise than nearly all: what a reviewer would overlook in a list of thirty. */
export function exceptionBlocks({ exceptions }: PreviewReport, view: View): readonly Block[] {
  const { language, detail } = view;
  if (exceptions.length === 0) return [];
  const shown = exceptions.slice(0, detail.groups);
  const rest = exceptions.length - shown.length;
  return [
    { kind: "heading", text: say(language, "pr.exceptionsTitle"), count: exceptions.length },
    { kind: "list", items: shown.map((exception) => exceptionItem(exception, view)) },
    ...(rest > 0 ? [{ kind: "paragraph", line: [say(language, "pr.more", { count: rest })] } as const] : []),
  ];
}

function exceptionItem({ stacks, change, usual, usualStacks }: Exception, view: View): Item {
  const { language, detail } = view;
  const names = stackNames(stacks, { language, most: detail.names });
  const common = changeWords(usual, language);
  const head: Line = [strong(names), language === "zh" ? "：" : ": ", code(common.subject), " "];
  if (change === undefined)
    return {
      line: [...head, say(language, "pr.exceptionWithout", { count: usualStacks, usual: common.what })],
    };
  const own = changeWords(change, language).what;
  const words = say(language, "pr.exceptionOther", { own, count: usualStacks, usual: common.what });
  return { line: [...head, words], diff: linesOf(change.lines, view) };
}

/** Steps that the engine would take, names of stacks taken out. */
export function operationBlocks({ operations, totals }: PreviewReport, view: View): readonly Block[] {
  const { language, detail } = view;
  if (operations.length === 0) return [];
  const { create, update, replace, delete: deleted, same } = totals.counts;
  const summary = [
    [create, "create"],
    [update, "update"],
    [replace, "replace"],
    [deleted, "delete"],
    [same, "same"],
  ] as const;
  const counts = summary.map(([count, key]) => `${say(language, key)} ${count}`).join(language === "zh" ? "，" : ", ");
  const shown = operations.slice(0, detail.groups);
  const rest = operations.length - shown.length;
  return [
    {
      kind: "fold",
      summary: [`${say(language, "pr.operationsTitle")}${language === "zh" ? "：" : ": "}${counts}`],
      blocks: [
        { kind: "list", items: shown.map((group) => operationItem(group, view)) },
        ...(rest > 0 ? [{ kind: "paragraph", line: [say(language, "pr.more", { count: rest })] } as const] : []),
      ],
    },
  ];
}

function operationItem({ stacks, changes }: OperationGroup, view: View): Item {
  const shown = changes.slice(0, MOST_CHANGES);
  const rest = changes.length - shown.length;
  return {
    line: headOf(stacks, view),
    below: [
      ...shown.map((change): Item => {
        const diff = change.paths.flatMap(({ path, old, new: next, replaces, lines }) => {
          const name = `${readable(path)}${replaces ? ` (${say(view.language, "forcesReplace")})` : ""}`;
          if (lines !== undefined) return [`  ${name}`, ...lines.map(readable)];
          // Long values are cut, and may differ only behind that.
          if (old === next) return [`  ${name}`];
          return [`  ${name}: ${readable(old ?? "-")} => ${readable(next ?? "-")}`];
        });
        return { line: [operationWords(change, view.language)], diff: linesOf(diff, view) };
      }),
      ...(rest > 0 ? [{ line: [say(view.language, "pr.more", { count: rest })] }] : []),
    ],
  };
}
