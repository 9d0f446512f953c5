import { parseArgs } from "node:util";
import { type Finding, type FindingCode, UserError } from "../provinces/finding.ts";
import type { Command, Option } from "./command.ts";
import { advice } from "./nearest.ts";

const HELP = { zh: "详见 hotline --help。", en: "See hotline --help." };

export interface Parsed {
  readonly command: Command | undefined;
  readonly arguments: readonly string[];
  readonly values: Readonly<Record<string, string | boolean>>;
}

function wrong(code: FindingCode, facts: Finding["facts"]): UserError {
  return new UserError([{ code, where: {}, facts }]);
}

/**
 * Splits a command line by the command table.
 * @throws UserError for an unknown command, option or choice, and for a missing or superfluous argument.
 */
export function parseCommandLine(
  argv: readonly string[],
  tables: { commands: readonly Command[]; globals: Readonly<Record<string, Option>> },
): Parsed {
  const tokens = tokensOf(argv, {
    ...Object.fromEntries(tables.commands.flatMap((command) => Object.entries(command.options))),
    ...tables.globals,
  });
  const words = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const names = tables.commands.map((command) => command.name);
  const command = tables.commands.find((candidate) => candidate.name === words[0]);
  if (words[0] !== undefined && command === undefined)
    throw wrong("COMMAND_UNKNOWN", { found: words[0], allowed: names.join(", "), ...advice(words[0], names, HELP) });
  const options: Readonly<Record<string, Option>> = { ...tables.globals, ...command?.options };
  const values: Record<string, string | boolean> = {};
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = options[token.name];
    if (option === undefined)
      throw wrong("OPTION_UNKNOWN", {
        found: token.rawName,
        allowed: Object.keys(options)
          .map((name) => `--${name}`)
          .join(", "),
        ...advice(
          token.rawName,
          Object.keys(options).map((name) => `--${name}`),
          HELP,
        ),
      });
    if (option.type === "string" && (token.value === undefined || token.value === ""))
      throw wrong("OPTION_NEEDS_VALUE", { option: `--${token.name}`, value: option.value ?? "VALUE" });
    if (option.type === "boolean" && token.value !== undefined)
      throw wrong("OPTION_TAKES_NO_VALUE", { option: `--${token.name}`, found: token.value });
    if (option.choices !== undefined && !option.choices.includes(token.value ?? ""))
      throw wrong("OPTION_CHOICE", {
        option: `--${token.name}`,
        found: token.value ?? "",
        allowed: option.choices.join(", "),
      });
    values[token.name] = token.value ?? true;
  }
  const positionals = words.slice(1);
  if (command !== undefined && values["help"] !== true) checkArguments(command, positionals);
  return { command, arguments: positionals, values };
}

/** Splits by what takes a value in any command: names mean the same everywhere. */
function tokensOf(argv: readonly string[], options: Readonly<Record<string, Option>>) {
  const types = Object.fromEntries(Object.entries(options).map(([name, option]) => [name, { type: option.type }]));
  return parseArgs({ args: [...argv], options: types, allowPositionals: true, strict: false, tokens: true }).tokens;
}

function checkArguments(command: Command, given: readonly string[]): void {
  const many = command.arguments.some((argument) => argument.need === "many");
  for (const [index, argument] of command.arguments.entries()) {
    const found = given[index];
    if (found === undefined && argument.need === "required")
      throw wrong("ARGUMENT_MISSING", {
        command: command.name,
        argument: argument.name,
        allowed: argument.choices?.join(", ") ?? argument.text.en,
      });
    if (found !== undefined && argument.choices !== undefined && !argument.choices.includes(found))
      throw wrong("ARGUMENT_CHOICE", {
        command: command.name,
        argument: argument.name,
        found,
        allowed: argument.choices.join(", "),
      });
  }
  const extra = given[command.arguments.length];
  if (extra !== undefined && !many) throw wrong("ARGUMENT_SUPERFLUOUS", { command: command.name, found: extra });
}
