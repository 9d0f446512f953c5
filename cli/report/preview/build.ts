import type { Counts } from "../../../engine/change.ts";
import { digestOf, digestOfAll, normalForm } from "../../../planning/approval/normal-form.ts";
import { abstractNames } from "../../../planning/diff/abstract-names.ts";
import type { PlanChange, PlanDifference } from "../../../planning/diff/plan-change.ts";
import { blastRadiusRisks } from "../../../planning/policies/blast-radius.ts";
import { judge, worstFirst } from "../../../planning/policies/judge.ts";
import { blocks, severityOfRisk } from "../../../planning/policies/risk.ts";
import type { PolicySettings } from "../../../planning/policies/stack-preview.ts";
import type { Finding } from "../../../provinces/finding.ts";
import { severityOf } from "../../../provinces/messages.ts";
import { listOf, type Phrase } from "../../../provinces/wording.ts";
import type { PreviewRun, StackPreview } from "../../preview-run.ts";
import { annotationsOf } from "./annotations.ts";
import { type Cause, causesOf } from "./causes.ts";
import { groupOperations, groupPlanChanges } from "./grouping.ts";
import { planWithoutSecrets, withoutSecrets } from "./redaction.ts";
import type { ChangeGroup, FailureRow, Place, PreviewReport, RiskRow, StackRow, Totals } from "./report.ts";
import { distinct, type JudgedStack, placeOf, riskRows } from "./risk-rows.ts";
import { namesOf } from "./stack-names.ts";
import { failurePlace, failureRisks, policyPreview } from "./stack-policy.ts";
import { changeWords } from "./words.ts";

export interface ReportRequest {
  readonly run: PreviewRun;
  readonly settings: PolicySettings;
  /** Commit of the province files. */
  readonly commit?: string | undefined;
  /** Folder of the province files as annotations name it, such as `provinces`. */
  readonly folder: string;
  /** Find the lines from which changes come: each changed province is planned a few times more. */
  readonly traceCauses: boolean;
  /** Errors of files of which nothing could be planned. */
  readonly findings?: readonly Finding[] | undefined;
}

interface Stack extends JudgedStack {
  readonly difference: PlanDifference | undefined;
}

/** Everything a report tells, from a run; pure but for planning provinces anew to find causes. */
export function reportOf(request: ReportRequest): PreviewReport {
  const { run, settings, commit, findings = [] } = request;
  const stacks = run.previews.map((preview) => judged(preview, request));
  const rows = stacks.flatMap(rowOf);
  const planned = stacks.map(({ preview: { stack }, identity, difference }) => ({
    stack,
    identity,
    changes: (difference?.changes ?? []).map(planWithoutSecrets),
  }));
  const { groups: bare, exceptions } = groupPlanChanges(planned.filter(({ changes }) => changes.length > 0));
  const groups = bare.map((group) => ({ ...group, places: placesOfGroup(group, stacks) }));
  const operations = groupOperations(
    stacks.flatMap(({ preview: { stack, outcome }, identity }) =>
      outcome.kind === "planned" ? [{ stack, identity, changes: outcome.result.changes.map(withoutSecrets) }] : [],
    ),
  );
  const failures = failuresOf(run, findings);
  const risks = [...riskRows([...stacks, ...failedFiles(request)]), ...radiusRows(groups, stacks, settings)].sort(
    worstFirst,
  );
  return {
    format: 1,
    hotline: "preview-report",
    tier: run.tier,
    today: settings.today,
    ...(commit === undefined ? {} : { commit }),
    ...(run.since === undefined ? {} : { since: run.since }),
    versions: run.versions,
    digest: digestOfAll(rows),
    totals: totalsOf(run, { rows, risks, failures }),
    risks,
    groups,
    exceptions,
    operations,
    stacks: rows,
    failures,
    skipped: run.skipped,
    ...(run.verified === undefined
      ? {}
      : { disagreements: { with: run.verified.with, list: run.verified.disagreements } }),
    annotations: annotationsOf({ risks, failures, stacks }),
  };
}

function judged(preview: StackPreview, { settings, folder, traceCauses }: ReportRequest): Stack {
  const { outcome, before, now, stack } = preview;
  const identity = (now ?? before)?.plan.identity ?? namesOf(stack);
  const place: Place =
    outcome.kind === "failed"
      ? failurePlace(outcome)
      : { file: now?.loaded.file ?? `${folder}/${identity.province}.yaml` };
  if (outcome.kind === "failed")
    return { preview, identity, place, risks: failureRisks(outcome), causes: [], difference: undefined };
  const policy = policyPreview(preview);
  if (policy === undefined) return { preview, identity, place, risks: [], causes: [], difference: undefined };
  const { difference, after } = policy;
  const causes: readonly Cause[] =
    traceCauses && difference?.kind === "changed" && before !== undefined && after !== undefined && now !== undefined
      ? causesOf({ before, after, difference, holidays: now.holidays })
      : [];
  return { preview, identity, place, difference, causes, risks: judge(policy, settings) };
}

function rowOf({ preview, identity, difference }: Stack): readonly StackRow[] {
  const { stack, outcome, now } = preview;
  if (outcome.kind === "failed") return [];
  const { result, cost } = outcome;
  const changes = result.changes.map(withoutSecrets);
  const approved = normalForm({ stack, changes, resources: result.resources });
  return [
    {
      stack,
      province: identity.province,
      site: identity.site,
      name: identity.name,
      kind: now === undefined ? "removed" : kindOf(difference, changes.length),
      counts: result.counts,
      comparedWith: result.comparedWith,
      ...(cost === undefined ? {} : { cost }),
      digest: digestOf(approved),
      approved,
      changes,
      planChanges: (difference?.changes ?? []).map(planWithoutSecrets),
      unsetSecrets: result.unsetSecrets,
    },
  ];
}

function kindOf(difference: PlanDifference | undefined, operations: number): StackRow["kind"] {
  if (difference?.kind === "new") return "new";
  return operations > 0 || difference?.kind === "changed" ? "changed" : "same";
}

function placesOfGroup(
  { stacks: names, changes }: Omit<ChangeGroup, "places">,
  stacks: readonly Stack[],
): readonly Place[] {
  const told = new Set(changes.map(({ aspect, field, subject }) => JSON.stringify([aspect, field, subject])));
  return distinct(
    stacks
      .filter(({ preview }) => names.includes(preview.stack))
      .flatMap(({ preview: { now }, identity, causes }) => {
        const abstract = names.length === 1 ? (text: string) => text : abstractNames(identity);
        return causes
          .filter(({ change: { aspect, field, subject } }) =>
            told.has(JSON.stringify([aspect, field, abstract(subject)])),
          )
          .flatMap(({ fields }) => (now === undefined ? [] : fields.map((path) => placeOf(now.loaded, path))));
      }),
  );
}

/** Groups whose stacks are among those of a larger one are told with it. */
function radiusRows(
  groups: readonly ChangeGroup[],
  stacks: readonly Stack[],
  settings: PolicySettings,
): readonly RiskRow[] {
  const byName = new Map(stacks.map((stack) => [stack.preview.stack, stack]));
  const largest: { stacks: readonly string[]; changes: readonly PlanChange[] }[] = [];
  for (const { stacks: names, changes } of groups.filter((group) => group.stacks.length > settings.blastRadius)) {
    const within = largest.find((larger) => names.every((name) => larger.stacks.includes(name)));
    if (within === undefined) largest.push({ stacks: names, changes });
    else within.changes = [...within.changes, ...changes];
  }
  const same = largest.map((group) => ({ ...group, what: listOf(group.changes.map(subjectOf), MOST_SUBJECTS) }));
  const waiversOf = (stack: string) => byName.get(stack)?.preview.now?.loaded.province.waivers ?? [];
  return blastRadiusRisks(same, settings, waiversOf).map((risk) => ({
    ...risk,
    severity: severityOfRisk(risk),
    places: [],
  }));
}

const MOST_SUBJECTS = 3;

function subjectOf(change: PlanChange): Phrase {
  return { zh: changeWords(change, "zh").subject, en: changeWords(change, "en").subject };
}

function failuresOf({ previews }: PreviewRun, findings: readonly Finding[]): readonly FailureRow[] {
  const failed = previews.flatMap(({ stack, outcome }): readonly FailureRow[] =>
    outcome.kind === "failed"
      ? [{ stack, findings: outcome.findings, ...(outcome.trace === undefined ? {} : { trace: outcome.trace }) }]
      : [],
  );
  const errors = findings.filter(({ code }) => severityOf(code) === "error");
  const files = Map.groupBy(errors, ({ where }) => where.file ?? "");
  return [...failed, ...[...files].map(([file, own]) => ({ stack: stackOf(file), findings: own }))];
}

/** Files that could not even be planned, such as one with a secret in it. */
function failedFiles({ run, findings = [] }: ReportRequest): readonly JudgedStack[] {
  const known = new Set(run.previews.map(({ stack }) => stack));
  return failuresOf({ ...run, previews: [] }, findings)
    .filter(({ stack }) => !known.has(stack))
    .map(({ stack, findings: own }) => {
      const outcome = { kind: "failed", stack, findings: own } as const;
      return {
        preview: { stack, outcome, now: undefined, before: undefined },
        place: failurePlace(outcome),
        identity: namesOf(stack),
        causes: [],
        risks: failureRisks(outcome),
      };
    });
}

/** `provinces/anhui.yaml` has the stack anhui. */
function stackOf(file: string): string {
  return file.replace(/^.*[/\\]/, "").replace(/\.ya?ml$/i, "");
}

function totalsOf(
  { previews, skipped }: PreviewRun,
  {
    rows,
    risks,
    failures,
  }: {
    readonly rows: readonly StackRow[];
    readonly risks: readonly RiskRow[];
    readonly failures: readonly FailureRow[];
  },
): Totals {
  const changed = rows.filter(({ kind }) => kind !== "same").length;
  const costs = rows.flatMap(({ cost }) => (cost?.kind === "delta" ? [cost] : []));
  const sum = (of: (row: StackRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const counts: Counts = {
    create: sum((row) => row.counts.create),
    update: sum((row) => row.counts.update),
    replace: sum((row) => row.counts.replace),
    delete: sum((row) => row.counts.delete),
    same: sum((row) => row.counts.same),
  };
  return {
    stacks:
      previews.length +
      skipped.length +
      failures.filter(({ stack }) => !previews.some((each) => each.stack === stack)).length,
    changed,
    unchanged: rows.length - changed,
    skipped: skipped.length,
    failed: failures.length,
    blocking: risks.filter(blocks).length,
    warnings: risks.filter(({ severity, waived }) => severity === "warning" && waived === undefined).length,
    waived: risks.filter(({ waived }) => waived !== undefined).length,
    counts,
    monthly: costs.reduce((total, { monthly }) => total + monthly, 0),
    present: costs.reduce((total, { present }) => total + present, 0),
    notCosted: rows.length - costs.length,
  };
}
