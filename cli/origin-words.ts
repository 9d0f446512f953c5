import type { Language } from "./language.ts";

/** The planner's reasons and formulas in Chinese, by their English form; names of figures stay as they are. */
const CHINESE: Readonly<Record<string, string>> = {
  "(channels - talking - reservedChannels) by share, at least 1":
    "(channels - talking - reservedChannels) 按占比分，至少 1",
  "(channels - reservedChannels) by share, at least 1": "(channels - reservedChannels) 按占比分，至少 1",
  "seats x talkSeconds / handlingSeconds, rounded up, at most channels":
    "seats x talkSeconds / handlingSeconds，进位，不超过 channels",
  "(humanCalls x ivrSeconds + selfServiceCalls x selfServiceSeconds) / 3600, at least 1, at most half of what talking leaves":
    "(humanCalls x ivrSeconds + selfServiceCalls x selfServiceSeconds) / 3600，至少 1，不超过通话所余信道的一半",
  "channels, rounded up to 30, 60 or a multiple of 120": "channels，进位到 30、60 或 120 的倍数",
  "the caller, and whoever rings: one person, or all telephones or seats that ring together":
    "来电者，加上振铃者：一人，或同时振铃的全部话机或座席",
  "1024 + callsPerDay / 10, 1 to 16 GiB": "1024 + callsPerDay / 10，1 至 16 GiB",
  "2 x channels + seats + max(20, channels / 5), at most rtpLegs":
    "2 x channels + seats + max(20, channels / 5)，不超过 rtpLegs",
  "channels x (1 + phones) + max(20, channels / 5), at most rtpLegs":
    "channels x (1 + phones) + max(20, channels / 5)，不超过 rtpLegs",
  "2 x channels: every call goes on to 12345": "2 x channels：每个呼叫都转至 12345",
  "2 x channels: every call goes on to the provider or a retained seat": "2 x channels：每个呼叫都转至服务商或保留座席",
  "2 x retained seats: the provider transfers to them": "2 x 保留座席：由服务商转接",
  "256 + 128 of memory files + 0.75 x 2 x builtFor: 0.5 MiB a leg, measured, times 1.5":
    "256 + 内存文件 128 + 0.75 x 2 x builtFor：每话路实测 0.5 MiB，乘 1.5",
  "256 + 128 of memory files + 0.75 x rtpLegs: 0.5 MiB a leg, measured, times 1.5":
    "256 + 内存文件 128 + 0.75 x rtpLegs：每话路实测 0.5 MiB，乘 1.5",
  "40 + 4 x media nodes + 20 for each 20,000 calls a day, in steps of 100":
    "40 + 4 x 媒体节点 + 每日每 2 万呼叫 20，按 100 取整",
  "500 + 17 x builtFor: a quarter core for 30 channels, measured, times 2":
    "500 + 17 x builtFor：30 信道实测四分之一核，乘 2",
  "500 + callsPerDay / 20, at most 8000": "500 + callsPerDay / 20，至多 8000",
  "Monday to Friday": "周一至周五",
  "abandonPercent x patienceSeconds: longest mean wait that the target allows":
    "abandonPercent x patienceSeconds：目标允许的最长平均等待",
  "at most 120 transfers from the provider at once, no more than channels":
    "服务商同时转接至多 120 路，且不超过 channels",
  "census of 2020": "2020 年人口普查",
  "channels + seats: each seat has a leg of its own": "channels + seats：每席自有一个话路",
  "channelsNeeded / 1, rounded up": "channelsNeeded / 1，进位",
  "channelsNeeded / 30, rounded up": "channelsNeeded / 30，进位",
  "days that call records are kept, in months, and the running one": "话单保存天数折成月，加当月",
  "days of the week with an opening": "每周有服务时间的天数",
  "days with an opening: 248 working days, 42 Saturdays, 42 Sundays, 33 days of holidays":
    "有服务时间的天数：工作日 248，周六 42，周日 42，节假日 33",
  "erlangs / maxOccupancy, rounded up": "erlangs / maxOccupancy，进位",
  "erlangs of the agents x share": "座席话务量 x share",
  "erlangs of the province x share": "全省话务量 x share",
  "every day": "每天",
  "every day of the year": "全年每天",
  "extended Erlang B of erlangs on channelsOrdered": "扩展爱尔兰 B：erlangs 落在 channelsOrdered 上",
  "fewest agents by Erlang A, from the rules before on, at whom abandonPercent and answeredPercent hold":
    "从以上各条起，按爱尔兰 A 满足 abandonPercent 与 answeredPercent 的最少座席",
  "fewest agents by Erlang C who answer answeredPercent within withinSeconds":
    "按爱尔兰 C，在 withinSeconds 内应答 answeredPercent 的最少座席",
  "fewest channels by extended Erlang B at blockingPercent": "按扩展爱尔兰 B，满足 blockingPercent 的最少信道",
  "fewest channels by extended Erlang B for all of the province on one group":
    "按扩展爱尔兰 B，全省一个中继群的最少信道",
  "fewest phones by extended Erlang B: a call that finds all of them busy is lost":
    "按扩展爱尔兰 B 的最少话机：全忙即损失",
  "ivrSeconds + wait + talkSeconds": "ivrSeconds + 等待 + talkSeconds",
  "largest of the seat rules": "各座席规则中的最大者",
  "longest maxWaitSeconds of the queues, 0 without queues": "各队列 maxWaitSeconds 的最大者，无队列为 0",
  "maxWaitSeconds + ln(100) x handleSeconds (99 % of exponential holding times), 10 to 45 min":
    "maxWaitSeconds + ln(100) x handleSeconds（指数分布通话时长的 99%），10 至 45 分钟",
  "merged line: answered by 12345": "整体并入：由 12345 应答",
  "peakDayCalls x share of the hour x humanShare": "peakDayCalls x 该小时占比 x humanShare",
  "phones without a queue": "无队列的话机",
  "seat rules for the calls of the hour, at most seatsNeeded": "按该小时呼叫套用座席规则，不超过 seatsNeeded",
  "seats of all shifts x daysServedWeek / daysPerHeadWeek / (1 - shrinkage), rounded up":
    "各班次座席 x daysServedWeek / daysPerHeadWeek / (1 - shrinkage)，进位",
  "seats of the pool by share, at least 1": "总座席按占比分，至少 1",
  "seats or phones at the department": "本单位的座席或话机",
  "sum of channelsOrdered": "channelsOrdered 之和",
  "sum of the shares of the networks it serves": "所覆盖各本地网占比之和",
  "what the given shares leave, by divisions under the area code": "已给占比之外的部分，按区号下的行政区数分",
  "working days of a Chinese year": "一年的工作日",
  "GB/T 33358-2016": "GB/T 33358-2016",
  "GB/T 33358-2016 asks for 95% connected": "GB/T 33358-2016 要求接通率 95%",
  "a primary and two standbys, so that one may fail during maintenance": "一主两备，维护期间仍容一个故障",
  "as many as needed": "按需要数",
  "busier agents wear out; tenders use 0.60 to 0.85": "再忙则难以持续；招标常用 0.60 至 0.85",
  "database.expectedGiB in steps of 10": "database.expectedGiB 按 10 取整",
  "five-day week": "每周五天",
  "largest hour of the usual day": "通常一天中最忙的一小时",
  "leave, training, meetings and breaks": "休假、培训、会议、休息",
  "measured share of calls that ask for a person": "实测要求人工的占比",
  "one on each Docker host": "每台 Docker 主机一个",
  "one queue for all": "全部一个队列",
  "two years; no national figure exists": "两年；国家无统一规定",
  "usual call that needs no person": "通常无需人工的呼叫",
  "usual factor of a peak day, 1.2 to 2.0": "通常的高峰日系数，1.2 至 2.0",
  "usual grade of service of trunks": "通常的中继呼损标准",
  "usual patience of callers": "来电者通常的等待耐心",
  "usual share where it was not measured": "未实测时的通常占比",
  "usual talk of a public hotline": "公共热线通常的通话时长",
  "usual target of a government hotline": "政府热线通常的目标",
  "usual time in a menu": "通常的菜单时长",
  "usual wrap-up of a public hotline": "公共热线通常的话后处理",
  "work mode hotline has no menu": "热线电话模式无菜单",
  "work mode hotline has no self-service": "热线电话模式无自助",
};

const ENDINGS: readonly (readonly [string, string])[] = [
  [
    ": fewest seats so that all shifts together cover the seats of every hour",
    "：各班次合起来覆盖每小时所需的最少座席",
  ],
  [" of erlangs on seats: answered-in-time-of-offered", "：erlangs 落在 seats 上，按时应答占来电"],
  [" of erlangs on seats: answered-in-time-of-answered", "：erlangs 落在 seats 上，按时应答占应答"],
  [" of erlangs on seats: answered-and-abandoned-in-time", "：erlangs 落在 seats 上，按时应答或放弃"],
  [" of erlangs on seats: short-abandons-excluded", "：erlangs 落在 seats 上，不计短时放弃"],
  [" of erlangs on seats: mean wait of all callers", "：erlangs 落在 seats 上，全部来电平均等待"],
  [" of erlangs on seats: mean wait of the answered", "：erlangs 落在 seats 上，已应答者平均等待"],
  [" of erlangs on seats: share of time on calls", "：erlangs 落在 seats 上，占用率"],
  [" of erlangs on seats: share that gives up", "：erlangs 落在 seats 上，放弃率"],
];

/** A sentence has words of three letters and more beside figure names, which are one word with capitals inside. */
export function isSentence(text: string): boolean {
  return /\b[a-z]{3,} [a-z]{2,}\b/.test(text);
}

/** The reason or formula in the language; a formula of names and signs alone is the same in both. */
export function originWords(text: string, language: Language): string {
  if (language === "en") return text;
  const ending = ENDINGS.find(([english]) => text.endsWith(english));
  if (ending !== undefined)
    return `${text.slice(0, -ending[0].length).replace("Erlang", "爱尔兰 ")}${ending[1]}`.replace("  ", " ");
  return CHINESE[text] ?? text;
}
