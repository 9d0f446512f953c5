import { ABOLISHED, type AbolishedAreaCode, type AreaCodeEntry, CURRENT } from "./area-code-table.ts";
import type { ProvinceId } from "./divisions.ts";

/** A local network: an area code and the divisions that dial within it. */
export interface AreaCode {
  readonly areaCode: string;
  /** Primary ones first. */
  readonly divisions: readonly AreaCodeEntry[];
}

const byAreaCode = Map.groupBy(primaryFirst(CURRENT), (entry) => entry.areaCode);
const byProvince = new Map<ProvinceId, readonly AreaCode[]>();
const abolishedByCode = new Map(ABOLISHED.map((entry) => [entry.areaCode, entry]));

/** Current local networks of a province, in the order of their divisions' GB codes, primary divisions before partial ones. */
export function areaCodesOf(province: ProvinceId): readonly AreaCode[] {
  const known = byProvince.get(province);
  if (known !== undefined) return known;
  const own = CURRENT.filter((entry) => entry.province === province);
  const codes = Map.groupBy(primaryFirst(own), (entry) => entry.areaCode);
  const found = [...codes].map(([areaCode, divisions]) => ({ areaCode, divisions }));
  byProvince.set(province, found);
  return found;
}

/** Divisions that dial within an area code; empty for an unknown or abolished one. */
export function divisionsOf(areaCode: string): readonly AreaCodeEntry[] {
  return byAreaCode.get(areaCode) ?? [];
}

export function abolishedAreaCode(areaCode: string): AbolishedAreaCode | undefined {
  return abolishedByCode.get(areaCode);
}

function primaryFirst(entries: readonly AreaCodeEntry[]): readonly AreaCodeEntry[] {
  return entries.toSorted((a, b) => Number(a.secondary ?? false) - Number(b.secondary ?? false));
}
