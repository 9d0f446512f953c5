import type { MessageTable } from "./message.ts";

/** Whether trunks, seats, heads and shifts carry the traffic. */
export const PLANNING_MESSAGES = {
  DEMAND_ABSURD: {
    severity: "error",
    zh: {
      what: "话务数据得出忙时 {erlangs} 爱尔兰（日均 {calls} 次），超过 {allowed} 爱尔兰，即全国 12333 忙时的三倍。",
      fix: "核对 demand 的单位和位数。",
    },
    en: {
      what: "The demand comes to {erlangs} erlangs in the busy hour ({calls} calls a day); over {allowed} is three times that of the whole country's 12333.",
      fix: "Check units and zeros in demand.",
    },
  },
  TRUNK_TOO_SMALL: {
    severity: "error",
    zh: {
      what: "{network} 的中继不够：订 {ordered} {unit}，{erlangs} 爱尔兰需要 {needed} {unit}；忙时呼损 {blocking}%，目标 {target}%。",
      fix: "{cheapest}。",
    },
    en: {
      what: "The trunk of {network} is too small: {ordered} {unit} ordered, {needed} needed for {erlangs} erlangs; {blocking}% of busy-hour calls are blocked, the target is {target}%.",
      fix: "{cheapest}.",
    },
  },
  TRUNK_OVERSIZED: {
    severity: "warning",
    zh: {
      what: "{network} 订了 {ordered} {unit}，{erlangs} 爱尔兰只需 {needed} {unit}；多出的 {spare} 路每月照付月租。",
      fix: "减到 {needed} {unit}，或说明预留的理由。",
    },
    en: {
      what: "{network} has {ordered} {unit}, but {erlangs} erlangs need only {needed}; rental is paid for {spare} calls that never come.",
      fix: "Order {needed}, or know why the reserve is wanted.",
    },
  },
  TRUNK_E1_FOR_FEW: {
    severity: "note",
    zh: {
      what: "{network} 忙时只有 {erlangs} 爱尔兰，{needed} 路足够，却用 E1（30 路）。",
      fix: "可改为 {needed} 条模拟线，或 routedTo 到别的本地网。",
    },
    en: {
      what: "{network} has only {erlangs} erlangs in the busy hour; {needed} calls at once are enough, an E1 carries 30.",
      fix: "{needed} analog lines would do, or routedTo another network.",
    },
  },
  CONTRACT_CHANNELS_UNUSED: {
    severity: "warning",
    zh: {
      what: "合同承接并发数 {found} 路，全部中继只有 {channels} 路；多出的部分永远用不到。",
      fix: "将 build.contract.channels 减到 {channels} 以内，或增加中继。",
    },
    en: {
      what: "The provider contracts for {found} calls at once, but all trunks together carry {channels}: the rest can never come.",
      fix: "Contract for {channels} at most, or order more trunks.",
    },
  },
  CONTRACT_CHANNELS_OVERFLOW: {
    severity: "warning",
    zh: {
      what: "合同承接并发数 {found} 路，{erlangs} 爱尔兰需要 {needed} 路（目标 {target}%）；忙时 {elsewhere}% 的来电溢出到 {seats} 个保留座席。",
      fix: "将 build.contract.channels 提到 {needed}，或确认保留座席接得住。",
    },
    en: {
      what: "The provider takes {found} calls at once, but {erlangs} erlangs need {needed} (target {target}%); {elsewhere}% of busy-hour calls overflow to {seats} retained seats.",
      fix: "Contract for {needed}, or make sure that the retained seats can take them.",
    },
  },
  CONTRACT_CHANNELS_FEW: {
    severity: "error",
    zh: {
      what: "合同承接并发数 {found} 路，{erlangs} 爱尔兰需要 {needed} 路；忙时 {elsewhere}% 的来电无人承接（目标 {target}%）。",
      fix: "将 build.contract.channels 提到 {needed}；由本单位接入时也可设保留座席。",
    },
    en: {
      what: "The provider takes {found} calls at once, but {erlangs} erlangs need {needed}; {elsewhere}% of busy-hour calls are taken by nobody (target {target}%).",
      fix: "Contract for {needed}; with ingress department-edge retained seats may take them too.",
    },
  },
  SEATS_TOO_FEW: {
    severity: "error",
    zh: {
      what: "座席不够：{found} 席，{erlangs} 爱尔兰需要 {needed} 席。{found} 席时 {within} 秒内应答 {level}%（目标 {target}%），{abandon}% 的来电放弃，占用率 {occupancy}%（上限 {maxOccupancy}%）。",
      fix: "增加 {more} 席，或删除 staffing.seats 按需要配置。",
    },
    en: {
      what: "Too few seats: {found}, but {erlangs} erlangs need {needed}. With {found} seats {level}% are answered within {within} s (target {target}%), {abandon}% of callers give up, agents are busy {occupancy}% of their time (limit {maxOccupancy}%).",
      fix: "Add {more} seats, or remove staffing.seats to get what is needed.",
    },
  },
  CHANNELS_TOO_MANY: {
    severity: "error",
    zh: {
      what: "全部中继 {found} 路；一个媒体节点的 RTP 端口至多容 {allowed} 路同时通话。",
      fix: "核对 channels 与 e1 的数值；多半是多写了零。",
    },
    en: {
      what: "The trunks add up to {found} channels; the RTP ports of one media node carry {allowed} calls at most.",
      fix: "Look over channels and e1: most likely a zero too many.",
    },
  },
  PHONES_RUNG_AT_ONCE: {
    severity: "error",
    zh: {
      what: "每次来电同时振铃 {phones} 部话机，每部一条通话腿；这样一个媒体节点至多容 {allowed} 路，而中继有 {found} 路。",
      fix: "写 ringGroups，分成较小的组或 order: in-turn；或改用 workMode: call-center。",
    },
    en: {
      what: "Every call rings {phones} telephones at once, a leg each; one media node then carries {allowed} calls at most, and the trunks have {found} channels.",
      fix: "Write ringGroups with smaller groups or order: in-turn; or use workMode: call-center.",
    },
  },
  RECORDINGS_LARGE: {
    severity: "warning",
    zh: {
      what: "录音保存 {days} 天约需 {found} TiB，每个媒体节点各一份空间；常见块存储单卷至多 {allowed} TiB。",
      fix: "写 recording.format: alaw，空间减半；或缩短 recording.retentionDays，或选用更大的存储类。",
    },
    en: {
      what: "Recordings of {days} days take about {found} TiB, and each media node has room for all of them; common block storage takes {allowed} TiB a volume.",
      fix: "Set recording.format: alaw, which halves it; or shorten recording.retentionDays, or use a storage class that takes more.",
    },
  },
  RECORDINGS_LARGE_ALAW: {
    severity: "warning",
    zh: {
      what: "A 律录音保存 {days} 天仍约需 {found} TiB，每个媒体节点各一份空间；常见块存储单卷至多 {allowed} TiB。",
      fix: "缩短 recording.retentionDays，或选用更大的存储类。",
    },
    en: {
      what: "A-law recordings of {days} days still take about {found} TiB, and each media node has room for all of them; common block storage takes {allowed} TiB a volume.",
      fix: "Shorten recording.retentionDays, or use a storage class that takes more.",
    },
  },
  SEATS_EXCEED_CHANNELS: {
    severity: "error",
    zh: {
      what: "全部中继 {channels} 路，加上话后处理至多让 {most} 席忙碌，却有 {found} 席。",
      fix: "座席减到 {most} 以内，或增加中继。",
    },
    en: {
      what: "{channels} channels keep at most {most} seats busy, wrap-up included; {found} seats can never all work.",
      fix: "Have at most {most} seats, or order more trunks.",
    },
  },
  CHANNELS_PER_SEAT: {
    severity: "note",
    zh: {
      what: "{channels} 路中继是 {seats} 个座席的 {found}%；经验值为 120% 至 150%，过少则无处排队，过多则闲置。",
      fix: "以爱尔兰公式的结果为准；核对话务数据。",
    },
    en: {
      what: "{channels} channels are {found}% of {seats} seats; 120 to 150% is usual: fewer leave no room to wait, more stand idle.",
      fix: "Erlang's result decides; check the demand figures.",
    },
  },
  HEADS_TOO_FEW: {
    severity: "error",
    zh: {
      what: "人数不够：{found} 人，各班次共 {shifts} 席，计入轮休和损耗需要 {needed} 人。",
      fix: "增加 {more} 人，或删除 staffing.heads 按需要配置。",
    },
    en: {
      what: "Too few heads: {found}, but the {shifts} seats of all shifts take {needed} with days off and shrinkage.",
      fix: "Add {more} heads, or remove staffing.heads to get what is needed.",
    },
  },
  SHIFTS_LEAVE_DUTY: {
    severity: "error",
    zh: { what: "与 12345 并行的热线须 24 小时服务，{gaps} 却没有班次。", fix: "增加或延长班次，覆盖全天。" },
    en: {
      what: "A line that runs beside 12345 must answer around the clock, but no shift is at work at {gaps}.",
      fix: "Add or extend shifts until they cover the day.",
    },
  },
  SHIFTS_LEAVE_GAP: {
    severity: "warning",
    zh: { what: "服务时间内 {gaps} 有来电而没有班次。", fix: "增加或延长班次；若确为午休，应提前告知来电者。" },
    en: {
      what: "No shift is at work at {gaps}, though the line is open and calls come.",
      fix: "Add or extend a shift; if it is a lunch break, callers must be told.",
    },
  },
} as const satisfies MessageTable;
