import type { Language } from "../../language.ts";

/** What quantities are, in Chinese, by the planner's English. */
const CHINESE: Readonly<Record<string, string>> = {
  "E1 ports of the gateways": "网关的 E1 端口",
  "FXO ports of the gateways": "网关的模拟端口",
  "VPN lines": "VPN 线路",
  "agents on the payroll": "在册座席员",
  "answered calls a month": "每月人工应答来电",
  "contracted minimum": "合同最低量",
  "each tender": "每次招标",
  heads: "人数",
  "heads / span, rounded up": "受管理的座席员",
  "heads kept by the department": "本单位保留的人员",
  "incoming calls a month": "每月来电",
  "incoming minutes a month": "每月来电分钟",
  "minutes above the allowance": "超出套餐的分钟",
  "private lines": "专线",
  "incoming minutes a month above the allowance": "每月超出套餐的来电分钟",
  "retained seats x heads of a seat, rounded up": "保留座席 x 每席人数，进位",
  seats: "座席",
  "seats equipped by the department": "本单位配备设备的座席",
  "seats in the department's rooms": "设在本单位场地的座席",
  "seats in the department's rooms x open hours a year": "设在本单位场地的座席 x 年服务小时",
  "second channel of every call that goes on to the provider": "转至服务商的每个来电的第二个信道",
  "servers of the site": "站点服务器",
  "servers x 8760": "服务器 x 8760 小时",
  "sites with a network of their own": "自有网络的站点",
  "staffed seat-hours a week / hours that a one-shift seat covers": "每周在岗席时 / 单班席位每周覆盖工时",
  "storage of all volumes and databases": "全部卷和数据库的存储",
  "talk minutes a month": "每月通话分钟",
  "talk minutes a month of answered calls": "每月应答来电的通话分钟",
  "technicians of the site": "站点技术人员",
  "the department's system": "本单位的系统",
  "the last contract": "最后一份合同",
  "the leased platform": "租用的平台",
  "trunk units ordered": "订购的中继",
};

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/, share of life left at the end$/, "，按期末剩余寿命"],
  [/, months of handing over$/, "，按过渡月数"],
  [/, for each recovery site$/, "，每个备用站点"],
  [/, (\d+) groups$/, "，$1 个中继群"],
];

/** A term's quantity in words; English where no Chinese is known, which a test refuses. */
export function quantityWords(what: string, language: Language): string {
  if (language === "en") return what;
  for (const [ending, words] of ENDINGS) {
    const found = ending.exec(what);
    if (found !== null)
      return `${quantityWords(what.slice(0, found.index), language)}${words.replace("$1", found[1] ?? "")}`;
  }
  return CHINESE[what] ?? what;
}

const UNITS: Readonly<Record<string, string>> = {
  seat: "席",
  head: "人",
  server: "台",
  site: "个站点",
  line: "线",
  channel: "路",
  call: "通",
  minute: "分钟",
  contract: "份合同",
  system: "个系统",
  month: "月",
  "hour/week": "小时/周",
  "server-hour": "台时",
  "seat-hour": "席时",
  e1: "条 E1",
};

export function quantityUnit(unit: string, language: Language): string {
  return language === "zh" ? (UNITS[unit] ?? unit) : unit;
}

/** Lines of cost in Chinese; their ids are what `--why` takes. */
const LINES: Readonly<Record<string, string>> = {
  "people.agents": "座席员",
  "people.supervisors": "班组长",
  "people.technicians": "技术人员",
  "people.retained": "保留人员",
  "hiring.first": "首次招聘培训",
  "hiring.turnover": "流失补充",
  "hardware.purchase": "设备购置",
  "hardware.residual": "设备残值",
  "integration.purchase": "系统集成",
  "premises.fitout": "装修家具",
  "premises.rent": "场地租金",
  "power.electricity": "电费",
  "maintenance.yearly": "年维护",
  "recovery.infrastructure": "备用站点",
  "security.grading": "等保测评",
  "security.cryptography": "密码测评",
  "telecom.rental": "中继月租",
  "telecom.installation": "中继安装",
  "telecom.usage": "来话费用",
  "telecom.calls-back": "回拨费用",
  "telecom.data-lines": "数据专线",
  "telecom.forwarding": "转接信道",
  "provider.fee": "服务费",
  "provider.setup": "启动费",
  "provider.changes": "定制与接口",
  "provider.transition": "换商过渡",
  "deductions.service-level": "考核扣减",
  "exit.data": "退出移交",
};

/** `座席员 people.agents`; in English the id says it. */
export function lineWords(id: string, language: Language): string {
  const name = language === "zh" ? LINES[id] : undefined;
  return name === undefined ? id : `${name} ${id}`;
}
