import { hash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { lockSync } from "proper-lockfile";
import * as z from "zod";
import { UserError } from "../provinces/finding.ts";

const Entry = z.strictObject({
  /** ISO 8601. */
  at: z.string(),
  stack: z.string(),
  /** What was approved. */
  digest: z.string(),
  /** Commit of the province files. */
  commit: z.string(),
  approver: z.string(),
  operator: z.string(),
  /** done: deployed as approved. refused: what would have been done differed, or rules forbade it. */
  outcome: z.enum(["done", "refused", "failed"]),
  /** SHA-256 of the line before; of the first line: zeros. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
});

export type ApprovalEntry = z.infer<typeof Entry>;

const START = "0".repeat(64);

/** Beside the province files' folder, so that it can be committed; one JSON object a line. */
export function approvalLogPath(root: string): string {
  return join(root, "approvals.jsonl");
}

/** Appends one line; nothing that stands there is ever written again. @throws UserError when the log was altered. */
export function recordApproval(path: string, entry: Omit<ApprovalEntry, "previous">): ApprovalEntry {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) appendFileSync(path, "", { mode: 0o644 });
  const release = lockSync(path);
  try {
    const lines = linesOf(path);
    checkChain(path, lines);
    const last = lines.at(-1);
    const full: ApprovalEntry = { ...entry, previous: last === undefined ? START : hash("sha256", last, "hex") };
    appendFileSync(path, `${JSON.stringify(full)}\n`, { flush: true });
    return full;
  } finally {
    release();
  }
}

/** All entries in order. @throws UserError when a line is no entry, or was altered, inserted or removed. */
export function readApprovals(path: string): readonly ApprovalEntry[] {
  return existsSync(path) ? checkChain(path, linesOf(path)) : [];
}

function linesOf(path: string): readonly string[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

function checkChain(file: string, lines: readonly string[]): readonly ApprovalEntry[] {
  return lines.map((line, index) => {
    const parsed = Entry.safeParse(parseJson(line));
    const before = index === 0 ? START : hash("sha256", lines[index - 1] ?? "", "hex");
    if (!parsed.success || parsed.data.previous !== before)
      throw new UserError([{ code: "APPROVAL_LOG_ALTERED", where: { file, line: index + 1, column: 1 }, facts: {} }]);
    return parsed.data;
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
