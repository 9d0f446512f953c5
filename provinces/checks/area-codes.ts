import type { FieldPath, Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { abolishedAreaCode, areaCodesOf, divisionsOf } from "../reference/area-codes.ts";
import { DIVISIONS, type ProvinceId } from "../reference/divisions.ts";
import { both, listOf } from "../wording.ts";
import { findingAt } from "./finding-at.ts";
import { divisionNames, networkName, provinceName } from "./network-name.ts";

/** Every area code is a current one of this province, once, and none of the province is left out. */
export function checkAreaCodes({
  province,
  localNetworks,
}: Pick<Province, "province" | "localNetworks">): readonly Finding[] {
  const listed = new Map<string, number>();
  const findings = localNetworks.flatMap(({ areaCode }, index) => {
    const path = ["localNetworks", index, "areaCode"];
    const first = listed.get(areaCode);
    if (first !== undefined)
      return [findingAt(path, "NETWORK_TWICE", { found: areaCode, other: `localNetworks[${first}]` })];
    listed.set(areaCode, index);
    return checkAreaCode(areaCode, { province, path });
  });
  const missing = areaCodesOf(province).filter(({ areaCode }) => !listed.has(areaCode));
  if (missing.length === 0) return findings;
  const facts = {
    ...both("province", provinceName(province)),
    ...both("missing", listOf(missing.map(({ areaCode }) => networkName(areaCode)))),
    count: missing.length,
  };
  return [...findings, findingAt(["localNetworks"], "NETWORKS_MISSING", facts)];
}

function checkAreaCode(
  areaCode: string,
  { province, path }: { province: ProvinceId; path: FieldPath },
): readonly Finding[] {
  if (!/^0\d{2,3}$/.test(areaCode))
    return [
      findingAt(path, "AREA_CODE_MALFORMED", {
        found: JSON.stringify(areaCode.slice(0, 20)),
        example: DIVISIONS[province].capitalAreaCode,
      }),
    ];
  const divisions = divisionsOf(areaCode);
  if (divisions.some((division) => division.province === province)) return [];
  const here = {
    found: areaCode,
    ...both("province", provinceName(province)),
    ...both("allowed", listOf(areaCodesOf(province).map((network) => network.areaCode))),
  };
  const owner = divisions[0];
  if (owner !== undefined)
    return [
      findingAt(path, "AREA_CODE_OF_ANOTHER_PROVINCE", {
        ...here,
        ...both("owner", provinceName(owner.province)),
        ...both("divisions", divisionNames(areaCode)),
      }),
    ];
  const abolished = abolishedAreaCode(areaCode);
  if (abolished === undefined) return [findingAt(path, "AREA_CODE_UNKNOWN", here)];
  const on = abolished.abolishedOn;
  return [
    findingAt(path, "AREA_CODE_ABOLISHED", {
      found: areaCode,
      successor: abolished.successor,
      ...both("divisions", { zh: abolished.zh, en: abolished.en }),
      ...both("history", on === undefined ? { zh: "", en: "" } : { zh: `（${on} 并网）`, en: ` (merged ${on})` }),
    }),
  ];
}
