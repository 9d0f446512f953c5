import type { Risk } from "../risk.ts";
import { kindOf, type StackPreview } from "../stack-preview.ts";

/** Another cluster, host or platform: everything is made anew there. */
export function providerRisks({ stack, changes, difference }: StackPreview): readonly Risk[] {
  if (difference?.kind === "removed") return [];
  const moved = changes
    .filter(({ type, operation }) => type.startsWith("pulumi:providers:") && operation === "replace")
    .map(
      ({ name, type, paths }): Risk => ({
        rule: "provider",
        code: "RISK_PROVIDER_REPLACED",
        stacks: [stack],
        subject: name,
        facts: { subject: `${name} (${kindOf(type)})`, paths: paths.map(({ path }) => path).join(", ") },
      }),
    );
  const platform = (difference?.changes ?? []).flatMap((change): readonly Risk[] => {
    const { aspect, field, subject, before, after } = change;
    return aspect === "identity" && field === "platform" && before !== undefined && after !== undefined
      ? [
          {
            rule: "provider",
            code: "RISK_PLATFORM_CHANGED",
            stacks: [stack],
            subject,
            facts: { before, after },
            change,
          },
        ]
      : [];
  });
  return [...moved, ...platform];
}
