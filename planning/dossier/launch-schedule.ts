import { type Block, paragraph } from "./document.ts";
import { type DossierSubject, networksOf } from "./subject.ts";
import { trunkCount } from "./words.ts";

/** Item 3 of the application: which city when, how large, how the network is built (S05). */
export function launchSchedule(subject: DossierSubject): readonly Block[] {
  const { plan, schedule } = subject;
  return [
    {
      kind: "table",
      caption: "各本地网启用规模",
      header: ["本地网", "区号", "启用规模", "启用目标"],
      widths: [28, 12, 24, 36],
      rows: networksOf(subject).map(({ network, cities, owner, group }) => [
        cities,
        network.areaCode,
        network === owner ? trunkCount(group) : `汇接至${owner.areaCode}`,
        `忙时承载${callsOf(subject, network.areaCode)}次呼叫`,
      ]),
    },
    {
      kind: "table",
      caption: "实施进度",
      header: ["事项", "责任单位", "时限或日期"],
      widths: [42, 26, 32],
      rows: schedule.map((row) => [row.step, row.actor, row.when]),
    },
    paragraph(
      `呼叫中心按高峰日忙时${Math.round(plan.traffic.busyHourCalls)}次呼叫一次建成，各本地网完成局数据后即可启用，不需分期扩容。时限以工作日计，节假日与调休按国务院办公厅通知执行；通知尚未公布的年度，日期为暂定。`,
    ),
  ];
}

/** Of each local network in the file's order, how large it starts and what for: `2条E1（60路），忙时411次`. */
export function launchesOf(subject: DossierSubject): readonly string[] {
  return networksOf(subject).map(
    ({ network, owner, group }) =>
      `${network === owner ? trunkCount(group) : `汇接至${owner.areaCode}`}，忙时${callsOf(subject, network.areaCode)}次`,
  );
}

/** Busy-hour calls that start in a local network. */
function callsOf(subject: DossierSubject, areaCode: string): number {
  const group = subject.plan.traffic.trunkGroups.find((each) => each.serves.includes(areaCode));
  return Math.round((group?.busyHourCalls ?? 0) * shareIn(subject, areaCode));
}

/** Share of its group's calls that start in this network. */
function shareIn({ plan }: DossierSubject, areaCode: string): number {
  const group = plan.traffic.trunkGroups.find((each) => each.serves.includes(areaCode));
  const own = plan.figures[`networks.${areaCode}.share`]?.value ?? 0;
  return group === undefined || group.share === 0 ? 0 : own / group.share;
}
