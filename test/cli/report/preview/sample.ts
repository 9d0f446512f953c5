import type { PreviewRun, StackPreview } from "../../../../cli/preview-run.ts";
import { reportOf } from "../../../../cli/report/preview/build.ts";
import type { PreviewReport } from "../../../../cli/report/preview/report.ts";
import type { Change, PreviewResult } from "../../../../engine/change.ts";
import type { Planned } from "../../../../planning/diff/plan-change.ts";
import { USUAL_SETTINGS } from "../../../../planning/policies/stack-preview.ts";

export const TODAY = "2026-11-24";

export function change(given: Partial<Change> & Pick<Change, "name">): Change {
  return {
    urn: `urn:pulumi:x::hotline::t::${given.name}`,
    type: "kubernetes:core/v1:ConfigMap",
    operation: "update",
    paths: [],
    protected: false,
    stateful: false,
    ...given,
  };
}

export function result(stack: string, changes: readonly Change[]): PreviewResult {
  const count = (operation: Change["operation"]): number =>
    changes.filter((each) => each.operation === operation).length;
  return {
    stack,
    tier: "plan",
    changes,
    counts: {
      create: count("create"),
      update: count("update"),
      replace: count("replace"),
      delete: count("delete"),
      same: 10,
    },
    comparedWith: { kind: "snapshot", path: "x.json", at: "2026-11-23T00:00:00Z", ageDays: 1 },
    violations: [],
    diagnostics: [],
    unsetSecrets: [],
    seconds: 1,
  };
}

export function preview(planned: Planned, changes: readonly Change[], before = planned): StackPreview {
  const { stack } = planned.plan.identity;
  const file = `provinces/${planned.province.province}.yaml`;
  return {
    stack,
    outcome: { kind: "planned", stack, result: result(stack, changes) },
    now: {
      id: planned.province.province,
      loaded: {
        id: planned.province.province,
        file,
        province: planned.province,
        locate: (path) => ({ line: path.length + 1, column: 1 }),
      },
      plan: planned.plan,
      holidays: [],
      findings: [],
    },
    before,
  };
}

export function reportOn(previews: readonly StackPreview[], more: Partial<PreviewRun> = {}): PreviewReport {
  return reportOf({
    run: { tier: "plan", previews, skipped: [], versions: { hotline: "0.1.0" }, seconds: 1, ...more },
    settings: { today: TODAY, ...USUAL_SETTINGS },
    folder: "provinces",
    traceCauses: true,
  });
}
