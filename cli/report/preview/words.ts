import type { Change } from "../../../engine/change.ts";
import type { Aspect, Field, PlanChange } from "../../../planning/diff/plan-change.ts";
import { kindOf } from "../../../planning/policies/stack-preview.ts";
import type { Rule } from "../../../provinces/schema/waivers.ts";
import type { Language, Text } from "../../language.ts";
import { say } from "../../messages.ts";
import type { GroupedChange } from "./report.ts";

export const RULE_WORDS: Readonly<Record<Rule, Text>> = {
  "data-loss": { zh: "数据丢失", en: "data loss" },
  outage: { zh: "中断服务", en: "outage" },
  rejected: { zh: "会被拒绝", en: "will be rejected" },
  protected: { zh: "受保护", en: "protected" },
  security: { zh: "安全", en: "security" },
  compliance: { zh: "合规", en: "compliance" },
  provider: { zh: "目标变更", en: "provider" },
  capacity: { zh: "容量", en: "capacity" },
  "blast-radius": { zh: "影响面", en: "blast radius" },
  cost: { zh: "费用", en: "cost" },
  stale: { zh: "状态过时", en: "stale state" },
};

const ASPECT_WORDS: Readonly<Record<Aspect, Text>> = {
  identity: { zh: "总体", en: "center" },
  items: { zh: "组成", en: "parts" },
  storage: { zh: "存储", en: "storage" },
  retention: { zh: "保留期", en: "retention" },
  backup: { zh: "备份", en: "backups" },
  security: { zh: "安全", en: "security" },
  access: { zh: "访问", en: "access" },
  trunks: { zh: "中继", en: "trunks" },
  people: { zh: "座席", en: "people" },
  images: { zh: "镜像", en: "images" },
  workloads: { zh: "工作负载", en: "workloads" },
  configuration: { zh: "配置", en: "configuration" },
};

const FIELD_WORDS: Readonly<Record<Field, Text>> = {
  status: { zh: "状态", en: "status" },
  workMode: { zh: "工作模式", en: "work mode" },
  buildMode: { zh: "建设模式", en: "build mode" },
  mergeMode: { zh: "与 12345 归并", en: "relation to 12345" },
  platform: { zh: "平台", en: "platform" },
  securityLevel: { zh: "等保级别", en: "protection level" },
  zone: { zh: "命名空间或网络", en: "namespace or network" },
  exists: { zh: "有无", en: "exists" },
  id: { zh: "名称", en: "name" },
  node: { zh: "节点", en: "node" },
  sizeGiB: { zh: "容量", en: "size" },
  storageClass: { zh: "存储类", en: "storage class" },
  instances: { zh: "实例数", en: "instances" },
  synchronous: { zh: "同步复制", en: "synchronous" },
  parameter: { zh: "参数", en: "parameter" },
  days: { zh: "天数", en: "days" },
  fullEveryDays: { zh: "全备周期", en: "full every" },
  store: { zh: "位置", en: "place" },
  secret: { zh: "密钥", en: "secret" },
  zoneSecurity: { zh: "区域权限", en: "zone's privileges" },
  network: { zh: "网络", en: "network" },
  firewall: { zh: "防火墙规则", en: "firewall rules" },
  exposure: { zh: "暴露方式", en: "exposure" },
  from: { zh: "允许来源", en: "may connect" },
  reaches: { zh: "可连往", en: "connects to" },
  units: { zh: "数量", en: "size" },
  channels: { zh: "信道", en: "channels" },
  blocking: { zh: "忙时呼损", en: "blocked in the busy hour" },
  callsPerYear: { zh: "年呼叫量", en: "calls a year" },
  busyHourCalls: { zh: "忙时呼叫量", en: "busy-hour calls" },
  seats: { zh: "座席", en: "seats" },
  seatsNeeded: { zh: "需要座席", en: "seats needed" },
  heads: { zh: "人数", en: "heads" },
  reference: { zh: "版本", en: "version" },
  replicas: { zh: "副本数", en: "replicas" },
  cpu: { zh: "CPU", en: "CPU" },
  memory: { zh: "内存", en: "memory" },
  ports: { zh: "端口", en: "ports" },
  environment: { zh: "环境变量", en: "environment" },
  command: { zh: "命令", en: "command" },
  schedule: { zh: "时刻表", en: "schedule" },
  drain: { zh: "排空时限", en: "drain deadline" },
  restart: { zh: "须重启节点", en: "restarts the node" },
  reload: { zh: "热加载", en: "reloaded in place" },
};

const SUBJECT_WORDS: Readonly<Record<string, Text>> = {
  recordings: { zh: "录音", en: "recordings" },
  callRecords: { zh: "话单", en: "call records" },
  workOrders: { zh: "工单", en: "work orders" },
  auditLog: { zh: "审计日志", en: "audit log" },
  backups: { zh: "备份", en: "backups" },
  agents: { zh: "", en: "" },
  demand: { zh: "", en: "" },
};

const UNIT_WORDS: Readonly<Record<string, Text>> = {
  d: { zh: "天", en: "days" },
  s: { zh: "秒", en: "s" },
  e1: { zh: "E1", en: "E1" },
  line: { zh: "线", en: "lines" },
  channel: { zh: "并发", en: "channels" },
};

/** Abstracted names, as people read them. */
export function readable(text: string): string {
  return text.replaceAll(/\{(?:stack|province)\}/g, "*").replaceAll("{hash}", "…");
}

export interface ChangeWords {
  /** `中继 0371` */
  readonly subject: string;
  /** `数量 4 → 5 E1` */
  readonly what: string;
}

/** One change of a plan in words; lines are shown apart. */
export function changeWords(change: GroupedChange, language: Language): ChangeWords {
  const { aspect, field, subject } = change;
  const name = SUBJECT_WORDS[subject]?.[language] ?? readable(subject);
  return {
    subject: [ASPECT_WORDS[aspect][language], name].filter((word) => word !== "").join(" "),
    what: `${aspect === "items" && field === "exists" ? "" : `${FIELD_WORDS[field][language]} `}${valueWords(change, language)}`.trim(),
  };
}

function valueWords(change: GroupedChange, language: Language): string {
  const { aspect, field, before, after, unit, lines, various } = change;
  if (lines !== undefined) {
    const [out, into] = ["- ", "+ "].map((sign) => lines.filter((line) => line.startsWith(sign)).length);
    return say(language, "pr.lineCount", { out: out ?? 0, in: into ?? 0 });
  }
  if (various === true) return say(language, "pr.various");
  if (aspect === "items" && field === "exists")
    return after === undefined
      ? `${say(language, "pr.removed")} ${String(before)}`
      : `${say(language, "pr.new")} ${String(after)}`;
  const entries = listWords(before, after);
  if (entries !== undefined) return entries;
  const [one, other] = aspect === "images" ? shortened(before, after) : [before, after];
  const suffix =
    unit === undefined ? "" : unit === "%" || unit === "m" ? unit : ` ${UNIT_WORDS[unit]?.[language] ?? unit}`;
  return `${shown(one)} → ${shown(other)}${suffix}`;
}

/** Of two lists only what comes and goes. */
function listWords(before: PlanChange["before"], after: PlanChange["after"]): string | undefined {
  const lists = [before, after].map((value) =>
    String(value ?? "")
      .split(", ")
      .filter((entry) => entry !== ""),
  );
  const [old = [], now = []] = lists;
  if (old.length < 2 && now.length < 2) return undefined;
  const gone = old.filter((entry) => !now.includes(entry)).map((entry) => `-${entry}`);
  const added = now.filter((entry) => !old.includes(entry)).map((entry) => `+${entry}`);
  return readable([...gone, ...added].join(" "));
}

function shown(value: PlanChange["before"]): string {
  if (value === undefined) return "-";
  return readable(typeof value === "number" ? value.toLocaleString("en-US", { maximumFractionDigits: 2 }) : value);
}

/** Of two references with the same name the tags say it all. */
function shortened(before: PlanChange["before"], after: PlanChange["after"]): readonly PlanChange["before"][] {
  const [one, other] = [before, after].map((value) => /^(.*?):([\w.-]+)(@sha256:[0-9a-f]{12})?/.exec(String(value)));
  return one?.[1] !== undefined && one[1] === other?.[1]
    ? [`${one[2] ?? ""}${one[3] ?? ""}`, `${other[2] ?? ""}${other[3] ?? ""}`]
    : [before, after];
}

/** `替换（先删后建） Container *-media-host-a` */
export function operationWords(change: Change, language: Language): string {
  const order = change.deleteBeforeReplace === true ? say(language, "pr.deletedFirst") : "";
  const note = order === "" ? "" : language === "zh" ? `（${order}）` : ` (${order})`;
  return `${say(language, change.operation)}${note} ${kindOf(change.type)} ${readable(change.name)}`;
}
