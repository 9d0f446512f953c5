import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Finding, UserError } from "../provinces/finding.ts";

/**
 * Makes the folder that output goes to.
 * @throws UserError when it is a file or holds anything (nothing of somebody's is overwritten), or can't be made.
 */
export function emptyFolder(given: string): string {
  const path = resolve(given);
  if (existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0))
    throw refusal("FOLDER_NOT_EMPTY", { path: given });
  try {
    makeFolder(path);
  } catch (error) {
    throw unwritable(given, error);
  }
  return path;
}

/** Writes files by relative path, folders made as needed; an existing one is never overwritten. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, text] of Object.entries(files))
    try {
      makeFolder(dirname(join(folder, path)));
      writeFileSync(join(folder, path), text, { flag: "wx" });
    } catch (error) {
      throw unwritable(join(folder, path), error);
    }
}

/** Step by step: on a file system that refuses new folders, such as /proc, Node's recursive form never returns. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function unwritable(path: string, error: unknown): unknown {
  if (!(error instanceof Error && "code" in error)) return error;
  return refusal("FOLDER_UNWRITABLE", { path, reason: String(error.code) });
}

function refusal(code: Finding["code"], facts: Finding["facts"]): UserError {
  return new UserError([{ code, where: {}, facts }]);
}
