import type { Province } from "../provinces/province.ts";
import { scopeOf } from "./scope.ts";

/** Whether calls are recorded on the department's account: telephones and a merged line have no recorder. */
export function isRecorded(province: Province): boolean {
  const { kind } = scopeOf(province);
  if (kind === "merged" || kind === "phones") return false;
  return province.recording?.enabled ?? province.workMode !== "hotline";
}
