import * as z from "zod";
import { PROVINCE_IDS } from "./reference/divisions.ts";
import { Activation } from "./schema/activation.ts";
import { Announcements } from "./schema/announcements.ts";
import { Authority } from "./schema/authority.ts";
import { Build, Merge } from "./schema/build.ts";
import { Demand, ServiceTarget } from "./schema/demand.ts";
import { Desk } from "./schema/desk.ts";
import { field } from "./schema/field.ts";
import { Hours } from "./schema/hours.ts";
import { Integration } from "./schema/integration.ts";
import { LocalNetwork } from "./schema/local-network.ts";
import { Numbering } from "./schema/numbering.ts";
import { RingGroup } from "./schema/ring-group.ts";
import { Database, Recording, Sites } from "./schema/site.ts";
import { Queue, Staffing } from "./schema/staffing.ts";
import { Waivers } from "./schema/waivers.ts";

/**
 * One province's 12333 as its file states it: schema, type and documentation at once.
 * Optional fields stay undefined here; planning fills them and says by which rule.
 */
export const Province = z
  .strictObject({
    province: field(z.enum(PROVINCE_IDS), {
      zh: "省份",
      en: "Province id in pinyin, equal to the file's name; shanxi is 山西, shaanxi is 陕西.",
    }),
    status: field(z.enum(["example", "draft", "live"]), {
      zh: "状态",
      en: "example: made-up data, never deployed. draft: being prepared. live: facts of a real department.",
    }),
    workMode: field(z.enum(["hotline", "call-center", "integrated"]), {
      zh: "工作模式",
      en: "hotline 热线电话: rings phones. call-center 呼叫中心: menu, queues, desk. integrated 呼叫中心与业务集成: with the business systems.",
    }),
    build: Build,
    merge: Merge,
    filing: field(z.enum(["province-centralized", "per-locality"]).optional(), {
      zh: "备案方式",
      en: "Who files with the communications administration.",
      byDefault: "province-centralized",
    }),
    securityLevel: field(z.union([z.literal(2), z.literal(3)]).optional(), {
      zh: "等保级别",
      en: "Level of GB/T 22239-2019.",
      byDefault: "2 in work mode hotline, else 3",
    }),
    hours: Hours,
    languages: field(
      z
        .array(z.enum(["zh", "bo", "ug", "mn", "kk", "ko", "za", "ii", "en"]))
        .min(1)
        .optional(),
      {
        zh: "语种",
        en: "Languages agents speak: zh 汉语, bo 藏语, ug 维吾尔语, mn 蒙古语, kk 哈萨克语, ko 朝鲜语, za 壮语, ii 彝语, en.",
        byDefault: "zh",
      },
    ),
    localNetworks: field(z.array(LocalNetwork).min(1).max(60), {
      zh: "本地网",
      en: "One entry for each area code from which 12333 is dialed.",
    }),
    demand: Demand.optional(),
    serviceTarget: ServiceTarget.optional(),
    staffing: Staffing.optional(),
    queues: field(z.array(Queue).min(1).max(40).optional(), {
      zh: "队列",
      en: "Queues (hunt groups of people) behind the menu.",
      byDefault: "one queue named general",
    }),
    ringGroups: field(z.array(RingGroup).min(1).max(10).optional(), {
      zh: "振铃组",
      en: "Work mode hotline: groups of telephones, rung one group after another.",
      byDefault: "one group of all telephones",
    }),
    announcements: Announcements.optional(),
    satisfaction: field(z.boolean().optional(), {
      zh: "满意度评价",
      en: "Whether the caller is asked for a mark when the agent has hung up.",
      byDefault: "true where there are queues",
    }),
    desk: Desk.optional(),
    integration: Integration.optional(),
    recording: Recording.optional(),
    database: Database.optional(),
    sites: Sites,
    activation: Activation.optional(),
    numbering: field(Numbering.optional(), {
      zh: "码号",
      en: "Numbers that 12333 replaces, and the fee for the code.",
      byDefault: "none",
    }),
    authority: Authority.optional(),
    waivers: Waivers,
  })
  .meta({ id: "Province", title: "12333 省级呼叫中心", description: "One province's 12333 call center." });

export type Province = z.infer<typeof Province>;
