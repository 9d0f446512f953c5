import * as z from "zod";
import { Authority } from "./authority.ts";
import { IsoDate } from "./date.ts";
import { field } from "./field.ts";

const PromotionDocument = z.strictObject({
  title: field(z.string().min(4).max(120), { zh: "文件名称", en: "Title of the government document." }),
  number: field(z.string().min(3).max(60), { zh: "文号", en: "Its number.", examples: ["劳社部函〔2003〕84号"] }),
  issuedOn: field(IsoDate, { zh: "印发日期", en: "Date of issue." }),
});

/** What only people can supply for the ministry's application; the rest comes from the provinces' plans. */
export const NationalApplication = z
  .strictObject({
    authority: field(Authority.optional(), {
      zh: "归口主管部门",
      en: "Address and contacts of the ministry's department.",
      byDefault: "left blank in the papers, to be filled in",
    }),
    guarantee: field(
      z
        .strictObject({
          signedBy: field(z.string().min(2).max(40), { zh: "签字人", en: "Who signs the guarantee." }),
          signedOn: field(IsoDate, { zh: "签字日期", en: "Date of the signature." }),
        })
        .optional(),
      { zh: "保证书", en: "The guarantee of item 4, once it is signed.", byDefault: "not signed: left blank" },
    ),
    promotionDocuments: field(z.array(PromotionDocument).min(1).max(20).optional(), {
      zh: "推广文件",
      en: "Government documents that promote the service, item 5.",
      byDefault: "none: left blank",
    }),
  })
  .meta({
    id: "NationalApplication",
    title: "12333 全国码号申请",
    description: "The ministry's part of the application for 12333.",
  });

export type NationalApplication = z.infer<typeof NationalApplication>;
