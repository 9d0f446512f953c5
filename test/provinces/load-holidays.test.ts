import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadProvinces } from "../../provinces/load.ts";
import { readHolidays } from "../../provinces/load-holidays.ts";
import { formatFinding } from "../../provinces/messages.ts";
import { inBrief, SOUND } from "./marked-text.ts";

const SOURCE = "source: { title: 通知, number: 桂政发明电〔2026〕1号, date: 2026-12-01 }";
const GUANGXI = `year: 2027
province: guangxi
${SOURCE}
off: [2027-04-09, 2027-04-10]
work: []
`;
const days = (count: number) =>
  Array.from({ length: count }, (_, index) => `2027-03-${String(index + 1).padStart(2, "0")}`).join(", ");
const national = (off: string, work = "") => `year: 2027\n${SOURCE}\noff: [${off}]\nwork: [${work}]\n`;
const brief = (text: string, file = "holidays/2027.yaml") => inBrief(readHolidays(text, file).findings);
const words = (text: string, file = "holidays/2027.yaml") =>
  readHolidays(text, file).findings.map((finding) => formatFinding(finding, "en"));

describe("a file of days off", () => {
  it("of a new year or of a region is sound", () => {
    expect(brief(national(days(13), "2027-03-20"))).toEqual([]);
    expect(brief(national(`2026-12-31, ${days(13)}`))).toEqual([]);
    expect(brief(GUANGXI, "holidays/2027-guangxi.yaml")).toEqual([]);
    expect(brief(GUANGXI.replace("province: guangxi", 'province: guangxi\nareaCodes: ["0771"]'))).toEqual([]);
  });

  it.each([
    ["30 February", national(`2027-02-30, ${days(13)}`), "3:7 VALUE_FORMAT"],
    ["a day of another year", national(`${days(13)}, 2028-01-01`), "3:163 HOLIDAY_OUTSIDE_YEAR"],
    ["a day off twice", national(`${days(13)}, 2027-03-01`), "3:163 HOLIDAY_TWICE"],
    ["a day that is off and worked", national(days(13), "2027-03-06"), "4:8 HOLIDAY_TWICE"],
    ["a Monday that is worked anyway", national(days(13), "2027-03-22"), "4:8 HOLIDAY_WORK_ON_WEEKDAY"],
    ["a year with next to no holiday", national(days(10)), "3:6 HOLIDAY_TOO_FEW"],
    ["a year without any", national(""), "3:6 HOLIDAY_TOO_FEW"],
    ["a misspelled field", GUANGXI.replace("work:", "works:"), "5:1 FIELD_TYPO", "1:1 FIELD_MISSING"],
    ["no source", GUANGXI.replace(`${SOURCE}\n`, ""), "1:1 FIELD_MISSING"],
    [
      "an area code of another province",
      GUANGXI.replace("guangxi", 'guangxi\nareaCodes: ["0771", "0551"]'),
      "3:21 HOLIDAY_AREA_OF_ANOTHER_PROVINCE",
    ],
    [
      "area codes without a province",
      national(days(13)).replace("year: 2027", 'year: 2027\nareaCodes: ["0771"]'),
      "2:12 HOLIDAY_AREA_WITHOUT_PROVINCE",
    ],
    ["an empty file", "", "1:1 FILE_EMPTY"],
    ["a list instead of a map", "- 2027-01-01\n", "1:1 NOT_A_MAP"],
    ["an unclosed bracket", "off: [2027-01-01\n", "2:1 YAML_INDENT"],
  ])("with %s is refused, and the place is said", (_, text, ...expected) => {
    expect(new Set(brief(text))).toEqual(new Set(expected));
  });

  it("bears its year in its name", () => {
    expect(words(GUANGXI, "holidays/sanyuesan.yaml")).toEqual([
      "holidays/sanyuesan.yaml:1:7  error HOLIDAY_FILE_NAME  The file's name sanyuesan.yaml does not fit the year 2027 in it. Names start with the year: 2027.yaml, 2027-guangxi.yaml.",
    ]);
    expect(brief(GUANGXI, "holidays/2026.yaml")).toEqual(["1:7 HOLIDAY_FILE_NAME"]);
  });

  it("that differs from the data that come along holds, with a warning that names the days", () => {
    const text = national(days(13)).replaceAll("2027", "2026");
    const found = readHolidays(text, "holidays/2026.yaml");
    expect(found.days?.year).toBe(2026);
    expect(found.findings.map((finding) => formatFinding(finding, "en"))).toEqual([
      "holidays/2026.yaml:1:7  warning HOLIDAY_YEAR_DIFFERS  2026 differs from the data that come along (国办发明电〔2025〕7号): 2026-01-01, 2026-01-02, 2026-01-03, 2026-01-04, 2026-02-14 and 47 more. This file holds. Check the notice; remove this file unless it was amended.",
    ]);
  });
});

describe("the folder holidays beside the province files", () => {
  function withFolder(files: Readonly<Record<string, string>>): ReturnType<typeof loadProvinces> {
    const directory = mkdtempSync(join(tmpdir(), "holidays-"));
    try {
      mkdirSync(join(directory, "holidays"));
      writeFileSync(join(directory, "ningxia.yaml"), SOUND);
      for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, "holidays", name), text);
      return loadProvinces(directory);
    } finally {
      rmSync(directory, { recursive: true });
    }
  }

  it("is read with them; a faulty file counts for nothing and is said", () => {
    const { provinces, holidays, findings } = withFolder({
      "2027.yaml": national(days(12)),
      "2027-guangxi.yaml": GUANGXI,
      "2028.yaml": "year: 2028\n",
      "README.md": "no days",
    });
    expect(provinces).toHaveLength(1);
    expect(holidays.map(({ year, province }) => [year, province])).toEqual([
      [2027, "guangxi"],
      [2027, undefined],
    ]);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(["FIELD_MISSING"]));
    expect(findings.every(({ where }) => where.file?.endsWith("holidays/2028.yaml") === true)).toBe(true);
  });

  it("holds one file of the country's days a year", () => {
    const { holidays, findings } = withFolder({ "2027.yaml": national(days(12)), "2027-b.yml": national(days(13)) });
    expect(holidays).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(["HOLIDAY_YEAR_TWICE", "HOLIDAY_YEAR_TWICE"]);
  });

  it("may hold the data that come along, as in this repository, without a word", () => {
    const { holidays, findings } = loadProvinces(resolve(import.meta.dirname, "../../provinces"));
    expect(holidays.map(({ year }) => year)).toEqual([2024, 2025, 2026]);
    expect(findings.filter(({ code }) => code.startsWith("HOLIDAY"))).toEqual([]);
  });
});
