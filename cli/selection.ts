import { type PlanOptions, planCallCenter } from "../components/call-center/plan.ts";
import { checkHeldTrunks } from "../planning/activation/held-trunks.ts";
import { checkCapacity } from "../planning/capacity.ts";
import type { CallCenterPlan } from "../planning/plan.ts";
import { checkStorage } from "../planning/storage.ts";
import { type Finding, UserError } from "../provinces/finding.ts";
import { type LoadedProvince, type LoadedProvinces, loadProvinces } from "../provinces/load.ts";
import { formatFinding, severityOf } from "../provinces/messages.ts";
import { DIVISIONS, PROVINCE_IDS } from "../provinces/reference/divisions.ts";
import type { HolidayDays } from "../provinces/schema/holidays.ts";
import type { Invocation } from "./command.ts";
import { advice } from "./nearest.ts";

const SPELLING = { zh: "写拼音，如 anhui；陕西是 shaanxi。", en: "Write pinyin, such as anhui; 陕西 is shaanxi." };

export interface PlannedProvince {
  readonly id: string;
  readonly loaded: LoadedProvince;
  readonly plan: CallCenterPlan;
  /** The department's own days off. */
  readonly holidays: readonly HolidayDays[];
  readonly findings: readonly Finding[];
}

/** Counting needs no configuration written out. */
export type HowToPlan = Pick<PlanOptions, "texts">;

export interface Selection {
  readonly planned: readonly PlannedProvince[];
  /** Of all files read, sorted by place. */
  readonly findings: readonly Finding[];
}

/** Loads and plans the provinces named (all of the folder if none is), in the order of their GB codes; errors don't throw. */
export function select(invocation: Invocation, ids: readonly string[], how: HowToPlan = {}): Selection {
  for (const id of ids)
    if (!PROVINCE_IDS.some((known) => known === id))
      throw new UserError([
        {
          code: "PROVINCE_UNKNOWN",
          where: {},
          facts: { found: id, allowed: PROVINCE_IDS.join(", "), ...advice(id, PROVINCE_IDS, SPELLING) },
        },
      ]);
  const loaded = loadProvinces(invocation.provinces, ids.length === 0 ? undefined : ids);
  const planned = loaded.provinces
    .toSorted((left, right) =>
      DIVISIONS[left.province.province].gb.localeCompare(DIVISIONS[right.province.province].gb),
    )
    .filter((entry) => !hasErrors(loaded.findings.filter((finding) => finding.where.file === entry.file)))
    // Of all provinces, those that have the site.
    .filter((entry) => ids.length > 0 || Object.keys(entry.province.sites).includes(invocation.value("site") ?? "main"))
    .map((entry) => planOne(entry, { site: invocation.value("site"), read: loaded, ...how }));
  const inFiles = new Set(planned.flatMap((province) => province.findings));
  return {
    planned,
    findings: [
      ...loaded.findings.filter((finding) => !inFiles.has(finding)),
      ...planned.flatMap((province) => province.findings),
    ],
  };
}

function planOne(
  loaded: LoadedProvince,
  options: HowToPlan & { readonly site: string | undefined; readonly read: LoadedProvinces },
): PlannedProvince {
  const sites = Object.keys(loaded.province.sites);
  const site = options.site ?? "main";
  if (!sites.includes(site))
    throw new UserError([
      { code: "SITE_UNKNOWN", where: { file: loaded.file }, facts: { found: site, allowed: sites.join(", ") } },
    ]);
  const { texts = true } = options;
  const plan = planCallCenter(loaded.province, site, { holidays: options.read.holidays, texts });
  const capacity = [
    ...checkCapacity(loaded.province, plan.traffic),
    ...checkStorage(plan.figures),
    ...checkHeldTrunks(loaded.province, plan.traffic.trunkGroups),
  ].map((finding) => ({
    ...finding,
    where: {
      file: loaded.file,
      ...(finding.where.path === undefined ? {} : { path: finding.where.path, ...loaded.locate(finding.where.path) }),
    },
  }));
  const own = options.read.findings.filter((finding) => finding.where.file === loaded.file);
  return { id: loaded.id, loaded, plan, holidays: options.read.holidays, findings: [...own, ...capacity] };
}

function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => severityOf(finding.code) === "error");
}

/** Like select, but stops at errors: nothing is written or run on a faulty file. */
export function selectSound(
  invocation: Invocation,
  ids: readonly string[],
  how: HowToPlan = {},
): readonly PlannedProvince[] {
  const { planned, findings } = select(invocation, ids, how);
  const errors = findings.filter((finding) => severityOf(finding.code) === "error");
  if (errors.length > 0) throw new UserError(errors);
  return planned;
}

/**
 * The provinces that can be planned, of those named or of all; what is wrong with the others is said, and they don't stop these.
 * @throws UserError when none is left.
 */
export function selectAll(
  invocation: Invocation,
  { ids = [], ...how }: HowToPlan & { readonly ids?: readonly string[] | undefined } = {},
): {
  readonly planned: readonly PlannedProvince[];
  readonly complete: boolean;
  /** What keeps the others from being planned. */
  readonly errors: readonly Finding[];
} {
  const { planned, findings } = select(invocation, ids, how);
  const errors = findings.filter((finding) => severityOf(finding.code) === "error");
  const sound = planned.filter((province) => !hasErrors(province.findings));
  if (sound.length === 0) throw new UserError(errors);
  for (const finding of errors) invocation.terminal.err(formatFinding(finding, invocation.language));
  return { planned: sound, complete: errors.length === 0, errors };
}

/** Warnings in full, and which trunks wait for their opening; other notes are for validate: a table must not drown in remarks. */
export function remark(invocation: Invocation, planned: readonly PlannedProvince[]): void {
  for (const finding of planned.flatMap((province) => province.findings))
    if (severityOf(finding.code) === "warning" || finding.code === "TRUNKS_HELD_BACK")
      invocation.terminal.err(formatFinding(finding, invocation.language));
}
