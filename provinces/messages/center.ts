import type { MessageTable } from "./message.ts";

/** Merge with 12345, outsourcing, demand, queues, recording, activation, status. */
export const CENTER_MESSAGES = {
  PLATFORM_12345_MISSING: {
    severity: "error",
    zh: {
      what: "归并方式 {mode} 需要与 12345 平台对接，缺少 merge.platform12345。",
      fix: "补上 platform12345: { sipAddress: unassigned }。",
    },
    en: {
      what: "Merge mode {mode} connects to the 12345 platform; merge.platform12345 is missing.",
      fix: "Add platform12345: { sipAddress: unassigned }.",
    },
  },
  PLATFORM_12345_SUPERFLUOUS: {
    severity: "error",
    zh: {
      what: "独立运行（independent）的热线不与 12345 平台对接，却写了 platform12345。",
      fix: "删除它，或改 merge.mode 为 dual-number、sub-center、merged 之一。",
    },
    en: {
      what: "An independent line has no peer at 12345, but platform12345 is given.",
      fix: "Remove it, or set merge.mode to dual-number, sub-center or merged.",
    },
  },
  HOURS_NOT_24X7: {
    severity: "error",
    zh: {
      what: "归并方式 {mode} 必须 7×24 小时服务（国办发〔2020〕53号），现在是 {found}。",
      fix: "改为 hours: 24x7。",
    },
    en: {
      what: "Merge mode {mode} must serve 24x7 (国办发〔2020〕53号); hours is {found}.",
      fix: "Write hours: 24x7.",
    },
  },
  MERGED_LINE_SUPERFLUOUS: {
    severity: "error",
    zh: {
      what: "整体并入（merged）的热线由 12345 接听，只建号码翻译和接口，不应有 {field}。",
      fix: "删除 {field}，或改 merge.mode。",
    },
    en: {
      what: "A merged line is answered by 12345 and builds only number translation and an interface; {field} has no place.",
      fix: "Remove {field}, or change merge.mode.",
    },
  },
  LEASES_NOTHING: {
    severity: "error",
    zh: {
      what: "外包（outsourced）却什么也没有租：leases 四项全是 false。",
      fix: "至少一项为 true，或改为 mode: self-built。",
    },
    en: {
      what: "The build is outsourced but leases nothing: all four flags are false.",
      fix: "Set at least one to true, or use mode: self-built.",
    },
  },
  SERVICE_WITHOUT_PEOPLE: {
    severity: "error",
    zh: {
      what: "租赁服务（service）却不租人员（people）：没有自己的人，服务商无法对服务水平负责。",
      fix: "people 改为 true，或 service 改为 false。",
    },
    en: {
      what: "Service is leased but not people: a provider can't answer for a service level with staff that are not its own.",
      fix: "Set people to true or service to false.",
    },
  },
  INGRESS_WITHOUT_EQUIPMENT: {
    severity: "error",
    zh: {
      what: "接入方式 provider-site 要求呼叫落到服务商平台，但设备（equipment）并未租用。",
      fix: "equipment 改为 true，或 ingress 改为 department-edge。",
    },
    en: {
      what: "Ingress provider-site terminates calls on the provider's platform, but equipment is not leased.",
      fix: "Set equipment to true or ingress to department-edge.",
    },
  },
  RETAINED_UNIT_MISSING: {
    severity: "error",
    zh: {
      what: "{mode} 的外包热线缺少保留单位：诉求办理是主体业务，不得外包（国办函〔2025〕66号）。",
      fix: "补上 retainedUnit: { name: …, seats: … }。",
    },
    en: {
      what: "An outsourced {mode} line has no retained unit: the handling of requests must not be outsourced (国办函〔2025〕66号).",
      fix: "Add retainedUnit: { name: ..., seats: ... }.",
    },
  },
  RETAINED_UNIT_ADVISED: {
    severity: "warning",
    zh: {
      what: "外包热线没有保留单位；66 号文虽只约束 12345 系统，诉求办理外包后转接和工单无人承接。",
      fix: "建议补上 retainedUnit: { name: …, seats: … }。",
    },
    en: {
      what: "The outsourced line has no retained unit; 国办函〔2025〕66号 binds only lines joined to 12345, but nobody takes transfers and cases.",
      fix: "Better add retainedUnit: { name: ..., seats: ... }.",
    },
  },
  SLA_FORMULA_DIFFERS: {
    severity: "error",
    zh: { what: "服务商按 {found} 计算服务水平，本省按 {expected}；两个数字无法比较。", fix: "两处改为同一口径。" },
    en: {
      what: "The provider's service level is measured by {found}, the province's by {expected}; the figures can't be compared.",
      fix: "Use one formula in both places.",
    },
  },
  CONTRACT_LONG: {
    severity: "warning",
    zh: {
      what: "合同期 {found} 个月；政府购买服务一般不超过 12 个月，预算有保障时至多 36 个月（财政部令第102号第二十四条）。",
      fix: "缩短到 36 个月以内。",
    },
    en: {
      what: "The contract runs {found} months; public purchase of services is for 12 months, at most 36 with budget cover (财政部令第102号 art. 24).",
      fix: "Make it 36 months or less.",
    },
  },
  CONTRACT_TRANSITION: {
    severity: "error",
    zh: { what: "过渡期 {found} 个月不短于合同期 {months} 个月。", fix: "缩短过渡期。" },
    en: {
      what: "The transition of {found} months is not shorter than the contract of {months} months.",
      fix: "Shorten it.",
    },
  },
  DEMAND_GIVEN_TWICE: {
    severity: "error",
    zh: {
      what: "callsPerDay 和 callsPerHeadYear 说的是同一件事，不能都写。",
      fix: "删除一个；有实际话务记录时保留 callsPerDay。",
    },
    en: {
      what: "The fields callsPerDay and callsPerHeadYear state the same thing twice.",
      fix: "Remove one; keep callsPerDay where there are real records.",
    },
  },
  CALL_RATE_DEFAULT: {
    severity: "warning",
    zh: {
      what: "没有写话务量，按全国平均人均每年 0.075 次估算；各地相差二十倍（0.02 至 0.40）。",
      fix: "写 demand.callsPerDay（话务记录）或 demand.callsPerHeadYear。",
    },
    en: {
      what: "No call volume is given; the national 0.075 calls per head and year is used, but real lines differ twentyfold (0.02 to 0.40).",
      fix: "Give demand.callsPerDay (from records) or demand.callsPerHeadYear.",
    },
  },
  PROFILE_ALL_ZERO: {
    severity: "error",
    zh: { what: "24 小时话务分布全是 0。", fix: "写出各小时的呼叫数，或删除 profile 以用默认分布。" },
    en: {
      what: "The 24-hour profile is all zero.",
      fix: "Give the calls of each hour, or remove profile to get the default.",
    },
  },
  QUEUE_SHARES: {
    severity: "error",
    zh: { what: "各队列占比之和是 {found}，应为 1。", fix: "调整占比。" },
    en: { what: "The shares of the queues add up to {found}; they must add up to 1.", fix: "Adjust them." },
  },
  QUEUE_DIGIT_TWICE: {
    severity: "error",
    zh: {
      what: "按键 {found} 通往两个队列：{name} 和 {other}（不写 digit 时取排列序号，第 10 个为 0）。",
      fix: "为其中一个改写 digit。",
    },
    en: {
      what: "Digit {found} leads to two queues, {name} and {other} (without digit it is the place in the list, 0 for the tenth).",
      fix: "Give one of them another digit.",
    },
  },
  QUEUES_EXCEED_DIGITS: {
    severity: "error",
    zh: { what: "有 {found} 个队列，而一层菜单只有 10 个按键。", fix: "合并为至多 10 个队列，用 skills 细分。" },
    en: {
      what: "There are {found} queues, but a menu has 10 digits.",
      fix: "Make it 10 queues at most and tell calls apart by skills.",
    },
  },
  OVERFLOW_WITHOUT_12345: {
    severity: "error",
    zh: {
      what: "队列 {name} 溢出到 12345 平台，但独立运行的热线不与它对接。",
      fix: "改 overflow 为 announcement 或 call-back，或改 merge。",
    },
    en: {
      what: "Queue {name} overflows to the 12345 platform, but an independent line has no such peer.",
      fix: "Use announcement or call-back, or change merge.",
    },
  },
  HOTLINE_WITH_QUEUES: {
    severity: "error",
    zh: {
      what: "工作模式 hotline 直接振铃电话，没有菜单和队列，不能写 queues。",
      fix: "删除 queues，或改 workMode 为 call-center。",
    },
    en: {
      what: "Work mode hotline rings phones and has neither menu nor queues.",
      fix: "Remove queues, or use workMode: call-center.",
    },
  },
  HOTLINE_WITH_RECORDING: {
    severity: "warning",
    zh: {
      what: "工作模式 hotline 通常不录音；开启后须播放提示、保存并按期删除录音。",
      fix: "无需录音时删除 recording，需要时保留。",
    },
    en: {
      what: "Work mode hotline usually does not record; recording brings a notice, storage and deletion with it.",
      fix: "Remove recording unless it is wanted.",
    },
  },
  RETENTION_UNUSUAL: {
    severity: "warning",
    zh: {
      what: "录音保留 {found} 天；通常为 180 至 1095 天：过短不足以处理投诉，过长违反最短必要期限（个人信息保护法第十九条）。",
      fix: "改到范围之内，或记录理由。",
    },
    en: {
      what: "Recordings are kept {found} days; 180 to 1095 is usual: shorter fails complaints, longer breaks the shortest necessary time (PIPL art. 19).",
      fix: "Bring it into the range, or record the reason.",
    },
  },
  RECORDING_WITHOUT_NOTICE: {
    severity: "error",
    zh: {
      what: "开启录音却关闭了录音提示；处理个人信息必须告知（个人信息保护法第十七条、第三十五条）。",
      fix: "改为 notice: true，或关闭录音。",
    },
    en: {
      what: "Calls are recorded but the notice is off; people must be told (PIPL art. 17, 35).",
      fix: "Write notice: true, or do not record.",
    },
  },
  SECURITY_LEVEL_LOW: {
    severity: "warning",
    zh: {
      what: "与业务系统集成（integrated）的热线定为等保 2 级；接触社保数据的系统通常为 3 级（人社部函〔2011〕246号）。",
      fix: "改为 3，或以定级报告为准。",
    },
    en: {
      what: "An integrated line is graded level 2; systems that touch social security data are usually level 3 (人社部函〔2011〕246号).",
      fix: "Use 3, unless the grading report says otherwise.",
    },
  },
  ACTIVATION_ORDER: {
    severity: "error",
    zh: { what: "{later} 是 {found}，早于 {earlier}（{before}）。", fix: "核对两个日期。" },
    en: { what: "{later} is {found}, before {earlier} ({before}).", fix: "Check both dates." },
  },
  ACTIVATION_STEP_MISSING: {
    severity: "error",
    zh: { what: "有 {later} 而没有 {earlier}；前一步必须先完成。", fix: "补上 {earlier} 的日期。" },
    en: { what: "{later} is given without {earlier}, the step before it.", fix: "Give the date of {earlier}." },
  },
  ACTIVATION_FILING_LEVEL: {
    severity: "error",
    zh: {
      what: "备案方式是 {mode}，{found} 不该写在这里。",
      fix: "province-centralized 写在 activation 下，per-locality 写在 activation.networks 的各本地网下；或改 filing。",
    },
    en: {
      what: "The filing is {mode}; {found} does not belong here.",
      fix: "With province-centralized it stands in activation, with per-locality in each network of activation.networks; or change filing.",
    },
  },
  ACTIVATION_AFTER_END: {
    severity: "error",
    zh: {
      what: "{end}（{on}）已结束办理，却还有 {later}。",
      fix: "删去其一；重新申请时，从 submittedOn 起重写日期。",
    },
    en: {
      what: "{end} ({on}) ended the procedure, yet {later} is given.",
      fix: "Remove one of them; for a new application write the dates anew from submittedOn.",
    },
  },
  RETIRED_NUMBER_IS_12333: {
    severity: "error",
    zh: { what: "12333 不是停用的号码。", fix: "只列被 12333 取代的旧号码。" },
    en: { what: "12333 is not a retired number.", fix: "List only the numbers that it replaces." },
  },
  RETIRED_NUMBER_TWICE: {
    severity: "error",
    zh: { what: "停用的号码 {found} 列了两次（另一处：{other}）。", fix: "只留一项。" },
    en: { what: "The retired number {found} is listed twice (also at {other}).", fix: "Keep one." },
  },
  ACTIVATION_NETWORK_UNKNOWN: {
    severity: "error",
    zh: { what: "activation 中的本地网 {found} 不在 localNetworks 中。", fix: "可用：{allowed}。" },
    en: {
      what: "The local network {found} of activation is not in localNetworks.",
      fix: "Use one of {allowed}.",
    },
  },
  UNASSIGNED_LIVE: {
    severity: "error",
    zh: { what: "状态是 live，但 {field} 还是 unassigned。", fix: "填上实际的值，或改 status 为 draft。" },
    en: {
      what: "The status is live, but {field} is still unassigned.",
      fix: "Give the real value, or use status: draft.",
    },
  },
  UNASSIGNED_DRAFT: {
    severity: "note",
    zh: { what: "还有 {count} 处 unassigned：{fields}。", fix: "可以规划、渲染和演练；改为 live 之前须填上。" },
    en: {
      what: "{count} values are still unassigned: {fields}.",
      fix: "It plans, renders and rehearses; fill them before it goes live.",
    },
  },
  EXAMPLE_NOT_UNASSIGNED: {
    severity: "error",
    zh: {
      what: "示例数据不得含真实号码和地址：{field}必须是 unassigned。",
      fix: "改为 unassigned，或改 status 为 draft。",
    },
    en: {
      what: "Example data must hold no real number or address: {field} must be unassigned.",
      fix: "Write unassigned, or use status: draft.",
    },
  },
} as const satisfies MessageTable;
