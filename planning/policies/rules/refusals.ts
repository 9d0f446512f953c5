import { both, type Phrase, phrase } from "../../../provinces/wording.ts";
import type { Risk } from "../risk.ts";
import { kindOf, type StackPreview } from "../stack-preview.ts";
import { howOf } from "./data-loss.ts";

const SHRINKS: Phrase = {
  zh: "存储只能增大，不能缩小",
  en: "storage only grows",
};

/** Updates that the server refuses, or that don't do what they say; and what protection forbids. */
export function refusalRisks({ stack, changes, violations, difference }: StackPreview): readonly Risk[] {
  if (difference?.kind === "removed") return [];
  const refused = changes.flatMap(({ name, type, refused: reason }): readonly Risk[] =>
    reason === undefined ? [] : [rejected({ stack, name, type }, phrase(reason))],
  );
  const known = new Set(refused.map(({ subject }) => subject));
  const others = violations.flatMap(({ name, type, reason }): readonly Risk[] => {
    if (reason === "shrinks" && !known.has(name)) return [rejected({ stack, name, type }, SHRINKS)];
    if (reason !== "stays") return [];
    return [{ rule: "rejected", code: "RISK_STORAGE_STAYS", stacks: [stack], subject: name, facts: { subject: name } }];
  });
  const kept = changes.flatMap(({ name, type, operation, protected: isProtected, stateful }): readonly Risk[] =>
    // What holds data has a risk of its own, which says more.
    isProtected && !stateful && (operation === "delete" || operation === "replace")
      ? [
          {
            rule: "protected",
            code: "RISK_PROTECTED",
            stacks: [stack],
            subject: name,
            facts: { subject: `${kindOf(type)} ${name}`, ...howOf(operation) },
          },
        ]
      : [],
  );
  return [...refused, ...others, ...kept];
}

function rejected(
  { stack, name, type }: { readonly stack: string; readonly name: string; readonly type: string },
  reason: Phrase,
): Risk {
  return {
    rule: "rejected",
    code: "RISK_REJECTED",
    stacks: [stack],
    subject: name,
    facts: { subject: `${kindOf(type)} ${name}`, ...both("reason", reason) },
  };
}
