import type { Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { UNASSIGNED } from "../schema/field.ts";
import { findingAt } from "./finding-at.ts";

/** Whether callers are answered at the department, and with the business systems behind it. */
export function asksBusinessSystems({
  workMode,
  build,
  merge,
}: Pick<Province, "workMode" | "build" | "merge">): boolean {
  const answeredElsewhere = merge.mode === "merged" || (build.mode === "outsourced" && build.leases.equipment);
  return workMode === "integrated" && !answeredElsewhere;
}

/** An adapter where it is asked, at an address that names a place and nothing else. */
export function checkIntegration(
  province: Pick<Province, "workMode" | "build" | "merge" | "integration">,
): readonly Finding[] {
  const { integration, workMode } = province;
  if (integration === undefined) return [];
  if (workMode !== "integrated") return [findingAt(["integration"], "INTEGRATION_WITHOUT_MODE", { workMode })];
  if (!asksBusinessSystems(province)) return [findingAt(["integration"], "INTEGRATION_ELSEWHERE")];
  if (integration.adapter === UNASSIGNED) return [];
  const { username, password, search, hash } = new URL(integration.adapter);
  return username + password + search + hash === ""
    ? []
    : [findingAt(["integration", "adapter"], "INTEGRATION_ADDRESS")];
}
