import { isAbsolute, join, relative } from "node:path";
import { stackName } from "../planning/names.ts";
import type { Finding } from "../provinces/finding.ts";
import { loadProvinces } from "../provinces/load.ts";
import { severityOf } from "../provinces/messages.ts";
import type { Province } from "../provinces/province.ts";
import { PROVINCE_IDS } from "../provinces/reference/divisions.ts";
import type { HolidayDays } from "../provinces/schema/holidays.ts";
import { refuse } from "./refusal.ts";

export interface Target {
  readonly province: Province;
  readonly site: string;
  /** The department's own days off, from beside the province files. */
  readonly holidays: readonly HolidayDays[];
}

/** The province and site that have this stack. Refuses a stack that no file has, and a file with errors. */
export function findTarget(stack: string): Target {
  const directory = provincesDirectory();
  // Only to read fewer files: which of them has the stack is decided by the names they give.
  const candidates = PROVINCE_IDS.filter((id) => stack.startsWith(id));
  const { provinces, findings, holidays } = loadProvinces(directory, candidates);
  const errors = findings.filter(({ code }) => severityOf(code) === "error");
  if (errors.length > 0) refuse(errors);
  const targets = provinces.flatMap(({ province }) =>
    Object.keys(province.sites).map((site) => ({ province, site, holidays })),
  );
  const target = targets.find(({ province, site }) => stackName(province.province, site) === stack);
  return target ?? refuse([unknownStack(stack, directory)]);
}

function unknownStack(stack: string, directory: string): Finding {
  const { provinces } = loadProvinces(directory);
  const allowed = provinces.flatMap(({ province }) =>
    Object.keys(province.sites).map((site) => stackName(province.province, site)),
  );
  return {
    code: "STACK_UNKNOWN",
    where: {},
    facts: { stack, directory: relative(process.cwd(), directory), allowed: allowed.join(", ") },
  };
}

/** Pulumi makes this folder the working directory, so nothing is found from there. */
function provincesDirectory(): string {
  const given = process.env["HOTLINE_PROVINCES"];
  const root = join(import.meta.dirname, "..");
  if (given === undefined || given === "") return join(root, "provinces");
  return isAbsolute(given) ? given : join(root, given);
}
