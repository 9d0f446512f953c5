import { closeSync, fdatasyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import type { z } from "zod";
import { errorText } from "./error-text.ts";

/** Written aside, synced and renamed: whoever reads sees the old or the new file, also after a power loss. */
export function writeDurably(path: string, text: string): void {
  const aside = `${path}.new`;
  const file = openSync(aside, "w", 0o600);
  try {
    writeSync(file, text);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(aside, path);
}

/** undefined when there is no such file. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * What an earlier run wrote down, or undefined. A file that can't be understood is set aside and said: a controller
 * that refused to start over it would leave the node without a role.
 */
export function readState<T>(path: string, schema: z.ZodType<T>): T | undefined {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const aside = `${path}.unreadable-${Date.now()}`;
    renameSync(path, aside);
    console.error(`hotline: ${path} is not readable and lies in ${aside} now: ${errorText(error)}`);
    return undefined;
  }
}
