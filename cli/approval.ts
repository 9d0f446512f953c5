import type { PreviewResult } from "../engine/change.ts";
import { bind, type Discrepancy } from "../planning/approval/binding.ts";
import { type NormalChange, type NormalPreview, normalForm } from "../planning/approval/normal-form.ts";
import { UserError } from "../provinces/finding.ts";
import { withoutSecrets } from "./report/preview/redaction.ts";

const MOST_SHOWN = 20;

/**
 * Lets a deployment go on only if the official preview does what was approved.
 * @throws UserError that names each resource that differs, as far as `approved` (from the report's JSON) tells.
 */
export function requireApproval(
  digest: string,
  {
    approved,
    official,
  }: {
    readonly approved?: NormalPreview | undefined;
    readonly official: Pick<PreviewResult, "stack" | "changes" | "resources">;
  },
): void {
  // As the report did it: what it hides must not differ for being shown here.
  const now = normalForm({ ...official, changes: official.changes.map(withoutSecrets) });
  const binding = bind(digest, { approved, now });
  if (binding.kind === "agrees") return;
  const { stack } = official;
  const facts = { stack, approved: digest, found: binding.digest };
  const shown = binding.discrepancies?.slice(0, MOST_SHOWN) ?? [];
  throw new UserError([
    { code: "APPROVAL_DIFFERS", where: {}, facts },
    ...shown.map((discrepancy) => ({
      code: "APPROVAL_DISCREPANCY" as const,
      where: {},
      facts: { resource: discrepancy.resource, ...sides(discrepancy) },
    })),
    ...(binding.discrepancies === undefined
      ? [{ code: "APPROVAL_REPORT_NEEDED" as const, where: {}, facts: { stack } }]
      : []),
  ]);
}

function sides({ approved, now }: Discrepancy): Readonly<Record<string, string>> {
  const [one, other] = [approved, now].map((change) => (change === undefined ? undefined : textOf(change)));
  return {
    "approved.zh": one ?? "不变",
    "approved.en": one ?? "unchanged",
    "now.zh": other ?? "不变",
    "now.en": other ?? "unchanged",
  };
}

function textOf({ operation, details }: NormalChange): string {
  return details.length === 0 ? operation : `${operation} (${details.join("; ")})`;
}
