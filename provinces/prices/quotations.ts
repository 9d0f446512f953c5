import type { Finding } from "../finding.ts";
import type { ProvinceId } from "../reference/divisions.ts";
import { CATALOG, type PriceId } from "./catalog.ts";
import type { Price } from "./price.ts";
import type { Quotation } from "./schema.ts";

/** A valid quotation where it stands. */
export interface QuotedPrice {
  readonly id: PriceId;
  /** undefined: all provinces. */
  readonly province: ProvinceId | undefined;
  readonly entry: Quotation;
  /** In the catalog's unit; fen for money. */
  readonly value: number;
  readonly file: string;
  readonly line: number;
}

export interface Combined {
  /** One price for each item and scope. */
  readonly prices: readonly { readonly province: ProvinceId | undefined; readonly price: Price }[];
  readonly findings: readonly Finding[];
}

/** Quotations of all files together: offers for one item and scope are one price, in whatever files they stand. */
export function combineQuotations(all: readonly QuotedPrice[]): Combined {
  const groups = [...Map.groupBy(all, ({ id, province }) => `${id} ${province ?? "*"}`).values()];
  return {
    prices: groups.flatMap((group) => {
      const price = combined(group);
      return price === undefined ? [] : [{ province: group[0]?.province, price }];
    }),
    findings: groups.flatMap((group) => [...taxMixed(group), ...documentShared(group)]),
  };
}

/** The least offer is low, the dearest high, the median likely; the price is as old as its oldest offer. */
function combined(group: readonly QuotedPrice[]): Price | undefined {
  const values = group.map(({ value }) => value).sort((a, b) => a - b);
  const [first] = group;
  const [low] = values;
  const high = values.at(-1);
  const [below, above] = [values[Math.floor((values.length - 1) / 2)], values[Math.floor(values.length / 2)]];
  const [oldest] = group.map(({ entry }) => entry.date).sort();
  if (first === undefined || oldest === undefined || low === undefined || high === undefined) return undefined;
  if (below === undefined || above === undefined) return undefined;
  const source = group
    .map(({ entry: { supplier, date, document } }) => `${supplier} ${date}, ${document.name} sha256 ${document.sha256}`)
    .join("; ");
  return {
    id: first.id,
    unit: CATALOG[first.id].unit,
    low,
    likely: Math.round((below + above) / 2),
    high,
    confidence: "sourced",
    source,
    asOf: oldest,
    taxBasis: first.entry.taxBasis,
    regionIndexed: false,
    file: first.file,
    line: first.line,
    origin: "quotation",
  };
}

/** Offers with and without tax can't be ranked. */
function taxMixed(group: readonly QuotedPrice[]): readonly Finding[] {
  const [first] = group;
  const odd = group.find(({ entry }) => entry.taxBasis !== first?.entry.taxBasis);
  return odd === undefined ? [] : [finding("QUOTATION_TAX_MIXED", odd, { scope: odd.province ?? "*" })];
}

/** Two suppliers with one document: one of them has not quoted, or the record is of a meeting. */
function documentShared(group: readonly QuotedPrice[]): readonly Finding[] {
  return group.flatMap((quoted, index) => {
    const { supplier, document } = quoted.entry;
    const other = group
      .slice(0, index)
      .find(({ entry }) => entry.document.sha256 === document.sha256 && entry.supplier !== supplier);
    if (other === undefined) return [];
    const facts = { supplier, other: other.entry.supplier, document: document.name };
    return [finding("QUOTATION_DOCUMENT_SHARED", quoted, facts)];
  });
}

function finding(code: Finding["code"], { id, file, line }: QuotedPrice, facts: Finding["facts"]): Finding {
  return { code, where: { file, line, column: 1 }, facts: { price: id, ...facts } };
}
