import * as z from "zod";
import { field } from "./field.ts";

/** FreeSWITCH rings 128 telephones at once, no more. */
export const MOST_PHONES = 128;

const treatment = z.enum(["announcement", "busy-tone", "voicemail", "next-group"]);

/** Telephones of work mode hotline that ring for the bound number. */
export const RingGroup = z.strictObject({
  name: field(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), {
    zh: "振铃组名",
    en: "Name of the group, unique in the province.",
    examples: ["front"],
  }),
  label: field(z.string().min(1).max(40), { zh: "显示名", en: "What people call it.", examples: ["前台"] }),
  phones: field(z.int().min(1).max(MOST_PHONES).optional(), {
    zh: "话机数",
    en: "Telephones of the group, taken in the order of their extensions.",
    byDefault: "an equal part of the telephones left",
  }),
  order: field(z.enum(["together", "in-turn"]).optional(), {
    zh: "振铃方式",
    en: "together: all at once; in-turn: one after another.",
    byDefault: "together",
  }),
  ringSeconds: field(z.int().min(5).max(120).optional(), {
    zh: "振铃时长(秒)",
    en: "How long the group rings; with in-turn, each telephone.",
    byDefault: "30; 15 in turn",
  }),
  noAnswer: field(treatment.optional(), {
    zh: "无应答",
    en: "What the caller gets when nobody answers. voicemail needs recording.",
    byDefault: "next-group, announcement for the last group",
  }),
  busy: field(treatment.optional(), {
    zh: "全忙",
    en: "What the caller gets when all telephones are busy.",
    byDefault: "as noAnswer",
  }),
});

export type RingGroup = z.infer<typeof RingGroup>;
