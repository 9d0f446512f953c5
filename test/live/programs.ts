import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The first of these programs on PATH, or what is missing. */
export function findProgram(...names: readonly string[]): { readonly path: string } | { readonly missing: string } {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const path = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((each) => existsSync(each));
  return path === undefined ? { missing: `no ${names.join(" or ")} on PATH` } : { path };
}
