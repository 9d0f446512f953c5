import type { Province } from "../../provinces/province.ts";
import { contactTable } from "./contacts.ts";
import { type Block, heading, type OfficialDocument, paragraph } from "./document.ts";
import { sunk } from "./filing.ts";
import { serviceForecast } from "./forecast.ts";
import { launchSchedule } from "./launch-schedule.ts";
import { departmentOf } from "./organs.ts";
import { type DossierSubject, networksOf, provinceName } from "./subject.ts";
import { technicalPlan } from "./technical-plan.ts";

/** What a province hands in for the ministry's application: items 1 to 3, 6 and 7 as far as they are its own. */
export function provincePart(subject: DossierSubject): OfficialDocument {
  const { province } = subject;
  const name = provinceName(subject);
  const codes = networksOf(subject).map(({ network }) => network.areaCode);
  return {
    id: "province-part",
    title: `${name}12333公益服务号码申请材料`,
    body: [
      heading(1, "用途、使用范围与数量"),
      paragraph(
        `12333用作人力资源和社会保障公益服务电话。使用范围为${name}全部${codes.length}个本地网（区号${codes.join("、")}），使用码号1个。`,
      ),
      ...retired(province),
      heading(1, "启用码号的技术方案"),
      ...sunk(technicalPlan(subject)),
      heading(1, "码号启用实施进度安排"),
      ...launchSchedule(subject),
      heading(1, "服务内容、服务量预测和服务质量保障措施"),
      ...sunk(serviceForecast(subject)),
      heading(1, "主管部门及联系方式"),
      paragraph(`主管部门：${departmentOf(province)}。`),
      contactTable(province),
    ],
    attachments: [],
    signature: { organ: departmentOf(province) },
  };
}

/** Old short numbers of the same service stop and go back (劳社部函〔2003〕84号). */
function retired({ numbering }: Province): readonly Block[] {
  const numbers = numbering?.retiredNumbers ?? [];
  if (numbers.length === 0) return [];
  return [paragraph(`启用后停用并交回原有短号码：${numbers.map(({ number }) => number).join("、")}。`)];
}
