import type { Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { both, phrase } from "../wording.ts";
import { findingAt } from "./finding-at.ts";

const ANSWERING = ["queues", "ringGroups", "satisfaction", "staffing", "recording"] as const;

/** What standing beside or under 12345 asks for and rules out. */
export function checkMerge(province: Province): readonly Finding[] {
  const { mode, platform12345 } = province.merge;
  if (mode === "independent")
    return platform12345 === undefined ? [] : [findingAt(["merge", "platform12345"], "PLATFORM_12345_SUPERFLUOUS")];
  const findings: Finding[] = [];
  if (platform12345 === undefined) findings.push(findingAt(["merge"], "PLATFORM_12345_MISSING", { mode }));
  const { hours } = province;
  if (hours !== "24x7") {
    const found = typeof hours === "string" ? phrase(hours) : { zh: "每周时间表", en: "a weekly schedule" };
    findings.push(findingAt(["hours"], "HOURS_NOT_24X7", { mode, ...both("found", found) }));
  }
  const superfluous = mode === "merged" ? ANSWERING.filter((field) => province[field] !== undefined) : [];
  findings.push(...superfluous.map((field) => findingAt([field], "MERGED_LINE_SUPERFLUOUS", { field })));
  return findings;
}
