import type { Finding, FindingCode } from "../../provinces/finding.ts";
import type { Severity } from "../../provinces/messages/message.ts";
import { MESSAGES } from "../../provinces/messages/table.ts";
import type { Rule, Waiver } from "../../provinces/schema/waivers.ts";
import type { PlanChange } from "../diff/plan-change.ts";

export type RiskCode = Extract<FindingCode, `RISK_${string}`>;

/** What a change of one stack, or of several, would put at risk. Its words are those of a finding. */
export interface Risk {
  readonly rule: Rule;
  readonly code: RiskCode;
  readonly stacks: readonly string[];
  /** Resource, item or kind of data; what a waiver's subject is matched with. */
  readonly subject: string;
  readonly facts: Finding["facts"];
  /** The change of the plan from which it comes, by which its cause in the province file is found. */
  readonly change?: PlanChange | undefined;
  /** Place that is known at once, such as that of a waiver. */
  readonly path?: readonly (string | number)[] | undefined;
  /** Somebody took it on; it is shown and blocks nothing. */
  readonly waived?: Waiver | undefined;
}

export function severityOfRisk({ code }: Pick<Risk, "code">): Severity {
  return MESSAGES[code].severity;
}

/** Whether it stops a pull request: exit code 3. */
export function blocks(risk: Risk): boolean {
  return risk.waived === undefined && severityOfRisk(risk) === "error";
}
