import * as z from "zod";
import { type ClockId, PROFILES } from "../reference/activation-procedure.ts";
import { IsoDate } from "./date.ts";
import { field } from "./field.ts";

const date = IsoDate.optional();
const reason = z.string().min(1).max(200);

const Ending = z.strictObject({
  on: field(IsoDate, { zh: "日期", en: "Day of the written notice." }),
  reason: field(reason, { zh: "理由", en: "Reason as the notice gives it." }),
});

/** Overrides one clock of the profile. */
function limit(clock: ClockId): z.ZodOptional<z.ZodInt> {
  const { zh, en, days } = PROFILES["mii-2003"].clocks[clock];
  return field(z.int().min(1).max(250).optional(), { zh, en: `${en}, in working days.`, byDefault: String(days) });
}

const Limits = z.strictObject({
  acceptance: limit("acceptance"),
  decision: limit("decision"),
  headquartersNotice: limit("headquartersNotice"),
  filingNotice: limit("filingNotice"),
  opening: limit("opening"),
  openingReport: limit("openingReport"),
  contactChange: limit("contactChange"),
});

const Returns = z
  .array(
    z.strictObject({
      on: field(IsoDate, { zh: "补正通知", en: "Day on which more was asked for." }),
      missing: field(z.array(z.string().min(1).max(120)).min(1).max(20), { zh: "所缺材料", en: "What was missing." }),
      completedOn: field(date, {
        zh: "补齐",
        en: "Day on which it was handed in; the clock starts anew.",
        byDefault: "not yet",
      }),
    }),
  )
  .max(10)
  .optional();

const Filing = {
  filedOn: field(date, {
    zh: "备案受理",
    en: "Filing handed in at the provincial communications administration.",
    byDefault: "not yet",
  }),
  filingReturned: field(Returns, {
    zh: "备案补正",
    en: "Filing found incomplete, each time.",
    byDefault: "never",
  }),
  filingNoticeOn: field(date, {
    zh: "备案通知",
    en: "The administration's notice to the carriers.",
    byDefault: "not yet",
  }),
} as const;

const NetworkActivation = z.strictObject({
  ...Filing,
  requestedOn: field(date, { zh: "书面申请", en: "Written request to the local carrier.", byDefault: "not yet" }),
  openedOn: field(date, {
    zh: "开通",
    en: "Number opened in this local network; its trunks are deployed from then on.",
    byDefault: "not yet",
  }),
  reportedOn: field(date, { zh: "开通报告", en: "Opening reported to the administration.", byDefault: "not yet" }),
});

/** Dates that have happened; what is due next is computed from them. */
export const Activation = field(
  z.strictObject({
    startAt: field(z.enum(["approved", "dossier"]).optional(), {
      zh: "起点",
      en: "approved: the code is allocated. dossier: it is still to be applied for.",
      byDefault: "approved, for 12333 was allocated nationwide in 2003; dossier where submittedOn is given",
    }),
    chain: field(z.enum(["parallel", "sequential"]).optional(), {
      zh: "办理次序",
      en: "parallel: agreement, filing and requests side by side. sequential: each when the one before is through.",
      byDefault: "parallel",
    }),
    profile: field(z.enum(["mii-2003"]).optional(), {
      zh: "依据",
      en: "Rules the limits come from.",
      byDefault: "mii-2003",
    }),
    limits: field(Limits.optional(), {
      zh: "时限(工作日)",
      en: "Limits in working days that hold instead of the profile's.",
      byDefault: "the profile's",
    }),
    submittedOn: field(date, { zh: "提交申请", en: "Application received by the regulator.", byDefault: "not yet" }),
    returned: field(Returns, { zh: "申请补正", en: "Application found incomplete, each time.", byDefault: "never" }),
    acceptedOn: field(date, { zh: "受理", en: "Notice of acceptance.", byDefault: "not yet" }),
    notAccepted: field(Ending.optional(), {
      zh: "不予受理",
      en: "The application was not accepted; this ends the procedure.",
      byDefault: "no",
    }),
    approvedOn: field(date, {
      zh: "码号批准",
      en: "Approval of the code by the regulator.",
      byDefault: "allocated nationally in 2003: the chain starts at approved",
    }),
    refused: field(Ending.optional(), {
      zh: "不予批准",
      en: "The application was refused; this ends the procedure.",
      byDefault: "no",
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
    ...Filing,
    networks: field(
      z
        .record(
          z.string().regex(/^0\d{2,3}$/),
          field(NetworkActivation, {
            zh: "本地网",
            en: "Dates of one local network; its filing too where each locality files.",
          }),
        )
        .optional(),
      { zh: "各本地网", en: "By area code.", byDefault: "none yet" },
    ),
    contactChanges: field(
      z
        .array(
          z.strictObject({
            on: field(IsoDate, { zh: "变更日期", en: "Day from which address or contact differ." }),
            notifiedOn: field(date, {
              zh: "报告日期",
              en: "Day on which the body that allocated the code was told.",
              byDefault: "not yet",
            }),
          }),
        )
        .max(20)
        .optional(),
      {
        zh: "联系方式变更",
        en: "Changes of the holder's address or contact; each is to be told within 10 working days.",
        byDefault: "none",
      },
    ),
  }),
  { zh: "开通进度", en: "Activation dates so far." },
);

export type Activation = z.infer<typeof Activation>;
export type NetworkActivation = z.infer<typeof NetworkActivation>;
