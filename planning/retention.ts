import type { Database, Recording } from "../provinces/schema/site.ts";

/** How long personal data is kept, in days. */
export interface Retention {
  readonly recordings: number;
  readonly callRecords: number;
  readonly workOrders: number;
  readonly auditLog: number;
}

/**
 * No national figure for 12333 exists: practice for recordings runs from 90 days to three years. Work orders are
 * archives. Network logs are kept for six months at least (Cybersecurity Law); three years let a dispute be traced.
 */
export const USUAL_RETENTION: Retention = { recordings: 730, callRecords: 1095, workOrders: 3650, auditLog: 1095 };

export function retentionOf(province: {
  readonly database?: Database | undefined;
  readonly recording?: Recording | undefined;
}): Retention {
  const given = province.database?.retention;
  return {
    recordings: province.recording?.retentionDays ?? USUAL_RETENTION.recordings,
    callRecords: given?.callRecordDays ?? USUAL_RETENTION.callRecords,
    workOrders: given?.workOrderDays ?? USUAL_RETENTION.workOrders,
    auditLog: given?.auditDays ?? USUAL_RETENTION.auditLog,
  };
}
