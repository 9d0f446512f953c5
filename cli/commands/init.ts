import { join } from "node:path";
import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { emptyFolder, writeFiles } from "../output-folder.ts";
import { repositoryFiles } from "../repository-files.ts";

/** A repository of the department's own, with nothing in it that must be undone later. */
export function run(invocation: Invocation): ExitCode {
  const { language, terminal } = invocation;
  const [given = ""] = invocation.arguments;
  const folder = emptyFolder(given);
  const files = repositoryFiles(language);
  writeFiles(folder, files);
  for (const path of Object.keys(files)) terminal.out(say(language, "written", { path: join(given, path) }));
  terminal.err(`${say(language, "nextTitle")}\n  npx hotline new <province> --provinces ${join(given, "provinces")}`);
  return 0;
}
