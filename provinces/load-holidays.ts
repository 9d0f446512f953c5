import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { checkHolidays } from "./checks/holidays.ts";
import type { Finding } from "./finding.ts";
import { severityOf } from "./messages.ts";
import { schemaFindings } from "./reading/schema-findings.ts";
import { readSource } from "./reading/source.ts";
import { scanText } from "./reading/text-scan.ts";
import { parseYamlFile } from "./reading/yaml-file.ts";
import { HolidayDays } from "./schema/holidays.ts";

interface ReadHolidays {
  readonly file: string;
  readonly days?: HolidayDays | undefined;
  readonly findings: readonly Finding[];
}

export interface LoadedHolidays {
  /** Of the files without errors. */
  readonly holidays: readonly HolidayDays[];
  readonly findings: readonly Finding[];
}

/**
 * A department's own days off and make-up workdays: `*.yaml`, `*.yml` and `*.json` of `directory`, which findings call
 * `shown`. A folder that does not exist holds none. Never throws for what it finds there.
 */
export function loadHolidays(directory: string, shown = directory): LoadedHolidays {
  const files = fileNames(directory).map((name): ReadHolidays => {
    const file = join(shown, name);
    const source = readSource(join(directory, name), file);
    return source.fault === undefined
      ? { ...readHolidays(source.text, file), file }
      : { file, findings: [source.fault] };
  });
  const national = files.filter(({ days }) => days !== undefined && days.province === undefined);
  const twice = national.flatMap(({ file, days }): readonly Finding[] => {
    const other = national.find((each) => each.file !== file && each.days?.year === days?.year);
    if (other === undefined || days === undefined) return [];
    return [
      {
        code: "HOLIDAY_YEAR_TWICE",
        where: { file, line: 1, column: 1 },
        facts: { year: days.year, other: other.file },
      },
    ];
  });
  const findings = [...files.flatMap((file) => file.findings), ...twice];
  const faulty = new Set(findings.filter(({ code }) => severityOf(code) === "error").map(({ where }) => where.file));
  return {
    holidays: files.flatMap(({ file, days }) => (days === undefined || faulty.has(file) ? [] : [days])),
    findings,
  };
}

function fileNames(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^[^.].*\.(ya?ml|json)$/i.test(name))
      .sort();
  } catch {
    return [];
  }
}

/** From text to one file's days with its findings; JSON is YAML too. */
export function readHolidays(text: string, file: string): Omit<ReadHolidays, "file"> {
  const scan = scanText(text);
  const yaml = parseYamlFile(text);
  const placed = (findings: readonly Finding[]): readonly Finding[] =>
    findings.map((finding) => ({ ...finding, where: { ...finding.where, file } }));
  if (scan.findings.length > 0) return { findings: placed(scan.findings) };
  if (yaml.findings.length > 0) return { findings: placed(yaml.findings) };
  if (yaml.value === null)
    return { findings: placed([{ code: "FILE_EMPTY", where: { line: 1, column: 1 }, facts: {} }]) };
  const parsed = HolidayDays.safeParse(yaml.value);
  if (!parsed.success) return { findings: placed(schemaFindings(parsed.error.issues, yaml, HolidayDays)) };
  const checked = [...nameFits(file, parsed.data), ...checkHolidays(parsed.data)].map((finding) => ({
    ...finding,
    where: { ...yaml.locate(finding.where.path ?? []), ...finding.where },
  }));
  return { days: parsed.data, findings: placed(checked) };
}

function nameFits(file: string, { year }: HolidayDays): readonly Finding[] {
  const name = basename(file);
  if (new RegExp(`^${year}[.-]`).test(name)) return [];
  return [{ code: "HOLIDAY_FILE_NAME", where: { path: ["year"] }, facts: { found: name, year } }];
}
