import type { Postgres } from "../plan.ts";
import { type Retention, retentionOf } from "../retention.ts";
import type { PlanChange, Planned } from "./plan-change.ts";

const KINDS = ["recordings", "callRecords", "workOrders", "auditLog"] as const satisfies readonly (keyof Retention)[];

/** How long data and its backups are kept, and where the backups lie. */
export function retentionChanges(before: Planned, after: Planned): readonly PlanChange[] {
  const [old, now] = [retentionOf(before.province), retentionOf(after.province)];
  const kept = KINDS.filter((kind) => old[kind] !== now[kind]).map(
    (kind): PlanChange => ({
      aspect: "retention",
      subject: kind,
      field: "days",
      unit: "d",
      before: old[kind],
      after: now[kind],
    }),
  );
  return [...kept, ...backupChanges(postgresOf(before), postgresOf(after))];
}

function postgresOf({ plan }: Planned): Postgres | undefined {
  return plan.parts.flatMap(({ items }) => items).find((item) => item.kind === "postgres");
}

function backupChanges(old: Postgres | undefined, now: Postgres | undefined): readonly PlanChange[] {
  if (old === undefined || now === undefined) return [];
  const days = (["keepDays", "fullEveryDays"] as const).flatMap((key): readonly PlanChange[] => {
    const [before, after] = [old.backup[key], now.backup[key]];
    if (before === after) return [];
    const field = key === "keepDays" ? "days" : "fullEveryDays";
    return [{ aspect: "backup", subject: "backups", field, unit: "d", before, after }];
  });
  const place = ({ backup: { store } }: Postgres): string =>
    store === undefined ? "local" : `${store.endpoint} ${store.location}`;
  if (place(old) === place(now)) return days;
  return [...days, { aspect: "backup", subject: "backups", field: "store", before: place(old), after: place(now) }];
}
