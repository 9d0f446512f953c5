import { structuredPatch } from "diff";

const MOST_LINES = 16;

/**
 * Lines that differ between two texts, `- ` before those that go and `+ ` before those that come, at most 16 and then
 * how many more. Undefined unless one of them has several lines: short values read better whole.
 */
export function changedLines(old: unknown, next: unknown): readonly string[] | undefined {
  if (typeof old !== "string" || typeof next !== "string" || !`${old}${next}`.includes("\n")) return undefined;
  const { hunks } = structuredPatch("", "", old, next, "", "", { context: 0 });
  const lines = hunks.flatMap((hunk) => hunk.lines).filter((line) => !line.startsWith("\\"));
  const shown = lines.slice(0, MOST_LINES).map((line) => `${line.slice(0, 1)} ${line.slice(1).trim()}`);
  return lines.length > MOST_LINES ? [...shown, `… ${lines.length - MOST_LINES}`] : shown;
}
