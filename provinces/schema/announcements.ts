import * as z from "zod";
import { field } from "./field.ts";

/** Texts of the department's own for an emergency, by name; recorded ahead, since sound files are in the image. */
export const Announcements = field(
  z.record(
    z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
    field(z.string().min(2).max(200), { zh: "公告文本", en: "Chinese text, as it is spoken." }),
  ),
  {
    zh: "自备公告",
    en: "Announcements of the department's own for an emergency, by name: the text to be recorded. Switched on with hotline emergency on --announcement own/NAME.",
    byDefault: "none beside those that come along",
    examples: [{ typhoon: "受台风影响，今日暂停人工服务，请稍后再拨。" }],
  },
);
