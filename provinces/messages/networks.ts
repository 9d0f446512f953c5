import type { MessageTable } from "./message.ts";

/** Area codes, trunks, pilot numbers, gateways, billing. */
export const NETWORK_MESSAGES = {
  AREA_CODE_MALFORMED: {
    severity: "error",
    zh: { what: "{found} 不是长途区号；区号是 0 加 2 或 3 位数字，并加引号。", fix: '例如 "{example}"。' },
    en: { what: "{found} is not an area code; that is 0 and 2 or 3 digits, quoted.", fix: 'For example "{example}".' },
  },
  ANNOUNCEMENT_NAME_MALFORMED: {
    severity: "error",
    zh: { what: "公告名 {found} 不合规则：小写字母开头，其后为小写字母、数字、连字符。", fix: "例如 typhoon。" },
    en: {
      what: "{found} is no name of an announcement: a lower-case letter, then lower-case letters, digits and hyphens.",
      fix: "For example typhoon.",
    },
  },
  AREA_CODE_OF_ANOTHER_PROVINCE: {
    severity: "error",
    zh: { what: "区号 {found} 属于{owner}（{divisions}），不属于{province}。", fix: "{province}的区号：{allowed}。" },
    en: {
      what: "Area code {found} belongs to {owner} ({divisions}), not to {province}.",
      fix: "Area codes of {province}: {allowed}.",
    },
  },
  AREA_CODE_ABOLISHED: {
    severity: "error",
    zh: {
      what: "区号 {found}（{divisions}）已撤销{history}，现为 {successor}。",
      fix: '改用 "{successor}"；若已列出，删除此项。',
    },
    en: {
      what: "Area code {found} ({divisions}) is abolished{history}; it is now {successor}.",
      fix: 'Use "{successor}"; if that is listed already, remove this entry.',
    },
  },
  AREA_CODE_UNKNOWN: {
    severity: "error",
    zh: { what: "没有区号 {found}。", fix: "{province}的区号：{allowed}。" },
    en: { what: "There is no area code {found}.", fix: "Area codes of {province}: {allowed}." },
  },
  NETWORK_TWICE: {
    severity: "error",
    zh: { what: "本地网 {found} 列了两次（另一处：{other}）。", fix: "合并为一项。" },
    en: { what: "Local network {found} is listed twice (also at {other}).", fix: "Make it one entry." },
  },
  NETWORKS_MISSING: {
    severity: "warning",
    zh: {
      what: "{province}还有 {count} 个本地网未列出：{missing}。那里拨 12333 不会接到本中心。",
      fix: "逐一补上；没有自己的中继时写 routedTo。",
    },
    en: {
      what: "{count} local networks of {province} are not listed: {missing}. 12333 dialed there does not reach this center.",
      fix: "Add them; use routedTo where there is no trunk of its own.",
    },
  },
  ROUTE_TARGET_MISSING: {
    severity: "error",
    zh: { what: "{network} 汇接至 {found}，但 localNetworks 中没有它。", fix: "可汇接至：{allowed}。" },
    en: {
      what: "{network} is routed to {found}, which is not in localNetworks.",
      fix: "It can be routed to {allowed}.",
    },
  },
  ROUTE_CHAIN: {
    severity: "error",
    zh: {
      what: "{network} 汇接至 {found}，而 {found} 没有自己的中继（又汇接至 {next}）；只能汇接一级。",
      fix: "直接汇接至：{allowed}。",
    },
    en: {
      what: "{network} is routed to {found}, which has no trunk of its own (it is routed to {next}); routes have one step.",
      fix: "Route it straight to {allowed}.",
    },
  },
  ROUTE_BESIDE_TRUNK: {
    severity: "error",
    zh: { what: "{network} 汇接至 {found}，不能同时有 {fields}。", fix: "删除 {fields}，或删除 routedTo。" },
    en: {
      what: "{network} is routed to {found} and can't have {fields} as well.",
      fix: "Remove {fields}, or remove routedTo.",
    },
  },
  TRUNK_FIELDS_MISSING: {
    severity: "error",
    zh: { what: "{network} 没有 routedTo，就必须有自己的中继；缺少 {fields}。", fix: "补上 {fields}，或写 routedTo。" },
    en: {
      what: "{network} has no routedTo and so needs a trunk of its own; {fields} is missing.",
      fix: "Add {fields}, or add routedTo.",
    },
  },
  PILOT_NUMBER_MALFORMED: {
    severity: "error",
    zh: {
      what: "绑定号码 {found} 格式不对；应为区号（0 加 2 至 3 位）加 7 或 8 位号码，或 unassigned。",
      fix: '例如 "{areaCode}-6xxxxxxx"，x 为数字，加引号。',
    },
    en: {
      what: "The pilot number {found} is malformed; it is the area code (0 and 2 or 3 digits) and 7 or 8 digits, or unassigned.",
      fix: 'Such as "{areaCode}-6xxxxxxx" with digits for x, quoted.',
    },
  },
  PILOT_NUMBER_SHORT_CODE: {
    severity: "error",
    zh: {
      what: "绑定号码 {found} 是短号码或全国号码；12333 只能译成本地网的普通电话号码。",
      fix: "写运营商给的引示号（区号加 7 或 8 位），未定则写 unassigned。",
    },
    en: {
      what: "The pilot number {found} is a short code or nationwide number; 12333 is translated into an ordinary number of the local network.",
      fix: "Write the carrier's pilot number (area code and 7 or 8 digits), or unassigned.",
    },
  },
  PILOT_NUMBER_AREA_CODE: {
    severity: "error",
    zh: {
      what: "绑定号码 {found} 不以本地网区号 {areaCode} 开头。",
      fix: "绑定号码必须属于所在本地网；请改号码或改 areaCode。",
    },
    en: {
      what: "The pilot number {found} does not start with the network's area code {areaCode}.",
      fix: "It must belong to its local network: correct the number or areaCode.",
    },
  },
  PILOT_NUMBER_FIRST_DIGIT: {
    severity: "error",
    zh: { what: "绑定号码 {found} 的本地号码以 {digit} 开头；固定电话以 2 至 8 开头。", fix: "请与运营商核对号码。" },
    en: {
      what: "The local part of the pilot number {found} starts with {digit}; fixed numbers start with 2 to 8.",
      fix: "Check the number with the carrier.",
    },
  },
  CARRIER_NOT_RECOMMENDED: {
    severity: "warning",
    zh: {
      what: "{network} 选 {found}；建议 {recommended}：为避免网间互联，南方 21 省由电信、北方 10 省由联通接入 12333。",
      fix: "改为 {recommended}，或确认网间互联容量后保留。",
    },
    en: {
      what: "{network} uses {found}; {recommended} is recommended: 12333 is terminated by telecom in the 21 southern provinces and by unicom in the 10 northern ones, so that few calls cross carriers.",
      fix: "Use {recommended}, or keep it once interconnection capacity is settled.",
    },
  },
  TRUNK_ANALOG_MANY: {
    severity: "warning",
    zh: {
      what: "{network} 有 {found} 条模拟线；超过 16 条后拆线识别慢、来电显示不稳，也贵于一个 E1。",
      fix: "改为 digital。",
    },
    en: {
      what: "{network} has {found} analog lines; beyond 16 slow hang-up detection and unreliable caller numbers add up, and one E1 is cheaper.",
      fix: "Use a digital trunk.",
    },
  },
  TRUNK_R2: {
    severity: "note",
    zh: { what: "{networks} 用中国一号（R2）信令：接续慢，已少有运营商新开。", fix: "可申请改为 pri。" },
    en: {
      what: "R2 signalling ({networks}): calls set up slowly and few carriers still sell it.",
      fix: "Ask for pri.",
    },
  },
  TRUNK_ISUP: {
    severity: "note",
    zh: {
      what: "{networks} 用七号信令（ISUP）：网关须支持 SS7，并向运营商申请信令点编码。",
      fix: "无此条件时改为 pri。",
    },
    en: {
      what: "ISUP signalling ({networks}): the gateways must speak SS7 and the carrier assigns a point code.",
      fix: "Use pri where that is not given.",
    },
  },
  GATEWAY_PORTS_TOO_FEW: {
    severity: "error",
    zh: {
      what: "{network} 有 {needed} 条{unit}，网关一共只有 {found} 个端口。",
      fix: "增加网关或端口至 {needed} 个，或减少中继。",
    },
    en: {
      what: "{network} has {needed} {unit}, but its gateways have only {found} ports.",
      fix: "Give them {needed} ports, or order fewer trunks.",
    },
  },
  GATEWAY_PORTS_WITH_SIP: {
    severity: "error",
    zh: { what: "{network} 是 SIP-IMS 中继，网关 {name} 是运营商的 SBC，没有中继端口。", fix: "删除 ports。" },
    en: {
      what: "{network} is a SIP-IMS trunk: gateway {name} is the carrier's SBC and has no trunk ports.",
      fix: "Remove ports.",
    },
  },
  DEMAND_SHARES_EXCEED: {
    severity: "error",
    zh: { what: "各本地网话务占比之和是 {found}，不能超过 1。", fix: "按实际比例改小。" },
    en: {
      what: "The demand shares of the local networks add up to {found}; at most 1 is possible.",
      fix: "Lower them to the real proportions.",
    },
  },
  DEMAND_SHARES_INCOMPLETE: {
    severity: "error",
    zh: { what: "各本地网都写了话务占比，之和却是 {found}，不是 1。", fix: "改到 1，或删去一个，由系统补足。" },
    en: {
      what: "Every local network gives a demand share, but they add up to {found}, not to 1.",
      fix: "Make them 1, or leave one out to take the rest.",
    },
  },
  DEMAND_SHARES_NOTHING_LEFT: {
    severity: "error",
    zh: {
      what: "所写话务占比之和已是 1，未写占比的 {networks} 分不到话务。",
      fix: "改小已写的占比，或为它们写明占比。",
    },
    en: {
      what: "The given demand shares already add up to 1; nothing is left for {networks}.",
      fix: "Lower the given shares.",
    },
  },
  TARIFF_ABSURD: {
    severity: "error",
    zh: {
      what: "{network} 的 {field} 是 {found} 分（{yuan} 元），远在常见范围 {least} 至 {most} 元之外。",
      fix: "核对合同和单位：资费以分写。",
    },
    en: {
      what: "The {field} of {network} is {found} fen ({yuan} yuan), far from the believable {least} to {most} yuan.",
      fix: "Check the contract and the unit: tariffs are in fen.",
    },
  },
  TARIFF_LOOKS_YUAN: {
    severity: "error",
    zh: {
      what: "{network} 的 {field} 是 {found} 分（{yuan} 元），小得像以元写；{found} 元才在常见范围 {least} 至 {most} 元之内。",
      fix: "乘以 100：资费以分写。",
    },
    en: {
      what: "The {field} of {network} is {found} fen ({yuan} yuan), the size of yuan; {found} yuan would lie in the believable {least} to {most}.",
      fix: "Multiply by 100: tariffs are in fen.",
    },
  },
  TARIFF_STEPS: {
    severity: "error",
    zh: {
      what: "分段资费中第 {step} 段的 upToSeconds 不对：各段须递增，只有最后一段可以不写。",
      fix: "按时长从短到长排列。",
    },
    en: {
      what: "Tariff step {step} has a wrong upToSeconds: steps must rise, and only the last may leave it out.",
      fix: "Order the steps from short to long calls.",
    },
  },
} as const satisfies MessageTable;
