import type { CallCenterPlan, SecretName } from "./plan.ts";

/** How a secret comes into the stack file: made at random, or given by the people who have it. */
const SOURCES: Readonly<Record<SecretName, "generated" | "given">> = {
  "event-socket-password": "generated",
  "database-password": "generated",
  "media-control-key": "generated",
  "media-desk-key": "generated",
  "desk-session-key": "generated",
  "desk-tls-certificate": "given",
  "desk-tls-key": "given",
  "backup-access-key": "given",
  "backup-secret-key": "given",
  "provider-sip-password": "given",
  "provider-copies-key": "given",
  "phone-password": "generated",
  "adapter-token": "given",
  "adapter-tls-authority": "given",
};

export interface SecretNeed {
  readonly name: SecretName;
  readonly source: "generated" | "given";
}

/** The secrets that a plan refers to, sorted by name. */
export function secretsOf(plan: CallCenterPlan): readonly SecretNeed[] {
  const names = new Set<SecretName>();
  for (const item of plan.parts.flatMap((part) => part.items))
    if (item.kind === "secret-set")
      for (const value of Object.values(item.keys)) if (value.kind === "secret") names.add(value.secret);
  return [...names].sort().map((name) => ({ name, source: SOURCES[name] }));
}
