import { abstractNames, type StackNames } from "../../../planning/diff/abstract-names.ts";
import { nodeless } from "../../../planning/diff/node-names.ts";
import type { PlanChange } from "../../../planning/diff/plan-change.ts";
import type { CallCenterPlan } from "../../../planning/plan.ts";
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
  /** The province's file, whether it is there or not. */
  readonly file: string;
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
    const subjects = same.map(({ facts }) => String(facts["subject"])).sort();
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

/** Resources that a row names. */
const MOST_SUBJECTS = 6;

function factsOf({ facts }: Risk, abstract: (text: string) => string): Risk["facts"] {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === "string" ? abstract(value) : value]),
  );
}

function distinct(places: readonly Place[]): readonly Place[] {
  const known = new Map(places.map((place) => [JSON.stringify(place), place]));
  return [...known.values()];
}

function placesOf(risk: Risk, judged: JudgedStack): readonly Place[] {
  const { now } = judged.preview;
  if (now === undefined) return [{ file: judged.file }];
  const paths = risk.path === undefined ? causePaths(risk, judged) : [risk.path];
  return distinct(paths.map((path) => placeOf(now.loaded, path))).slice(0, MOST_PLACES);
}

const MOST_PLACES = 3;

export function placeOf({ file, locate }: NonNullable<StackPreview["now"]>["loaded"], path: FieldPath): Place {
  const { line, column } = locate(path);
  return { file, line, column };
}

/** By the change of the plan; by the item of which the resource is made; else every field that changes anything. */
function causePaths({ change, subject }: Risk, { causes, preview }: JudgedStack): readonly FieldPath[] {
  const fields = (matching: readonly Cause[]): readonly FieldPath[] => matching.flatMap((cause) => cause.fields);
  if (change !== undefined) {
    const own = fields(causes.filter((cause) => isSame(cause.change, change)));
    if (own.length > 0) return own;
  }
  const plan = preview.now?.plan ?? preview.before?.plan;
  const item = plan === undefined ? undefined : itemName(plan, subject);
  const about = item === undefined ? [] : fields(causes.filter((cause) => cause.change.subject.split("/")[0] === item));
  if (about.length > 0) return about;
  return fields(causes);
}

function isSame(a: PlanChange, b: PlanChange): boolean {
  return a.aspect === b.aspect && a.field === b.field && a.subject === b.subject;
}

/** `fujian-media-media-a-recordings` is made of the item `media-recordings` of node media-a. */
function itemName({ parts }: CallCenterPlan, resource: string): string | undefined {
  const [item] = parts
    .flatMap(({ items }) => items)
    .filter(({ name }) => resource === name || resource.endsWith(`-${name}`))
    .sort((a, b) => b.name.length - a.name.length);
  return item === undefined ? undefined : nodeless({ name: item.name, node: "node" in item ? item.node : undefined });
}
