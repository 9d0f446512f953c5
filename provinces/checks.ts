import { checkActivation } from "./checks/activation.ts";
import { checkAreaCodes } from "./checks/area-codes.ts";
import { checkAssignment } from "./checks/assignment.ts";
import { checkDemand } from "./checks/demand.ts";
import { checkDesk } from "./checks/desk.ts";
import { checkHours } from "./checks/hours.ts";
import { checkIdentities } from "./checks/identities.ts";
import { checkIntegration } from "./checks/integration.ts";
import { checkMerge } from "./checks/merge.ts";
import { checkNumbering } from "./checks/numbering.ts";
import { checkOutsourcing } from "./checks/outsourcing.ts";
import { checkQueues } from "./checks/queues.ts";
import { checkRecording } from "./checks/recording.ts";
import { checkRingGroups } from "./checks/ring-groups.ts";
import { checkRoutes } from "./checks/routes.ts";
import { checkServiceLevel } from "./checks/service-level.ts";
import { checkBrowserHosts, checkSites } from "./checks/sites.ts";
import { checkTrunks } from "./checks/trunks.ts";
import { checkValues } from "./checks/values.ts";
import type { Finding } from "./finding.ts";
import { Province } from "./province.ts";

interface Rule {
  readonly reads: readonly (keyof Province)[];
  readonly check: (fields: Partial<Province>) => readonly Finding[];
}

/** A group of rules and the sections of the file it reads. */
function rule<Key extends keyof Province>(
  reads: readonly Key[],
  check: (fields: Pick<Province, Key>) => readonly Finding[],
): Rule {
  // Only called with the sections it reads: see below.
  return { reads, check: (fields) => check(fields as Pick<Province, Key>) };
}

const EVERYTHING = Object.keys(Province.shape) as (keyof Province)[];

const RULES: readonly Rule[] = [
  rule(["province", "localNetworks"], checkAreaCodes),
  rule(["localNetworks"], checkRoutes),
  rule(["province", "localNetworks"], checkTrunks),
  rule(EVERYTHING, checkIdentities),
  rule(["demand", "localNetworks"], checkDemand),
  rule(EVERYTHING, checkMerge),
  rule(["build", "merge", "serviceTarget"], checkOutsourcing),
  rule(["hours"], checkHours),
  rule(["workMode", "merge", "queues", "recording", "languages"], checkQueues),
  rule(["workMode", "ringGroups", "staffing", "recording"], checkRingGroups),
  rule(["workMode", "build", "merge", "integration"], checkIntegration),
  rule(["workMode", "merge", "status", "securityLevel", "desk"], checkDesk),
  rule(["workMode", "merge", "status", "sites"], checkBrowserHosts),
  rule(["workMode", "recording", "securityLevel", "database"], checkRecording),
  rule(["serviceTarget"], checkServiceLevel),
  rule(["sites", "database", "status"], checkSites),
  rule(["activation", "filing", "localNetworks"], checkActivation),
  rule(["numbering"], checkNumbering),
  rule(EVERYTHING, checkAssignment),
  rule(EVERYTHING, checkValues),
];

/** What the schema can't say: rules between fields, and between a field and the world. Pure; places are paths only. */
export function checkProvince(province: Province): Finding[] {
  return RULES.flatMap(({ check }) => check(province));
}

/** The rules that read none of the faulty sections, so that one wrong section doesn't hide what is wrong elsewhere. */
export function checkSections(fields: Partial<Province>, faulty: ReadonlySet<string>): Finding[] {
  return RULES.filter(({ reads }) => !reads.some((key) => faulty.has(key))).flatMap(({ check }) => check(fields));
}
