import type { Text } from "./language.ts";

/** One source of terms: reports, documents and the README's glossary use these words. */
export const GLOSSARY: Readonly<Record<string, Text>> = {
  agent: { zh: "话务员", en: "person who answers calls" },
  seat: { zh: "座席", en: "working position; staffed by several heads over the week" },
  heads: { zh: "人数", en: "people on the payroll" },
  trunk: { zh: "中继", en: "line, E1 or licensed channel between carrier and center" },
  "trunk group": { zh: "中继群", en: "trunks that share one traffic" },
  "pilot number": { zh: "绑定号码", en: "ordinary number into which the carrier translates 12333" },
  "hunt group": { zh: "联选", en: "lines behind one pilot number, offered in turn" },
  "local network": { zh: "本地网", en: "area with one area code" },
  "busy hour": { zh: "忙时", en: "hour of the day with most calls" },
  erlang: { zh: "爱尔兰", en: "traffic that keeps one line busy all the time" },
  blocking: { zh: "呼损", en: "share of calls that find all trunks busy" },
  "service level": { zh: "服务水平", en: "share of calls answered in time" },
  ASA: { zh: "平均应答速度", en: "mean time to answer" },
  abandonment: { zh: "放弃", en: "callers who give up while waiting" },
  occupancy: { zh: "占用率", en: "share of an agent's time spent on calls" },
  shrinkage: { zh: "损耗率", en: "paid time not spent on calls" },
  "wrap-up": { zh: "话后处理", en: "work after the call" },
  "self-built": { zh: "自建", en: "own equipment, people, upkeep" },
  outsourced: { zh: "外包", en: "equipment, premises, people, service leased" },
  "retained unit": { zh: "保留单位", en: "government unit that keeps handling cases" },
  owner: { zh: "主节点", en: "the one FreeSWITCH that holds the queues" },
  standby: { zh: "备节点", en: "FreeSWITCH ready to take over" },
  drain: { zh: "排空", en: "no new calls, running ones finish" },
  "dual-number": { zh: "双号并行", en: "12333 beside 12345, one service" },
  "sub-center": { zh: "设分中心", en: "12333 as a branch of 12345" },
  merged: { zh: "整体并入", en: "12333 answered by 12345" },
  RTO: { zh: "恢复时间目标", en: "time until service is back" },
  RPO: { zh: "恢复点目标", en: "data that may be lost, in time" },
  MLPS: { zh: "等保", en: "graded protection of GB/T 22239" },
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

/** Words for the closed choices of the province file. */
export const CHOICES = {
  workMode: WORK_MODES,
  buildMode: BUILD_MODES,
  mergeMode: MERGE_MODES,
  status: STATUSES,
  trunkUnit: TRUNK_UNITS,
} as const;
