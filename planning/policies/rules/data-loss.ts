import { both } from "../../../provinces/wording.ts";
import type { PlanChange } from "../../diff/plan-change.ts";
import type { Risk } from "../risk.ts";
import { kindOf, type ResourceChange, type StackPreview } from "../stack-preview.ts";

const HOW = { delete: { zh: "删除", en: "deleted" }, replace: { zh: "替换", en: "replaced" } } as const;

/** `how` of a message: deleted or replaced. */
export function howOf(operation: "delete" | "replace"): Risk["facts"] {
  return both("how", HOW[operation]);
}

/** Data that a change would delete: by resource, by namespace, by statement. A province that is gone is one risk. */
export function dataLossRisks({ stack, changes, difference }: StackPreview): readonly Risk[] {
  const common = { rule: "data-loss", stacks: [stack] } as const;
  if (difference?.kind === "removed") {
    const stateful = changes.filter((change) => change.stateful).length;
    return [{ ...common, code: "RISK_PROVINCE_REMOVED", subject: stack, facts: { count: changes.length, stateful } }];
  }
  return [
    ...changes.filter(losesData).map(
      ({ name, type, operation }): Risk => ({
        ...common,
        code: "RISK_DATA_LOST",
        subject: name,
        facts: { subject: `${kindOf(type)} ${name}`, ...howOf(operation === "delete" ? "delete" : "replace") },
      }),
    ),
    ...(difference?.changes ?? []).flatMap((change) => planRisks(stack, change)),
  ];
}

function losesData({ operation, stateful }: ResourceChange): boolean {
  return stateful && (operation === "delete" || operation === "replace");
}

const DROPS = /^\+ .*\bdrop\s+(?:table|schema|column)\b/i;
const AUDIT = /audit/i;

function planRisks(stack: string, change: PlanChange): readonly Risk[] {
  const { aspect, field, subject, before, after, lines = [] } = change;
  if (aspect === "identity" && field === "zone" && before !== undefined && after !== undefined)
    return [
      {
        rule: change.stateful === true ? "data-loss" : "outage",
        code: "RISK_ZONE_RENAMED",
        stacks: [stack],
        subject: String(before),
        facts: { before, after },
        change,
      },
    ];
  if (aspect !== "configuration" || !subject.endsWith(".sql")) return [];
  return lines
    .filter((line) => DROPS.test(line))
    .map((line): Risk => {
      const statement = line.slice(2);
      const isAudit = AUDIT.test(statement);
      return {
        rule: isAudit ? "compliance" : "data-loss",
        code: isAudit ? "RISK_AUDIT_DROPPED" : "RISK_TABLE_DROPPED",
        stacks: [stack],
        subject: statement,
        facts: { statement },
        change,
      };
    });
}
