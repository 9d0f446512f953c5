import * as z from "zod";
import { field, UNASSIGNED } from "./field.ts";

export const Carrier = field(z.enum(["telecom", "unicom", "mobile"]), {
  zh: "运营商",
  en: "Carrier that terminates 12333 in this local network. The recommendation is telecom in the 21 southern provinces and unicom in the 10 northern ones; another choice is a warning.",
});

/** Analog lines and E1s arrive through media gateways; SIP-IMS through the carrier's session border controllers. */
export const Trunk = field(
  z.discriminatedUnion("type", [
    z.strictObject({
      type: field(z.literal("analog"), { zh: "模拟中继", en: "Analog lines, one call each." }),
      lines: field(z.int().min(1).max(2000), { zh: "线路数", en: "Number of lines; one call per line." }),
    }),
    z.discriminatedUnion("signalling", [
      z.strictObject({
        type: field(z.literal("digital"), { zh: "数字中继", en: "E1 or SIP-IMS." }),
        signalling: field(z.enum(["pri", "isup", "r2"]), {
          zh: "信令",
          en: "Signalling of the E1s: PRI (30B+D), ISUP or R2.",
        }),
        e1: field(z.int().min(1).max(200), { zh: "E1 数量", en: "Number of E1s of 2.048 Mbit/s; 30 calls each." }),
      }),
      z.strictObject({
        type: field(z.literal("digital"), { zh: "数字中继", en: "E1 or SIP-IMS." }),
        signalling: field(z.literal("sip-ims"), { zh: "信令", en: "SIP trunk into the carrier's IMS." }),
        channels: field(z.int().min(1).max(6000), {
          zh: "并发许可数",
          en: "Licensed concurrent calls; never multiplied by 30.",
        }),
      }),
    ]),
  ]),
  { zh: "中继", en: "Trunk type and count, in the unit of its kind." },
);

const TariffStep = z.strictObject({
  upToSeconds: field(z.int().min(1).optional(), {
    zh: "至多秒数",
    en: "The step covers a call up to this length.",
    byDefault: "no upper end (last step)",
  }),
  unitSeconds: field(z.int().min(1).max(86_400), { zh: "计费单位(秒)", en: "Started units are charged whole." }),
  fenPerUnit: field(z.int().min(0).max(1_000_000), { zh: "单价(分)", en: "Price of a unit, in fen." }),
});

const Tariff = z.strictObject({
  rentalFenPerMonth: field(z.int().min(0).max(1_000_000_000), {
    zh: "月租(分)",
    en: "Monthly rental of one trunk unit (line, E1 or channel), in fen.",
  }),
  installFen: field(z.int().min(0).max(1_000_000_000).optional(), {
    zh: "工料费(分)",
    en: "One-off installation of one trunk unit, in fen.",
    byDefault: "the price book's",
  }),
  allowanceMinutes: field(z.int().min(0).max(100_000_000).optional(), {
    zh: "包含分钟数",
    en: "Minutes a month that the fixed sum includes.",
    byDefault: "none",
  }),
  source: field(z.string().min(4).max(300).optional(), {
    zh: "合同出处",
    en: "The contract or carrier's document that says so, with its number.",
    byDefault: "none: the tariff counts as assumed",
  }),
  asOf: field(z.iso.date().optional(), {
    zh: "时点",
    en: "Day of the contract; it grows stale as other prices do.",
    byDefault: "none: the tariff counts as assumed",
  }),
  steps: field(z.array(TariffStep).max(10).optional(), {
    zh: "分段资费",
    en: "Usage charge by length of call.",
    byDefault: "the price book's",
  }),
});

export const Billing = field(
  z.strictObject({
    mode: field(
      z.enum([
        "caller-pays",
        "flat-monthly",
        "rental-plus-usage",
        "per-minute",
        "per-call",
        "called-pays",
        "split",
        "package",
      ]),
      {
        zh: "计费方式",
        en: "Who pays what: caller-pays 主叫付费, flat-monthly 包月, rental-plus-usage 月租+通话费, per-minute 按时长, per-call 按次, called-pays 被叫付费, split 主被叫分摊, package 套餐.",
      },
    ),
    tariff: field(Tariff.optional(), {
      zh: "资费",
      en: "The carrier's contract price for this trunk group.",
      byDefault: "the price book's list price",
    }),
  }),
  { zh: "计费", en: "Billing mode and tariff." },
);

export const Gateway = z.strictObject({
  name: field(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), {
    zh: "网关名",
    en: "Name of the box or SBC, unique in the province.",
    examples: ["hefei-gw1"],
  }),
  address: field(z.union([z.literal(UNASSIGNED), z.ipv4()]), {
    zh: "地址",
    en: "IPv4 address from which its SIP arrives, or unassigned. Carriers and gateways authenticate by address.",
  }),
  sipPort: field(z.int().min(1).max(65_535).optional(), {
    zh: "SIP 端口",
    en: "SIP port of the gateway.",
    byDefault: "5060",
  }),
  ports: field(z.int().min(1).max(512).optional(), {
    zh: "端口数",
    en: "Trunk ports of the box: FXO ports (boxes of 4, 8, 16, 32) or E1 ports. Left out for SIP-IMS.",
    byDefault: "the smallest box that holds its share of the trunk",
  }),
});

export const CalledNumberForm = z.enum(["pilot", "short-code", "area-code-short-code", "international", "last-digits"]);

/** What a gateway must miss and answer before it counts as down and up. */
export const KeepAlive = z.strictObject({
  everySeconds: field(z.int().min(5).max(300).optional(), {
    zh: "探测间隔(秒)",
    en: "Seconds from one OPTIONS to the next; under 5 FreeSWITCH does not ping at all.",
    byDefault: "10",
  }),
  hitsToUp: field(z.int().min(1).max(10).optional(), {
    zh: "恢复所需应答数",
    en: "Answers in a row after which a gateway is used again.",
    byDefault: "1",
  }),
  missesToDown: field(z.int().min(2).max(10).optional(), {
    zh: "判断所需失败数",
    en: "Misses in a row after which a gateway is left. Never 1: one lost packet would close a trunk.",
    byDefault: "3",
  }),
});

/** How numbers are dialed outward over a trunk. */
export const Dialing = z.strictObject({
  numbers: field(z.enum(["local", "area-code", "international"]).optional(), {
    zh: "外呼号码形式",
    en: "local: own network without area code, others with 0 and area code, as on a telephone. area-code: always with 0 and area code. international: +86, for carriers that take E.164 only.",
    byDefault: "local; area-code for sip-ims",
  }),
  outOfTownMobiles: field(z.enum(["retry-with-zero", "with-zero", "plain"]).optional(), {
    zh: "外地手机加 0",
    en: "Fixed networks ask for a 0 before mobiles of another city, and no number tells its city. retry-with-zero: without, and again with 0 when the carrier refuses the number. with-zero and plain: always and never.",
    byDefault: "retry-with-zero; plain with numbers: international",
  }),
});

const OwnTrunk = {
  trunk: Trunk,
  pilotNumber: field(z.string().max(40), {
    zh: "绑定号码",
    en: "Ordinary number of this local network into which 12333 is translated (pilot of the hunt group), area code first, or unassigned.",
    examples: ["unassigned"],
  }),
  hunting: field(z.enum(["linear", "circular", "least-used"]).optional(), {
    zh: "联选方式",
    en: "Order in which the hunt group offers calls to its lines.",
    byDefault: "circular",
  }),
  billing: Billing,
  gateways: field(z.array(Gateway).min(1).max(64).optional(), {
    zh: "媒体网关",
    en: "Media gateways of the trunk, or the carrier's SBCs for SIP-IMS.",
    byDefault: "as many boxes of the usual sizes as the trunk needs (two SBCs for SIP-IMS), addresses unassigned",
  }),
  calledNumberForms: field(z.array(CalledNumberForm).min(1).optional(), {
    zh: "被叫号码形式",
    en: "Forms in which the carrier delivers the called number.",
    byDefault: "pilot, short-code and area-code-short-code",
  }),
  dtmf: field(z.enum(["rfc2833", "in-band"]).optional(), {
    zh: "按键方式",
    en: "How keys arrive: as telephone events in RTP, or in-band as tones only, which the switch then listens for, and sends on calls out.",
    byDefault: "rfc2833",
  }),
  keepAlive: field(KeepAlive.optional(), {
    zh: "网关探测",
    en: "When a gateway counts as down and up.",
    byDefault: "every 10 s, down after 3 misses, up after 1 answer",
  }),
  dialing: field(Dialing.optional(), {
    zh: "外呼拨号",
    en: "Forms of the numbers dialed outward.",
    byDefault: "as on a telephone of the local network",
  }),
};

export const LocalNetwork = z.strictObject({
  areaCode: field(z.string(), {
    zh: "长途区号",
    en: "Area code of the local network, with its leading 0, quoted.",
    examples: ["0551"],
  }),
  demandShare: field(z.number().gt(0).max(1).optional(), {
    zh: "话务占比",
    en: "Share of the province's calls that start here.",
    byDefault: "what the given shares leave, split by the number of divisions under the area code",
  }),
  carrier: Carrier.optional(),
  routedTo: field(z.string().optional(), {
    zh: "汇接至",
    en: "Area code of the local network whose trunk group also takes this network's calls; then trunk, pilotNumber, billing and gateways are left out here.",
    byDefault: "this network has a trunk group of its own",
  }),
  trunk: OwnTrunk.trunk.optional(),
  pilotNumber: OwnTrunk.pilotNumber.optional(),
  hunting: OwnTrunk.hunting,
  billing: OwnTrunk.billing.optional(),
  gateways: OwnTrunk.gateways,
  calledNumberForms: OwnTrunk.calledNumberForms,
  dtmf: OwnTrunk.dtmf,
  keepAlive: OwnTrunk.keepAlive,
  dialing: OwnTrunk.dialing,
});

export type Trunk = z.infer<typeof Trunk>;
export type Gateway = z.infer<typeof Gateway>;
export type Billing = z.infer<typeof Billing>;
export type Carrier = z.infer<typeof Carrier>;
export type LocalNetwork = z.infer<typeof LocalNetwork>;
export type CalledNumberForm = z.infer<typeof CalledNumberForm>;
