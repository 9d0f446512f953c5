import type { PriceStatus, ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { Growth, Payment } from "../../../planning/costs/cost-view.ts";
import type { AdmissibleOption, Option } from "../../../planning/costs/option.ts";
import { CATALOG, isPriceId } from "../../../provinces/prices/catalog.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { cellText, number } from "./cell.ts";

export type OptionNaming = Pick<Option, "mode" | "leases" | "ingress">;

/** `外包（设备、场地、人员、服务；服务商接入）`, `自建`. */
export function optionWords({ mode, leases, ingress }: OptionNaming, language: Language): string {
  if (mode === "self-built" || ingress === undefined) return say(language, "selfBuilt");
  const flags = leases.map((flag) => say(language, `lease.${flag}`));
  return language === "zh"
    ? `外包（${flags.join("、")}；${say(language, `ingress.${ingress}`)}）`
    : `outsourced (${flags.join(", ")}; ${say(language, `ingress.${ingress}`)})`;
}

/** An option's id in words where only the id is at hand: `people+service@department-edge`. */
export function optionIdWords(id: string, language: Language): string {
  const [leases = "", ingress] = id.split("@");
  const flags = (["equipment", "premises", "people", "service"] as const).filter((flag) =>
    leases.split("+").includes(flag),
  );
  if (ingress !== "department-edge" && ingress !== "provider-site")
    return optionWords({ mode: "self-built", leases: [], ingress: undefined }, language);
  return optionWords({ mode: "outsourced", leases: flags, ingress }, language);
}

export function admissibleOf({ options }: ProvinceComparison): readonly AdmissibleOption[] {
  return options.filter((option) => option.admissible);
}

export interface Pair {
  readonly selfBuilt: AdmissibleOption;
  readonly outsourced: AdmissibleOption;
}

/** The two options that a comparison is about. */
export function pairOf(province: ProvinceComparison): Pair | undefined {
  const find = (id: string | undefined) => admissibleOf(province).find((option) => option.id === id);
  const selfBuilt = find(province.pair?.selfBuilt);
  const outsourced = find(province.pair?.outsourced);
  return selfBuilt === undefined || outsourced === undefined ? undefined : { selfBuilt, outsourced };
}

export function provinceName({ name }: Pick<ProvinceComparison, "name">, language: Language): string {
  return name[language];
}

/** The name of a price with its id, as documents write it once and `--why` takes it. */
export function priceWords(id: string, language: Language): string {
  return isPriceId(id) ? CATALOG[id][language] : id;
}

/** Where a price comes from; a carrier's tariff may name no contract. */
export function sourceWords({ source }: Pick<PriceStatus, "source">, language: Language): string {
  return source === "" ? say(language, "tariffUndocumented") : source;
}

export function dateWords({ asOf }: Pick<PriceStatus, "asOf">, language: Language): string {
  return asOf === "" ? say(language, "undated") : asOf;
}

const UNITS: Readonly<Record<string, string>> = {
  once: "次",
  month: "月",
  year: "年",
  minute: "分钟",
  call: "通",
  kWh: "千瓦时",
  percent: "%",
  quantity: "",
};
const PER: Readonly<Record<string, string>> = {
  server: "台",
  TB: "TB",
  site: "站点",
  e1: "E1",
  line: "线",
  channel: "并发",
  seat: "席",
  head: "人",
  m2: "平方米",
  contract: "合同",
  system: "系统",
};

/** `元/席·月`, `yuan/seat-month`, `%`. */
export function priceUnit({ unit, per }: Pick<PriceStatus, "unit" | "per">, language: Language): string {
  if (unit === "percent") return "%";
  if (unit === "quantity") return "";
  const zh = language === "zh";
  const time = unit === "once" ? "" : zh ? (UNITS[unit] ?? unit) : unit;
  const what = per === "total" || per === unit ? "" : zh ? (PER[per] ?? per) : per;
  return `${zh ? "元" : "yuan"}/${[what, time].filter((part) => part !== "").join(zh ? "·" : "-")}`.replace(/\/$/, "");
}

export function paymentWords(payment: Payment, language: Language): string {
  switch (payment.kind) {
    case "once":
      return payment.month === 0 ? say(language, "paid.start") : say(language, "paid.once", { month: payment.month });
    case "renewal":
      return say(language, "paid.renewal", { years: cellText(number(payment.everyMonths / 12)) });
    case "monthly":
    case "yearly":
    case "contract-end":
    case "exit":
    case "residual":
      return say(language, `paid.${payment.kind}`);
  }
}

export function growthWords({ price, steps }: Growth, prices: readonly PriceStatus[], language: Language): string {
  if (price === undefined) return say(language, "growth.none");
  const value = prices.find(({ id }) => id === price)?.value?.likely;
  return say(language, `growth.${steps}`, {
    price: priceWords(price, language),
    percent: value === undefined ? "?" : cellText(number(value)),
  });
}

/** Joined as the language joins: `甲、乙`, `a, b`. */
export function listed(parts: readonly string[], language: Language): string {
  return parts.join(language === "zh" ? "、" : ", ");
}
