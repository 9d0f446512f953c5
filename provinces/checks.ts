import { checkActivation } from "./checks/activation.ts";
import { checkAreaCodes } from "./checks/area-codes.ts";
import { checkAssignment } from "./checks/assignment.ts";
import { checkDemand } from "./checks/demand.ts";
import { checkIdentities } from "./checks/identities.ts";
import { checkMerge } from "./checks/merge.ts";
import { checkOutsourcing } from "./checks/outsourcing.ts";
import { checkQueues } from "./checks/queues.ts";
import { checkRecording } from "./checks/recording.ts";
import { checkRoutes } from "./checks/routes.ts";
import { checkSites } from "./checks/sites.ts";
import { checkTrunks } from "./checks/trunks.ts";
import type { Finding } from "./finding.ts";
import type { Province } from "./province.ts";

const CHECKS: readonly ((province: Province) => readonly Finding[])[] = [
  checkAreaCodes,
  checkRoutes,
  checkTrunks,
  checkIdentities,
  checkDemand,
  checkMerge,
  checkOutsourcing,
  checkQueues,
  checkRecording,
  checkSites,
  checkActivation,
  checkAssignment,
];

/** What the schema can't say: rules between fields, and between a field and the world. Pure; places are paths only. */
export function checkProvince(province: Province): Finding[] {
  return CHECKS.flatMap((check) => check(province));
}
