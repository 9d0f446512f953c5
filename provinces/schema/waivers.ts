import * as z from "zod";
import { IsoDate } from "./date.ts";
import { field } from "./field.ts";

/** Rules that a preview holds changes to; a waiver names one. */
export const RULES = [
  "data-loss",
  "outage",
  "rejected",
  "protected",
  "security",
  "compliance",
  "provider",
  "capacity",
  "blast-radius",
  "cost",
  "stale",
] as const;

export type Rule = (typeof RULES)[number];

const Waiver = z.strictObject({
  rule: field(z.enum(RULES), {
    zh: "规则",
    en: "The rule that previews of this province no longer hold against a change; it is still shown, as waived.",
  }),
  subject: field(z.string().min(1).max(200).optional(), {
    zh: "对象",
    en: "What the waiver is for: part of a resource's or item's name, such as recordings.",
    byDefault: "everything the rule finds",
    examples: ["recordings"],
  }),
  reason: field(z.string().min(4).max(400), {
    zh: "理由",
    en: "Why the risk is taken; shown in every report.",
    examples: ["录音已迁至省档案馆，见纪要 2026-31 号"],
  }),
  by: field(z.string().min(2).max(60), { zh: "批准人", en: "Who answers for it." }),
  until: field(IsoDate, {
    zh: "有效期至",
    en: "Last day on which it counts, YYYY-MM-DD; afterwards it is ignored, and reports say so.",
  }),
});

export const Waivers = field(z.array(Waiver).min(1).max(30).optional(), {
  zh: "风险豁免",
  en: "Risks of changes that somebody has taken on, each with reason and last day.",
  byDefault: "none",
});

export type Waiver = z.infer<typeof Waiver>;
