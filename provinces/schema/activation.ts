import * as z from "zod";
import { field } from "./field.ts";

const date = z.iso.date().optional();

/** Dates that have happened; what is due next is computed from them. */
export const Activation = field(
  z.strictObject({
    approvedOn: field(date, {
      zh: "码号批准",
      en: "Approval of the code by the regulator.",
      byDefault: "allocated nationally in 2003: the chain starts at approved",
    }),
    agreementSignedOn: field(date, {
      zh: "协议签署",
      en: "Activation agreement with the carrier's headquarters.",
      byDefault: "not yet",
    }),
    headquartersNotifiedOn: field(date, {
      zh: "总部通知",
      en: "Headquarters told its subsidiaries.",
      byDefault: "not yet",
    }),
    filedOn: field(date, {
      zh: "备案受理",
      en: "Complete filing at the provincial communications administration.",
      byDefault: "not yet",
    }),
    filingNoticeOn: field(date, {
      zh: "备案通知",
      en: "The administration's notice to the carriers.",
      byDefault: "not yet",
    }),
    networks: field(
      z
        .record(
          z.string().regex(/^0\d{2,3}$/),
          field(
            z.strictObject({
              requestedOn: field(date, {
                zh: "书面申请",
                en: "Written request to the local carrier.",
                byDefault: "not yet",
              }),
              openedOn: field(date, { zh: "开通", en: "Number opened in this local network.", byDefault: "not yet" }),
              reportedOn: field(date, {
                zh: "开通报告",
                en: "Opening reported to the administration.",
                byDefault: "not yet",
              }),
            }),
            { zh: "本地网", en: "Dates of one local network." },
          ),
        )
        .optional(),
      { zh: "各本地网", en: "By area code.", byDefault: "none yet" },
    ),
  }),
  { zh: "开通进度", en: "Activation dates so far." },
);

export type Activation = z.infer<typeof Activation>;
