import type { StackNames } from "../../../planning/diff/abstract-names.ts";
import { DIVISIONS, PROVINCE_IDS } from "../../../provinces/reference/divisions.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";

/** What a stack is called; one whose file and record are both silent has its name all the same. */
export function namesOf(stack: string): StackNames {
  const province = PROVINCE_IDS.find((id) => stack === id || stack.startsWith(`${id}-`));
  const { zh, en } = province === undefined ? { zh: stack, en: stack } : DIVISIONS[province];
  const site = province === undefined || stack === province ? "main" : stack.slice(province.length + 1);
  return { stack, province: province ?? stack, site, name: { zh, en } };
}

/** `安徽、河南`, `Beijing (dr)`; at most so many, then how many more. */
export function stackNames(
  stacks: readonly string[],
  { language, most = Number.POSITIVE_INFINITY }: { readonly language: Language; readonly most?: number },
): string {
  const names = stacks.slice(0, most).map((stack) => nameOf(stack, language));
  const more = stacks.length - names.length;
  if (language === "zh") return names.join("、") + (more > 0 ? ` 等 ${stacks.length} 个` : "");
  return names.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function nameOf(stack: string, language: Language): string {
  const { name, site } = namesOf(stack);
  const short = language === "zh" ? name.zh.replace(/(?:维吾尔|壮族|回族)?自治区$|省$|市$/, "") : name.en;
  if (site === "main") return short;
  return language === "zh" ? `${short}（${site}）` : `${short} (${site})`;
}

export function stackCount(count: number, language: Language): string {
  return count === 1 ? say(language, "pr.stack") : say(language, "pr.stacks", { count });
}
