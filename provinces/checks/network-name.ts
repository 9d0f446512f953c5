import { divisionsOf } from "../reference/area-codes.ts";
import { DIVISIONS, type ProvinceId } from "../reference/divisions.ts";
import { listOf, type Phrase } from "../wording.ts";

/** `0551 合肥市`, or the bare code of an unknown network. */
export function networkName(areaCode: string): Phrase {
  const first = divisionsOf(areaCode)[0];
  return first === undefined
    ? { zh: areaCode, en: areaCode }
    : { zh: `${areaCode} ${first.zh}`, en: `${areaCode} ${first.en}` };
}

export function divisionNames(areaCode: string): Phrase {
  return listOf(divisionsOf(areaCode), 4);
}

export function provinceName(id: ProvinceId): Phrase {
  return { zh: DIVISIONS[id].zh, en: DIVISIONS[id].en };
}
