import type { Language } from "../../language.ts";
import { documentOf } from "./document.ts";
import { markdownOf } from "./markdown.ts";
import type { PreviewReport } from "./report.ts";
import { type Detail, IN_FULL } from "./view.ts";

/** GitHub takes 65,536 characters and counts some of them as bytes; Chinese takes three a character. */
export const MOST_CHARACTERS = 60_000;
export const MOST_BYTES = 65_536;

/** Dropped one after another, the least telling first; risks last, and of those the least. */
const STEPS: readonly Partial<Detail>[] = [
  {},
  { lines: 12, omitted: ["pr.cut.lines"] },
  { lines: 0, omitted: ["pr.cut.allLines"] },
  { operations: false, omitted: ["pr.cut.allLines", "pr.cut.operations"] },
  { stacks: false, omitted: ["pr.cut.allLines", "pr.cut.operations", "pr.cut.stacks"] },
  { names: 6, omitted: ["pr.cut.allLines", "pr.cut.operations", "pr.cut.stacks", "pr.cut.names"] },
  {
    groups: 12,
    omitted: ["pr.cut.allLines", "pr.cut.operations", "pr.cut.stacks", "pr.cut.names", "pr.cut.groups"],
  },
];

export interface CommentRequest {
  readonly language: Language;
  /** Tells the comment of one pipeline from that of another; letters, digits, `-` and `_`. */
  readonly key?: string | undefined;
  readonly sourceUrl?: string | undefined;
  readonly mostCharacters?: number | undefined;
  readonly mostBytes?: number | undefined;
}

/** By this beginning of a comment a later run finds it, and replaces it. */
export function commentMarker(key = "all"): string {
  return `<!-- hotline-preview:${key.replaceAll(/[^\w-]/g, "")} `;
}

/** Stands in the marker of a report without anything to say: no comment is begun for it. */
export const NOTHING_TO_SAY = "nothing";

/** The report as a comment of a pull request, cut by rank until it fits. */
export function commentOf(report: PreviewReport, request: CommentRequest): string {
  const { mostCharacters = MOST_CHARACTERS, mostBytes = MOST_BYTES } = request;
  const fits = (text: string): boolean => text.length <= mostCharacters && Buffer.byteLength(text) <= mostBytes;
  let detail: Detail = IN_FULL;
  for (const step of STEPS) {
    detail = { ...detail, ...step };
    const text = rendered(report, request, detail);
    if (fits(text)) return text;
  }
  // Hundreds of risks: as many as fit, found by halving.
  let [low, high] = [0, report.risks.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(rendered(report, request, { ...detail, risks: middle, groups: 3 }))) low = middle;
    else high = middle - 1;
  }
  return cutHard(rendered(report, request, { ...detail, risks: low, groups: 3 }), { mostCharacters, mostBytes });
}

function rendered(report: PreviewReport, { language, key, sourceUrl }: CommentRequest, detail: Detail): string {
  const { changed, failed } = report.totals;
  const state = changed === 0 && failed === 0 && report.risks.length === 0 ? NOTHING_TO_SAY : report.digest;
  return `${commentMarker(key)}${state} -->\n${markdownOf(documentOf(report, { language, detail, sourceUrl }))}`;
}

/** Failures may be as long as they like; what is over the limit goes by lines from the end. */
function cutHard(
  text: string,
  { mostCharacters, mostBytes }: { readonly mostCharacters: number; readonly mostBytes: number },
): string {
  if (text.length <= mostCharacters && Buffer.byteLength(text) <= mostBytes) return text;
  const lines = text.split("\n");
  let [characters, bytes, kept] = [0, 0, 0];
  for (const line of lines) {
    characters += line.length + 1;
    bytes += Buffer.byteLength(line) + 1;
    if (characters > mostCharacters - 2 || bytes > mostBytes - 4) break;
    kept++;
  }
  return `${lines.slice(0, kept).join("\n")}\n…`;
}
