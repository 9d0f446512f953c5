import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../provinces/finding.ts";

/**
 * Makes the folder that output goes to.
 * @throws UserError when it is a file or holds anything: nothing of somebody's is overwritten.
 */
export function emptyFolder(given: string): string {
  const path = resolve(given);
  if (existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0))
    throw new UserError([{ code: "FOLDER_NOT_EMPTY", where: { file: given }, facts: { path: given } }]);
  mkdirSync(path, { recursive: true });
  return path;
}
