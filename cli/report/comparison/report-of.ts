import type { Comparison } from "../../../planning/costs/comparison.ts";
import type { Language } from "../../language.ts";
import { nationalReport } from "./national-report.ts";
import { provinceReport } from "./report.ts";
import type { Report } from "./section.ts";

/** The report of a comparison: of its one province, or of all together. */
export function reportOf(comparison: Comparison, language: Language): Report {
  const [only] = comparison.provinces;
  if (comparison.national !== undefined || only === undefined)
    return nationalReport(comparison, comparison.national, language);
  return provinceReport(only, comparison, language);
}
