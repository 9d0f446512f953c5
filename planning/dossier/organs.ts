import type { Province } from "../../provinces/province.ts";
import { areaCodesOf } from "../../provinces/reference/area-codes.ts";
import { DIVISIONS, RECOMMENDED_CARRIER } from "../../provinces/reference/divisions.ts";
import type { Carrier, LocalNetwork } from "../../provinces/schema/local-network.ts";
import { citiesOf } from "./cities.ts";

/** 安徽省人力资源和社会保障厅; municipalities have a 局. */
export function departmentOf(province: Province): string {
  const { zh, prefectures } = DIVISIONS[province.province];
  return province.authority?.department ?? `${zh}人力资源和社会保障${prefectures === 0 ? "局" : "厅"}`;
}

/** 合肥市人力资源和社会保障局; where the province is one local network, the department itself. */
export function localDepartmentOf(province: Province, areaCode: string): string {
  return isOneNetwork(province)
    ? departmentOf(province)
    : `${citiesOf(areaCode).split("、")[0] ?? ""}人力资源和社会保障局`;
}

/** All of the local networks' departments together, as a schedule names them. */
export function localDepartmentsOf(province: Province): string {
  return isOneNetwork(province) ? departmentOf(province) : "各地人力资源和社会保障局";
}

/** The communications administration of the province: takes the filing, notifies the carriers. */
export function administrationOf(province: Province): string {
  return `${DIVISIONS[province.province].zh}通信管理局`;
}

/** Who makes a network's switch data: its own carrier, else that of the network that takes its calls, else the recommended one. */
export function carrierOf({ province }: Pick<Province, "province">, network: LocalNetwork, owner = network): Carrier {
  return network.carrier ?? owner.carrier ?? RECOMMENDED_CARRIER[DIVISIONS[province].carrierGroup];
}

/** The carrier's branch in a local network, as it is addressed: 中国电信股份有限公司合肥分公司. */
export function branchOf(province: Province, carrier: Carrier, areaCode: string): string {
  if (isOneNetwork(province)) return provincialBranchOf(province, carrier);
  const city = citiesOf(areaCode).split("、")[0] ?? "";
  switch (carrier) {
    case "telecom":
      return `中国电信股份有限公司${shortName(city)}分公司`;
    case "unicom":
      return `中国联合网络通信有限公司${city}分公司`;
    case "mobile":
      return `${provincialBranchOf(province, carrier)}${shortName(city)}分公司`;
  }
}

/** The carrier's branch of the whole province: 中国联合网络通信有限公司安徽省分公司. */
export function provincialBranchOf({ province }: Pick<Province, "province">, carrier: Carrier): string {
  const { zh } = DIVISIONS[province];
  switch (carrier) {
    case "telecom":
      return `中国电信股份有限公司${shortName(zh)}分公司`;
    case "unicom":
      return `中国联合网络通信有限公司${zh.endsWith("自治区") ? shortName(zh) : zh}分公司`;
    case "mobile":
      return `中国移动通信集团${shortName(zh)}有限公司`;
  }
}

const PEOPLES =
  "朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|蒙古|柯尔克孜|哈萨克";
const RANK = new RegExp(`(?:[省市盟]|地区|(?:${PEOPLES})*自治州|(?:壮族|回族|维吾尔)?自治区)$`);

/** 延边 of 延边朝鲜族自治州: a place without its rank, as carriers name most of their branches. */
export function shortName(place: string): string {
  return place.replace(RANK, "");
}

function isOneNetwork({ province }: Pick<Province, "province">): boolean {
  return areaCodesOf(province).length === 1;
}
