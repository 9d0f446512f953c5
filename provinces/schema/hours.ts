import * as z from "zod";
import { field } from "./field.ts";

/** From and to, Asia/Shanghai; the end is not included. 24:00 is midnight at the end of the day. */
const Opening = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);

const openings = (least: number) => z.array(Opening).min(least).max(4);

const Schedule = z.strictObject({
  workdays: field(openings(1), {
    zh: "工作日",
    en: "Stretches of Monday to Friday, and of weekend days made working days; in order, apart.",
    examples: [["10:00-14:00", "16:00-20:00"]],
  }),
  saturdays: field(openings(0).optional(), { zh: "周六", en: "Stretches of Saturdays.", byDefault: "closed" }),
  sundays: field(openings(0).optional(), { zh: "周日", en: "Stretches of Sundays.", byDefault: "closed" }),
  holidays: field(openings(0).optional(), {
    zh: "节假日",
    en: "Stretches of the days off of the State Council's notice.",
    byDefault: "closed",
  }),
});

export const Hours = field(z.union([z.enum(["office", "24x7"]), Schedule]), {
  zh: "服务时间",
  en: "office: working days, 08:30-17:30 by Beijing time (about 248 days a year); by custom 10:00-14:00 and 16:00-20:00 in Xinjiang, 09:30-13:00 and 15:30-18:30 in Xizang. 24x7: always. A weekly schedule otherwise, such as summer hours. Anything but an independent line must be 24x7.",
});

export type Hours = z.infer<typeof Hours>;
