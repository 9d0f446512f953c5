import { stepPlace } from "../../provinces/activation-places.ts";
import type { Province } from "../../provinces/province.ts";
import { limitOf } from "../activation/limits.ts";
import { contactTable } from "./contacts.ts";
import { chineseDate, heading, type OfficialDocument, paragraph } from "./document.ts";
import { administrationOf, branchOf, departmentOf, localDepartmentOf } from "./organs.ts";
import { type DossierSubject, type NetworkFacts, networksOf, pilotOf } from "./subject.ts";
import { trunkCount } from "./words.ts";

/** The written request that starts the carrier's ten working days, one for each local network (S18). */
export function activationRequests(subject: DossierSubject): readonly OfficialDocument[] {
  return networksOf(subject).map((facts) => request(subject, facts));
}

function request({ province }: DossierSubject, facts: NetworkFacts): OfficialDocument {
  const { network, owner, cities, carrier } = facts;
  const routed = network !== owner;
  const { days } = limitOf(province.activation, "opening");
  return {
    id: `activation-request-${network.areaCode}`,
    title: `关于开通${cities}12333公益服务号码的函`,
    addressee: branchOf(province, carrier, network.areaCode),
    body: [
      paragraph(
        `${filingState(province, network.areaCode)}请贵公司依据《电信网码号资源管理办法》第二十三条，自收齐本函与备案通知之日起${days}个工作日内完成局数据制作，在区号${network.areaCode}的本地网开通12333。`,
      ),
      heading(1, "局数据要求"),
      paragraph(
        routed
          ? `将本地网用户拨打的12333译为${pilotOf(facts)}，汇接至区号${owner.areaCode}的中继群，保留主叫号码并冠以区号。`
          : `将本地网用户拨打的12333译为绑定号码${pilotOf(facts)}，经${trunkCount(facts.group)}中继送达，具体要求见业务需求书。`,
      ),
      heading(1, "开通后报告"),
      paragraph(
        `请在号码开通后${limitOf(province.activation, "openingReport").days}个工作日内，将开通情况报${administrationOf(province)}，并抄送我单位。`,
      ),
      heading(1, "联系人"),
      contactTable(province),
    ],
    attachments: routed ? [] : ["12333中继线路与绑定号码业务需求书"],
    signature: { organ: localDepartmentOf(province, network.areaCode) },
  };
}

/** How far the filing is: noticed, handed in, or still to be. */
function filingState(province: Province, areaCode: string): string {
  const administration = administrationOf(province);
  const noticed = stepPlace("filingNoticed", province, areaCode).date;
  if (noticed !== undefined) return `${administration}已于${chineseDate(noticed)}就12333号码启用发出备案通知，`;
  const filed = stepPlace("filed", province, areaCode).date;
  const filer = province.filing === "per-locality" ? "我单位" : departmentOf(province);
  return filed === undefined
    ? `${filer}正就12333号码启用向${administration}办理备案。`
    : `${filer}已于${chineseDate(filed)}就12333号码启用向${administration}提交备案。`;
}
