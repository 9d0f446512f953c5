import type { Finding } from "../finding.ts";
import { NATIONAL_HOLIDAYS } from "../holidays.ts";
import { dottedPath } from "../messages.ts";
import { areaCodesOf } from "../reference/area-codes.ts";
import type { ProvinceId } from "../reference/divisions.ts";
import type { HolidayDays } from "../schema/holidays.ts";
import { both, listOf, type Phrase } from "../wording.ts";
import { findingAt } from "./finding-at.ts";
import { provinceName } from "./network-name.ts";

/** Holidays by law a year: 11 before 2025. No notice ever listed fewer. */
const FEWEST = 11;

const DAYS: readonly Phrase[] = [
  { zh: "星期日", en: "Sunday" },
  { zh: "星期一", en: "Monday" },
  { zh: "星期二", en: "Tuesday" },
  { zh: "星期三", en: "Wednesday" },
  { zh: "星期四", en: "Thursday" },
  { zh: "星期五", en: "Friday" },
  { zh: "星期六", en: "Saturday" },
];

/** What a file of days off must hold to be counted by. Pure; places are paths only. */
export function checkHolidays(file: HolidayDays): readonly Finding[] {
  const listed = [
    ...file.off.map((date, index) => ({ date, path: ["off", index] as const })),
    ...file.work.map((date, index) => ({ date, path: ["work", index] as const })),
  ];
  const findings: Finding[] = [];
  for (const [index, { date, path }] of listed.entries()) {
    if (!belongsTo(date, file.year))
      findings.push(findingAt(path, "HOLIDAY_OUTSIDE_YEAR", { found: date, year: file.year }));
    const other = listed.slice(0, index).find((earlier) => earlier.date === date);
    if (other !== undefined)
      findings.push(findingAt(path, "HOLIDAY_TWICE", { found: date, other: dottedPath(other.path) }));
    const day = new Date(`${date}T00:00:00Z`).getUTCDay();
    if (path[0] === "work" && day % 6 !== 0)
      findings.push(findingAt(path, "HOLIDAY_WORK_ON_WEEKDAY", { found: date, ...both("day", DAYS[day] ?? NONE) }));
  }
  return [...findings, ...(file.province === undefined ? checkNational(file) : checkRegion(file, file.province))];
}

const NONE: Phrase = { zh: "工作日", en: "weekday" };

/** New Year's days of a notice may begin in the December before: 2023's did. */
function belongsTo(date: string, year: number): boolean {
  return date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-2`) || date.startsWith(`${year - 1}-12-3`);
}

function checkNational(file: HolidayDays): readonly Finding[] {
  if (file.areaCodes !== undefined) return [findingAt(["areaCodes"], "HOLIDAY_AREA_WITHOUT_PROVINCE")];
  if (file.off.length < FEWEST)
    return [findingAt(["off"], "HOLIDAY_TOO_FEW", { year: file.year, found: file.off.length })];
  const ours = NATIONAL_HOLIDAYS.find(({ year }) => year === file.year);
  if (ours === undefined) return [];
  const days = [...differing(file.off, ours.off), ...differing(file.work, ours.work)].toSorted();
  if (days.length === 0) return [];
  const facts = { year: file.year, number: ours.source.number, ...both("days", listOf(days, 5)) };
  return [findingAt(["year"], "HOLIDAY_YEAR_DIFFERS", facts)];
}

function differing(found: readonly string[], known: readonly string[]): readonly string[] {
  return [...found.filter((date) => !known.includes(date)), ...known.filter((date) => !found.includes(date))];
}

function checkRegion({ areaCodes = [] }: HolidayDays, province: ProvinceId): readonly Finding[] {
  const allowed = areaCodesOf(province).map((network) => network.areaCode);
  return areaCodes.flatMap((areaCode, index) =>
    allowed.includes(areaCode)
      ? []
      : [
          findingAt(["areaCodes", index], "HOLIDAY_AREA_OF_ANOTHER_PROVINCE", {
            found: areaCode,
            ...both("province", provinceName(province)),
            ...both("allowed", listOf(allowed)),
          }),
        ],
  );
}
