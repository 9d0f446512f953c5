import { stepPlace } from "../../provinces/activation-places.ts";
import { contactTable } from "./contacts.ts";
import { type Block, chineseDate, heading, type OfficialDocument, paragraph } from "./document.ts";
import { localDepartment } from "./filing.ts";
import {
  administrationOf,
  branchOf,
  type DossierSubject,
  departmentOf,
  type NetworkFacts,
  networksOf,
  pilotOf,
  provinceName,
} from "./subject.ts";
import { CARRIER, trunkCount } from "./words.ts";

/** The written request that starts the carrier's ten working days, one for each local network (S18). */
export function activationRequests(subject: DossierSubject): readonly OfficialDocument[] {
  return networksOf(subject).map((facts) => request(subject, facts));
}

function request(subject: DossierSubject, facts: NetworkFacts): OfficialDocument {
  const { province } = subject;
  const { network, owner, cities } = facts;
  const notice = stepPlace("filingNoticed", province, network.areaCode).date;
  const routed = network !== owner;
  return {
    id: `activation-request-${network.areaCode}`,
    title: `关于开通${cities}12333公益服务号码的函`,
    addressee: branchOf(subject, facts),
    body: [
      paragraph(
        `${administrationOf(province)}${notice === undefined ? "已受理" : `已于${chineseDate(notice)}就`}12333号码启用${notice === undefined ? "备案，备案通知发出后" : "发出备案通知，"}请贵公司依据《电信网码号资源管理办法》第二十三条，自收齐本函与备案通知之日起10个工作日内完成局数据制作，在区号${network.areaCode}的本地网开通12333。`,
      ),
      heading(1, "局数据要求"),
      paragraph(
        routed
          ? `将本地网用户拨打的12333译为${pilotOf(facts)}，汇接至区号${owner.areaCode}的中继群，保留主叫号码并冠以区号。`
          : `将本地网用户拨打的12333译为绑定号码${pilotOf(facts)}，经${trunkCount(facts.group)}中继送达，具体要求见业务需求书。`,
      ),
      heading(1, "开通后报告"),
      paragraph(`请在号码开通后5个工作日内，将开通情况报${administrationOf(province)}，并抄送我单位。`),
      heading(1, "联系人"),
      contactTable(province),
    ],
    attachments: routed ? [] : ["12333中继线路与绑定号码业务需求书"],
    signature: {
      organ: province.filing === "per-locality" ? localDepartment(network.areaCode) : departmentOf(province),
    },
  };
}

/** The carriers' report on the opening, prepared for them; blanks are filled in on the day (S19). */
export function openingReport(subject: DossierSubject): OfficialDocument {
  const { province } = subject;
  const rows = networksOf(subject).map((facts) => {
    const { network, owner, cities, group } = facts;
    const dates = province.activation?.networks?.[network.areaCode];
    return [
      `${cities}（${network.areaCode}）`,
      CARRIER[network.carrier ?? owner.carrier ?? "telecom"],
      network === owner ? trunkCount(group) : `汇接至${owner.areaCode}`,
      dates?.openedOn === undefined ? "未开通" : chineseDate(dates.openedOn),
      dates?.reportedOn === undefined ? "－" : chineseDate(dates.reportedOn),
    ];
  });
  const opened = networksOf(subject).filter(
    ({ network }) => province.activation?.networks?.[network.areaCode]?.openedOn !== undefined,
  ).length;
  const body: readonly Block[] = [
    paragraph(
      `依据《电信网码号资源管理办法》第二十三条，现将${provinceName(subject)}12333号码开通情况报告如下：全省${rows.length}个本地网，已开通${opened}个，未开通${rows.length - opened}个。`,
    ),
    {
      kind: "table",
      caption: "开通情况",
      header: ["本地网", "运营商", "接入规模", "开通日期", "报告日期"],
      widths: [28, 16, 22, 18, 16],
      rows,
    },
    paragraph("各本地网开通测试记录附后。"),
  ];
  return {
    id: "opening-report",
    title: `关于${provinceName(subject)}12333公益服务号码开通情况的报告`,
    addressee: administrationOf(province),
    body,
    attachments: ["开通测试记录"],
    signature: { organ: departmentOf(province) },
  };
}
