import { parseArgs } from "node:util";
import { closest } from "fastest-levenshtein";
import { type Finding, type FindingCode, UserError } from "../provinces/finding.ts";
import type { Command, Option } from "./command.ts";

export interface Parsed {
  readonly command: Command | undefined;
  readonly arguments: readonly string[];
  readonly values: Readonly<Record<string, string | boolean>>;
}

function wrong(code: FindingCode, facts: Finding["facts"]): UserError {
  return new UserError([{ code, where: {}, facts }]);
}

/** The nearest known word if it is near enough to have been meant. */
function nearest(word: string, known: readonly string[]): string {
  const candidate = closest(word, [...known]);
  return candidate;
}

/**
 * Splits a command line by the command table.
 * @throws UserError for an unknown command, option or choice, and for a missing or superfluous argument.
 */
export function parseCommandLine(
  argv: readonly string[],
  tables: { commands: readonly Command[]; globals: Readonly<Record<string, Option>> },
): Parsed {
  const names = tables.commands.map((command) => command.name);
  const first = argv.find((word) => !word.startsWith("-"));
  const command = tables.commands.find((candidate) => candidate.name === first);
  if (first !== undefined && command === undefined && !isValueOfGlobal(argv, first, tables.globals))
    throw wrong("COMMAND_UNKNOWN", { found: first, allowed: names.join(", "), nearest: nearest(first, names) });
  const options = { ...tables.globals, ...(command?.options ?? {}) };
  const parsed = parseArgs({
    args: [...argv],
    options: Object.fromEntries(Object.entries(options).map(([name, option]) => [name, { type: option.type }])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const values: Record<string, string | boolean> = {};
  for (const token of parsed.tokens) {
    if (token.kind !== "option") continue;
    const option = options[token.name];
    if (option === undefined)
      throw wrong("OPTION_UNKNOWN", {
        found: token.rawName,
        allowed: Object.keys(options)
          .map((name) => `--${name}`)
          .join(", "),
        nearest: `--${nearest(token.name, Object.keys(options))}`,
      });
    if (option.type === "string" && (token.value === undefined || token.value === ""))
      throw wrong("OPTION_NEEDS_VALUE", { option: `--${token.name}`, value: option.value ?? "VALUE" });
    if (option.type === "boolean" && token.value !== undefined)
      throw wrong("OPTION_TAKES_NO_VALUE", { option: `--${token.name}`, found: token.value });
    if (option.choices !== undefined && !option.choices.includes(token.value ?? ""))
      throw wrong("OPTION_CHOICE", { option: `--${token.name}`, found: token.value ?? "", allowed: option.choices.join(", ") });
    values[token.name] = token.value ?? true;
  }
  const positionals = command === undefined ? parsed.positionals : parsed.positionals.slice(1);
  if (command !== undefined && values["help"] !== true) checkArguments(command, positionals);
  return { command, arguments: positionals, values };
}

function isValueOfGlobal(argv: readonly string[], word: string, globals: Readonly<Record<string, Option>>): boolean {
  const before = argv[argv.indexOf(word) - 1];
  return before !== undefined && globals[before.replace(/^--/, "")]?.type === "string";
}

function checkArguments(command: Command, given: readonly string[]): void {
  const many = command.arguments.some((argument) => argument.need === "many");
  for (const [index, argument] of command.arguments.entries()) {
    const found = given[index];
    if (found === undefined && argument.need === "required")
      throw wrong("ARGUMENT_MISSING", { command: command.name, argument: argument.name, allowed: argument.choices?.join(", ") ?? argument.text.en });
    if (found !== undefined && argument.choices !== undefined && !argument.choices.includes(found))
      throw wrong("ARGUMENT_CHOICE", { command: command.name, argument: argument.name, found, allowed: argument.choices.join(", ") });
  }
  const extra = given[command.arguments.length];
  if (extra !== undefined && !many) throw wrong("ARGUMENT_SUPERFLUOUS", { command: command.name, found: extra });
}
