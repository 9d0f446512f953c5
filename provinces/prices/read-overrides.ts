import type { FieldPath, Finding } from "../finding.ts";
import { isProvinceId, type ProvinceId } from "../reference/divisions.ts";
import { both } from "../wording.ts";
import { CATALOG, isParameter, type PriceId } from "./catalog.ts";
import { checkFigures, knownId, rangeOf } from "./checks.ts";
import type { MissingPrice, Price } from "./price.ts";
import type { QuotedPrice } from "./quotations.ts";
import type { Reading } from "./read-book.ts";
import type { PriceOverridesFile } from "./schema.ts";

export interface Placed<P = Price | MissingPrice> {
  /** undefined: all provinces. */
  readonly province: ProvinceId | undefined;
  readonly price: P;
}

export interface OverridesPart {
  readonly overrides: readonly Placed[];
  /** Valid ones; those of all files are combined. */
  readonly quoted: readonly QuotedPrice[];
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
  const quoted = (file.quotations ?? []).flatMap((entry, index): readonly QuotedPrice[] => {
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
    return [{ ...scope, entry, value, file: reading.file, line: reading.line(path) }];
  });
  return { overrides, quoted, findings };
}

interface Scope {
  readonly id: PriceId;
  readonly province: ProvinceId | undefined;
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
  if (typeof id !== "string") return undefined;
  // Rate and horizon are those of the whole comparison: provinces reckoned by different ones can't be added up.
  if (province !== undefined && id.startsWith("finance.")) {
    const facts = { price: id, ...both("name", CATALOG[id]), province };
    findings.push({ code: "PRICE_PARAMETER_PROVINCE", where: { path: [...path, "province"] }, facts });
    return undefined;
  }
  return { id, province };
}

function future(
  price: PriceId,
  { found, today }: { readonly found: string; readonly today: string },
  path: FieldPath,
): readonly Finding[] {
  return found > today ? [{ code: "PRICE_FROM_FUTURE", where: { path }, facts: { price, found, today } }] : [];
}
