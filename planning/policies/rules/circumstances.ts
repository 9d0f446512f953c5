import type { Risk } from "../risk.ts";
import type { PolicySettings, StackPreview } from "../stack-preview.ts";

/** What it costs, and what the preview was compared with. */
export function circumstanceRisks(preview: StackPreview, settings: PolicySettings): readonly Risk[] {
  return [...costRisks(preview, settings), ...staleRisks(preview, settings)];
}

function costRisks({ stack, cost }: StackPreview, { costPercent, costLimitPercent }: PolicySettings): readonly Risk[] {
  if (cost === undefined || cost.monthlyBefore <= 0 || cost.monthlyDelta <= 0) return [];
  const percent = (100 * cost.monthlyDelta) / cost.monthlyBefore;
  const facts = { percent: percent.toFixed(1), monthly: `+${(cost.monthlyDelta / 100).toFixed(2)}` };
  const common = { rule: "cost", stacks: [stack], subject: stack } as const;
  if (costLimitPercent !== undefined && percent > costLimitPercent)
    return [{ ...common, code: "RISK_COST_OVER", facts: { ...facts, limit: costLimitPercent } }];
  return percent >= costPercent ? [{ ...common, code: "RISK_COST", facts }] : [];
}

function staleRisks({ stack, after, compared }: StackPreview, { staleDays }: PolicySettings): readonly Risk[] {
  const common = { rule: "stale", stacks: [stack], subject: stack } as const;
  if (compared.kind === "nothing")
    return after?.province.status === "live" ? [{ ...common, code: "RISK_UNCOMPARED", facts: {} }] : [];
  // A revision is what it is, however old.
  if (compared.kind === "revision" || compared.ageDays === undefined || compared.ageDays <= staleDays) return [];
  return [{ ...common, code: "RISK_STALE", facts: { days: compared.ageDays, limit: staleDays } }];
}
