import * as z from "zod";
import { PROVINCE_IDS } from "../reference/divisions.ts";
import { IsoDate } from "./date.ts";
import { field } from "./field.ts";

/** One year's days off and make-up workdays: of the whole country, or what one region adds to them. */
export const HolidayDays = z.strictObject({
  year: field(z.int().min(2000).max(2100), { zh: "年份", en: "Year of the notice." }),
  province: field(z.enum(PROVINCE_IDS).optional(), {
    zh: "省份",
    en: "Only in this province (三月三, 古尔邦节, 藏历新年 ...); the national days hold as well.",
    byDefault: "the State Council's notice for the whole country",
  }),
  areaCodes: field(
    z
      .array(z.string().regex(/^0\d{2,3}$/))
      .min(1)
      .optional(),
    { zh: "区号", en: "Only in these local networks of the province.", byDefault: "all of the province" },
  ),
  source: field(
    z.strictObject({
      title: field(z.string().min(1).max(120), { zh: "通知标题", en: "Title of the notice." }),
      number: field(z.string().min(1).max(60), { zh: "文号", en: "Number of the notice." }),
      date: field(IsoDate, { zh: "成文日期", en: "Date of the notice." }),
    }),
    { zh: "依据", en: "The notice the days were taken from." },
  ),
  off: field(z.array(IsoDate).max(120), { zh: "放假", en: "Days off; those on a weekend may be listed too." }),
  work: field(z.array(IsoDate).max(60), { zh: "上班", en: "Saturdays and Sundays that are worked." }),
});

export type HolidayDays = z.infer<typeof HolidayDays>;
