import type { CallCenterPlan, SecretName } from "./plan.ts";

/**
 * How a secret comes into the stack file: made at random, or given by the people who have it. A kept one is made once
 * and never changed, for it opens what was written before.
 */
export type SecretOrigin = "generated" | "kept" | "given";

const SOURCES: Readonly<Record<SecretName, SecretOrigin>> = {
  "event-socket-password": "generated",
  "database-password": "generated",
  "database-media-password": "generated",
  "database-desk-password": "generated",
  "database-report-password": "generated",
  "database-auditor-password": "generated",
  "database-upkeep-password": "generated",
  "database-replication-password": "generated",
  "backup-passphrase": "kept",
  "media-control-key": "generated",
  "media-desk-key": "generated",
  "desk-session-key": "generated",
  "desk-tls-certificate": "given",
  "desk-tls-key": "given",
  "desk-oidc-client": "given",
  "desk-authority": "given",
  "platform-12345-token": "given",
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
  readonly source: SecretOrigin;
}

/** The secrets that a plan refers to, sorted by name. */
export function secretsOf(plan: CallCenterPlan): readonly SecretNeed[] {
  const names = new Set<SecretName>();
  for (const item of plan.parts.flatMap((part) => part.items))
    if (item.kind === "secret-set")
      for (const value of Object.values(item.keys)) if (value.kind === "secret") names.add(value.secret);
  return [...names].sort().map((name) => ({ name, source: SOURCES[name] }));
}
