import { PROVINCE_IDS } from "../../provinces/reference/divisions.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { COMMANDS, GLOBAL_OPTIONS } from "../commands.ts";

/** Words after each command: its options, its fixed choices, province ids. */
function wordsOf(): readonly (readonly [string, string])[] {
  return COMMANDS.map((command) => {
    const options = [...Object.keys(command.options), ...Object.keys(GLOBAL_OPTIONS)].map((option) => `--${option}`);
    const choices = command.arguments.flatMap(
      (argument) => argument.choices ?? (argument.name === "province" ? PROVINCE_IDS : []),
    );
    return [command.name, [...choices, ...options].join(" ")] as const;
  });
}

export function run({ arguments: [shell], terminal }: Invocation): ExitCode {
  const cases = wordsOf()
    .map(([command, words]) => `    ${command}) words="${words}" ;;`)
    .join("\n");
  const body = `_hotline() {
  local words="${COMMANDS.map((command) => command.name).join(" ")}"
  [ "$COMP_CWORD" -gt 1 ] && case "\${COMP_WORDS[1]}" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _hotline hotline`;
  terminal.out(shell === "zsh" ? `autoload -U +X bashcompinit && bashcompinit\n${body}` : body);
  return 0;
}
