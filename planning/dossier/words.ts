import type { Province } from "../../provinces/province.ts";
import type { Billing, CalledNumberForm, Carrier, LocalNetwork, Trunk } from "../../provinces/schema/local-network.ts";
import { serviceHours } from "../service-hours.ts";
import type { TrunkGroupTraffic } from "../traffic-plan.ts";

/** The words of official papers for the file's closed choices. Papers are Chinese, whatever the terminal speaks. */
export const CARRIER: Readonly<Record<Carrier, string>> = {
  telecom: "中国电信",
  unicom: "中国联通",
  mobile: "中国移动",
};

export const BILLING: Readonly<Record<Billing["mode"], string>> = {
  "caller-pays": "主叫付费，被叫方仅付中继月租",
  "flat-monthly": "包月",
  "rental-plus-usage": "月租加通话费",
  "per-minute": "按时长计费",
  "per-call": "按次计费",
  "called-pays": "被叫集中付费",
  split: "主被叫分摊",
  package: "套餐",
};

export const HUNTING: Readonly<Record<NonNullable<LocalNetwork["hunting"]>, string>> = {
  linear: "顺序联选（每次从首线起选）",
  circular: "循环联选（从上次选中之后起选）",
  "least-used": "最少使用优先联选",
};

export const NUMBER_FORM: Readonly<Record<CalledNumberForm, string>> = {
  pilot: "绑定号码",
  "short-code": "12333",
  "area-code-short-code": "长途区号加12333",
  international: "+86加区号加12333",
  "last-digits": "绑定号码末几位",
};

export const WORK_MODE: Readonly<Record<Province["workMode"], string>> = {
  hotline: "热线电话",
  "call-center": "呼叫中心",
  integrated: "呼叫中心与业务集成",
};

export const BUILD_MODE: Readonly<Record<Province["build"]["mode"], string>> = {
  "self-built": "自建",
  outsourced: "外包",
};

export const MERGE_MODE: Readonly<Record<Province["merge"]["mode"], string>> = {
  independent: "独立运行",
  "dual-number": "双号并行",
  "sub-center": "12345分中心",
  merged: "整体并入",
};

/** `工作日08:30—17:30提供人工服务`, every kind of day that has an opening named. */
export function hoursWords(province: Pick<Province, "province" | "hours">): string {
  const hours = serviceHours(province);
  if (hours.kind === "24x7") return "全年每天24小时提供人工服务";
  const days = [
    ["工作日", hours.workdays],
    ["周六", hours.saturdays],
    ["周日", hours.sundays],
    ["节假日", hours.holidays],
  ] as const;
  const said = days
    .filter(([, openings]) => openings.length > 0)
    .map(([day, openings]) => `${day}${openings.map(({ from, to }) => `${clock(from)}—${clock(to)}`).join("、")}`);
  return `${said.join("，")}提供人工服务`;
}

function clock(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const SIGNALLING = {
  pri: "PRI（DSS1，30B+D）",
  isup: "中国七号信令ISUP",
  r2: "中国一号信令（R2）",
  "sip-ims": "SIP（接入IMS）",
} as const;

export function trunkType(trunk: Trunk): string {
  if (trunk.type === "analog") return "模拟中继";
  return trunk.signalling === "sip-ims" ? "数字中继（SIP）" : "数字中继（E1）";
}

export function signalling(trunk: Trunk): string {
  return trunk.type === "analog" ? "模拟用户线信令（来电显示为FSK）" : SIGNALLING[trunk.signalling];
}

/** `2条E1（60路）`, in the unit in which a carrier sells. */
export function trunkCount(group: Pick<TrunkGroupTraffic, "unit" | "unitsOrdered" | "channelsOrdered">): string {
  const { unitsOrdered, channelsOrdered } = group;
  switch (group.unit) {
    case "line":
      return `${unitsOrdered}线`;
    case "e1":
      return `${unitsOrdered}条E1（${channelsOrdered}路）`;
    case "channel":
      return `${unitsOrdered}路并发`;
  }
}
