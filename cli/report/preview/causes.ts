import { planCallCenter } from "../../../components/call-center/plan.ts";
import { differenceOf } from "../../../planning/diff/difference.ts";
import { type FieldChange, fieldChanges } from "../../../planning/diff/field-changes.ts";
import type { PlanChange, PlanDifference, Planned } from "../../../planning/diff/plan-change.ts";
import type { FieldPath } from "../../../provinces/finding.ts";
import { Province } from "../../../provinces/province.ts";
import type { HolidayDays } from "../../../provinces/schema/holidays.ts";

/**
 * Why a change of the plan came about: fields of the province file, or none of them: another version of the toolkit
 * or the days off beside the files.
 */
export interface Cause {
  readonly change: PlanChange;
  readonly fields: readonly FieldPath[];
}

export interface CausesRequest {
  readonly before: Planned;
  readonly after: Planned;
  readonly difference: PlanDifference;
  readonly holidays: readonly HolidayDays[];
}

/** Each trial plans the province once more, 10 to 40 ms; a file that differs in more fields is traced by its figures only. */
const MOST_TRIALS = 12;

/** Fields of which no plan is made. */
const SILENT: ReadonlySet<string | number> = new Set(["waivers", "status", "activation", "authority"]);

/**
 * Found by trying: a field is the cause of a change if the change goes away, or becomes another, when the field alone
 * is taken back. What differs even for the old file comes from elsewhere.
 */
export function causesOf({ before, after, difference, holidays }: CausesRequest): readonly Cause[] {
  const site = after.plan.identity.site;
  const planned = (province: Province): Planned => ({ province, plan: planCallCenter(province, site, { holidays }) });
  const fields = fieldChanges(before.province, after.province).filter(({ path }) => !SILENT.has(path[0] ?? ""));
  const elsewhere = keysOf(tried(() => differenceOf(before, planned(before.province))));
  const trials =
    fields.length > MOST_TRIALS ? [] : trialsOf(fields, (province) => differenceOf(before, planned(province)));
  return difference.changes.map((change) => {
    const key = keyOf(change);
    if (elsewhere.has(key)) return { change, fields: [] };
    const [only] = fields;
    if (fields.length === 1 && only !== undefined) return { change, fields: [only.path] };
    const found = trials.filter(({ keys }) => !keys.has(key)).map(({ field }) => field.path);
    return { change, fields: found.length > 0 ? found : givenFields(change, after) };
  });
}

interface Trial {
  readonly field: FieldChange;
  readonly keys: ReadonlySet<string>;
}

function trialsOf(fields: readonly FieldChange[], differs: (province: Province) => PlanDifference): readonly Trial[] {
  if (fields.length < 2) return [];
  return fields.flatMap((field): readonly Trial[] => {
    const province = Province.safeParse(field.reverted);
    // Two fields that belong together can't be taken back one by one.
    const difference = province.success ? tried(() => differs(province.data)) : undefined;
    return difference === undefined ? [] : [{ field, keys: keysOf(difference) }];
  });
}

/** A combination that no file has may not be plannable. */
function tried(plan: () => PlanDifference): PlanDifference | undefined {
  try {
    return plan();
  } catch {
    return undefined;
  }
}

function keysOf(difference: PlanDifference | undefined): ReadonlySet<string> {
  return new Set((difference?.changes ?? []).map(keyOf));
}

function keyOf(change: PlanChange): string {
  return JSON.stringify(change);
}

/** The fields of the file from which a figure is computed. */
function givenFields({ figure }: PlanChange, { plan }: Planned): readonly FieldPath[] {
  const origin = figure === undefined ? undefined : plan.figures[figure]?.origin;
  return origin?.kind === "given" ? [pathOf(origin.field)] : [];
}

/** `localNetworks[0].trunk.e1` */
function pathOf(field: string): FieldPath {
  return field
    .split(/[.[\]]+/)
    .flatMap((step): FieldPath => (step === "" ? [] : /^\d+$/.test(step) ? [Number(step)] : [step]));
}
