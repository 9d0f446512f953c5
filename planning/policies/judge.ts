import { RULES, type Waiver } from "../../provinces/schema/waivers.ts";
import type { Risk } from "./risk.ts";
import { severityOfRisk } from "./risk.ts";
import { capacityRisks } from "./rules/capacity.ts";
import { circumstanceRisks } from "./rules/circumstances.ts";
import { complianceRisks } from "./rules/compliance.ts";
import { dataLossRisks } from "./rules/data-loss.ts";
import { outageRisks } from "./rules/outage.ts";
import { providerRisks } from "./rules/provider.ts";
import { refusalRisks } from "./rules/refusals.ts";
import { securityRisks } from "./rules/security.ts";
import type { PolicySettings, StackPreview } from "./stack-preview.ts";

/** What one stack's changes put at risk, worst first, waivers of its province applied. Pure. */
export function judge(preview: StackPreview, settings: PolicySettings): readonly Risk[] {
  const risks = [
    ...dataLossRisks(preview),
    ...outageRisks(preview),
    ...refusalRisks(preview),
    ...providerRisks(preview),
    ...securityRisks(preview),
    ...complianceRisks(preview),
    ...capacityRisks(preview),
    ...circumstanceRisks(preview, settings),
  ];
  const waivers = (preview.after ?? preview.before)?.province.waivers ?? [];
  const valid = waivers.filter(({ until }) => until >= settings.today);
  const judged = risks.map((risk) => withWaiver(risk, valid));
  return [...judged, ...expiredWaivers(preview, settings.today)].sort(worstFirst);
}

/** A waiver with a subject counts for what has it in its name. */
export function withWaiver(risk: Risk, waivers: readonly Waiver[]): Risk {
  const waived = waivers.find(
    ({ rule, subject }) => rule === risk.rule && (subject === undefined || risk.subject.includes(subject)),
  );
  return waived === undefined ? risk : { ...risk, waived };
}

function expiredWaivers({ stack, after }: StackPreview, today: string): readonly Risk[] {
  return (after?.province.waivers ?? []).flatMap(({ rule, by, reason, until }, index): readonly Risk[] =>
    until >= today
      ? []
      : [
          {
            rule,
            code: "RISK_WAIVER_EXPIRED",
            stacks: [stack],
            subject: rule,
            facts: { rule, until, by, reason },
            path: ["waivers", index, "until"],
          },
        ],
  );
}

const SEVERITIES = ["error", "warning", "note"] as const;

/** What blocks, then warnings, then what somebody took on; rules in their own order. */
export function worstFirst(a: Risk, b: Risk): number {
  return (
    rank(a) - rank(b) ||
    RULES.indexOf(a.rule) - RULES.indexOf(b.rule) ||
    compare(a.code, b.code) ||
    compare(a.subject, b.subject) ||
    compare(a.stacks.join(), b.stacks.join())
  );
}

function rank(risk: Risk): number {
  return SEVERITIES.indexOf(severityOfRisk(risk)) + (risk.waived === undefined ? 0 : SEVERITIES.length);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
