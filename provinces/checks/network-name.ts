import { divisionsOf } from "../reference/area-codes.ts";
import { DIVISIONS, type ProvinceId } from "../reference/divisions.ts";
import { listOf, type Phrase } from "../wording.ts";

/** `0551 合肥市`, `0771 南宁市、崇左市`, or the bare code of an unknown network. */
export function networkName(areaCode: string): Phrase {
  const all = divisionsOf(areaCode);
  const primary = all.filter(({ secondary }) => secondary !== true);
  const named = primary.length > 0 ? primary : all.slice(0, 1);
  return named.length === 0
    ? { zh: areaCode, en: areaCode }
    : {
        zh: `${areaCode} ${named.map(({ zh }) => zh).join("、")}`,
        en: `${areaCode} ${named.map(({ en }) => en).join(", ")}`,
      };
}

export function divisionNames(areaCode: string): Phrase {
  return listOf(divisionsOf(areaCode), 4);
}

export function provinceName(id: ProvinceId): Phrase {
  return { zh: DIVISIONS[id].zh, en: DIVISIONS[id].en };
}
