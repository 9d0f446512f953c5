import type { ServiceLanguage } from "../../planning/service-languages.ts";
import { hoursInWords } from "./spoken-hours.ts";
import type { Switch } from "./switch.ts";

/** Announcements by file name: what is to be spoken. What depends on the province stands in braces. */
export const PROMPTS = {
  welcome: {
    zh: "您好，欢迎致电人力资源和社会保障服务热线12333。",
    en: "Welcome to the human resources and social security line 12333.",
  },
  "recording-notice": {
    zh: "为保证服务质量，本次通话将被录音。",
    en: "This call is recorded to keep the quality of service.",
  },
  menu: { zh: "{choices}重听请按星号键。", en: "The choices of the menu, in order; star to hear them again." },
  "menu-invalid": { zh: "您的按键有误，请重新选择。", en: "That key leads nowhere, please choose again." },
  "language-option": {
    zh: "{language}服务请按{digit}。（用{language}录制）",
    en: "For service in this language press the digit; spoken in that language.",
  },
  "please-wait": { zh: "座席正忙，请您继续等候。", en: "All agents are busy, please go on waiting." },
  "queue-position-before": { zh: "您前面还有", en: "Before you there are" },
  "queue-position-after": { zh: "位来电者正在等候。", en: "callers waiting. (A number is spoken before.)" },
  closed: {
    zh: "您好，现在是非工作时间。我们的服务时间为{hours}。",
    en: "We are closed now. The hours of service follow.",
  },
  "all-busy": { zh: "座席全忙，请稍后再拨。", en: "All agents are busy, please call again later." },
  "no-answer": { zh: "您拨打的电话暂时无人接听，请稍后再拨。", en: "Nobody answers now, please call again later." },
  "call-back-offer": {
    zh: "座席全忙。需要回电到您现在使用的号码请按1，回电到其他号码请按2，不需要请挂机。",
    en: "All agents are busy. To be called back press 1, on another number 2; else hang up.",
  },
  "call-back-number": {
    zh: "请输入回电号码，固定电话请加区号，以井号键结束。",
    en: "Enter the number to call back, with area code, and end with the hash key.",
  },
  "call-back": { zh: "已记录，我们将尽快给您回电。再见。", en: "It is noted, we will call you back soon. Goodbye." },
  voicemail: {
    zh: "座席暂时无法接听。请在提示音后留言，说完后请按井号键或直接挂机。",
    en: "Nobody can answer now. Leave a message after the tone, then press hash or hang up.",
  },
  "voicemail-saved": { zh: "您的留言已保存。再见。", en: "Your message is kept. Goodbye." },
  satisfaction: {
    zh: "请对本次服务作出评价：非常满意请按1，满意请按2，一般请按3，不满意请按4。",
    en: "Please rate this service: very satisfied 1, satisfied 2, fair 3, not satisfied 4.",
  },
  "satisfaction-thanks": { zh: "感谢您的评价，再见。", en: "Thank you, goodbye." },
  emergency: {
    zh: "系统正在维护，请稍后再拨。给您带来不便，敬请谅解。",
    en: "The system is being maintained, please call again later. We apologize.",
  },
} as const;

export type PromptName = keyof typeof PROMPTS;

/** Digits and their units as mod_say_zh looks for them. */
const NUMBERS: Readonly<Record<string, string>> = {
  "0": "零",
  "1": "一",
  "2": "二",
  "3": "三",
  "4": "四",
  "5": "五",
  "6": "六",
  "7": "七",
  "8": "八",
  "9": "九",
  "10": "十",
  "100": "百",
};

/** One sound file that must exist, and what is to be spoken in it. */
export interface Prompt {
  readonly key: string;
  /** Below the folder of sounds. */
  readonly path: string;
  readonly language: string;
  readonly text: { readonly zh: string; readonly en: string };
  /** Estimated; a recording may differ by half. */
  readonly seconds: number;
}

/** Syllables a second of a calm Chinese announcement, an assumption of this inventory. */
const SYLLABLES_A_SECOND = 4.2;

/** Path of a prompt as FreeSWITCH expands it. */
export function promptPath(name: PromptName, language: string = "zh"): string {
  return `$\${prompts_dir}/${fileOf(name, language)}`;
}

/** Chinese stands at the top, other languages in folders of their own. */
function fileOf(name: PromptName, language: string): string {
  return language === "zh" ? `${name}.wav` : `${language}/${name}.wav`;
}

type PromptNeeds = Pick<
  Switch,
  "scope" | "queues" | "hours" | "languages" | "recording" | "satisfaction" | "ringGroups" | "announcements"
>;

/** Announcements that an emergency may give: those that come along and are recorded here, then the department's own. */
export function emergencyAnnouncements(spec: PromptNeeds): readonly string[] {
  const used = usedPrompts(spec);
  return [...EMERGENCY.filter((name) => used.has(name)), ...Object.keys(spec.announcements).map(ownKey)];
}

/** The first is the emergency's own. */
const EMERGENCY = ["emergency", "all-busy", "closed"] as const satisfies readonly PromptName[];

/** In a folder of their own, so that no name is taken. */
const ownKey = (name: string): string => `own/${name}`;

/** Every sound file that the configuration plays, in the order in which a caller meets them. */
export function promptsOf(spec: PromptNeeds): readonly Prompt[] {
  const chosen = usedPrompts(spec);
  const menu = spec.queues.filter((queue) => queue.digit !== undefined && queue.language === "zh");
  const choices = menu.map(({ label, digit }) => `${label}请按${digit ?? ""}，`).join("");
  const facts = { choices, hours: hoursInWords(spec.hours) };
  const chinese = (Object.keys(PROMPTS) as readonly PromptName[])
    .filter((name) => chosen.has(name))
    .map((name) => prompt(name, { language: "zh", facts }));
  const foreign = spec.languages.flatMap((language) =>
    FOREIGN_PROMPTS.map((name) => prompt(name, { language: language.code, facts: languageFacts(language) })),
  );
  const numbers = chosen.has("queue-position-before")
    ? Object.entries(NUMBERS).map(([name, zh]) => ({
        key: `digits/${name}`,
        path: `zh/cn/digits/${name}.wav`,
        language: "zh",
        text: { zh, en: name },
        seconds: secondsOf(zh),
      }))
    : [];
  const own = Object.entries(spec.announcements).map(([name, zh]) => ({
    key: ownKey(name),
    path: `hotline/${ownKey(name)}.wav`,
    language: "zh",
    text: { zh, en: zh },
    seconds: secondsOf(zh),
  }));
  return [...chinese, ...own, ...foreign, ...numbers];
}

/** What a caller of a language queue hears in that language; the rest is Chinese. */
export const FOREIGN_PROMPTS = ["language-option", "please-wait"] as const satisfies readonly PromptName[];

function languageFacts({ label, digit }: ServiceLanguage): Readonly<Record<string, string>> {
  return { language: label, digit };
}

function prompt(
  name: PromptName,
  { language, facts }: { language: string; facts: Readonly<Record<string, string>> },
): Prompt {
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, fact: string) => facts[fact] ?? "");
  const zh = fill(PROMPTS[name].zh);
  return {
    key: language === "zh" ? name : `${language}/${name}`,
    path: `hotline/${fileOf(name, language)}`,
    language,
    text: { zh, en: PROMPTS[name].en },
    seconds: secondsOf(zh.replaceAll(/（[^）]*）/g, "")),
  };
}

/** A Chinese character is a syllable, and so is a digit. */
function secondsOf(text: string): number {
  const syllables = text.match(/[\p{Script=Han}\d]/gu)?.length ?? 0;
  return Math.max(0.5, Math.round((10 * syllables) / SYLLABLES_A_SECOND) / 10);
}

function usedPrompts(spec: PromptNeeds): ReadonlySet<PromptName> {
  const used = new Set<PromptName>(["emergency", "all-busy"]);
  const add = (...names: readonly PromptName[]) => {
    for (const name of names) used.add(name);
  };
  const answersHere = spec.scope === "complete" || spec.scope === "phones";
  if (answersHere && spec.hours.kind !== "24x7") add("closed");
  if (spec.scope === "complete") add("welcome");
  if (spec.recording.enabled && spec.recording.notice && answersHere) add("recording-notice");
  if (spec.queues.length > 1) add("menu", "menu-invalid");
  if (spec.queues.length > 0) add("please-wait", "queue-position-before", "queue-position-after");
  if (spec.satisfaction) add("satisfaction", "satisfaction-thanks", "menu-invalid");
  const overflows = spec.queues.map(({ overflow }) => overflow);
  const treatments = spec.ringGroups.flatMap(({ busy, noAnswer }) => [busy, noAnswer]);
  if (overflows.includes("call-back")) add("call-back-offer", "call-back-number", "call-back", "menu-invalid");
  if (overflows.includes("voicemail") || treatments.includes("voicemail")) add("voicemail", "voicemail-saved");
  if (spec.ringGroups.some(({ noAnswer }) => noAnswer === "announcement")) add("no-answer");
  return used;
}
