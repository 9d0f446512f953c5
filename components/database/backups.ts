import { itemId } from "../../planning/names.ts";
import type { PartRequest } from "../../planning/part-request.ts";
import type { ObjectStore, Postgres, SecretName, SecretSet, SecretValue } from "../../planning/plan.ts";
import { UNASSIGNED } from "../../provinces/schema/field.ts";

const DAYS_KEPT = 30;
/** CloudNativePG has full backups only; pgBackRest has differential ones for the days between. */
const FULL_EVERY_DAYS = { docker: 7, kubernetes: 1 } as const;

/** Where backups go, how often, how long they stay, and by which secret they are encrypted. */
export function backupOf(request: PartRequest): Postgres["backup"] {
  const { province, site } = request;
  const given = province.database?.backup ?? {};
  const { kind } = site.platform;
  return {
    store: storeOf(request),
    fullEveryDays: given.fullEveryDays ?? FULL_EVERY_DAYS[kind],
    keepDays: given.keepDays ?? DAYS_KEPT,
    // On Kubernetes the object store encrypts.
    cipherSecret: kind === "docker" ? "backup-cipher" : undefined,
  };
}

/** Secrets of backups and of replication: none of them opens the database itself to a client. */
export function backupSecrets(request: PartRequest, { backup, replicationSecret }: Postgres): readonly SecretSet[] {
  const secret = (name: SecretName): SecretValue => ({ kind: "secret", secret: name });
  const sets: Readonly<Record<string, Readonly<Record<string, SecretValue>>>> = {
    ...(backup.store === undefined
      ? {}
      : {
          [backup.store.secret]: {
            "access-key": secret("backup-access-key"),
            "secret-key": secret("backup-secret-key"),
          },
        }),
    ...(backup.cipherSecret === undefined
      ? {}
      : { [backup.cipherSecret]: { passphrase: secret("backup-passphrase") } }),
    ...(replicationSecret === undefined
      ? {}
      : { [replicationSecret]: { password: secret("database-replication-password") } }),
  };
  return Object.entries(sets).map(([name, keys]) => ({
    kind: "secret-set",
    name,
    id: itemId(request.identity.stack, name),
    zone: "data",
    meters: [],
    type: "opaque",
    keys,
  }));
}

/** The object store once both its path and its address are known. */
function storeOf({ province }: PartRequest): ObjectStore | undefined {
  const { store = UNASSIGNED, endpoint = UNASSIGNED, authority } = province.database?.backup ?? {};
  if (store === UNASSIGNED || endpoint === UNASSIGNED) return undefined;
  return { location: store, endpoint, secret: "backup-store", authority };
}
