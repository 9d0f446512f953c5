import { effect, signal } from "@preact/signals";
import { type Language, type MessageKey, messageText } from "../messages.ts";

const PLACE = "hotline.language";
const CONTRAST_PLACE = "hotline.contrast";

export const language = signal<Language>(localStorage.getItem(PLACE) === "en" ? "en" : "zh");
export const highContrast = signal(localStorage.getItem(CONTRAST_PLACE) === "more");

effect(() => {
  localStorage.setItem(PLACE, language.value);
  document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
  document.title = messageText("product", language.value);
});
effect(() => {
  localStorage.setItem(CONTRAST_PLACE, highContrast.value ? "more" : "usual");
  document.documentElement.dataset["contrast"] = highContrast.value ? "more" : "usual";
});

/** The text in the reader's language; views that call it follow a switch of the language. */
export function t(key: MessageKey, values?: Readonly<Record<string, string | number>>): string {
  return messageText(key, language.value, values);
}

export function toggleLanguage(): void {
  language.value = language.value === "zh" ? "en" : "zh";
}
