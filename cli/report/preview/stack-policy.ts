import type { PreviewOutcome } from "../../../engine/outcome.ts";
import { differenceOf } from "../../../planning/diff/difference.ts";
import type { PlanDifference, Planned } from "../../../planning/diff/plan-change.ts";
import type { Risk } from "../../../planning/policies/risk.ts";
import type { StackPreview as PolicyPreview } from "../../../planning/policies/stack-preview.ts";
import type { Finding } from "../../../provinces/finding.ts";
import type { StackPreview } from "../../preview-run.ts";
import { withoutSecrets } from "./redaction.ts";
import type { Place } from "./report.ts";

/** A preview as the rules read it. Undefined: it failed. */
export function policyPreview(preview: StackPreview): PolicyPreview | undefined {
  const { outcome, before, stack } = preview;
  if (outcome.kind === "failed") return undefined;
  const { result, cost } = outcome;
  const after = plannedNow(preview);
  const { comparedWith } = result;
  return {
    stack,
    before,
    after,
    difference: differenceNow(preview),
    changes: result.changes.map(withoutSecrets),
    violations: result.violations,
    compared: { kind: comparedWith.kind, ageDays: "ageDays" in comparedWith ? comparedWith.ageDays : undefined },
    ...(cost?.kind === "delta" && cost.against === "record"
      ? { cost: { monthlyBefore: cost.monthlyBefore, monthlyDelta: cost.monthly } }
      : {}),
  };
}

export function plannedNow({ now }: StackPreview): Planned | undefined {
  return now === undefined ? undefined : { province: now.loaded.province, plan: now.plan };
}

function differenceNow(preview: StackPreview): PlanDifference | undefined {
  const { stack, before, now, outcome } = preview;
  if (now === undefined) return { stack, kind: "removed", changes: [] };
  // A record without its plan tells the resources only.
  const isNew = outcome.kind === "planned" && outcome.result.comparedWith.kind === "nothing";
  if (before === undefined && !isNew) return undefined;
  return differenceOf(before, plannedNow(preview));
}

const COMMITTED: ReadonlySet<Finding["code"]> = new Set(["SECRET_IN_STACK_FILE", "SECRET_IN_FILE"]);

/** A secret in a file keeps it from being previewed; that is more than a failure. */
export function failureRisks({ stack, findings }: Extract<PreviewOutcome, { kind: "failed" }>): readonly Risk[] {
  return findings
    .filter(({ code }) => COMMITTED.has(code))
    .map((finding) => {
      const { found } = finding.facts;
      const { file, line } = placeIn(stack, finding);
      const place = line === undefined ? file : `${file}:${line}`;
      return {
        rule: "security",
        code: "RISK_SECRET_COMMITTED",
        stacks: [stack],
        subject: String(found ?? place),
        facts: { place: found === undefined ? place : `${place} (${String(found)})` },
      };
    });
}

/** Where a failure lies: in the file that a finding names, else in the stack's. */
export function failurePlace({ stack, findings }: Extract<PreviewOutcome, { kind: "failed" }>): Place {
  const [first] = [...findings.filter(({ code }) => COMMITTED.has(code)), ...findings];
  return first === undefined ? { file: stackFile(stack) } : placeIn(stack, first);
}

function placeIn(stack: string, { where: { file, line, column } }: Finding): Place {
  return file === undefined
    ? { file: stackFile(stack) }
    : { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}

function stackFile(stack: string): string {
  return `stacks/Pulumi.${stack}.yaml`;
}
