import * as z from "zod";
import { field } from "./field.ts";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const Shift = z.strictObject({
  name: field(z.string().min(1).max(20), { zh: "班次名", en: "Name of the shift.", examples: ["早班"] }),
  start: field(clock, { zh: "开始", en: "Start, HH:MM, Asia/Shanghai." }),
  hours: field(z.number().min(1).max(12), { zh: "时长(小时)", en: "Length in hours, breaks included." }),
});

export const Staffing = field(
  z.strictObject({
    method: field(z.enum(["erlang", "load-cap"]).optional(), {
      zh: "测算方法",
      en: "erlang: seats from the service target; load-cap: seats from a maximal agent load, as Chinese tenders do.",
      byDefault: "erlang",
    }),
    seats: field(z.int().min(1).max(5000).optional(), {
      zh: "座席数",
      en: "Seats to build or buy. Fewer than the traffic needs is an error.",
      byDefault: "what the busy hour of the peak day needs",
    }),
    heads: field(z.int().min(1).max(20_000).optional(), {
      zh: "人数",
      en: "Agents on the payroll.",
      byDefault: "what the shifts and shrinkage need",
    }),
    shrinkage: field(z.number().min(0).max(0.7).optional(), {
      zh: "损耗率",
      en: "Share of paid time not spent on calls: leave, training, meetings, breaks.",
      byDefault: "0.30",
    }),
    maxOccupancy: field(z.number().min(0.3).max(1).optional(), {
      zh: "最大占用率",
      en: "No agent is planned busier than this.",
      byDefault: "0.85",
    }),
    shifts: field(z.array(Shift).min(1).max(12).optional(), {
      zh: "班次",
      en: "Shifts of a day.",
      byDefault: "one day shift for office hours; three of 8 hours and two peak shifts for 24x7",
    }),
    daysPerHeadWeek: field(z.number().min(1).max(7).optional(), {
      zh: "每周工作天数",
      en: "Days a week one person works.",
      byDefault: "5",
    }),
  }),
  { zh: "人员配置", en: "Seats, shifts and heads." },
);

export const Queue = z.strictObject({
  name: field(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), {
    zh: "队列名",
    en: "Name of the queue, unique in the province.",
    examples: ["pension"],
  }),
  label: field(z.string().min(1).max(40), { zh: "显示名", en: "Name on the wallboard.", examples: ["养老保险"] }),
  share: field(z.number().gt(0).max(1), { zh: "占比", en: "Share of the human calls; all queues add up to 1." }),
  digit: field(
    z
      .string()
      .regex(/^[0-9]$/)
      .optional(),
    { zh: "按键", en: "Menu digit that leads here.", byDefault: "its place in the list" },
  ),
  skills: field(z.array(z.string().min(1).max(40)).max(20).optional(), {
    zh: "技能",
    en: "Skills an agent needs.",
    byDefault: "the queue's own name",
  }),
  strategy: field(
    z
      .enum([
        "longest-idle-agent",
        "round-robin",
        "top-down",
        "agent-with-least-talk-time",
        "agent-with-fewest-calls",
        "sequentially-by-agent-order",
        "random",
        "ring-all",
      ])
      .optional(),
    { zh: "分配策略", en: "How the next agent is chosen.", byDefault: "longest-idle-agent" },
  ),
  maxWaitSeconds: field(z.int().min(10).max(3600).optional(), {
    zh: "最长等待(秒)",
    en: "After this the overflow takes the caller.",
    byDefault: "180",
  }),
  overflow: field(
    z.enum(["busy-tone", "announcement", "voicemail", "call-back", "sister-queue", "platform-12345"]).optional(),
    {
      zh: "溢出",
      en: "What a caller gets who waited too long, or for whom there is no place. call-back: asks for the number and keeps the request. voicemail needs recording.",
      byDefault: "call-back",
    },
  ),
  sisterQueue: field(z.string().min(1).max(31).optional(), {
    zh: "姊妹队列",
    en: "Queue to which overflow: sister-queue leads.",
    byDefault: "required with sister-queue",
  }),
});

export type Staffing = z.infer<typeof Staffing>;
export type Queue = z.infer<typeof Queue>;
export type Shift = z.infer<typeof Shift>;
