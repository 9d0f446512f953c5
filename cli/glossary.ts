import type { Text } from "./language.ts";

/** A term by its English name: the Chinese one, and the meaning in both languages. */
interface Term extends Text {
  readonly term: string;
}

/** One source of terms: reports, documents and the README's glossary use these words. */
export const GLOSSARY: Readonly<Record<string, Term>> = {
  agent: { term: "话务员", zh: "接听来电的人", en: "person who answers calls" },
  seat: {
    term: "座席",
    zh: "工作席位，一周内由数人轮值",
    en: "working position; staffed by several heads over the week",
  },
  heads: { term: "人数", zh: "在册人员", en: "people on the payroll" },
  trunk: {
    term: "中继",
    zh: "运营商与呼叫中心之间的线、E1 或并发许可",
    en: "line, E1 or licensed channel between carrier and center",
  },
  "trunk group": { term: "中继群", zh: "共担同一话务的中继", en: "trunks that share one traffic" },
  "pilot number": {
    term: "绑定号码",
    zh: "运营商把 12333 转换成的普通号码",
    en: "ordinary number into which the carrier translates 12333",
  },
  "hunt group": {
    term: "联选",
    zh: "同一绑定号码后依次分配的线路",
    en: "lines behind one pilot number, offered in turn",
  },
  "local network": { term: "本地网", zh: "使用同一长途区号的范围", en: "area with one area code" },
  "busy hour": { term: "忙时", zh: "一天中呼叫最多的一小时", en: "hour of the day with most calls" },
  erlang: { term: "爱尔兰", zh: "使一条线始终占用的话务量", en: "traffic that keeps one line busy all the time" },
  blocking: { term: "呼损", zh: "遇中继全忙的呼叫占比", en: "share of calls that find all trunks busy" },
  "service level": { term: "服务水平", zh: "按时应答的呼叫占比", en: "share of calls answered in time" },
  ASA: { term: "平均应答速度", zh: "从进入队列到应答的平均时间", en: "mean time to answer" },
  abandonment: { term: "放弃", zh: "来电者等待中放弃", en: "callers who give up while waiting" },
  occupancy: { term: "占用率", zh: "话务员用于呼叫的时间占比", en: "share of an agent's time spent on calls" },
  shrinkage: { term: "损耗率", zh: "付薪而不在接听的时间占比", en: "paid time not spent on calls" },
  "wrap-up": { term: "话后处理", zh: "通话结束后的处理", en: "work after the call" },
  "self-built": { term: "自建", zh: "自有设备、人员、维护", en: "own equipment, people, upkeep" },
  outsourced: { term: "外包", zh: "租赁设备、场地、人员、服务", en: "equipment, premises, people, service leased" },
  "retained unit": { term: "保留单位", zh: "继续承办诉求的政府单位", en: "government unit that keeps handling cases" },
  owner: { term: "主节点", zh: "持有全部队列的那一个 FreeSWITCH", en: "the one FreeSWITCH that holds the queues" },
  standby: { term: "备节点", zh: "随时接管的 FreeSWITCH", en: "FreeSWITCH ready to take over" },
  drain: { term: "排空", zh: "不再接新呼叫，在通的通完", en: "no new calls, running ones finish" },
  "dual-number": { term: "双号并行", zh: "12333 与 12345 并行，同一服务", en: "12333 beside 12345, one service" },
  "sub-center": { term: "设分中心", zh: "12333 作为 12345 的分中心", en: "12333 as a branch of 12345" },
  merged: { term: "整体并入", zh: "12333 由 12345 接听", en: "12333 answered by 12345" },
  RTO: { term: "恢复时间目标", zh: "恢复服务所需时间", en: "time until service is back" },
  RPO: { term: "恢复点目标", zh: "可能丢失的数据，以时间计", en: "data that may be lost, in time" },
  MLPS: { term: "等保", zh: "GB/T 22239 的网络安全等级保护", en: "graded protection of GB/T 22239" },
};

const WORK_MODES = {
  hotline: { zh: "热线电话", en: "hotline" },
  "call-center": { zh: "呼叫中心", en: "call center" },
  integrated: { zh: "业务集成", en: "integrated" },
} as const;
const BUILD_MODES = {
  "self-built": { zh: "自建", en: "self-built" },
  outsourced: { zh: "外包", en: "outsourced" },
} as const;
const MERGE_MODES = {
  independent: { zh: "独立", en: "independent" },
  "dual-number": { zh: "双号并行", en: "dual number" },
  "sub-center": { zh: "分中心", en: "sub-center" },
  merged: { zh: "整体并入", en: "merged" },
} as const;
const STATUSES = {
  example: { zh: "示例", en: "example" },
  draft: { zh: "草案", en: "draft" },
  live: { zh: "正式", en: "live" },
} as const;
const TRUNK_UNITS = {
  line: { zh: "线", en: "lines" },
  e1: { zh: "E1", en: "E1" },
  channel: { zh: "并发", en: "channels" },
} as const;

const ITEM_KINDS = {
  workload: { zh: "工作负载", en: "workload" },
  postgres: { zh: "数据库", en: "postgres" },
  volume: { zh: "卷", en: "volume" },
  "config-set": { zh: "配置集", en: "config set" },
  "secret-set": { zh: "密钥集", en: "secret set" },
  endpoint: { zh: "入口", en: "endpoint" },
  job: { zh: "作业", en: "job" },
  certificate: { zh: "证书", en: "certificate" },
  "host-firewall": { zh: "主机防火墙", en: "host firewall" },
} as const;
const ZONES = {
  media: { zh: "媒体", en: "media" },
  data: { zh: "数据", en: "data" },
  desk: { zh: "座席", en: "desk" },
} as const;
const PARTS = {
  freeswitch: { zh: "媒体（FreeSWITCH）", en: "freeswitch" },
  database: { zh: "数据库", en: "database" },
  agents: { zh: "座席桌面", en: "agents" },
} as const;

/** Words for the closed choices of the province file. */
export const CHOICES = {
  workMode: WORK_MODES,
  buildMode: BUILD_MODES,
  mergeMode: MERGE_MODES,
  status: STATUSES,
  trunkUnit: TRUNK_UNITS,
  itemKind: ITEM_KINDS,
  zone: ZONES,
  part: PARTS,
} as const;
