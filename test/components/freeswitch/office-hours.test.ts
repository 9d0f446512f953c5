import { describe, expect, it } from "vitest";
import { officeHours, withWeekends } from "../../../components/freeswitch/office-hours.ts";
import { hoursInWords } from "../../../components/freeswitch/spoken-hours.ts";
import { element, xmlFile } from "../../../components/freeswitch/xml.ts";
import { serviceHours } from "../../../planning/service-hours.ts";

/** By the State Council's notice of 2025-11-04: Monday to Friday off, weekends worked. */
const DAYS_2026 = {
  daysOff: [
    ...["01-01", "01-02"],
    ...["02-16", "02-17", "02-18", "02-19", "02-20", "02-23"],
    ...["04-06", "05-01", "05-04", "05-05", "06-19", "09-25"],
    ...["10-01", "10-02", "10-05", "10-06", "10-07"],
  ].map((day) => `2026-${day}`),
  workDays: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"].map((day) => `2026-${day}`),
};

const written = (of: Parameters<typeof officeHours>[1]) => xmlFile(element("include", {}, officeHours("12333", of)));
const conditions = (text: string) => [...text.matchAll(/<condition (?!field)([^>]*?)\/?>/g)].map(([, all]) => all);

describe("hours in the dialplan", () => {
  it("are none around the clock", () => {
    const hours = serviceHours({ province: "anhui", hours: "24x7" });
    expect(officeHours("12333", { hours, exceptionalDays: DAYS_2026 })).toEqual([]);
  });

  it("put days off and made-up days of 2026 over the week, in that order", () => {
    const text = written({
      hours: serviceHours({ province: "xinjiang", hours: "office" }),
      exceptionalDays: DAYS_2026,
    });
    const time = 'time-of-day="10:00:00-13:59:59,16:00:00-19:59:59"';
    expect(conditions(text)).toEqual([
      `wday="2-6" ${time}`,
      `date-time="${[
        ["01-01", "01-03"],
        ["02-16", "02-24"],
        ["04-06", "04-07"],
        ["05-01", "05-06"],
        ["06-19", "06-20"],
        ["09-25", "09-26"],
        ["10-01", "10-08"],
      ]
        .map(([from, to]) => `2026-${from ?? ""} 00:00:00~2026-${to ?? ""} 00:00:00`)
        .join(",")}"`,
      `date-time="${[
        ["01-04", "01-05"],
        ["02-14", "02-15"],
        ["02-28", "03-01"],
        ["05-09", "05-10"],
        ["09-20", "09-21"],
        ["10-10", "10-11"],
      ]
        .map(([from, to]) => `2026-${from ?? ""} 00:00:00~2026-${to ?? ""} 00:00:00`)
        .join(",")}"`,
      time,
    ]);
    expect(text).toContain("notices for 2026;");
  });

  it("take the weekend inside a holiday for a part of it, and no working day", () => {
    expect(withWeekends(["2026-10-01", "2026-10-02", "2026-10-05"])).toEqual(["2026-10-01/2026-10-05"]);
    expect(withWeekends(["2026-05-01", "2026-05-05"])).toEqual(["2026-05-01", "2026-05-05"]);
    expect(withWeekends(["2025-12-31", "2026-01-01"])).toEqual(["2025-12-31/2026-01-01"]);
  });

  it("are said in words", () => {
    const of = (hours: Parameters<typeof serviceHours>[0]["hours"]) =>
      hoursInWords(serviceHours({ province: "anhui", hours }));
    expect(of("office")).toBe("工作日八点三十分至十七点三十分");
    expect(of({ workdays: ["09:05-12:00", "20:15-24:00"], saturdays: ["10:00-10:45"] })).toBe(
      "工作日九点零五分至十二点，二十点十五分至二十四点；周六十点至十点四十五分",
    );
  });
});
