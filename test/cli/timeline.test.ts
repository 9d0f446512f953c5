import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { breachOf } from "../components/strict-xml.ts";
import { hotline } from "./hotline.ts";

const PROVINCES = resolve(import.meta.dirname, "../../provinces");
const folder = mkdtempSync(join(tmpdir(), "timeline-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => rmSync(join(folder, "holidays"), { recursive: true, force: true }));

/** Ningxia's example with an activation of its own, in a folder of its own. */
function timeline(activation: string, ...options: readonly string[]): ReturnType<typeof hotline> {
  const text = readFileSync(join(PROVINCES, "ningxia.yaml"), "utf8");
  writeFileSync(join(folder, "ningxia.yaml"), `${text.trimEnd()}\n\n${activation}`);
  return hotline(["timeline", "ningxia", "--provinces", folder, ...options]);
}

const LATE = `activation:
  agreementSignedOn: 2026-03-02
  filedOn: 2026-03-02
`;
const line = (text: string) =>
  readFileSync(join(folder, "ningxia.yaml"), "utf8")
    .split("\n")
    .findIndex((each) => each.includes(text)) + 1;

describe("timeline", () => {
  test("says what is due, from whom and when the last network opens; lateness is told with its line", () => {
    const { code, out, err } = timeline(LATE, "--today", "2026-03-20");
    expect(code).toBe(0);
    expect(out).toContain("None is open yet; the first can be on 2026-04-03.");
    expect(out).toContain("All 5 local networks can be counted on to be open on 2026-04-03");
    expect(out).toContain(
      "by 2026-03-16 · carrier headquarters · subsidiaries notified by headquarters (4 working days late)",
    );
    expect(out).toMatch(
      /filing notice sent to the carriers +provincial communications administration +running +10 wd, art. 23 +2026-03-16 +2026-03-20 +4 +●/,
    );
    expect(err).toContain(
      `ningxia.yaml:${line("filedOn")}:12  warning ACTIVATION_LATE  filing notice sent to the carriers: due from the provincial communications administration by 2026-03-16 (10 working days, art. 23), 4 working days late.`,
    );
  });

  test("of one step after the other opens later, and says so", () => {
    const { out } = timeline(LATE, "--today", "2026-03-03", "--chain", "sequential");
    expect(out).toContain("one step after the other");
    expect(out).toContain("to be open on 2026-03-30");
  });

  test("marks what counts days of 2027, and with --strict refuses it where the count starts", () => {
    const october = LATE.replaceAll("2026-03-02", "2026-12-14");
    const open = timeline(october, "--today", "2026-12-14");
    expect(open.out).toContain("2027-01-12 (provisional)");
    expect(open.out).toContain("Dates marked ? are provisional");
    const strict = timeline(october, "--today", "2026-12-14", "--strict");
    expect(strict.code).toBe(1);
    expect(strict.out).toBe("");
    expect(strict.err).toContain(
      `ningxia.yaml:${line("filedOn")}:12  error DATE_BEYOND_CALENDAR  Counted from this day`,
    );
    expect(strict.err).toContain("beyond the years whose notice is known (2024-2026). Add holidays/2027.yaml");
  });

  test("takes a new year from the folder holidays, and is strict no more", () => {
    mkdirSync(join(folder, "holidays"), { recursive: true });
    const off = Array.from({ length: 13 }, (_, index) => `2027-01-${String(index + 1).padStart(2, "0")}`);
    writeFileSync(
      join(folder, "holidays/2027.yaml"),
      `year: 2027\nsource: { title: 通知, number: 国办发明电〔2026〕9号, date: 2026-11-03 }\noff: [${off.join(", ")}]\nwork: []\n`,
    );
    const october = LATE.replaceAll("2026-03-02", "2026-12-14");
    const { code, out } = timeline(october, "--today", "2026-12-14", "--strict");
    expect(code).toBe(0);
    expect(out).toContain("to be open on 2027-01-22");
    expect(out).toContain("国办发明电〔2026〕9号");
  });

  test("stops at a faulty file of days off", () => {
    mkdirSync(join(folder, "holidays"), { recursive: true });
    writeFileSync(join(folder, "holidays/2027.yaml"), "year: 2027\n");
    const { code, err } = timeline(LATE);
    expect(code).toBe(1);
    expect(err).toMatch(/holidays\/2027\.yaml:1:1 {2}error FIELD_MISSING/);
  });

  test.each([
    {
      fault: "a year of the far future",
      activation: "activation:\n  filedOn: 9999-12-31\n",
      key: "filedOn",
      code: "VALUE_FORMAT",
    },
    { fault: "30 February", activation: "activation:\n  filedOn: 2026-02-30\n", key: "filedOn", code: "VALUE_FORMAT" },
    {
      fault: "dates out of order",
      activation: "activation:\n  filedOn: 2026-03-09\n  filingNoticeOn: 2026-03-02\n",
      key: "filingNoticeOn",
      code: "ACTIVATION_ORDER",
    },
    {
      fault: "an opening without a filing",
      activation: 'activation:\n  networks:\n    "0951":\n      requestedOn: 2026-03-02\n      openedOn: 2026-03-09\n',
      key: "openedOn",
      code: "ACTIVATION_STEP_MISSING",
    },
    {
      fault: "a report without an opening",
      activation: 'activation:\n  networks:\n    "0951":\n      reportedOn: 2026-03-09\n',
      key: "reportedOn",
      code: "ACTIVATION_STEP_MISSING",
    },
  ])("names file and line of $fault", ({ activation, key, code: finding }) => {
    const { code, err } = timeline(activation);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`ningxia\\.yaml:${line(key)}:\\d+ {2}error ${finding} `));
  });

  test("warns of a date that has not come yet, and refuses a day that does not exist", () => {
    expect(timeline(LATE, "--today", "2026-03-01").err).toContain("ACTIVATION_IN_FUTURE");
    const { code, err } = timeline(LATE, "--today", "2026-02-30");
    expect([code, err]).toEqual([
      1,
      "error DATE_MALFORMED  2026-02-30 of --today is no date of 1980 to 2099. Write YYYY-MM-DD, such as 2026-03-02.\n",
    ]);
  });

  test.each(["9999-12-31", "0000-01-01"])("refuses %s instead of counting by the million", (day) => {
    expect(timeline(LATE, "--today", day).err).toContain("DATE_MALFORMED");
  });

  test("of all provinces is a line each, and loads no Pulumi", () => {
    const recorder = ["--import", resolve(import.meta.dirname, "record-modules.ts")];
    const { code, out, err } = hotline(["timeline", "--all", "--today", "2026-11-24"], { node: recorder });
    expect(code).toBe(0);
    expect(out.trimEnd().split("\n")).toHaveLength(33);
    expect(out).toMatch(/Anhui +1\/15 +2026-11-24 .* 2026-10-30 +2026-12-08/);
    expect(
      /packages: (.*)/
        .exec(err)?.[1]
        ?.split(" ")
        .filter((name) => name.startsWith("@pulumi")),
    ).toEqual([]);
  });

  test("is JSON for machines and Markdown for a repository", () => {
    const json: unknown = JSON.parse(timeline(LATE, "--today", "2026-03-20", "--format", "json").out);
    expect(json).toMatchObject([{ province: "ningxia", today: "2026-03-20", lastOpening: { date: "2026-04-03" } }]);
    const { out } = timeline(LATE, "--today", "2026-03-20", "--format", "markdown", "--lang", "zh");
    expect(out).toContain("# 宁夏回族自治区 12333 开通时间表");
    expect(out).toContain(
      "| 备案通知发至各运营商 | 省通信管理局 | 办理中 | 10工作日 第23条 | 2026-03-16 | 2026-03-20 | 4 | ● |",
    );
  });
});

describe("the Gantt chart", () => {
  const svg = () => timeline(LATE, "--today", "2026-03-20", "--format", "svg", "--lang", "zh").out;

  test("is well-formed, says in words what it shows, and has a row for each step", () => {
    const text = svg();
    expect(breachOf(text)).toBeUndefined();
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(text) as { svg: Record<string, unknown> };
    expect(parsed.svg["@_role"]).toBe("img");
    expect(text).toContain("<desc");
    expect(text).toContain("全部 5 个本地网最早可开通日：2026-04-03");
    for (const words of ["备案材料交齐", "省通信管理局", "逾期 4 个工作日", "今天 2026-03-20"])
      expect(text).toContain(words);
  });

  test("fetches nothing and tells states apart without color: filled, hatched, crossed, empty", () => {
    const text = svg();
    expect(text).not.toMatch(/href=|url\((?!#gantt)|<script|<image/);
    for (const fill of ['fill="#333"', 'fill="url(#gantt-running)"', 'fill="url(#gantt-late)"', 'fill="#fff"'])
      expect(text).toContain(fill);
  });

  test("stands in the page above the table with the same facts", () => {
    const page = timeline(LATE, "--today", "2026-03-20", "--format", "html").out;
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain('<svg xmlns="http://www.w3.org/2000/svg"');
    expect(page).toContain('<tr><th scope="row">filing notice sent to the carriers</th>');
    expect(page).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  });

  test("keeps each day of the table on one line", () => {
    const { out } = timeline(LATE, "--format", "html");
    expect(out).toContain(".day { white-space: nowrap; }");
    expect(out).toMatch(/<td class="day">2026-/);
    expect(out).not.toMatch(/<td>\d{4}-\d\d-\d\d/);
  });

  test("keeps an approval of 2003 from squeezing the rest", () => {
    const old = `activation:\n  approvedOn: 2003-07-01\n${LATE.replace("activation:\n", "")}`;
    const text = timeline(old, "--today", "2026-03-20", "--format", "svg").out;
    expect(text).not.toContain(">2003<");
    expect(text).toContain("2003-07-01");
  });
});
