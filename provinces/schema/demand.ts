import * as z from "zod";
import { field } from "./field.ts";

export const Demand = field(
  z.strictObject({
    callsPerDay: field(z.number().gt(0).max(2_000_000).optional(), {
      zh: "日呼叫量",
      en: "Calls on an average service day. Give this or callsPerHeadYear.",
      byDefault: "population x callsPerHeadYear / service days",
    }),
    callsPerHeadYear: field(z.number().gt(0).max(5).optional(), {
      zh: "人均年呼叫量",
      en: "Calls per head of population and year. Real lines differ twentyfold (0.02 to 0.40).",
      byDefault: "0.075 (national figure of 2021), with a warning",
    }),
    peakDayFactor: field(z.number().min(1).max(5).optional(), {
      zh: "高峰日系数",
      en: "Peak day over average day.",
      byDefault: "1.5",
    }),
    busyHourShare: field(z.number().min(0.042).max(1).optional(), {
      zh: "忙时占比",
      en: "Share of a day's calls in its busy hour.",
      byDefault: "the largest hour of the profile",
    }),
    profile: field(z.array(z.number().min(0).max(1_000_000)).length(24).optional(), {
      zh: "24小时话务分布",
      en: "Calls per hour from 00:00, in any unit; only the proportions count.",
      byDefault: "the usual profile of the service hours",
    }),
    humanShare: field(z.number().gt(0).max(1).optional(), {
      zh: "人工占比",
      en: "Share of calls that ask for a person.",
      byDefault: "0.40; 1 in work mode hotline",
    }),
    talkSeconds: field(z.number().min(10).max(3600).optional(), {
      zh: "通话时长(秒)",
      en: "Mean talk of a call with a person.",
      byDefault: "150",
    }),
    wrapUpSeconds: field(z.number().min(0).max(3600).optional(), {
      zh: "话后处理(秒)",
      en: "Mean wrap-up after a call.",
      byDefault: "50",
    }),
    ivrSeconds: field(z.number().min(0).max(600).optional(), {
      zh: "IVR 时长(秒)",
      en: "Mean time in the menu before the queue.",
      byDefault: "25; 0 in work mode hotline",
    }),
    selfServiceSeconds: field(z.number().min(0).max(3600).optional(), {
      zh: "自助时长(秒)",
      en: "Mean trunk holding of a call that needs no person.",
      byDefault: "65",
    }),
    patienceSeconds: field(z.number().min(1).max(3600).optional(), {
      zh: "等待耐心(秒)",
      en: "Mean time after which a waiting caller gives up.",
      byDefault: "120",
    }),
    recallShare: field(z.number().min(0).max(1).optional(), {
      zh: "重拨比例",
      en: "Share of blocked callers who try again at once.",
      byDefault: "0.5",
    }),
  }),
  { zh: "话务需求", en: "The traffic the center must carry." },
);

export const ServiceTarget = field(
  z.strictObject({
    answeredPercent: field(z.number().min(1).max(99.9).optional(), {
      zh: "服务水平(%)",
      en: "Percent of calls to be answered in time.",
      byDefault: "90",
    }),
    withinSeconds: field(z.number().min(1).max(600).optional(), {
      zh: "应答时限(秒)",
      en: "What in time means.",
      byDefault: "15 (GB/T 33358-2016)",
    }),
    formula: field(
      z
        .enum([
          "answered-and-abandoned-in-time",
          "answered-in-time-of-answered",
          "answered-in-time-of-offered",
          "short-abandons-excluded",
        ])
        .optional(),
      {
        zh: "服务水平口径",
        en: "Which of the four usual formulas counts.",
        byDefault: "answered-in-time-of-offered",
      },
    ),
    abandonPercent: field(z.number().min(0.1).max(50).optional(), {
      zh: "呼损率(%)",
      en: "Percent of callers who may give up in the queue.",
      byDefault: "5",
    }),
    blockingPercent: field(z.number().min(0.01).max(20).optional(), {
      zh: "中继呼损(%)",
      en: "Percent of busy-hour calls that may find all trunks busy.",
      byDefault: "1",
    }),
  }),
  { zh: "服务目标", en: "What the department is judged by." },
);

export type Demand = z.infer<typeof Demand>;
export type ServiceTarget = z.infer<typeof ServiceTarget>;
