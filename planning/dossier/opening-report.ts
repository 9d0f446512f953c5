import type { Carrier } from "../../provinces/schema/local-network.ts";
import { chineseDate, type OfficialDocument, paragraph } from "./document.ts";
import { administrationOf, provincialBranchOf } from "./organs.ts";
import { type DossierSubject, type NetworkFacts, networksOf, provinceName } from "./subject.ts";
import { trunkCount } from "./words.ts";

/** What each carrier reports on the networks in which it opens the number, prepared for it; blanks are filled in on the day (S19). */
export function openingReports(subject: DossierSubject): readonly OfficialDocument[] {
  const byCarrier = Map.groupBy(networksOf(subject), ({ carrier }) => carrier);
  return [...byCarrier].map(([carrier, facts]) => ({
    ...openingReport(subject, carrier, facts),
    id: byCarrier.size === 1 ? "opening-report" : `opening-report-${carrier}`,
  }));
}

function openingReport(
  subject: DossierSubject,
  carrier: Carrier,
  facts: readonly NetworkFacts[],
): Omit<OfficialDocument, "id"> {
  const { province } = subject;
  const datesOf = ({ network }: NetworkFacts) => province.activation?.networks?.[network.areaCode];
  const opened = facts.filter((each) => datesOf(each)?.openedOn !== undefined).length;
  const day = (date: string | undefined, none: string): string => (date === undefined ? none : chineseDate(date));
  return {
    title: `关于${provinceName(subject)}12333公益服务号码开通情况的报告`,
    addressee: administrationOf(province),
    body: [
      paragraph(
        `依据《电信网码号资源管理办法》第二十三条，现将${provinceName(subject)}12333号码开通情况报告如下：由我公司开通的${facts.length}个本地网，已开通${opened}个，未开通${facts.length - opened}个。`,
      ),
      {
        kind: "table",
        caption: "开通情况",
        header: ["本地网", "区号", "接入规模", "开通日期", "报告日期"],
        widths: [30, 10, 22, 20, 18],
        rows: facts.map((each) => [
          each.cities,
          each.network.areaCode,
          each.network === each.owner ? trunkCount(each.group) : `汇接至${each.owner.areaCode}`,
          day(datesOf(each)?.openedOn, "未开通"),
          day(datesOf(each)?.reportedOn, "－"),
        ]),
      },
      paragraph("各本地网开通测试记录附后。"),
    ],
    attachments: ["开通测试记录"],
    signature: { organ: provincialBranchOf(province, carrier) },
  };
}
