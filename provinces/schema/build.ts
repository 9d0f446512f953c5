import * as z from "zod";
import { IsoDate } from "./date.ts";
import { field, UNASSIGNED } from "./field.ts";

const Sla = z.strictObject({
  answeredPercent: field(z.number().min(1).max(100), {
    zh: "服务水平(%)",
    en: "Percent answered in time that the provider owes.",
  }),
  withinSeconds: field(z.number().min(1).max(600), { zh: "应答时限(秒)", en: "What in time means." }),
  formula: field(
    z.enum([
      "answered-and-abandoned-in-time",
      "answered-in-time-of-answered",
      "answered-in-time-of-offered",
      "short-abandons-excluded",
    ]),
    {
      zh: "服务水平口径",
      en: "Formula by which it is measured; must equal the province's own or the figures can't be compared.",
    },
  ),
  connectPercent: field(z.number().min(1).max(100).optional(), {
    zh: "人工接通率(%)",
    en: "Human connection rate owed.",
    byDefault: "95 (GB/T 33358-2016)",
  }),
  qualityPercent: field(z.number().min(1).max(100).optional(), {
    zh: "质检合格率(%)",
    en: "Monitored accuracy owed.",
    byDefault: "95",
  }),
  turnoverPercentYear: field(z.number().min(0).max(200).optional(), {
    zh: "年流失率(%)",
    en: "Staff turnover allowed a year.",
    byDefault: "20",
  }),
  deductionCapPercent: field(z.number().min(0).max(100).optional(), {
    zh: "扣减上限(%)",
    en: "Most of a month's fee that misses can cost.",
    byDefault: "10",
  }),
});

const RetainedUnit = z.strictObject({
  name: field(z.string().min(1).max(60), {
    zh: "保留单位",
    en: "Government unit that keeps the handling of requests; it must not be outsourced.",
    examples: ["unassigned"],
  }),
  seats: field(z.int().min(1).max(500), { zh: "保留座席", en: "Expert seats that take transfers and cases." }),
});

const SelfBuilt = z.strictObject({
  mode: field(z.literal("self-built"), {
    zh: "自建",
    en: "Own selection, own investment, own upkeep, own management.",
  }),
});

const Outsourced = z.strictObject({
  mode: field(z.literal("outsourced"), { zh: "外包", en: "Leases from a provider what the four flags say." }),
  leases: field(
    z.strictObject({
      equipment: field(z.boolean(), { zh: "设备", en: "The provider's platform takes the calls." }),
      premises: field(z.boolean(), { zh: "场地", en: "The seats stand in the provider's rooms." }),
      people: field(z.boolean(), { zh: "人员", en: "The provider's staff answer." }),
      service: field(z.boolean(), { zh: "服务", en: "The provider answers for the service level." }),
    }),
    { zh: "租赁内容", en: "What is leased; at least one must be true." },
  ),
  ingress: field(z.enum(["department-edge", "provider-site"]).optional(), {
    zh: "接入方式",
    en: "department-edge: number, trunks and edge stay, calls are routed on and overflow to retained seats. provider-site: the carrier terminates at the provider and the department gets copies.",
    byDefault: "department-edge",
  }),
  provider: field(
    z.strictObject({
      name: field(z.string().min(1).max(60), { zh: "服务商", en: "Name of the provider, or unassigned." }),
      sipAddress: field(z.union([z.literal(UNASSIGNED), z.ipv4()]).optional(), {
        zh: "对接地址",
        en: "SIP peer of the provider.",
        byDefault: "unassigned",
      }),
      link: field(z.enum(["private-line", "vpn"]).optional(), {
        zh: "对接线路",
        en: "Link between department and provider.",
        byDefault: "private-line",
      }),
    }),
    { zh: "服务商", en: "Who provides." },
  ),
  contract: field(
    z.strictObject({
      months: field(z.int().min(1).max(120), {
        zh: "合同期(月)",
        en: "Term in months; 12 is usual, over 36 is a warning.",
      }),
      start: field(IsoDate.optional(), { zh: "起始日", en: "First day.", byDefault: "open" }),
      channels: field(z.int().min(1).max(6000).optional(), {
        zh: "承接并发数",
        en: "Calls that the provider takes at once. One more goes to the retained seats, or hears that all are busy.",
        byDefault: "as many as the trunks carry",
      }),
      transitionMonths: field(z.int().min(0).max(24).optional(), {
        zh: "过渡期(月)",
        en: "Months of handing over at the end.",
        byDefault: "3",
      }),
    }),
    { zh: "合同", en: "Contract term." },
  ),
  sla: field(Sla, { zh: "服务水平协议", en: "What the provider owes." }),
  pricing: field(
    z.strictObject({
      basis: field(z.enum(["seat", "head", "call", "minute"]), {
        zh: "计价方式",
        en: "What a price is per: seat-month, head-month, answered call or minute.",
      }),
      minimumPerMonth: field(z.number().min(0).max(100_000_000).optional(), {
        zh: "每月保底量",
        en: "Units paid even when unused.",
        byDefault: "none",
      }),
    }),
    { zh: "价格", en: "Price basis; the prices themselves are in the price book." },
  ),
  retainedUnit: field(RetainedUnit.optional(), {
    zh: "保留单位",
    en: "Unit that keeps case handling. Required for dual-number, sub-center and merged lines.",
    byDefault: "none, with a warning",
  }),
});

export const Build = field(z.discriminatedUnion("mode", [SelfBuilt, Outsourced]), {
  zh: "建设模式",
  en: "Self-built or outsourced.",
});

export const Merge = field(
  z.strictObject({
    mode: field(z.enum(["independent", "dual-number", "sub-center", "merged"]), {
      zh: "归并方式",
      en: "How 12333 stands to 12345: independent 独立, dual-number 双号并行, sub-center 设分中心, merged 整体并入. A merged line builds only number translation and an interface.",
    }),
    platform12345: field(
      z
        .strictObject({
          sipAddress: field(z.union([z.literal(UNASSIGNED), z.ipv4()]), {
            zh: "12345 对接地址",
            en: "SIP peer of the 12345 platform, or unassigned.",
          }),
          workOrders: field(z.enum(["none", "exchange"]).optional(), {
            zh: "工单交换",
            en: "Whether work orders are exchanged (GB/T 44190).",
            byDefault: "exchange",
          }),
          workOrderAdapter: field(z.union([z.literal(UNASSIGNED), z.url({ protocol: /^https$/ })]).optional(), {
            zh: "工单适配器",
            en: "https address of the adapter that takes work orders for 12345. Both sides know each other by the secret platform-12345-token.",
            byDefault: "unassigned: work orders wait at the desk",
            examples: ["https://adapter.internal.example/work-orders"],
          }),
        })
        .optional(),
      { zh: "12345 平台", en: "Peer for every mode but independent.", byDefault: "required unless independent" },
    ),
  }),
  { zh: "与 12345 归并", en: "Relation to the city hotline." },
);

export type Build = z.infer<typeof Build>;
export type OutsourcedBuild = z.infer<typeof Outsourced>;
export type Merge = z.infer<typeof Merge>;
