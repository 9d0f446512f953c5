import type { Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { findingAt } from "./finding-at.ts";

/** A formula that hides what it should show. */
export function checkServiceLevel({ serviceTarget }: Pick<Province, "serviceTarget">): readonly Finding[] {
  return serviceTarget?.formula === "answered-in-time-of-answered"
    ? [findingAt(["serviceTarget", "formula"], "SERVICE_LEVEL_FLATTERS", { found: serviceTarget.formula })]
    : [];
}
