import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { clusterCache } from "./build.ts";

/**
 * Archives of the project's own images, as `docker save` writes them, named NAME-VERSION.tar: in the folder that
 * HOTLINE_IMAGES names, or in `project-images` of the cluster's cache.
 */
export function findArchives(names: readonly string[]): { archives: readonly string[] } | { missing: string } {
  const folder = process.env["HOTLINE_IMAGES"] ?? join(clusterCache(), "project-images");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const found = names.map((name) => files.find((file) => file.startsWith(`${name}-`) && file.endsWith(".tar")));
  const absent = names.find((_, index) => found[index] === undefined);
  return absent === undefined
    ? { archives: found.filter((file) => file !== undefined).map((file) => join(folder, file)) }
    : { missing: `no archive ${absent}-*.tar in HOTLINE_IMAGES or ${folder}` };
}
