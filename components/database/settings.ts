import type { PartRequest } from "../../planning/part-request.ts";
import { retentionOf } from "../../planning/retention.ts";
import { queuesOf } from "../../planning/service-queues.ts";
import { divisionsOf } from "../../provinces/reference/area-codes.ts";

const USUAL_FORMULA = "answered-in-time-of-offered";
const USUAL_REPEAT_HOURS = 72;

/** SQL that writes what the province decided into the database; run at each deployment, a repeat changes nothing. */
export function settingsSql(request: PartRequest): string {
  const { province, ledger, scope, traffic } = request;
  const retention = retentionOf(province);
  const policy: Readonly<Record<string, string | number | boolean>> = {
    service_level_formula: province.serviceTarget?.formula ?? USUAL_FORMULA,
    within_seconds: Math.round(ledger.value("target.withinSeconds")),
    people_answer: scope.kind === "phones",
    wrap_up_seconds: Math.round(ledger.value("demand.wrapUpSeconds")),
    repeat_hours: province.database?.repeatHours ?? USUAL_REPEAT_HOURS,
    recording_days: retention.recordings,
    call_record_days: retention.callRecords,
    work_order_days: retention.workOrders,
    audit_days: retention.auditLog,
  };
  const columns = Object.keys(policy).join(", ");
  const values = Object.values(policy)
    .map((value) => literal(value))
    .join(", ");
  const networks = province.localNetworks.map(
    ({ areaCode }) => `(${literal(areaCode)}, ${literal(divisionsOf(areaCode)[0]?.zh ?? areaCode)})`,
  );
  const queues = queuesOf(province, scope, traffic).map(
    ({ name, label, skills }) =>
      `(${literal(name)}, ${literal(label)}, ARRAY[${skills.map((skill) => literal(skill)).join(", ")}]::text[])`,
  );
  return [
    "SET search_path = hotline;",
    // Compared first: an update that changes nothing would still count everything anew.
    `UPDATE policy SET (${columns}) = (${values}) WHERE (${columns}) IS DISTINCT FROM (${values});`,
    ...upsert("local_network (area_code, city)", networks, "(area_code) DO UPDATE SET city = EXCLUDED.city"),
    ...upsert(
      "service_queue (name, label, skills)",
      queues,
      "(name) DO UPDATE SET label = EXCLUDED.label, skills = EXCLUDED.skills",
    ),
    "",
  ].join("\n");
}

/** Rows that the province no longer has stay: older figures name them. */
function upsert(into: string, rows: readonly string[], conflict: string): readonly string[] {
  if (rows.length === 0) return [];
  return [`INSERT INTO ${into} VALUES\n  ${rows.join(",\n  ")}\nON CONFLICT ${conflict};`];
}

function literal(value: string | number | boolean): string {
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}
