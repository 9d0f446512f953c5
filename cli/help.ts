import type { Command, Option } from "./command.ts";
import type { Language } from "./language.ts";
import { pad } from "./table.ts";

const WORDS = {
  usage: { zh: "用法：", en: "Usage:" },
  commands: { zh: "命令：", en: "Commands:" },
  arguments: { zh: "参数：", en: "Arguments:" },
  options: { zh: "选项：", en: "Options:" },
  everywhere: { zh: "通用选项：", en: "Options of every command:" },
  examples: { zh: "示例：", en: "Examples:" },
  more: { zh: "详情：hotline <命令> --help", en: "More: hotline <command> --help" },
  title: {
    zh: "hotline：把 12333 省级呼叫中心写成代码，用 Pulumi 部署",
    en: "hotline: 12333 call centers as code, deployed with Pulumi",
  },
  codes: {
    zh: "退出码：0 完成；1 错误；2 有待执行的变更（仅 --exit-code）；3 违反策略或有风险",
    en: "Exit codes: 0 done; 1 error; 2 changes pending (only with --exit-code); 3 policy or risk",
  },
} as const;

function optionLabel(name: string, option: Option): string {
  if (option.type === "boolean") return `--${name}`;
  return `--${name} ${option.choices?.join("|") ?? option.value ?? "VALUE"}`;
}

function rows(pairs: readonly (readonly [string, string])[], width = 26): string {
  return pairs.map(([label, text]) => `  ${pad(label, width)}  ${text}`).join("\n");
}

export function usageOf(command: Command): string {
  const words = command.arguments.map((argument) => {
    // A long list of choices would hide the form; it stands below.
    const few = argument.choices !== undefined && argument.choices.length <= 4;
    const name = `<${few ? argument.choices.join("|") : argument.name}>`;
    if (argument.need === "many") return `[${name} ...]`;
    return argument.need === "optional" ? `[${name}]` : name;
  });
  return ["hotline", command.name, ...words].join(" ");
}

/** Examples first: most people look for the line to copy. */
export function commandHelp(
  command: Command,
  tables: { globals: Readonly<Record<string, Option>>; language: Language },
): string {
  const { language } = tables;
  const section = (title: keyof typeof WORDS, body: string) => (body === "" ? [] : [WORDS[title][language], body, ""]);
  return [
    command.text[language],
    "",
    ...section("examples", command.examples.map((example) => `  ${example}`).join("\n")),
    ...section("usage", `  ${usageOf(command)}`),
    ...section("arguments", rows(command.arguments.map((argument) => [argument.name, argument.text[language]]))),
    ...section(
      "options",
      rows(Object.entries(command.options).map(([name, option]) => [optionLabel(name, option), option.text[language]])),
    ),
    ...section(
      "everywhere",
      rows(Object.entries(tables.globals).map(([name, option]) => [optionLabel(name, option), option.text[language]])),
    ),
    WORDS.codes[language],
  ].join("\n");
}

export function overview(tables: {
  commands: readonly Command[];
  globals: Readonly<Record<string, Option>>;
  language: Language;
}): string {
  const { language } = tables;
  return [
    WORDS.title[language],
    "",
    `${WORDS.usage[language]} hotline ${language === "zh" ? "<命令>" : "<command>"} [...]`,
    "",
    WORDS.commands[language],
    rows(
      tables.commands.map((command) => [command.name, command.text[language]] as const),
      11,
    ),
    "",
    WORDS.everywhere[language],
    rows(Object.entries(tables.globals).map(([name, option]) => [optionLabel(name, option), option.text[language]])),
    "",
    WORDS.more[language],
    WORDS.codes[language],
  ].join("\n");
}

/** The command table of the README, generated so that it can't drift. */
export function commandTable(commands: readonly Command[], language: Language): string {
  const head = language === "zh" ? "| 命令 | 作用 |" : "| Command | What it does |";
  return [
    head,
    "| --- | --- |",
    ...commands.map((command) => `| \`${usageOf(command).replaceAll("|", "\\|")}\` | ${command.text[language]} |`),
  ].join("\n");
}
