import * as z from "zod";
import { IsoDate } from "./date.ts";
import { field } from "./field.ts";

/** What goes with the code 12333 besides opening it. */
export const Numbering = z.strictObject({
  retiredNumbers: field(
    z
      .array(
        z.strictObject({
          number: field(z.string().regex(/^\d{3,12}$/), {
            zh: "旧号码",
            en: "Short number of a labor service that 12333 replaces, quoted.",
            examples: ["12338"],
          }),
          service: field(z.string().min(1).max(60).optional(), {
            zh: "原业务",
            en: "What it was for.",
            byDefault: "not said",
          }),
          stoppedOn: field(IsoDate.optional(), { zh: "停用", en: "Day it was switched off.", byDefault: "not yet" }),
          returnedOn: field(IsoDate.optional(), {
            zh: "交回",
            en: "Day it was handed back to the communications administration.",
            byDefault: "not yet",
          }),
        }),
      )
      .max(60)
      .optional(),
    {
      zh: "停用的旧号码",
      en: "Other short numbers of labor services; they stop and go back (劳社部函〔2003〕84号).",
      byDefault: "none",
    },
  ),
  codeFeeFenPerYear: field(z.int().min(0).max(10_000_000_000).optional(), {
    zh: "码号资源占用费(分/年)",
    en: "Fee for occupying the code, in fen a year (信部联清〔2004〕517号 has none for public-service codes that could be found).",
    byDefault: "0",
  }),
});

export type Numbering = z.infer<typeof Numbering>;
