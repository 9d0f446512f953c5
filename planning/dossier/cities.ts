import { divisionsOf } from "../../provinces/reference/area-codes.ts";

/** `合肥市` or `阜阳市、亳州市`: the prefectures of a local network, or what lies in it where it is no prefecture's. */
export function citiesOf(areaCode: string): string {
  const primary = divisionsOf(areaCode).filter((division) => division.secondary !== true);
  return (primary.length > 0 ? primary : divisionsOf(areaCode)).map((division) => division.zh).join("、") || areaCode;
}
