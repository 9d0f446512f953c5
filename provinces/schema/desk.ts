import * as z from "zod";
import { field, UNASSIGNED } from "./field.ts";

const BreakReason = z.strictObject({
  code: field(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), {
    zh: "代码",
    en: "Name in figures and events; never reused for something else.",
    examples: ["training"],
  }),
  zh: field(z.string().min(1).max(20), { zh: "中文", en: "What Chinese agents choose.", examples: ["培训"] }),
  en: field(z.string().min(1).max(40), { zh: "英文", en: "What the English desk shows.", examples: ["Training"] }),
});

const Expert = z.strictObject({
  name: field(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), {
    zh: "代号",
    en: "Name in the dialplan, unique in the province.",
    examples: ["pension-policy"],
  }),
  label: field(z.string().min(1).max(40), {
    zh: "显示名",
    en: "What agents choose when they pass a caller on.",
    examples: ["养老保险专家"],
  }),
  number: field(z.union([z.literal(UNASSIGNED), z.string().regex(/^(?:0[1-9]\d{8,10}|1[3-9]\d{9})$/)]), {
    zh: "电话",
    en: "The expert's telephone: 0, area code and number, or a mobile; or unassigned. Called over the trunks.",
  }),
});

const Oidc = z.strictObject({
  issuer: field(z.union([z.literal(UNASSIGNED), z.url({ protocol: /^https$/ })]), {
    zh: "签发者",
    en: "Issuer of the department's identity provider, as in its discovery document.",
    examples: ["https://sso.internal.example/realms/hrss"],
  }),
  clientId: field(z.string().min(1).max(100), {
    zh: "客户端标识",
    en: "Client id of the desk there. Its secret is the secret desk-oidc-client.",
    examples: ["hotline-desk"],
  }),
  label: field(z.string().min(1).max(20).optional(), {
    zh: "登录按钮文字",
    en: "Words on the sign-in button.",
    byDefault: "统一身份认证",
  }),
  loginClaim: field(z.string().min(1).max(60).optional(), {
    zh: "账号声明",
    en: "Claim of the id token that holds the login of the desk's account; roles are those of the account.",
    byDefault: "preferred_username",
  }),
});

/** What agents work with: who they are, what they may choose, whom they can pass a caller on to. */
export const Desk = field(
  z.strictObject({
    oidc: field(Oidc.optional(), {
      zh: "统一身份认证",
      en: "Identity provider (OpenID Connect) by which people sign in.",
      byDefault: "none; local accounts",
    }),
    localAccounts: field(z.boolean().optional(), {
      zh: "本地账号",
      en: "Whether people may sign in with an account of the desk's own; without OIDC they must.",
      byDefault: "true; false with oidc",
    }),
    secondFactor: field(z.enum(["everybody", "privileged", "nobody"]).optional(), {
      zh: "双因素认证",
      en: "Local accounts that need a one-time code besides the password. privileged: everybody but plain agents. GB/T 22239-2019 level 3 asks for two factors.",
      byDefault: "everybody at security level 3, privileged at level 2",
    }),
    idleMinutes: field(z.int().min(5).max(240).optional(), {
      zh: "空闲退出(分钟)",
      en: "Minutes without a request after which a session ends; an open page counts as one.",
      byDefault: "30",
    }),
    sessionHours: field(z.int().min(1).max(24).optional(), {
      zh: "会话上限(小时)",
      en: "Hours after which everybody signs in again.",
      byDefault: "12",
    }),
    wrapUpSeconds: field(z.int().min(0).max(600).optional(), {
      zh: "话后处理(秒)",
      en: "Pause after each call before the next is offered.",
      byDefault: "demand.wrapUpSeconds",
    }),
    breakReasons: field(z.array(BreakReason).min(1).max(20).optional(), {
      zh: "小休原因",
      en: "Reasons of a break from which agents choose.",
      byDefault: "meal, rest, training, meeting, back office",
    }),
    experts: field(z.array(Expert).max(100).optional(), {
      zh: "专家座席",
      en: "Experts of the department outside the queues to whom a caller can be passed on, by telephone.",
      byDefault: "none",
    }),
    authority: field(z.enum(["public", "own"]).optional(), {
      zh: "证书颁发机构",
      en: "Who issued the certificates of the identity provider and of the adapter for work orders. own: an authority of the department, whose certificate is the secret desk-authority.",
      byDefault: "public",
    }),
    demo: field(z.boolean().optional(), {
      zh: "演示",
      en: "Serves a telephone for citizens in the browser, by which two tabs make a call. Never on a live line.",
      byDefault: "false",
    }),
  }),
  { zh: "座席端", en: "The desk at which agents work; for provinces with agents of their own." },
);

export type Desk = z.infer<typeof Desk>;
