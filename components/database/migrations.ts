import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The versioned SQL and the scripts that run it, as they lie beside this file: Sqitch reads the same folder in tests, in
 * a developer's hands and in the job. Read once, when this module is loaded: they are part of the program.
 */
const FOLDERS = ["migrations", "migrations/deploy", "scripts"];

/** Text by path below the mount: `sqitch.plan`, `deploy/figures.sql`, `scripts/migrate.sh`. */
export const MIGRATION_FILES: Readonly<Record<string, string>> = Object.fromEntries(
  FOLDERS.flatMap((folder) =>
    readdirSync(join(import.meta.dirname, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }): [string, string] => [
        join(folder.replace(/^migrations\/?/, ""), name),
        readFileSync(join(import.meta.dirname, folder, name), "utf8"),
      ]),
  ).sort(([a], [b]) => (a < b ? -1 : 1)),
);
