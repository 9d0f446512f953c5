import type { Province } from "../provinces/province.ts";

export type LanguageCode = NonNullable<Province["languages"]>[number];

/** A language beside Chinese that the menu offers. */
export interface ServiceLanguage {
  readonly code: LanguageCode;
  /** Its Chinese name. */
  readonly label: string;
  readonly digit: string;
  /** Queue of agents who speak it. */
  readonly queue: string;
}

export const LANGUAGE_NAMES: Readonly<Record<LanguageCode, string>> = {
  zh: "汉语",
  bo: "藏语",
  ug: "维吾尔语",
  mn: "蒙古语",
  kk: "哈萨克语",
  ko: "朝鲜语",
  za: "壮语",
  ii: "彝语",
  en: "英语",
};

/** The language of a queue: the one other than Chinese, of those that the province lists, that is among its skills. */
export function languageOf(skills: readonly string[], languages: Province["languages"]): LanguageCode {
  return (languages ?? []).find((code) => code !== "zh" && skills.includes(code)) ?? "zh";
}
