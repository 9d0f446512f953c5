import { both, type Phrase } from "../../../provinces/wording.ts";
import type { PlanChange } from "../../diff/plan-change.ts";
import type { Risk } from "../risk.ts";
import type { StackPreview } from "../stack-preview.ts";

const KEPT: Readonly<Record<string, Phrase>> = {
  recordings: { zh: "录音", en: "Recordings" },
  callRecords: { zh: "话单", en: "Call records" },
  workOrders: { zh: "工单", en: "Work orders" },
  auditLog: { zh: "审计日志", en: "Audit entries" },
};

/** Data kept for less time, backups that move, calls that go to a provider, a lower level of protection. */
export function complianceRisks({ stack, difference }: StackPreview): readonly Risk[] {
  return (difference?.changes ?? []).flatMap((change) => risksOf(stack, change));
}

function risksOf(stack: string, change: PlanChange): readonly Risk[] {
  const { aspect, field, subject, before, after } = change;
  if (before === undefined || after === undefined) return [];
  const common = { rule: "compliance", stacks: [stack], subject, change } as const;
  const lowered = Number(after) < Number(before);
  if (aspect === "retention" && lowered) {
    const what = KEPT[subject];
    const words = what === undefined ? { what: subject } : both("what", what);
    return [{ ...common, code: "RISK_RETENTION_LOWERED", facts: { ...words, before, after } }];
  }
  if (aspect === "backup" && field === "days" && lowered)
    return [{ ...common, code: "RISK_BACKUPS_SHORTER", facts: { before, after } }];
  if (aspect === "backup" && field === "store")
    return [{ ...common, code: "RISK_BACKUP_MOVED", facts: { before, after } }];
  if (aspect === "identity" && field === "securityLevel" && lowered)
    return [{ ...common, code: "RISK_LEVEL_LOWERED", facts: { before, after } }];
  if (aspect === "identity" && field === "buildMode" && after === "outsourced")
    return [{ ...common, code: "RISK_DATA_LEAVES", facts: { after } }];
  return [];
}
