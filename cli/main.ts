import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { UserError } from "../provinces/finding.ts";
import { formatFinding } from "../provinces/messages.ts";
import { parseCommandLine } from "./arguments.ts";
import type { ExitCode, Invocation } from "./command.ts";
import { COMMANDS, GLOBAL_OPTIONS } from "./commands.ts";
import { commandHelp, overview } from "./help.ts";
import { chooseLanguage, type Language } from "./language.ts";
import { RUNS } from "./runs.ts";
import { processTerminal } from "./terminal.ts";
import { toolkitVersion } from "./version.ts";

const PACKAGE_ROOT = resolve(import.meta.dirname, "..");

function provincesDirectory(given: string | undefined): string {
  if (given !== undefined) return resolve(given);
  const own = resolve("provinces");
  return existsSync(own) ? own : join(PACKAGE_ROOT, "provinces");
}

async function main(argv: readonly string[]): Promise<ExitCode> {
  const terminal = processTerminal();
  let language: Language = chooseLanguage(argv[argv.indexOf("--lang") + 1], process.env);
  try {
    const parsed = parseCommandLine(argv, { commands: COMMANDS, globals: GLOBAL_OPTIONS });
    const value = (option: string) => {
      const found = parsed.values[option];
      return typeof found === "string" ? found : undefined;
    };
    language = chooseLanguage(value("lang"), process.env);
    const { command } = parsed;
    if (command === undefined && parsed.values["version"] === true) {
      terminal.out(toolkitVersion());
      return 0;
    }
    if (command === undefined) {
      terminal.out(overview({ commands: COMMANDS, globals: GLOBAL_OPTIONS, language }));
      return 0;
    }
    if (parsed.values["help"] === true) {
      terminal.out(commandHelp(command, { globals: GLOBAL_OPTIONS, language }));
      return 0;
    }
    const invocation: Invocation = {
      arguments: parsed.arguments,
      value,
      has: (option) => parsed.values[option] === true,
      language,
      terminal,
      provinces: provincesDirectory(value("provinces")),
    };
    const load = RUNS[command.name];
    if (load === undefined) throw new Error(`${command.name} does nothing`);
    return await (await load()).run(invocation);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    for (const finding of error.findings) terminal.err(formatFinding(finding, language));
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
