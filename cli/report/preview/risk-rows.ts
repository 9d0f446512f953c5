import { abstractNames, type StackNames } from "../../../planning/diff/abstract-names.ts";
import { nodeless } from "../../../planning/diff/node-names.ts";
import type { PlanChange } from "../../../planning/diff/plan-change.ts";
import type { CallCenterPlan, ZoneName } from "../../../planning/plan.ts";
import { worstFirst } from "../../../planning/policies/judge.ts";
import { type Risk, severityOfRisk } from "../../../planning/policies/risk.ts";
import type { FieldPath } from "../../../provinces/finding.ts";
import { both, listOf } from "../../../provinces/wording.ts";
import type { StackPreview } from "../../preview-run.ts";
import type { Cause } from "./causes.ts";
import type { Place, RiskRow } from "./report.ts";

/** Risks of one stack with what is known of their causes. */
export interface JudgedStack {
  readonly preview: StackPreview;
  /** The province's file, whether it is there or not; of a failure where it was found. */
  readonly place: Place;
  readonly identity: StackNames;
  readonly risks: readonly Risk[];
  readonly causes: readonly Cause[];
}

/** One row for the same risk of several stacks, worst first. */
export function riskRows(stacks: readonly JudgedStack[]): readonly RiskRow[] {
  const rows = new Map<string, RiskRow>();
  for (const judged of stacks) {
    const abstract = abstractNames(judged.identity);
    for (const risk of judged.risks) {
      const alike = {
        ...risk,
        stacks: [],
        change: undefined,
        path: undefined,
        subject: abstract(risk.subject),
        facts: factsOf(risk, abstract),
      };
      const key = JSON.stringify(alike);
      const known = rows.get(key);
      const places = placesOf(risk, judged);
      if (known === undefined) rows.set(key, { ...risk, severity: severityOfRisk(risk), places });
      else
        rows.set(key, {
          ...alike,
          change: known.change,
          severity: known.severity,
          stacks: [...new Set([...known.stacks, ...risk.stacks])],
          places: distinct([...known.places, ...places]),
        });
    }
  }
  return merged([...rows.values()]).toSorted(worstFirst);
}

/** The same of several resources of the same stacks is one row that names them. */
function merged(rows: readonly RiskRow[]): readonly RiskRow[] {
  const alike = Map.groupBy(rows, ({ code, stacks, waived, facts: { subject, ...facts } }) =>
    JSON.stringify([code, stacks, waived, subject === undefined ? facts : { ...facts, subject: "" }]),
  );
  return [...alike.values()].flatMap((same): readonly RiskRow[] => {
    const [first] = same;
    if (first === undefined || same.length === 1 || first.facts["subject"] === undefined) return same;
    const subjects = byKind(same.map(({ facts }) => String(facts["subject"])));
    const { subject: _, ...facts } = first.facts;
    return [
      {
        ...first,
        subject: same
          .map(({ subject }) => subject)
          .sort()
          .join(", "),
        facts: { ...facts, ...both("subject", listOf(subjects, MOST_SUBJECTS)) },
        places: distinct(same.flatMap(({ places }) => places)),
      },
    ];
  });
}

/** `Volume a, b`: the kind is said once. */
function byKind(subjects: readonly string[]): readonly string[] {
  const kinds = Map.groupBy(subjects.toSorted(), (subject) => (subject.includes(" ") ? subject.split(" ")[0] : ""));
  return [...kinds].flatMap(([kind, named]) =>
    named.map((subject, index) => (kind === "" || index === 0 ? subject : subject.slice((kind ?? "").length + 1))),
  );
}

/** Resources that a row names. */
const MOST_SUBJECTS = 6;

function factsOf({ facts }: Risk, abstract: (text: string) => string): Risk["facts"] {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === "string" ? abstract(value) : value]),
  );
}

export function distinct(places: readonly Place[]): readonly Place[] {
  const known = new Map(places.map((place) => [JSON.stringify(place), place]));
  return [...known.values()];
}

function placesOf(risk: Risk, judged: JudgedStack): readonly Place[] {
  const { now, outcome } = judged.preview;
  if (now === undefined || outcome.kind === "failed") return [judged.place];
  const paths = risk.path === undefined ? causePaths(risk, judged) : [risk.path];
  return distinct(paths.map((path) => placeOf(now.loaded, path))).slice(0, MOST_PLACES);
}

const MOST_PLACES = 3;

export function placeOf({ file, locate }: NonNullable<StackPreview["now"]>["loaded"], path: FieldPath): Place {
  const { line, column } = locate(path);
  return { file, line, column };
}

/** What lies in the circumstances has no line. */
const PLACELESS: ReadonlySet<Risk["rule"]> = new Set(["stale", "blast-radius", "cost", "provider"]);

/**
 * By the change of the plan; else by the item of which the resource is made; else by what changes in its zone, whose
 * configuration restarts it. A resource that changes although its plan does not has no cause in the file.
 */
function causePaths({ rule, code, change, subject }: Risk, { causes, preview }: JudgedStack): readonly FieldPath[] {
  if (PLACELESS.has(rule)) return [];
  const fields = (matching: readonly Cause[]): readonly FieldPath[] => matching.flatMap((cause) => cause.fields);
  if (change !== undefined) return fields(causes.filter((cause) => isSame(cause.change, change)));
  const plan = preview.now?.plan ?? preview.before?.plan;
  const item = plan === undefined ? undefined : itemOf(plan, subject);
  if (item === undefined) return [];
  const about = fields(
    causes.filter(
      ({ change: { subject: told, field } }) =>
        told.split("/")[0] === item.name && (code !== "RISK_STORAGE_STAYS" || field === "storageClass"),
    ),
  );
  return about.length > 0 ? about : fields(causes.filter((cause) => cause.change.zone === item.zone));
}

function isSame(a: PlanChange, b: PlanChange): boolean {
  return a.aspect === b.aspect && a.field === b.field && a.subject === b.subject;
}

/** `fujian-media-media-a-recordings` is made of the item `media-recordings` of node media-a. */
function itemOf(
  { parts }: CallCenterPlan,
  resource: string,
): { readonly name: string; readonly zone: ZoneName } | undefined {
  const [item] = parts
    .flatMap(({ items }) => items)
    .filter(({ name }) => resource === name || resource.endsWith(`-${name}`))
    .sort((a, b) => b.name.length - a.name.length);
  if (item === undefined) return undefined;
  return { name: nodeless({ name: item.name, node: "node" in item ? item.node : undefined }), zone: item.zone };
}
