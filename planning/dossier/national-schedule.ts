import { stepPlace } from "../../provinces/activation-places.ts";
import { limitOf } from "../activation/limits.ts";
import { type Block, chineseDate, heading, paragraph } from "./document.ts";
import { launchesOf } from "./launch-schedule.ts";
import { type DossierSubject, grouped, networksOf, provinceName } from "./subject.ts";

/** Item 3 of the ministry's application: each city with size, goal and day, and how the network is built (S05). */
export function nationalSchedule(subjects: readonly DossierSubject[]): readonly Block[] {
  const openedIn = ({ province }: DossierSubject, areaCode: string) =>
    province.activation?.networks?.[areaCode]?.openedOn;
  return [
    heading(1, "各省系统规模与进度"),
    {
      kind: "table",
      caption: "各省系统规模与进度",
      header: ["省份", "本地网", "系统规模", "服务目标", "已开通"],
      widths: [24, 10, 26, 26, 14],
      rows: subjects.map((subject) => {
        const { localNetworks } = subject.province;
        const { traffic } = subject.plan;
        const opened = localNetworks.filter(({ areaCode }) => openedIn(subject, areaCode) !== undefined);
        const seats = traffic.agents.seats > 0 ? `、${grouped(traffic.agents.seats)}席` : "";
        return [
          provinceName(subject),
          String(localNetworks.length),
          `${grouped(traffic.channels)}路${seats}`,
          `忙时承载${grouped(traffic.busyHourCalls)}次`,
          `${opened.length}/${localNetworks.length}`,
        ];
      }),
    },
    heading(1, "启用城市、规模与时间"),
    {
      kind: "table",
      caption: "启用城市、规模与时间",
      header: ["省份", "启用城市", "区号", "规模与目标", "启用时间"],
      widths: [17, 17, 8, 35, 23],
      rows: subjects.flatMap((subject) => {
        const launches = launchesOf(subject);
        return networksOf(subject).map(({ network, cities }, index) => [
          provinceName(subject),
          cities,
          network.areaCode,
          launches[index] ?? "",
          launchDay(subject, network.areaCode),
        ]);
      }),
    },
    paragraph("“齐备”指备案通知已发出、书面申请已送达；时限以工作日计。"),
    heading(1, "网络建设进度"),
    paragraph(
      "各省呼叫中心按高峰日忙时呼叫量一次建成，各本地网完成局数据后即可启用，不需分期扩容。各省在备案通知与书面申请收齐后按规定时限开通并报告，具体事项见各省申请材料。",
    ),
  ];
}

function launchDay({ province, timeline }: DossierSubject, areaCode: string): string {
  const opened = stepPlace("opened", province, areaCode).date;
  if (opened !== undefined) return `${chineseDate(opened)}已启用`;
  const expected = timeline?.openings.find((each) => each.areaCode === areaCode)?.on;
  return expected === undefined
    ? `齐备后${limitOf(province.activation, "opening").days}个工作日`
    : `${chineseDate(expected.date)}前${expected.provisional ? "（暂定）" : ""}`;
}
