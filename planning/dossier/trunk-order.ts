import type { Province } from "../../provinces/province.ts";
import type { CallCenterPlan } from "../plan.ts";
import { scopeOf } from "../scope.ts";
import type { TrunkOrder } from "../trunk-order.ts";
import { contactTable } from "./contacts.ts";
import { type Block, blank, heading, type OfficialDocument, paragraph } from "./document.ts";
import { branchOf, localDepartmentOf } from "./organs.ts";
import { type DossierSubject, grouped, type NetworkFacts, networksOf, percent, pilotOf } from "./subject.ts";
import { nodesOf } from "./technical-plan.ts";
import { BILLING, HUNTING, NUMBER_FORM, signalling, trunkCount, trunkType } from "./words.ts";

/** What the local department orders from the local carrier, one paper for each trunk group (S22 to S25). */
export function trunkOrders(subject: DossierSubject): readonly OfficialDocument[] {
  return networksOf(subject)
    .filter((facts) => facts.network === facts.owner)
    .map((facts) => trunkOrder(subject, facts));
}

function trunkOrder(subject: DossierSubject, facts: NetworkFacts): OfficialDocument {
  const { province } = subject;
  const { owner, cities, carrier } = facts;
  return {
    id: `trunk-order-${owner.areaCode}`,
    title: `12333中继线路与绑定号码业务需求书（${cities}）`,
    addressee: branchOf(province, carrier, owner.areaCode),
    body: [
      paragraph(`为开通${cities}12333公益服务号码，现提出中继线路与绑定号码需求如下。`),
      heading(1, "线路需求"),
      lineTable(facts),
      heading(1, "号码与局数据要求"),
      ...numberDemands(facts, subject.plan),
      heading(1, "遇忙与故障处理要求"),
      ...busyDemands(facts, subject),
      heading(1, "开通测试"),
      paragraph("开通当日由双方按所附《开通测试记录》逐项共同测试并签字；未通过的项目应在整改后重测。"),
      heading(1, "联系人"),
      contactTable(province),
    ],
    attachments: [`${owner.areaCode}开通测试记录`],
    signature: { organ: localDepartmentOf(province, owner.areaCode) },
  };
}

function lineTable(facts: NetworkFacts): Block {
  const { owner, group } = facts;
  const { trunk, billing, hunting } = owner;
  if (trunk === undefined) throw new Error(`trunk group ${owner.areaCode} has no trunk: the file was not checked`);
  const tariff = billing?.tariff;
  return {
    kind: "table",
    caption: "中继需求",
    header: ["项目", "要求"],
    widths: [28, 72],
    rows: [
      ["中继线方式", trunkType(trunk)],
      ["信令", signalling(trunk)],
      ["中继数量", trunkCount(group)],
      ["绑定号码", pilotOf(facts)],
      ["服务区号", group.serves.join("、")],
      ["联选方式", HUNTING[hunting ?? "circular"]],
      ["计费方式", billing === undefined ? blank("计费方式") : BILLING[billing.mode]],
      ...(tariff === undefined ? [] : [["合同月租", `每单位${grouped(tariff.rentalFenPerMonth / 100, 2)}元`]]),
      ["接入地点", blank(`${owner.areaCode}机房地址与端口`)],
      [
        "预测话务量",
        `忙时${grouped(group.busyHourCalls)}次，${grouped(group.erlangs, 2)}爱尔兰，呼损${percent(group.blockingPercent)}`,
      ],
    ],
  };
}

function numberDemands({ owner, group }: NetworkFacts, plan: CallCenterPlan): readonly Block[] {
  const forms = orderOf(plan, owner.areaCode).calledNumberForms;
  const routed = group.serves.filter((code) => code !== owner.areaCode);
  return [
    paragraph(
      `本地网固定电话用户拨打12333、移动电话及外地用户拨打${owner.areaCode}12333，译为绑定号码并由联选组分配到上列中继；移动电话直拨12333的，请一并译到。被叫号码按下列形式之一送出：${forms.map((form) => NUMBER_FORM[form]).join("、")}。`,
    ),
    ...(routed.length > 0
      ? [paragraph(`区号${routed.join("、")}的用户拨打12333，请汇接至本中继群，并保留其主叫号码。`)]
      : []),
    paragraph(
      "送真实主叫号码（含区号）及显示限制标志；显示受限的来话不改送其他号码。呼出时主叫号码为绑定号码，超出号段的不予透传。",
    ),
    paragraph("12333来话免收信息费；被叫方不受理对方付费业务。"),
  ];
}

function busyDemands({ owner, group }: NetworkFacts, { province, plan }: DossierSubject): readonly Block[] {
  const digital = owner.trunk?.type === "digital";
  const sip = owner.trunk?.type === "digital" && owner.trunk.signalling === "sip-ims";
  const ours = scopeOf(province).kind !== "provider-site";
  const order = orderOf(plan, owner.areaCode);
  const several = order.boxes.length > 1;
  const misses = order.boxes[0]?.keepAlive.missesToDown ?? 3;
  return [
    paragraph(
      `并发达到${group.channelsOrdered}路时，${diversion(order)}不转语音信箱，不转其他号码${digital && ours ? "；本中心以原因值34释放的来话，按遇忙处理" : ""}。`,
    ),
    paragraph(
      sip
        ? `${several ? "各边界控制器互为备份；" : ""}以OPTIONS探测对端，连续${misses}次无应答${isDoubled(province, plan) ? "或收到503时改选另一对端，恢复应答后改回" : "视为中断，恢复应答后重新送话"}。`
        : `${isDoubled(province, plan) ? "接入网关的两个对端互为备份；" : ""}线路故障、退出服务时由联选组跳过故障线路，不影响其余线路。`,
    ),
    paragraph("计划内割接应提前5个工作日书面通知；故障申告电话须7×24小时有人值守。"),
  ];
}

/** The order as the switch was planned for it: gateway sheets are printed from the same. */
function orderOf(plan: CallCenterPlan, areaCode: string): TrunkOrder {
  const order = plan.trunkOrders.find((each) => each.areaCode === areaCode);
  if (order === undefined) throw new Error(`the plan has no trunk order for ${areaCode}`);
  return order;
}

/** Where a call goes that finds every line busy; another group of the province may take it. */
function diversion({ whenFull: { divertTo } }: TrunkOrder): string {
  if (divertTo === undefined) return "由交换机向主叫送忙音，";
  const pilot = divertTo.pilot ?? blank(`${divertTo.areaCode}绑定号码`);
  return `由交换机向主叫送忙音；遇忙转移至区号${divertTo.areaCode}的绑定号码${pilot}请另行报价，默认不开通；`;
}

/** Whether a gateway has two switches of the department to choose from. */
function isDoubled(province: Province, plan: CallCenterPlan): boolean {
  return scopeOf(province).kind !== "provider-site" && nodesOf(plan) > 1;
}
