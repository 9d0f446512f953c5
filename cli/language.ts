import type { Language } from "../provinces/messages.ts";

export type { Language } from "../provinces/messages.ts";

/** A text in both languages. */
export type Text = Readonly<Record<Language, string>>;

/** `--lang` if given, else the locale of the environment (LC_ALL, LC_MESSAGES, LANG): zh for Chinese, en for all else. */
export function chooseLanguage(flag: string | undefined, environment: NodeJS.ProcessEnv): Language {
  if (flag === "zh" || flag === "en") return flag;
  const locale = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return locale.toLowerCase().startsWith("zh") ? "zh" : "en";
}
