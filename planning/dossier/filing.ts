import { limitOf } from "../activation/limits.ts";
import { citiesOf } from "./cities.ts";
import { contactTable } from "./contacts.ts";
import { type Block, blank, chineseDate, heading, type OfficialDocument, paragraph } from "./document.ts";
import { launchSchedule } from "./launch-schedule.ts";
import { administrationOf, departmentOf, localDepartmentOf } from "./organs.ts";
import { preparation } from "./preparation.ts";
import { scheduleRows } from "./schedule-rows.ts";
import { type DossierSubject, networksOf, provinceName } from "./subject.ts";
import { technicalPlan } from "./technical-plan.ts";

const FOUR = ["码号启用技术方案", "码号启用前期准备情况", "码号启用实施进度安排", "联系方式"] as const;

/**
 * The filing at the communications administration: the approval and four annexes (S16, S20). One package for the
 * province, or one for each locality.
 */
export function filings(subject: DossierSubject): readonly OfficialDocument[] {
  const { province } = subject;
  if (province.filing !== "per-locality") return [filing(subject, undefined)];
  return networksOf(subject).map(({ network }) => filing(subject, network.areaCode));
}

function filing(subject: DossierSubject, areaCode: string | undefined): OfficialDocument {
  const { province } = subject;
  const where = areaCode === undefined ? provinceName(subject) : citiesOf(areaCode);
  const approved = province.activation?.approvedOn;
  const approval =
    approved === undefined
      ? blank("批准文件名称与文号")
      : `主管机关${chineseDate(approved)}的批准文件（${blank("批准文件文号")}）`;
  const one = areaCode === undefined ? subject : only(subject, areaCode);
  const { days } = limitOf(province.activation, "filingNotice");
  return {
    id: areaCode === undefined ? "filing" : `filing-${areaCode}`,
    title: `关于${where}启用12333公益服务号码的备案函`,
    addressee: administrationOf(province),
    body: [
      paragraph(
        `12333为人力资源和社会保障系统使用的全国统一公益服务号码。依据《电信网码号资源管理办法》第二十三条，现持${approval}，就${where}启用12333号码向贵局备案。`,
      ),
      paragraph(`请贵局自收齐材料之日起${days}个工作日内，向本地相关电信业务经营者和专用电信网单位发出备案通知。`),
      heading(1, FOUR[0]),
      ...sunk(technicalPlan(one)),
      heading(1, FOUR[1]),
      ...preparation(subject, areaCode),
      heading(1, FOUR[2]),
      ...launchSchedule(one),
      heading(1, FOUR[3]),
      contactTable(province),
    ],
    attachments: [approved === undefined ? `批准文件（${blank("批准文件复印件")}）` : "批准文件复印件"],
    signature: { organ: areaCode === undefined ? departmentOf(province) : localDepartmentOf(province, areaCode) },
  };
}

/** Headings one level lower, for a plan that becomes a section of another paper. */
export function sunk(body: readonly Block[]): readonly Block[] {
  return body.map((block) => (block.kind === "heading" ? { ...block, level: block.level === 1 ? 2 : 3 } : block));
}

/** The subject as one locality sees it: its own network, and the schedule of that. */
function only(subject: DossierSubject, areaCode: string): DossierSubject {
  const { province } = subject;
  const network = province.localNetworks.find((each) => each.areaCode === areaCode);
  const wanted = [areaCode, network?.routedTo];
  const own = province.localNetworks.filter((each) => each.areaCode === areaCode);
  return {
    ...subject,
    province: { ...province, localNetworks: province.localNetworks.filter((each) => wanted.includes(each.areaCode)) },
    schedule: scheduleRows({ ...province, localNetworks: own }, subject.timeline),
    locality: areaCode,
  };
}
