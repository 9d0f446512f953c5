import type { FieldPath, Finding } from "../finding.ts";
import { isProvinceId, type ProvinceId } from "../reference/divisions.ts";
import { both } from "../wording.ts";
import { CATALOG, isParameter, type PriceId } from "./catalog.ts";
import { checkFigures, knownId, rangeOf } from "./checks.ts";
import type { MissingPrice, Price } from "./price.ts";
import type { Reading } from "./read-book.ts";
import type { PriceOverridesFile, Quotation } from "./schema.ts";

export interface Placed<P = Price | MissingPrice> {
  /** undefined: all provinces. */
  readonly province: ProvinceId | undefined;
  readonly price: P;
}

export interface OverridesPart {
  readonly overrides: readonly Placed[];
  /** One price for each item and scope that has valid quotations. */
  readonly quoted: readonly Placed<Price>[];
  /** Places are paths. */
  readonly findings: readonly Finding[];
}

/** Checks a department's own prices and quotations and converts them. */
export function readOverrides(file: PriceOverridesFile, reading: Reading): OverridesPart {
  const findings: Finding[] = [];
  const overrides = (file.overrides ?? []).flatMap((entry, index): readonly Placed[] => {
    const path = ["overrides", index];
    const scope = scopeOf(entry, path, findings);
    if (scope === undefined) return [];
    const { id, province } = scope;
    const place = { file: reading.file, line: reading.line(path) };
    if ("missing" in entry && isParameter(id)) {
      const facts = { price: id, ...both("name", CATALOG[id]) };
      findings.push({ code: "PRICE_PARAMETER_ABSENT", where: { path: [...path, "missing"] }, facts });
      return [];
    }
    if ("missing" in entry) return [{ province, price: { id, missing: true, ...place } }];
    const { unit = CATALOG[id].unit, low, likely, high, confidence, source, asOf, taxBasis = "included" } = entry;
    const faults = [
      ...checkFigures(id, { unit, values: { low, likely, high } }, path),
      ...future(id, { found: asOf, today: reading.today }, [...path, "asOf"]),
    ];
    findings.push(...faults);
    if (faults.length > 0) return [];
    const range = rangeOf(id, unit, { low, likely, high });
    const price: Price = {
      id,
      unit: CATALOG[id].unit,
      ...range,
      confidence,
      source,
      asOf,
      taxBasis,
      regionIndexed: false,
      ...place,
      origin: "override",
    };
    return [{ province, price }];
  });
  const valid = (file.quotations ?? []).flatMap((entry, index): readonly QuotedPrice[] => {
    const path = ["quotations", index];
    const scope = scopeOf(entry, path, findings);
    if (scope === undefined) return [];
    const { unit = CATALOG[scope.id].unit, price, validTo } = entry;
    const faults = [
      ...checkFigures(scope.id, { unit, values: { price } }, path),
      ...future(scope.id, { found: entry.date, today: reading.today }, [...path, "date"]),
    ];
    findings.push(...faults);
    if (validTo !== undefined && validTo < reading.today) {
      const facts = { supplier: entry.supplier, price: scope.id, found: validTo };
      findings.push({ code: "QUOTATION_EXPIRED", where: { path: [...path, "validTo"] }, facts });
      return [];
    }
    if (faults.length > 0) return [];
    const { likely: value } = rangeOf(scope.id, unit, { low: price, likely: price, high: price });
    return [{ ...scope, entry, value, line: reading.line(path), path }];
  });
  const groups = [...Map.groupBy(valid, ({ id, province }) => `${id} ${province ?? "*"}`).values()];
  for (const group of groups) {
    const odd = group.find(({ entry }) => entry.taxBasis !== group[0]?.entry.taxBasis);
    if (odd === undefined) continue;
    const facts = { price: odd.id, scope: odd.province ?? "*" };
    findings.push({ code: "QUOTATION_TAX_MIXED", where: { path: [...odd.path, "taxBasis"] }, facts });
  }
  return { overrides, quoted: groups.flatMap((group) => combined(group, reading.file)), findings };
}

interface Scope {
  readonly id: PriceId;
  readonly province: ProvinceId | undefined;
}

interface QuotedPrice extends Scope {
  readonly entry: Quotation;
  readonly value: number;
  readonly line: number;
  readonly path: FieldPath;
}

/** Of several offers the least is low, the middle one likely, the dearest high. */
function combined(group: readonly QuotedPrice[], file: string): readonly Placed<Price>[] {
  const values = group.map(({ value }) => value).sort((a, b) => a - b);
  const [first] = group;
  const [low] = values;
  const high = values.at(-1);
  const likely = values[Math.floor((values.length - 1) / 2)];
  if (first === undefined || low === undefined || high === undefined || likely === undefined) return [];
  const dates = group.map(({ entry }) => entry.date).sort();
  const source = group
    .map(({ entry: { supplier, date, document } }) => `${supplier} ${date}, ${document.name} sha256 ${document.sha256}`)
    .join("; ");
  const price: Price = {
    id: first.id,
    unit: CATALOG[first.id].unit,
    low,
    likely,
    high,
    confidence: "sourced",
    source,
    asOf: dates.at(-1) ?? first.entry.date,
    taxBasis: first.entry.taxBasis,
    regionIndexed: false,
    file,
    line: first.line,
    origin: "quotation",
  };
  return [{ province: first.province, price }];
}

function scopeOf(
  entry: { readonly item: string; readonly province?: string | undefined },
  path: FieldPath,
  findings: Finding[],
): Scope | undefined {
  const id = knownId(entry.item, [...path, "item"]);
  const { province } = entry;
  if (typeof id !== "string") findings.push(id);
  if (province !== undefined && !isProvinceId(province)) {
    findings.push({
      code: "PRICE_PROVINCE_UNKNOWN",
      where: { path: [...path, "province"] },
      facts: { found: province },
    });
    return undefined;
  }
  return typeof id === "string" ? { id, province } : undefined;
}

function future(
  price: PriceId,
  { found, today }: { readonly found: string; readonly today: string },
  path: FieldPath,
): readonly Finding[] {
  return found > today ? [{ code: "PRICE_FROM_FUTURE", where: { path }, facts: { price, found, today } }] : [];
}
