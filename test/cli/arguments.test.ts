import { describe, expect, test } from "vitest";
import { parseCommandLine } from "../../cli/arguments.ts";
import { COMMANDS, GLOBAL_OPTIONS } from "../../cli/commands.ts";
import { UserError } from "../../provinces/finding.ts";

const tables = { commands: COMMANDS, globals: GLOBAL_OPTIONS };
const parse = (line: string) =>
  parseCommandLine(
    line.split(" ").filter((word) => word !== ""),
    tables,
  );

function failure(line: string): { code: string; facts: Readonly<Record<string, string | number>> } {
  try {
    parse(line);
  } catch (error) {
    if (error instanceof UserError && error.findings[0] !== undefined) return error.findings[0];
    throw error;
  }
  throw new Error(`${line} was accepted`);
}

describe("a command line", () => {
  test("gives command, arguments and options", () => {
    const parsed = parse("plan anhui hunan --format json --site=dr --all");
    expect(parsed.command?.name).toBe("plan");
    expect(parsed.arguments).toEqual(["anhui", "hunan"]);
    expect(parsed.values).toEqual({ format: "json", site: "dr", all: true });
  });

  test("takes global options before the command", () => {
    const parsed = parse("--lang zh validate anhui");
    expect(parsed.command?.name).toBe("validate");
    expect(parsed.arguments).toEqual(["anhui"]);
    expect(parsed.values).toEqual({ lang: "zh" });
  });

  test("may be empty or ask for help alone", () => {
    expect(parse("").command).toBeUndefined();
    expect(parse("--help").values).toEqual({ help: true });
    expect(parse("render --help").command?.name).toBe("render");
  });

  test.each([
    ["paln", "COMMAND_UNKNOWN", { "advice.en": "Did you mean plan?" }],
    ["plan --formt json", "OPTION_UNKNOWN", { found: "--formt", "advice.en": "Did you mean --format?" }],
    ["plan --format", "OPTION_NEEDS_VALUE", { option: "--format" }],
    ["plan --format=", "OPTION_NEEDS_VALUE", { option: "--format" }],
    ["plan --format xml", "OPTION_CHOICE", { found: "xml", allowed: "table, json" }],
    ["plan --all=yes", "OPTION_TAKES_NO_VALUE", { option: "--all", found: "yes" }],
    ["render", "ARGUMENT_MISSING", { argument: "province" }],
    ["render anhui hunan", "ARGUMENT_SUPERFLUOUS", { found: "hunan" }],
    ["secrets show anhui", "ARGUMENT_CHOICE", { found: "show", allowed: "init, set, get, rotate" }],
    ["new guandong", "ARGUMENT_CHOICE", { found: "guandong" }],
    ["plan -x", "OPTION_UNKNOWN", { found: "-x" }],
  ])("%s is refused with %s", (line, code, facts) => {
    const found = failure(line);
    expect(found.code).toBe(code);
    expect(found.facts).toMatchObject(facts);
  });
});

test("every option and argument has words in both languages and every command an example that parses", () => {
  for (const command of COMMANDS) {
    for (const part of [command, ...command.arguments, ...Object.values(command.options)]) {
      expect(part.text.zh, command.name).not.toBe("");
      expect(part.text.en, command.name).not.toBe("");
    }
    expect(command.examples.length, command.name).toBeGreaterThan(0);
    for (const example of command.examples) {
      const line = /npx hotline ([^<>]*)/.exec(example)?.[1];
      if (line !== undefined) expect(parse(line.replace(/\).*$/, "").trim()).command?.name).toBe(command.name);
    }
  }
});
