import { resolve } from "node:path";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import type { Planned } from "../../../planning/diff/plan-change.ts";
import { loadProvinces } from "../../../provinces/load.ts";
import { Province } from "../../../provinces/province.ts";

const { provinces } = loadProvinces(resolve(import.meta.dirname, "../../../provinces"));

/** The shipped file of a province, as plain data that may be edited. */
export function fileOf(id: string): Record<string, unknown> {
  const found = provinces.find((loaded) => loaded.id === id);
  if (found === undefined) throw new Error(`no province ${id}`);
  return structuredClone(found.province);
}

export function plannedOf(file: Readonly<Record<string, unknown>>, site = "main"): Planned {
  const province = Province.parse(file);
  return { province, plan: planCallCenter(province, site) };
}

/** Sets a value by its path; lists by index, maps made as needed. */
export function withValue(
  file: Readonly<Record<string, unknown>>,
  path: readonly (string | number)[],
  value: unknown,
): Record<string, unknown> {
  const copy = structuredClone(file) as Record<string, unknown>;
  let at: Record<string | number, unknown> = copy;
  for (const step of path.slice(0, -1)) {
    at[step] ??= {};
    at = at[step] as Record<string | number, unknown>;
  }
  at[path.at(-1) ?? ""] = value;
  return copy;
}

export const IDS: readonly string[] = provinces.map(({ id }) => id);
