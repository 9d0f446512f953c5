import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import { table } from "../table.ts";
import type { PromptEntry } from "./inventory.ts";

/** The announcements for a terminal. */
export function promptTable(prompts: readonly PromptEntry[], language: Language): string {
  return table(
    [
      { title: say(language, "file") },
      { title: say(language, "spokenLanguage") },
      { title: say(language, "seconds"), align: "right" },
      { title: say(language, "spokenText") },
    ],
    prompts.map(({ path, language: spoken, seconds, text }) => [path, spoken, seconds.toFixed(1), text.zh]),
  );
}

/** The sheet that a speaker works from: what to say, how to deliver it, a box to tick. */
export function recordingSheet(
  { name, prompts }: { name: string; prompts: readonly PromptEntry[] },
  language: Language,
): string {
  const total = prompts.reduce((sum, { seconds }) => sum + seconds, 0);
  const columns = ["file", "spokenLanguage", "spokenText", "seconds", "done"] as const;
  return [
    `# ${say(language, "recordingSheet", { name })}`,
    "",
    say(language, "recordingForm"),
    "",
    say(language, "recordingTotal", { count: prompts.length, minutes: (total / 60).toFixed(1) }),
    "",
    `| ${columns.map((column) => say(language, column)).join(" | ")} |`,
    `| ${columns.map((column) => (column === "seconds" ? "---:" : "---")).join(" | ")} |`,
    ...prompts.map(
      ({ path, language: spoken, text, seconds }) =>
        `| ${path} | ${spoken} | ${text.zh.replaceAll("|", "\\|")} | ${seconds.toFixed(1)} | ☐ |`,
    ),
  ].join("\n");
}
