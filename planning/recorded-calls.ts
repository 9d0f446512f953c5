import type { Province } from "../provinces/province.ts";
import { scopeOf } from "./scope.ts";

/** Whether calls are recorded on the department's account: a merged line has no recorder, telephones only if asked for. */
export function isRecorded(province: Province): boolean {
  if (scopeOf(province).kind === "merged") return false;
  return province.recording?.enabled ?? province.workMode !== "hotline";
}
