import { readdirSync } from "node:fs";
import { basename, extname, isAbsolute, join, relative } from "node:path";
import type * as z from "zod";
import { checkProvince, checkSections } from "./checks.ts";
import type { FieldPath, Finding } from "./finding.ts";
import { loadHolidays } from "./load-holidays.ts";
import { severityOf } from "./messages.ts";
import { Province } from "./province.ts";
import { childOf, valueAt } from "./reading/field-lookup.ts";
import { schemaFindings } from "./reading/schema-findings.ts";
import { readSource } from "./reading/source.ts";
import { scanText } from "./reading/text-scan.ts";
import { type Position, parseYamlFile, type YamlFile } from "./reading/yaml-file.ts";
import type { HolidayDays } from "./schema/holidays.ts";

/** A province whose file fits the schema; its findings may still hold errors. */
export interface LoadedProvince {
  readonly id: string;
  /** As findings name it: relative to the working directory where that is shorter. */
  readonly file: string;
  readonly province: Province;
  readonly locate: (path: FieldPath) => Position;
}

export interface LoadedProvinces {
  /** In the order of their file names. */
  readonly provinces: readonly LoadedProvince[];
  /** The department's own days off, from the folder `holidays` beside the province files. */
  readonly holidays: readonly HolidayDays[];
  /** Of all files read, by file, line and column. */
  readonly findings: readonly Finding[];
}

/**
 * Reads `*.yaml` and `*.yml` of a directory; with `ids` only the files of that name. Never throws for what it finds there:
 * everything wrong is a finding, a province named in `ids` without a file too.
 */
export function loadProvinces(directory: string, ids?: readonly string[]): LoadedProvinces {
  const names = fileNames(directory);
  if (names === undefined)
    return { provinces: [], holidays: [], findings: [{ code: "DIRECTORY_MISSING", where: {}, facts: { directory } }] };
  if (names.length === 0)
    return { provinces: [], holidays: [], findings: [{ code: "NO_PROVINCE_FILES", where: {}, facts: { directory } }] };
  const files = names
    .filter((name) => ids === undefined || ids.includes(idOf(name)))
    .map((name) => readFile(join(directory, name)));
  const folder = join(directory, "holidays");
  const own = loadHolidays(folder, shortPath(folder));
  const missing = (ids ?? []).filter((id) => !names.some((name) => idOf(name) === id));
  const findings = [
    ...missing.map(
      (province) => ({ code: "PROVINCE_FILE_MISSING", where: {}, facts: { province, directory } }) as const,
    ),
    ...files.flatMap((file) => file.findings),
    ...statedTwice(files),
    ...own.findings,
  ];
  return {
    provinces: files.flatMap((file) => file.loaded ?? []),
    holidays: own.holidays,
    findings: findings.toSorted(byPlace),
  };
}

function fileNames(directory: string): readonly string[] | undefined {
  try {
    // Files that start with a dot are editors' own.
    return readdirSync(directory)
      .filter((name) => /^[^.].*\.ya?ml$/i.test(name))
      .sort();
  } catch {
    return undefined;
  }
}

function idOf(name: string): string {
  return basename(name, extname(name));
}

interface ReadProvince {
  readonly file: string;
  readonly stated: string | undefined;
  readonly place: Position;
  readonly loaded?: LoadedProvince | undefined;
  readonly findings: readonly Finding[];
}

function readFile(path: string): ReadProvince {
  const file = shortPath(path);
  const source = readSource(path, file);
  if (source.fault !== undefined)
    return { file, stated: undefined, place: { line: 1, column: 1 }, findings: [source.fault] };
  return { ...readText(source.text, file), file };
}

function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") || isAbsolute(short) ? path : short;
}

/** From text to a typed province with its findings; `file` is only named in them. */
export function readText(text: string, file: string): Omit<ReadProvince, "file"> {
  const scan = scanText(text);
  const yaml = parseYamlFile(text);
  const place = yaml.locate(["province"]);
  const found: Finding[] = [...scan.findings];
  // What YAML stumbles over behind a full-width colon or a tab is a consequence.
  if (!yaml.broken || scan.brokenLines.size === 0) found.push(...yaml.findings);
  const finish = (more: readonly Finding[]): readonly Finding[] =>
    [...found, ...more.filter((finding) => !scan.brokenLines.has(finding.where.line ?? 0))]
      .filter((finding) => finding.code === "SECRET_IN_FILE" || !scan.secretLines.has(finding.where.line ?? 0))
      .map((finding) => ({ ...finding, where: { ...finding.where, file } }));
  if (yaml.broken) return { stated: undefined, place, findings: finish([]) };
  if (yaml.value === null)
    return {
      stated: undefined,
      place,
      findings: finish(found.length > 0 ? [] : [{ code: "FILE_EMPTY", where: { line: 1, column: 1 }, facts: {} }]),
    };
  const parsed = Province.safeParse(yaml.value);
  const told = childOf(yaml.value, "province");
  const stated = typeof told === "string" ? told : undefined;
  const doubted = (finding: Finding): boolean =>
    yaml.doubtful.some((path) => startsWith(finding.where.path ?? [], path));
  const issues = parsed.success ? [] : schemaFindings(parsed.error.issues, yaml).filter((finding) => !doubted(finding));
  const sound = parsed.success ? parsed.data : withoutFaults(yaml.value, parsed.error.issues);
  // Where the text is not what it seems, the checks would judge what was never meant.
  const clear = scan.brokenLines.size === 0 && !yaml.findings.some((finding) => finding.code === "YAML_DUPLICATE_KEY");
  const checked = (clear ? (sound === undefined ? checkWhatIsSound(yaml.value) : checkProvince(sound)) : []).filter(
    (finding) => !issues.some((issue) => concerns(issue, finding, yaml.value)) && !doubted(finding),
  );
  const findings = finish([
    ...issues,
    ...nameDiffers(stated, file, place),
    ...checked.map((finding) => locateFinding(finding, yaml)),
  ]);
  const usable = parsed.success && !found.some((finding) => severityOf(finding.code) === "error");
  const loaded = usable ? { id: parsed.data.province, file, province: parsed.data, locate: yaml.locate } : undefined;
  return { stated, place, loaded, findings };
}

/** Each section of the file by itself: what is sound is checked, what is not has its findings already. */
function checkWhatIsSound(value: unknown): readonly Finding[] {
  const fields: Record<string, unknown> = {};
  const faulty = new Set<string>();
  for (const [key, schema] of Object.entries(Province.shape)) {
    const result = schema.safeParse(childOf(value, key));
    if (result.success) fields[key] = result.data;
    else faulty.add(key);
  }
  return checkSections(fields, faulty);
}

function locateFinding(finding: Finding, yaml: YamlFile): Finding {
  return { ...finding, where: { ...finding.where, ...yaml.locate(finding.where.path ?? []) } };
}

function nameDiffers(stated: string | undefined, file: string, place: Position): readonly Finding[] {
  const name = idOf(file);
  if (stated === undefined || stated === name || !Province.shape.province.safeParse(stated).success) return [];
  return [{ code: "FILE_NAME_DIFFERS", where: place, facts: { name, id: stated } }];
}

function statedTwice(files: readonly ReadProvince[]): readonly Finding[] {
  return files.flatMap((file) => {
    const others = files.filter(
      (other) => other !== file && other.stated !== undefined && other.stated === file.stated,
    );
    if (others.length === 0 || file.stated === undefined) return [];
    const other = others.map((entry) => entry.file).join(", ");
    return [
      { code: "PROVINCE_TWICE", where: { file: file.file, ...file.place }, facts: { id: file.stated, other } } as const,
    ];
  });
}

/**
 * The province without its faulty optional fields, so that one typo doesn't hide what the checks have to say.
 * Undefined where a required field is at fault.
 */
function withoutFaults(value: unknown, issues: readonly z.core.$ZodIssue[]): Province | undefined {
  const copy: unknown = structuredClone(value);
  for (const issue of issues) {
    const paths = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of paths) {
      const last = path.at(-1);
      const parent = path.slice(0, -1).reduce<unknown>((current, step) => childOf(current, String(step)), copy);
      if (last === undefined || typeof parent !== "object" || parent === null || Array.isArray(parent))
        return undefined;
      Reflect.deleteProperty(parent, last);
    }
  }
  const parsed = Province.safeParse(copy);
  return parsed.success ? parsed.data : undefined;
}

/** A check speaks of the faulty field itself, or of what is missing beside it, perhaps only because of the fault. */
function concerns(issue: Finding, check: Finding, data: unknown): boolean {
  const fault = issue.where.path ?? [];
  const map = fault.slice(0, -1);
  const path = check.where.path ?? [];
  if (startsWith(path, fault)) return true;
  if (!startsWith(path, map)) return false;
  return path.length === map.length || (path.length === map.length + 1 && valueAt(path, data) === undefined);
}

function startsWith(path: FieldPath, start: FieldPath): boolean {
  return start.every((step, index) => path[index] === step);
}

function byPlace(a: Finding, b: Finding): number {
  const file = (a.where.file ?? "") < (b.where.file ?? "") ? -1 : a.where.file === b.where.file ? 0 : 1;
  return file || (a.where.line ?? 0) - (b.where.line ?? 0) || (a.where.column ?? 0) - (b.where.column ?? 0);
}
