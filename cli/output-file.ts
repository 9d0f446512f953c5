import { writeFileSync } from "node:fs";
import { UserError } from "../provinces/finding.ts";

/** Writes a file that was asked for by name. @throws UserError when it can't be written. */
export function writeOutput(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UserError([{ code: "OUT_UNWRITABLE", where: {}, facts: { path, reason } }]);
  }
}
