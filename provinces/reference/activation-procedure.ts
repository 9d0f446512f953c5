/** Who acts, by today's names: MOHRSS, MIIT, the province's communications administration, carriers, departments. */
export const ACTORS = {
  ministry: { zh: "人力资源和社会保障部", en: "ministry (MOHRSS)" },
  regulator: { zh: "工业和信息化部", en: "regulator (MIIT)" },
  administration: { zh: "省通信管理局", en: "provincial communications administration" },
  "carrier-headquarters": { zh: "运营商集团总部", en: "carrier headquarters" },
  "carrier-local": { zh: "本地网运营商", en: "local carrier" },
  "province-department": { zh: "省人社厅（局）", en: "provincial department" },
  "local-department": { zh: "市人社局", en: "local department" },
} as const;

export type Actor = keyof typeof ACTORS;

export const STEP_IDS = [
  "submitted",
  "accepted",
  "approved",
  "agreementSigned",
  "headquartersNotified",
  "filed",
  "filingNoticed",
  "requested",
  "opened",
  "reported",
] as const;

export type StepId = (typeof STEP_IDS)[number];

/** T1 to T6, and the holder's own duty to say that its address changed. */
export type ClockId =
  | "acceptance"
  | "decision"
  | "headquartersNotice"
  | "filingNotice"
  | "opening"
  | "openingReport"
  | "contactChange";

type DateField =
  | "submittedOn"
  | "acceptedOn"
  | "approvedOn"
  | "agreementSignedOn"
  | "headquartersNotifiedOn"
  | "filedOn"
  | "filingNoticeOn"
  | "requestedOn"
  | "openedOn"
  | "reportedOn";

/** Where a step is taken: nationwide or for the province, for each filing, for each local network. */
type Scope = "province" | "filing" | "network";

export interface StepRule {
  readonly zh: string;
  readonly en: string;
  readonly actor: Actor;
  readonly scope: Scope;
  /** Field of the province file that holds its day. */
  readonly field: DateField;
  /** Steps that come first, wherever the chain starts. */
  readonly after: readonly StepId[];
  /** Further steps that come first when one does not act before the other is through. */
  readonly afterInSequence?: readonly StepId[];
  /** Waited for in practice; no legal clock needs it, and a file may lack its date. */
  readonly practice?: readonly StepId[];
  /** The clock starts when all of `from` have happened, on the latest of their days. */
  readonly clock?: { readonly id: ClockId; readonly from: readonly StepId[] };
}

/**
 * The procedure by which 12333 is opened, in its order. Each step's day stands in the province file. T3 and T4 run side
 * by side; the local carrier opens within its limit of having both the written request and the administration's notice.
 */
export const STEPS: Readonly<Record<StepId, StepRule>> = {
  submitted: {
    zh: "提交码号申请（七项材料）",
    en: "application submitted (seven items)",
    actor: "ministry",
    scope: "province",
    field: "submittedOn",
    after: [],
  },
  accepted: {
    zh: "受理通知",
    en: "notice of acceptance",
    actor: "regulator",
    scope: "province",
    field: "acceptedOn",
    after: ["submitted"],
    clock: { id: "acceptance", from: ["submitted"] },
  },
  approved: {
    zh: "批准使用码号",
    en: "code approved",
    actor: "regulator",
    scope: "province",
    field: "approvedOn",
    after: ["accepted"],
    clock: { id: "decision", from: ["accepted"] },
  },
  agreementSigned: {
    zh: "与运营商总部签订码号开通协议",
    en: "activation agreement signed with the carrier",
    actor: "ministry",
    scope: "province",
    field: "agreementSignedOn",
    after: ["approved"],
  },
  headquartersNotified: {
    zh: "总部通知各子公司",
    en: "subsidiaries notified by headquarters",
    actor: "carrier-headquarters",
    scope: "province",
    field: "headquartersNotifiedOn",
    after: ["agreementSigned"],
    clock: { id: "headquartersNotice", from: ["agreementSigned"] },
  },
  filed: {
    zh: "备案材料交齐",
    en: "filing handed in, complete",
    actor: "province-department",
    scope: "filing",
    field: "filedOn",
    after: ["approved"],
    afterInSequence: ["headquartersNotified"],
  },
  filingNoticed: {
    zh: "备案通知发至各运营商",
    en: "filing notice sent to the carriers",
    actor: "administration",
    scope: "filing",
    field: "filingNoticeOn",
    after: ["filed"],
    clock: { id: "filingNotice", from: ["filed"] },
  },
  requested: {
    zh: "向本地网运营商书面申请",
    en: "written request to the local carrier",
    actor: "local-department",
    scope: "network",
    field: "requestedOn",
    after: ["approved"],
    afterInSequence: ["filingNoticed"],
  },
  opened: {
    zh: "局数据制作，开通",
    en: "switch data made, number opened",
    actor: "carrier-local",
    scope: "network",
    field: "openedOn",
    after: ["requested", "filingNoticed"],
    practice: ["headquartersNotified"],
    clock: { id: "opening", from: ["requested", "filingNoticed"] },
  },
  reported: {
    zh: "开通报告",
    en: "opening reported to the administration",
    actor: "carrier-local",
    scope: "network",
    field: "reportedOn",
    after: ["opened"],
    clock: { id: "openingReport", from: ["opened"] },
  },
};

interface Clock {
  readonly days: number;
  readonly article: string;
  readonly zh: string;
  readonly en: string;
}

interface Profile {
  readonly zh: string;
  readonly en: string;
  readonly clocks: Readonly<Record<ClockId, Clock>>;
}

/**
 * Limits in working days by the rules they come from. Today's practice may be faster (行政许可法 art. 42 has 20 days as
 * its general limit), so a province file may override any of them.
 */
export const PROFILES = {
  "mii-2003": {
    zh: "《电信网码号资源管理办法》（信息产业部令第28号，2003年；2014年修改）",
    en: "Administration of telecommunications numbering resources (MII order 28 of 2003, amended 2014)",
    clocks: {
      acceptance: { days: 10, article: "16", zh: "T1 受理", en: "T1 acceptance" },
      decision: { days: 50, article: "16", zh: "T2 审批", en: "T2 decision" },
      headquartersNotice: { days: 10, article: "23", zh: "T3 总部通知", en: "T3 headquarters' notice" },
      filingNotice: { days: 10, article: "23", zh: "T4 备案通知", en: "T4 filing notice" },
      opening: { days: 10, article: "23", zh: "T5 开通", en: "T5 opening" },
      openingReport: { days: 5, article: "23", zh: "T6 开通报告", en: "T6 opening report" },
      contactChange: { days: 10, article: "26", zh: "联系方式变更报告", en: "change of address or contact" },
    },
  },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileId = keyof typeof PROFILES;
