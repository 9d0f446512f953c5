import type { Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { findingAt } from "./finding-at.ts";

/** The default of planning/retention.ts. */
const USUAL_RECORDING_DAYS = 730;

/** Recording, its notice and retention, and the security level. */
export function checkRecording({
  workMode,
  recording,
  securityLevel,
  database,
}: Pick<Province, "workMode" | "recording" | "securityLevel" | "database">): readonly Finding[] {
  const findings: Finding[] = [];
  if (securityLevel === 2 && workMode === "integrated")
    findings.push(findingAt(["securityLevel"], "SECURITY_LEVEL_LOW"));
  const kept = database?.retention?.callRecordDays;
  const recorded = recording?.retentionDays ?? USUAL_RECORDING_DAYS;
  const enabled = recording?.enabled ?? workMode !== "hotline";
  if (enabled && kept !== undefined && kept < recorded)
    findings.push(
      findingAt(["database", "retention", "callRecordDays"], "RETENTION_ORDER", { found: recorded, calls: kept }),
    );
  if (recording === undefined || !enabled) return findings;
  if (workMode === "hotline") findings.push(findingAt(["recording", "enabled"], "HOTLINE_WITH_RECORDING"));
  if (recording.notice === false) findings.push(findingAt(["recording", "notice"], "RECORDING_WITHOUT_NOTICE"));
  const days = recording.retentionDays;
  if (days !== undefined && (days < 180 || days > 1095))
    findings.push(findingAt(["recording", "retentionDays"], "RETENTION_UNUSUAL", { found: days }));
  return findings;
}
