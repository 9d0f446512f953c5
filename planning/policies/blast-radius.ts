import type { Waiver } from "../../provinces/schema/waivers.ts";
import { both, type Phrase } from "../../provinces/wording.ts";
import type { PlanChange } from "../diff/plan-change.ts";
import type { Risk } from "./risk.ts";
import type { PolicySettings } from "./stack-preview.ts";

/** Changes that alter how calls are taken, or what runs; numbers of people and the like alter nothing by themselves. */
const REACHING: ReadonlySet<PlanChange["aspect"]> = new Set([
  "configuration",
  "images",
  "workloads",
  "security",
  "items",
]);

export interface SameChange {
  readonly stacks: readonly string[];
  readonly changes: readonly PlanChange[];
  readonly what: Phrase;
}

/** One risk for all that the same stacks have in common; stacks whose province waives the rule are not counted. */
export function blastRadiusRisks(
  groups: readonly SameChange[],
  settings: PolicySettings,
  waiversOf: (stack: string) => readonly Waiver[],
): readonly Risk[] {
  const counted = (stack: string): boolean =>
    !waiversOf(stack).some(({ rule, until }) => rule === "blast-radius" && until >= settings.today);
  return groups.flatMap(({ stacks, changes, what }): readonly Risk[] => {
    const hit = stacks.filter(counted);
    if (hit.length <= settings.blastRadius || !changes.some(({ aspect }) => REACHING.has(aspect))) return [];
    return [
      {
        rule: "blast-radius",
        code: "RISK_BLAST_RADIUS",
        stacks: hit,
        subject: what.en,
        facts: { count: hit.length, ...both("what", what) },
      },
    ];
  });
}
