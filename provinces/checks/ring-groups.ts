import type { Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { findingAt } from "./finding-at.ts";

/** Groups of telephones: only where telephones ring, each once, with a way on and no more telephones than there are. */
export function checkRingGroups({
  workMode,
  ringGroups,
  staffing,
  recording,
}: Pick<Province, "workMode" | "ringGroups" | "staffing" | "recording">): readonly Finding[] {
  if (ringGroups === undefined) return [];
  if (workMode !== "hotline") return [findingAt(["ringGroups"], "RING_GROUPS_WITHOUT_PHONES", { workMode })];
  const findings: Finding[] = [];
  for (const [index, group] of ringGroups.entries()) {
    const at = (field: string) => ["ringGroups", index, field];
    if (ringGroups.findIndex(({ name }) => name === group.name) < index)
      findings.push(findingAt(at("name"), "RING_GROUP_TWICE", { name: group.name }));
    for (const field of ["noAnswer", "busy"] as const) {
      if (group[field] === "next-group" && index === ringGroups.length - 1)
        findings.push(findingAt(at(field), "RING_GROUP_LAST", { name: group.name }));
      if (group[field] === "voicemail" && recording?.enabled !== true)
        findings.push(findingAt(at(field), "VOICEMAIL_WITHOUT_RECORDING", { name: group.name }));
    }
  }
  const given = ringGroups.reduce((sum, { phones }) => sum + (phones ?? 1), 0);
  if (staffing?.seats !== undefined && given > staffing.seats)
    findings.push(findingAt(["ringGroups"], "RING_GROUPS_EXCEED_PHONES", { found: given, seats: staffing.seats }));
  return findings;
}
