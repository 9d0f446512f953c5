import type { Opening, ServiceHours } from "../../planning/service-hours.ts";

const DIGITS = "零一二三四五六七八九";

/** Hours of service as they are spoken: 工作日八点三十分至十七点三十分. */
export function hoursInWords(hours: ServiceHours): string {
  if (hours.kind === "24x7") return "每天二十四小时";
  const parts: readonly (readonly [string, readonly Opening[]])[] = [
    ["工作日", hours.workdays],
    ["周六", hours.saturdays],
    ["周日", hours.sundays],
    ["节假日", hours.holidays],
  ];
  return parts
    .filter(([, openings]) => openings.length > 0)
    .map(([day, openings]) => `${day}${openings.map(openingInWords).join("，")}`)
    .join("；");
}

function openingInWords({ from, to }: Opening): string {
  return `${timeInWords(from)}至${timeInWords(to)}`;
}

function timeInWords(minute: number): string {
  const rest = minute % 60;
  const hour = `${numberInWords(Math.floor(minute / 60))}点`;
  if (rest === 0) return hour;
  return `${hour}${rest < 10 ? "零" : ""}${numberInWords(rest)}分`;
}

/** 0 to 59. */
function numberInWords(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return DIGITS.charAt(ones);
  return `${tens > 1 ? DIGITS.charAt(tens) : ""}十${ones > 0 ? DIGITS.charAt(ones) : ""}`;
}
