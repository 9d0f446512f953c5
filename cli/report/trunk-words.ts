import type { OpeningTestKind } from "../../components/freeswitch/opening-test.ts";
import type { TrunkRequest } from "../../planning/trunk-order.ts";
import type { Text } from "../language.ts";

/** What a trunk order asks of the carrier; `{...}` are facts of the order. */
export const REQUEST_WORDS: Readonly<Record<TrunkRequest, Text>> = {
  "translate-short-code": {
    zh: "在本地网 {serves} 把 12333 译到绑定号码 {pilot}：固定电话直拨 12333，手机与外地用户拨区号 + 12333 均可接通；手机直拨 12333 的，请一并译到。",
    en: "In the local networks {serves} 12333 is translated to the pilot number {pilot}: fixed telephones dial 12333, mobiles and callers from elsewhere area code and 12333; mobiles that dial 12333 alone should get there too.",
  },
  "hunt-group": {
    zh: "绑定号码下的 {units} 组成联选，次序：{hunting}；同时可接 {channels} 路。",
    en: "The {units} behind the pilot number form one hunt group, order: {hunting}; {channels} calls at once.",
  },
  "called-number-forms": {
    zh: "被叫号码按以下形式之一下发，且写入验收记录：{forms}。",
    en: "The called number is delivered in one of these forms, stated in the acceptance record: {forms}.",
  },
  "calling-number": {
    zh: "开通主叫号码显示；号码带区号（或由本方按接入地补区号），手机为 11 位。",
    en: "Calling line identification is on; numbers carry the area code (or we add that of the trunk), mobiles eleven digits.",
  },
  "withheld-marked": {
    zh: "用户隐藏号码时标明隐藏，不下发号码。",
    en: "A withheld number is marked as withheld and not delivered.",
  },
  "busy-tone": {
    zh: "第 {next} 路被拒（Q.850 原因值 {cause}）或全忙时，向主叫送忙音，不送长时间无声或回铃。",
    en: "When call {next} is refused (Q.850 cause {cause}) or all are busy the caller hears busy tone, never silence or endless ringing.",
  },
  "divert-on-busy": {
    zh: "请报价：遇忙转移至 {divert} 的绑定号码；默认不开通。",
    en: "To be quoted: diversion on busy to the pilot number of {divert}; off unless ordered.",
  },
  "answer-supervision": {
    zh: "提供应答信号与拆线信号；计费从应答起。",
    en: "Answer and release are signalled; charging begins at answer.",
  },
  "caller-rate": {
    zh: "主叫按本地普通电话计费，不收信息费；计费方式：{billing}。",
    en: "Callers pay an ordinary local call and no information fee; billing: {billing}.",
  },
  "outgoing-number": {
    zh: "呼出只显示本群号码 {shown}，其他主叫号码由交换机改写或拒绝。",
    en: "Calls out show this group's number {shown} and no other; the exchange overwrites or refuses others.",
  },
  barring: {
    zh: "关闭国际、声讯与短号码呼出。",
    en: "Calls out abroad, to premium services and to short numbers are barred.",
  },
  "e1-interface": {
    zh: "E1：2.048 Mbit/s，HDB3，G.704 复帧，CRC-4 打开，时钟由局方提供；给出阻抗（75 Ω 或 120 Ω）、D 信道与通路选择次序。",
    en: "E1: 2.048 Mbit/s, HDB3, G.704 multiframe, CRC-4 on, clock from the exchange; impedance (75 or 120 ohm), D channel and order of channels stated.",
  },
  "point-codes": {
    zh: "给出两端信令点编码、CIC 与信令链路时隙。",
    en: "Both point codes, the circuit codes and the time slot of the signalling link are stated.",
  },
  "analog-interface": {
    zh: "模拟线：来电显示方式（FSK 或 DTMF）、拆线时反极或断环，忙音 450 Hz 通 350 毫秒断 350 毫秒。",
    en: "Analog lines: how the caller number is sent (FSK or DTMF), polarity reversal or loop break at release, busy tone 450 Hz 350 ms on and off.",
  },
  "both-border-controllers": {
    zh: "两台 SBC 均可呼入呼出，一台不可用时另一台承担全部 {channels} 路。",
    en: "Both border controllers carry calls in and out; either alone carries all {channels}.",
  },
  "fixed-addresses": {
    zh: "专线互联，按地址互信，不注册；双方地址见网关参数表，变更提前通知。",
    en: "Private line, trust by address, no registration; addresses are on the sheets, changes are announced.",
  },
  "keep-alive": {
    zh: "双方以 OPTIONS 探测，503 表示该节点暂不接收，改送另一节点，不列入黑名单。",
    en: "Both sides probe by OPTIONS; 503 means that this node takes no calls now: use the other, without a blacklist.",
  },
  "ends-at-provider": {
    zh: "该群终接于服务商 {site} 的机房，设备与参数由服务商提供；号码与合同的用户是本单位，改接只凭本单位书面申请，时限写入合同。",
    en: "The group ends at the site of the provider {site}, whose boxes and settings these are; number and contract belong to the department, and only its written request moves the group, within a time that the contract states.",
  },
  "carrier-list": {
    zh: "每月向本单位提供绑定号码的通话清单（时间、时长），用以核对服务商的统计。",
    en: "The department gets the carrier's own monthly list of the pilot number's calls (time, length), against which the provider's figures are checked.",
  },
  "fault-repair": {
    zh: "故障申告电话与修复时限写入合同。",
    en: "Fault desk and time to repair stand in the contract.",
  },
};

/** What is done and what must be seen, by test. */
export const TEST_WORDS: Readonly<Record<OpeningTestKind, { readonly act: Text; readonly expect: Text }>> = {
  alarms: {
    act: { zh: "{box}：{units} 条 E1 连续观察 24 小时", en: "{box}: watch its {units} E1 for 24 hours" },
    expect: { zh: "无 LOS、AIS、LOF；滑码与 CRC 误码为 0", en: "No LOS, AIS, LOF; no slips, no CRC errors" },
  },
  "box-up": {
    act: { zh: "{box}（{address}）：查看网关状态", en: "{box} ({address}): read the gateway's state" },
    expect: { zh: "sofia status gateway 为 UP", en: "sofia status gateway says UP" },
  },
  "called-number": {
    act: { zh: "送被叫号码 {number}（{form}）", en: "Deliver the called number {number} ({form})" },
    expect: { zh: "接通；话单 local_network = {city}", en: "Answered; the call record has local_network = {city}" },
  },
  "called-number-open": {
    act: { zh: "被叫号码形式 {form}", en: "Called number in the form {form}" },
    expect: { zh: "绑定号码未分配，分配后重出此表", en: "Pilot number unassigned: print this record again once it is" },
  },
  "dialed-in-city": {
    act: {
      zh: "在 {city} 用固定电话拨 12333，用手机拨 {city}12333，再用手机直拨 12333",
      en: "In {city} dial 12333 from a fixed telephone, {city}12333 from a mobile, then 12333 from the mobile",
    },
    expect: {
      zh: "前两次接通，第三次的结果与被叫形式记录在此；话单 trunk_group = {areaCode}",
      en: "The first two are answered; note the third's result and the called forms here; trunk_group = {areaCode}",
    },
  },
  "caller-fixed": {
    act: {
      zh: "用 {areaCode} 与外地固定电话各呼入一次",
      en: "Call in from a fixed telephone in {areaCode} and one elsewhere",
    },
    expect: {
      zh: "话单 caller_number 均为 0 + 区号 + 号码",
      en: "caller_number is 0, area code and number both times",
    },
  },
  "caller-mobile": {
    act: { zh: "用本地与外地手机各呼入一次", en: "Call in from a local mobile and one of another city" },
    expect: { zh: "caller_number 均为 11 位手机号", en: "caller_number is the mobile's eleven digits both times" },
  },
  "caller-withheld": {
    act: { zh: "隐藏号码呼入", en: "Call in with the number withheld" },
    expect: { zh: "caller_number 为空，话务员看到 anonymous", en: "caller_number is empty, the agent sees anonymous" },
  },
  speech: {
    act: { zh: "通话 {minutes} 分钟", en: "Talk for {minutes} minutes" },
    expect: { zh: "双向清晰，无单通、回声、断续", en: "Clear both ways; no one-way sound, echo or gaps" },
  },
  release: {
    act: { zh: "主叫先挂机，再试被叫先挂机", en: "Hang up as caller, then as called" },
    expect: {
      zh: "{seconds} 秒内释放通路（limit_usage 归零）",
      en: "The channel is free within {seconds} s (limit_usage is 0)",
    },
  },
  keys: {
    act: { zh: "接通后逐一按 0-9、*、#（{dtmf}）", en: "Once answered press 0-9, * and # ({dtmf})" },
    expect: { zh: "每键识别一次，不漏不重", en: "Each key once, none lost, none doubled" },
  },
  limit: {
    act: {
      zh: "占满 {channels} 路后再呼一路（第 {next} 路）",
      en: "Hold {channels} calls and make one more (call {next})",
    },
    expect: {
      zh: "交换机答 503、原因值 {cause}；主叫听忙音；释放一路后可再呼通",
      en: "503 with cause {cause} from the switch, busy tone for the caller; after one release the next call gets through",
    },
  },
  "box-lost": {
    act: { zh: "断开 {box} 网线，再接回", en: "Unplug {box}, then plug it in again" },
    expect: {
      zh: "{left} 秒内为 DOWN；恢复后 {back} 秒内为 UP；呼出走其他网关或即时失败",
      en: "DOWN within {left} s; UP within {back} s of its return; calls out take another gateway or fail at once",
    },
  },
  standby: {
    act: { zh: "把 {owner} 切换到 {standby}", en: "Hand over from {owner} to {standby}" },
    expect: {
      zh: "{owner} 对 INVITE 与 OPTIONS 答 503；呼入改由 {standby} 接",
      en: "{owner} answers 503 to INVITE and OPTIONS; calls arrive at {standby}",
    },
  },
  stranger: {
    act: {
      zh: "从未列名的地址向 {port} 端口发 INVITE",
      en: "Send an INVITE to port {port} from an address that is not listed",
    },
    expect: {
      zh: "无应答（防火墙丢弃）；停用防火墙时答 403",
      en: "No answer (dropped by the firewall); 403 with the firewall off",
    },
  },
  "call-local": {
    act: { zh: "呼出本地固定电话", en: "Call a fixed telephone of the network" },
    expect: { zh: "接通；对方显示 {shown}", en: "Connected; {shown} is shown" },
  },
  "call-far": {
    act: { zh: "呼出外地固定电话（形式：{numbers}）", en: "Call a fixed telephone elsewhere (form: {numbers})" },
    expect: { zh: "接通；对方显示本群号码 {shown}", en: "Connected; the group's number {shown} is shown" },
  },
  "call-mobile": {
    act: { zh: "呼出本地手机", en: "Call a local mobile" },
    expect: { zh: "接通；对方显示本群号码 {shown}", en: "Connected; the group's number {shown} is shown" },
  },
  "call-mobile-far": {
    act: { zh: "呼出外地手机（规则：{rule}）", en: "Call a mobile of another city (rule: {rule})" },
    expect: {
      zh: "接通；若局方放音要求加 0 而不拒绝呼叫，改为 with-zero",
      en: "Connected; where the carrier asks for a 0 by announcement and does not refuse the call, set with-zero",
    },
  },
  "call-barred": {
    act: { zh: "呼出 00 国际、声讯、10086", en: "Call 00 abroad, a premium number and 10086" },
    expect: { zh: "交换机答 404，局方也不接续", en: "404 from the switch; the carrier does not connect either" },
  },
  "queue-full": {
    act: {
      zh: "队列 {queue}：占满 {callers} 位后再呼一路；另试等待 {seconds} 秒",
      en: "Queue {queue}: fill its {callers} places and call once more; also wait {seconds} s",
    },
    expect: { zh: "按 {overflow} 处理，不占用排队位", en: "Treated by {overflow}; no place is taken" },
  },
  "provider-dialed": {
    act: {
      zh: "在 {city} 用固定电话拨 12333，用手机拨 {city}12333",
      en: "In {city} dial 12333 from a fixed telephone and {city}12333 from a mobile",
    },
    expect: {
      zh: "都由服务商接通；次日交付的话单中有这两次，被叫形式记录在此",
      en: "Both answered by the provider and in the next day's delivery; note the called form here",
    },
  },
  "provider-caller": {
    act: {
      zh: "用 {areaCode} 与外地固定电话、手机各呼入一次，再隐藏号码呼入一次",
      en: "Call in from fixed telephones in {areaCode} and elsewhere and from a mobile, then with the number withheld",
    },
    expect: {
      zh: "服务商话务员看到完整号码；隐藏的一次看不到，话单中也没有",
      en: "The provider's agent sees the whole number; the withheld one neither there nor in the record",
    },
  },
  "provider-keys": {
    act: { zh: "在服务商菜单中逐一按 0-9、*、#（{dtmf}）", en: "Press 0-9, * and # in the provider's menu ({dtmf})" },
    expect: { zh: "每键识别一次，不漏不重", en: "Each key once, none lost, none doubled" },
  },
  "provider-limit": {
    act: {
      zh: "占满 {channels} 路后再呼一路（第 {next} 路）",
      en: "Hold {channels} calls and make one more (call {next})",
    },
    expect: {
      zh: "主叫听忙音（原因值 {cause}）；释放一路后可再呼通",
      en: "Busy tone for the caller (cause {cause}); after one release the next call gets through",
    },
  },
  "provider-shown": {
    act: { zh: "由服务商座席呼出固定电话与手机", en: "Have a provider's agent call a fixed telephone and a mobile" },
    expect: { zh: "对方显示 {shown}，不显示服务商的号码", en: "{shown} is shown, no number of the provider's" },
  },
  "provider-barred": {
    act: {
      zh: "由服务商座席呼出 00 国际、声讯、10086",
      en: "Have a provider's agent call 00 abroad, a premium number and 10086",
    },
    expect: { zh: "都不接续", en: "None is connected" },
  },
  "provider-retained": {
    act: {
      zh: "请服务商把一个来电转到保留座席（{seats} 席，{port} 端口）",
      en: "Have the provider transfer a caller to the retained seats ({seats}, port {port})",
    },
    expect: {
      zh: "保留座席振铃并接通；从服务商以外的地址试转被拒",
      en: "A retained seat rings and answers; a transfer from any other address is refused",
    },
  },
  "provider-copies": {
    act: { zh: "次日查看话单与录音交付", en: "Look at the delivery of records and recordings on the next day" },
    expect: { zh: "当日已入库，以上呼叫均在其中", en: "The day is filed, and every call above is in it" },
  },
};

/** Settings of a box by key; what is not here (TS16, HDB3) needs no words. */
export const SETTING_WORDS: Readonly<Record<string, Text>> = {
  "own-address": { zh: "本机 SIP 地址", en: "Own SIP address" },
  "peer-owner": { zh: "对端（先选）", en: "Peer, first choice" },
  "peer-standby": { zh: "对端（次选）", en: "Peer, second choice" },
  transport: { zh: "传输", en: "Transport" },
  registration: { zh: "注册", en: "Registration" },
  "next-peer-on": { zh: "改送次选对端的条件", en: "Go to the next peer on" },
  "keep-alive": { zh: "探测对端", en: "Probe the peers by" },
  "calls-at-once": { zh: "最大并发", en: "Calls at once" },
  codec: { zh: "编码", en: "Codec" },
  "silence-suppression": { zh: "静音抑制", en: "Silence suppression" },
  "echo-cancellation": { zh: "回声消除", en: "Echo cancellation" },
  dtmf: { zh: "按键", en: "Keys" },
  "rtp-to": { zh: "语音送往", en: "Sound goes to" },
  called: { zh: "被叫号码原样送，形式", en: "Called number untouched, forms" },
  calling: { zh: "主叫号码放在", en: "Calling number in" },
  withheld: { zh: "隐藏号码", en: "Withheld number" },
  outgoing: { zh: "呼出号码形式", en: "Form of numbers dialed out" },
  "to-carrier": { zh: "SIP 状态 → Q.850", en: "SIP status to Q.850" },
  "from-carrier": { zh: "Q.850 → SIP 状态", en: "Q.850 to SIP status" },
  "licensed-calls": { zh: "并发许可", en: "Licensed calls" },
  hunting: { zh: "联选次序", en: "Hunting order" },
  "fxo-ports": { zh: "FXO 口 用/有", en: "FXO ports used/present" },
  "hot-line": { zh: "来话送往被叫号", en: "Calls in go to the number" },
  "caller-id": { zh: "来电显示检测", en: "Caller number detection" },
  "answer-after": { zh: "何时送呼叫", en: "Send the call after" },
  "release-tone": { zh: "拆线音", en: "Release tone" },
  "loop-break": { zh: "断环拆线", en: "Release by loop break" },
  "e1-ports": { zh: "E1 口 用/有", en: "E1 ports used/present" },
  "line-code": { zh: "线路码", en: "Line code" },
  framing: { zh: "成帧", en: "Framing" },
  crc4: { zh: "CRC-4", en: "CRC-4" },
  impedance: { zh: "阻抗", en: "Impedance" },
  clock: { zh: "时钟", en: "Clock" },
  signalling: { zh: "信令", en: "Signalling" },
  "pri-side": { zh: "PRI 侧", en: "PRI side" },
  "d-channel": { zh: "D 信道", en: "D channel" },
  "voice-channels": { zh: "话路", en: "Voice channels" },
  "channel-selection": { zh: "选路次序（与局方相反）", en: "Channel selection (opposite to the exchange)" },
  "signalling-link": { zh: "信令链路", en: "Signalling link" },
  "point-codes": { zh: "信令点编码", en: "Point codes" },
  "circuit-codes": { zh: "CIC", en: "Circuit codes" },
  "line-signalling": { zh: "线路信令", en: "Line signalling" },
  "called-digits": { zh: "收被叫位数", en: "Called digits" },
};

/** Values that are words. */
export const VALUE_WORDS: Readonly<Record<string, Text>> = {
  none: { zh: "不注册", en: "none" },
  "only-peer": { zh: "无次选对端", en: "there is no second peer" },
  "g704-multiframe": { zh: "G.704 复帧", en: "G.704 multiframe" },
  off: { zh: "关", en: "off" },
  on: { zh: "开", en: "on" },
  "from-carrier": { zh: "由局方给出", en: "from the carrier" },
  "caller-id": { zh: "收到来电显示后", en: "the caller number" },
  user: { zh: "用户侧（TE）", en: "user (TE)" },
  descending: { zh: "从大到小", en: "descending" },
  linear: { zh: "顺序", en: "linear" },
  circular: { zh: "循环", en: "circular" },
  "least-used": { zh: "最少使用", en: "least used" },
  local: { zh: "本地不带区号，外地加 0 与区号", en: "without area code in the network, else 0 and area code" },
  "area-code": { zh: "一律 0 加区号", en: "always 0 and area code" },
  international: { zh: "+86", en: "+86" },
  pilot: { zh: "绑定号码（带或不带区号）", en: "pilot number, with or without area code" },
  "short-code": { zh: "12333", en: "12333" },
  "area-code-short-code": { zh: "区号 + 12333", en: "area code and 12333" },
  telecom: { zh: "中国电信", en: "China Telecom" },
  unicom: { zh: "中国联通", en: "China Unicom" },
  mobile: { zh: "中国移动", en: "China Mobile" },
  "caller-pays": { zh: "主叫付费", en: "caller pays" },
  "flat-monthly": { zh: "包月", en: "flat monthly" },
  "rental-plus-usage": { zh: "月租加通话费", en: "rental and usage" },
  "per-minute": { zh: "按时长", en: "per minute" },
  "per-call": { zh: "按次", en: "per call" },
  "called-pays": { zh: "被叫付费", en: "called pays" },
  split: { zh: "主被叫分摊", en: "split between caller and called" },
  package: { zh: "套餐", en: "package" },
  pri: { zh: "PRI", en: "PRI" },
  isup: { zh: "七号信令 ISUP", en: "ISUP" },
  r2: { zh: "中国一号 R2", en: "R2" },
  analog: { zh: "模拟", en: "analog" },
  "sip-ims": { zh: "SIP-IMS", en: "SIP-IMS" },
  "busy-tone": { zh: "送忙音", en: "busy tone" },
  announcement: { zh: "播放提示后挂机", en: "an announcement, then release" },
  "call-back": { zh: "登记回电", en: "an offer to call back" },
  voicemail: { zh: "留言", en: "voicemail" },
  "sister-queue": { zh: "转兄弟队列", en: "another queue" },
  "platform-12345": { zh: "转 12345", en: "12345" },
  "retry-with-zero": { zh: "先不加 0，被拒再加 0", en: "without 0, with 0 after a refusal" },
  "with-zero": { zh: "一律加 0", en: "always with 0" },
  plain: { zh: "一律不加 0", en: "never with 0" },
  rfc2833: { zh: "RFC 2833", en: "RFC 2833" },
  "in-band": { zh: "带内双音", en: "in-band tones" },
  "last-digits": { zh: "末几位（4 位起）", en: "last digits, from four on" },
};

export const DOCUMENT_WORDS = {
  orderTitle: { zh: "中继技术要求", en: "Trunk requirements" },
  sheetTitle: { zh: "网关参数表", en: "Gateway sheet" },
  recordTitle: { zh: "开通测试记录", en: "Opening-test record" },
  example: {
    zh: "示例数据：号码与地址未分配，不可用于申请。",
    en: "Example data: numbers and addresses are unassigned; not for use.",
  },
  unassigned: { zh: "未分配", en: "unassigned" },
  standIn: { zh: "文档地址，未分配", en: "documentation address, unassigned" },
  endsAt: { zh: "终接地点", en: "Ends at" },
  department: { zh: "本单位，{place}", en: "The department, {place}" },
  provider: { zh: "服务商 {site} 的机房", en: "The site of the provider {site}" },
  contracted: { zh: "服务商承接并发数", en: "Calls the provider takes at once" },
  providerFull: {
    zh: "{channels} 路全占：服务商拒绝（Q.850 原因值 34），局方送忙音；排队与提示由服务商的平台处理，写入合同。",
    en: "All {channels} taken: the provider refuses (Q.850 cause 34), the carrier plays busy tone; waiting and announcements are the provider's and stand in its contract.",
  },
  carrier: { zh: "运营商", en: "Carrier" },
  trunk: { zh: "中继", en: "Trunk" },
  channels: { zh: "同时通话", en: "Calls at once" },
  pilot: { zh: "绑定号码", en: "Pilot number" },
  serves: { zh: "覆盖本地网", en: "Networks served" },
  billing: { zh: "计费方式", en: "Billing" },
  load: { zh: "忙时话务量与呼损", en: "Busy-hour load and blocking" },
  requests: { zh: "向运营商提出的要求", en: "Asked of the carrier" },
  full: { zh: "打不进来时，主叫听到什么", en: "What callers hear when they can't get in" },
  trunkFull: {
    zh: "{channels} 路全占：交换机以 503（Q.850 原因值 34）拒绝，局方送忙音。",
    en: "All {channels} taken: the switch refuses with 503 (Q.850 cause 34), the carrier plays busy tone.",
  },
  queueFull: {
    zh: "队列{label}（{queue}）：{callers} 位占满或等待满 {seconds} 秒，按 {overflow} 处理。",
    en: "Queue {label} ({queue}): with {callers} callers, or after {seconds} s of waiting, {overflow}.",
  },
  paper: {
    zh: "正式的业务需求书由 hotline dossier 出具，内容取自同一规划；开通测试以《开通测试记录》为准。",
    en: "The order itself, made from the same plan, is written by hotline dossier; the opening is tested by the opening-test record.",
  },
  noQueue: { zh: "无排队，听忙音或提示。", en: "No queue: busy tone or an announcement." },
  setting: { zh: "项目", en: "Setting" },
  value: { zh: "取值", en: "Value" },
  line: { zh: "线路", en: "Line" },
  sip: { zh: "SIP", en: "SIP" },
  media: { zh: "语音", en: "Sound" },
  numbers: { zh: "号码", en: "Numbers" },
  causes: { zh: "原因值", en: "Causes" },
  number: { zh: "编号", en: "No." },
  act: { zh: "操作", en: "Test" },
  expect: { zh: "应当看到", en: "Must be seen" },
  result: { zh: "结果（合格/不合格、日期、签名）", en: "Result (passed or not, date, name)" },
  states: {
    zh: "网关每 {every} 秒探测一次：连续 {misses} 次无应答即停用（至多 {left} 秒），连续 {hits} 次应答即恢复（至多 {back} 秒）。",
    en: "Probed every {every} s: {misses} misses in a row take it out of use (within {left} s), {hits} answers bring it back (within {back} s).",
  },
} as const satisfies Readonly<Record<string, Text>>;
