import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const PACKAGE_ROOT = resolve(import.meta.dirname, "..");

/** Version of this toolkit; compiled files lie one level deeper. */
export function toolkitVersion(): string {
  const manifest = join(PACKAGE_ROOT, existsSync(join(PACKAGE_ROOT, "package.json")) ? "" : "..", "package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
