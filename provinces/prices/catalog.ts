/** What a price is per time or event; percents and quantities are no money. */
export const PRICE_UNITS = ["once", "month", "year", "minute", "call", "kWh", "percent", "quantity"] as const;
export type PriceUnit = (typeof PRICE_UNITS)[number];

/** What one unit of the price buys. */
export const PRICE_PER = [
  "server",
  "TB",
  "site",
  "e1",
  "line",
  "channel",
  "seat",
  "head",
  "m2",
  "kWh",
  "minute",
  "call",
  "contract",
  "system",
  "total",
] as const;
export type PricePer = (typeof PRICE_PER)[number];

/** Which value-added tax rate lies on a price; wages, percents and quantities bear none. */
export type TaxKind = "service" | "equipment" | "telecom" | "none";

export interface CatalogItem {
  readonly zh: string;
  readonly en: string;
  /** Unit in which the cost model reads it; month and year convert into each other. */
  readonly unit: PriceUnit;
  readonly per: PricePer;
  /** Least and most that is believable, in yuan, percent or the quantity itself. */
  readonly bounds: readonly [number, number];
  readonly tax: TaxKind;
}

type Row = readonly [zh: string, en: string, unit: PriceUnit, per: PricePer, least: number, most: number, tax: TaxKind];

const item = ([zh, en, unit, per, least, most, tax]: Row): CatalogItem => ({
  zh,
  en,
  unit,
  per,
  bounds: [least, most],
  tax,
});

/** Every price the cost model reads, closed: a book with another id has a typo. Bounds catch slips of unit and zeros. */
export const CATALOG = {
  "srv.general": item(["通用服务器", "general-purpose server", "once", "server", 5_000, 300_000, "equipment"]),
  "storage.tb": item(["可用存储", "usable storage", "once", "TB", 200, 20_000, "equipment"]),
  "net.core": item([
    "核心网络（交换机、防火墙各一对）",
    "switch and firewall pairs",
    "once",
    "site",
    10_000,
    2_000_000,
    "equipment",
  ]),
  "gw.e1.port": item(["E1 网关端口", "E1 gateway port", "once", "e1", 800, 60_000, "equipment"]),
  "gw.fxo.port": item(["模拟网关端口", "FXO gateway port", "once", "line", 50, 3_000, "equipment"]),
  "seat.pc": item(["座席电脑", "agent's computer", "once", "seat", 1_000, 20_000, "equipment"]),
  "seat.headset": item(["耳机", "headset", "once", "seat", 30, 3_000, "equipment"]),
  "seat.phone": item(["话机", "telephone", "once", "seat", 0, 5_000, "equipment"]),
  "seat.fitout": item(["座席装修与家具", "fit-out and furniture", "once", "seat", 500, 30_000, "service"]),
  "sw.acd.seat": item(["呼叫软件许可", "call software license", "once", "seat", 0, 20_000, "equipment"]),
  "integration.pct": item([
    "系统集成费率",
    "integration, of hardware and software",
    "percent",
    "total",
    0,
    100,
    "none",
  ]),
  "maint.pct": item([
    "年维护费率",
    "yearly maintenance, of hardware, software and integration",
    "percent",
    "total",
    0,
    40,
    "none",
  ]),
  "life.hardware.years": item([
    "硬件更新周期（年）",
    "years until hardware is renewed",
    "quantity",
    "total",
    2,
    15,
    "none",
  ]),
  "hire.head": item(["招聘", "hiring", "once", "head", 0, 20_000, "none"]),
  "train.head": item(["岗前培训", "first training", "once", "head", 0, 30_000, "none"]),
  "wage.agent": item(["座席员工资", "agent's wage", "month", "head", 1_800, 30_000, "none"]),
  "wage.supervisor": item(["班组长工资", "supervisor's wage", "month", "head", 2_000, 45_000, "none"]),
  "wage.it": item(["技术人员工资", "technician's wage", "month", "head", 2_500, 80_000, "none"]),
  "welfare.pct": item([
    "单位负担社保公积金",
    "employer's social insurance and housing fund",
    "percent",
    "total",
    0,
    80,
    "none",
  ]),
  "span.supervisor": item(["每名班组长管理人数", "heads per supervisor", "quantity", "head", 3, 60, "none"]),
  "turnover.pct": item(["年流失率", "yearly staff turnover", "percent", "total", 0, 150, "none"]),
  "staff.it": item(["自有平台技术人员", "technicians of an own platform", "quantity", "head", 0, 50, "none"]),
  "staff.it.edge": item([
    "租用平台时的技术人员",
    "technicians when the platform is leased",
    "quantity",
    "head",
    0,
    50,
    "none",
  ]),
  "premises.m2PerSeat": item(["每席面积", "area per seat", "quantity", "m2", 2, 20, "none"]),
  "premises.common": item(["公摊系数", "factor for common areas", "quantity", "total", 1, 3, "none"]),
  "premises.rent": item(["场地租金", "rent", "month", "m2", 5, 800, "none"]),
  "power.kwh": item(["电价", "electricity", "kWh", "kWh", 0.2, 3, "none"]),
  "power.seatKw": item(["每席功率（千瓦）", "power of a seat in kW", "quantity", "seat", 0.02, 2, "none"]),
  "power.serverKw": item([
    "每台服务器功率（千瓦，含制冷）",
    "power of a server in kW, cooling included",
    "quantity",
    "server",
    0.05,
    5,
    "none",
  ]),
  "trunk.e1.month": item(["E1 中继月租", "E1 trunk rental", "month", "e1", 100, 8_000, "telecom"]),
  "trunk.analog.month": item(["模拟中继月租", "analog trunk rental", "month", "line", 10, 400, "telecom"]),
  "trunk.sipChannel.month": item(["SIP 并发月租", "SIP channel rental", "month", "channel", 2, 300, "telecom"]),
  "trunk.install": item(["中继安装", "trunk installation", "once", "line", 0, 5_000, "telecom"]),
  "trunk.sipInstall": item(["SIP 中继开通", "SIP trunk installation", "once", "channel", 0, 500, "telecom"]),
  "voice.in.minute": item(["被叫付费每分钟", "called-party charge a minute", "minute", "minute", 0.005, 2, "telecom"]),
  "voice.in.call": item(["按次计费", "charge a call", "call", "call", 0.01, 10, "telecom"]),
  "voice.out.minute": item(["外呼每分钟", "outgoing minute", "minute", "minute", 0.01, 2, "telecom"]),
  "voice.out.share": item([
    "回拨占人工来话比例",
    "calls back, of calls answered by people",
    "percent",
    "total",
    0,
    100,
    "none",
  ]),
  "line.data.month": item(["数据专线月租", "data line rental", "month", "site", 100, 60_000, "telecom"]),
  "line.vpn.month": item(["VPN 线路月租", "VPN line rental", "month", "site", 30, 20_000, "telecom"]),
  "mlps.l3.year": item(["三级等保测评（年）", "level 3 assessment", "year", "system", 10_000, 600_000, "service"]),
  "mlps.l2.twoYears": item([
    "二级等保测评（每两年一次）",
    "level 2 assessment, every two years",
    "once",
    "system",
    5_000,
    300_000,
    "service",
  ]),
  "crypto.assessment.year": item([
    "密码应用安全性评估（年）",
    "cryptography assessment",
    "year",
    "system",
    10_000,
    500_000,
    "service",
  ]),
  "dr.infra.pct": item([
    "备用站点占基础设施比例",
    "recovery site, of infrastructure",
    "percent",
    "total",
    0,
    150,
    "none",
  ]),
  "out.seatMonth.full": item([
    "整席外包（设备、场地、人员、服务，单班）",
    "seat, all included, one shift",
    "month",
    "seat",
    1_500,
    30_000,
    "service",
  ]),
  "out.seatMonth.staff": item([
    "人员与服务按席（单班）",
    "seat, people and service, one shift",
    "month",
    "seat",
    1_200,
    28_000,
    "service",
  ]),
  "out.headMonth.staff": item([
    "人员与服务按人",
    "head, people and service",
    "month",
    "head",
    1_800,
    30_000,
    "service",
  ]),
  "out.headMonth.people": item([
    "劳务派遣按人（不含服务责任）",
    "head, people only",
    "month",
    "head",
    1_800,
    28_000,
    "service",
  ]),
  "out.seatMonth.system": item(["云座席（仅设备）", "platform seat", "month", "seat", 20, 3_000, "service"]),
  "out.seatMonth.premises": item([
    "租用工位（仅场地）",
    "room, furniture and power of a seat",
    "month",
    "seat",
    100,
    6_000,
    "service",
  ]),
  "out.perCall": item([
    "按接通量（人员与服务）",
    "answered call, people and service",
    "call",
    "call",
    0.2,
    30,
    "service",
  ]),
  "out.perMinute": item([
    "按通话时长（人员与服务）",
    "talk minute, people and service",
    "minute",
    "minute",
    0.05,
    10,
    "service",
  ]),
  "out.seat.hoursWeek": item([
    "单班席位每周覆盖工时",
    "hours a week that a one-shift seat is staffed",
    "quantity",
    "seat",
    20,
    168,
    "none",
  ]),
  "out.setup": item(["外包启动费（每次招标）", "set-up, at each tender", "once", "contract", 0, 1_000_000, "service"]),
  "out.custom.year": item([
    "租用平台的定制与接口（年）",
    "changes and interfaces of a leased platform",
    "year",
    "system",
    0,
    500_000,
    "service",
  ]),
  "out.retainedStaff": item(["保留人员", "heads kept for supervision and cases", "quantity", "head", 0, 200, "none"]),
  "out.deduction.pct": item(["预期考核扣减", "expected deductions, of the fee", "percent", "total", 0, 30, "none"]),
  "out.transition.pct": item([
    "换商过渡双付比例",
    "double payment in transition, of the fee",
    "percent",
    "total",
    0,
    100,
    "none",
  ]),
  "out.exit": item([
    "退出：数据移交与删除证明",
    "exit: data handed over, deletion proved",
    "once",
    "contract",
    0,
    2_000_000,
    "service",
  ]),
  "out.escalation.pct": item([
    "外包价格年涨幅（续签时计）",
    "rise of provider prices a year, at renewal",
    "percent",
    "total",
    -20,
    30,
    "none",
  ]),
  "growth.wage.pct": item(["工资年涨幅", "rise of wages a year", "percent", "total", -20, 30, "none"]),
  "growth.rent.pct": item(["租金年涨幅", "rise of rents a year", "percent", "total", -20, 30, "none"]),
  "growth.telecom.pct": item(["通信资费年涨幅", "rise of carrier prices a year", "percent", "total", -30, 30, "none"]),
  "growth.general.pct": item(["其他价格年涨幅", "rise of other prices a year", "percent", "total", -20, 30, "none"]),
  "finance.discount.pct": item(["折现率", "discount rate", "percent", "total", 0, 20, "none"]),
  "finance.horizon.years": item(["测算期（年）", "horizon in years", "quantity", "total", 1, 20, "none"]),
  "tax.vat.service.pct": item(["增值税：现代服务", "value-added tax, services", "percent", "total", 0, 25, "none"]),
  "tax.vat.equipment.pct": item(["增值税：货物", "value-added tax, equipment", "percent", "total", 0, 25, "none"]),
  "tax.vat.telecom.pct": item([
    "增值税：基础电信",
    "value-added tax, basic telecom",
    "percent",
    "total",
    0,
    25,
    "none",
  ]),
  "tax.recoverable.pct": item([
    "可抵扣的增值税比例",
    "share of the tax that can be deducted",
    "percent",
    "total",
    0,
    100,
    "none",
  ]),
} as const satisfies Readonly<Record<string, CatalogItem>>;

export type PriceId = keyof typeof CATALOG;
export const PRICE_IDS = Object.keys(CATALOG) as readonly PriceId[];

export function isPriceId(id: string): id is PriceId {
  return Object.hasOwn(CATALOG, id);
}

/** Money is kept in fen; percents and quantities as they are. */
export function isMoney(unit: PriceUnit): boolean {
  return unit !== "percent" && unit !== "quantity";
}

const LABOR: ReadonlySet<string> = new Set<PriceId>([
  "wage.agent",
  "wage.supervisor",
  "wage.it",
  "out.seatMonth.full",
  "out.seatMonth.staff",
  "out.headMonth.staff",
  "out.headMonth.people",
  "out.perCall",
  "out.perMinute",
]);

/** Prices that are mostly somebody's wage: where wages are high, so is what a provider asks. */
export function isLabor(id: string): boolean {
  return LABOR.has(id);
}

/** Parameters of the reckoning itself: without them there is none, and their range is no uncertainty of the market. */
export function isParameter(id: string): boolean {
  return id.startsWith("finance.") || id.startsWith("tax.") || id === "life.hardware.years";
}
