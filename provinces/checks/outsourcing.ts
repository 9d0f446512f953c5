import type { Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { findingAt } from "./finding-at.ts";

/** The formula by which a service level counts where the file doesn't say. */
const USUAL_FORMULA = "answered-in-time-of-offered";

/** What is leased fits together, the contract is lawful, and its figures can be compared with the province's. */
export function checkOutsourcing({
  build,
  merge,
  serviceTarget,
}: Pick<Province, "build" | "merge" | "serviceTarget">): readonly Finding[] {
  if (build.mode !== "outsourced") return [];
  const { leases, contract } = build;
  const findings: Finding[] = [];
  const add = (path: readonly string[], ...rest: readonly [Finding["code"], Finding["facts"]?]): void =>
    void findings.push(findingAt(["build", ...path], ...rest));
  if (!leases.equipment && !leases.premises && !leases.people && !leases.service) add(["leases"], "LEASES_NOTHING");
  if (leases.service && !leases.people) add(["leases", "people"], "SERVICE_WITHOUT_PEOPLE");
  if (build.ingress === "provider-site" && !leases.equipment) add(["ingress"], "INGRESS_WITHOUT_EQUIPMENT");
  if (build.retainedUnit === undefined) {
    if (merge.mode !== "independent") add([], "RETAINED_UNIT_MISSING", { mode: merge.mode });
    // With its own people the department handles requests anyway.
    else if (leases.people) add([], "RETAINED_UNIT_ADVISED");
  }
  const expected = serviceTarget?.formula ?? USUAL_FORMULA;
  if (build.sla.formula !== expected)
    add(["sla", "formula"], "SLA_FORMULA_DIFFERS", { found: build.sla.formula, expected });
  if (contract.months > 36) add(["contract", "months"], "CONTRACT_LONG", { found: contract.months });
  const transition = contract.transitionMonths;
  if (transition !== undefined && transition >= contract.months)
    add(["contract", "transitionMonths"], "CONTRACT_TRANSITION", { found: transition, months: contract.months });
  return findings;
}
