import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ExitCode, Invocation } from "../command.ts";
import { emptyFolder } from "../empty-folder.ts";
import { say } from "../messages.ts";
import { repositoryFiles } from "../repository-files.ts";

/** A repository of the department's own, with nothing in it that must be undone later. */
export function run(invocation: Invocation): ExitCode {
  const { language, terminal } = invocation;
  const [given = ""] = invocation.arguments;
  const folder = emptyFolder(given);
  for (const [path, text] of Object.entries(repositoryFiles(language))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { flag: "wx" });
    terminal.out(say(language, "written", { path: join(given, path) }));
  }
  terminal.err(`${say(language, "nextTitle")}: npx hotline new <province> --provinces ${join(given, "provinces")}`);
  return 0;
}
