import type { FieldPath, Finding } from "../finding.ts";
import { isProvinceId, type ProvinceId } from "../reference/divisions.ts";
import { both } from "../wording.ts";
import { CATALOG, isParameter, PRICE_IDS } from "./catalog.ts";
import { checkFigures, knownId, rangeOf } from "./checks.ts";
import type { Price, PriceBook } from "./price.ts";
import type { PriceBookFile } from "./schema.ts";

export interface Reading {
  readonly file: string;
  readonly today: string;
  readonly line: (path: FieldPath) => number;
}

export interface BookPart {
  readonly head: Omit<PriceBook, "files" | "common" | "byProvince">;
  readonly prices: readonly Price[];
  /** Places are paths. */
  readonly findings: readonly Finding[];
}

/** Checks a book that fits the schema and converts its prices. */
export function readBook(book: PriceBookFile, reading: Reading): BookPart {
  const { today } = reading;
  const findings: Finding[] = [];
  const add = (path: FieldPath, code: Finding["code"], facts: Finding["facts"]): void =>
    void findings.push({ code, where: { path }, facts });
  if (book.validTo < book.validFrom) add(["validTo"], "PRICE_BOOK_DATES", { from: book.validFrom, to: book.validTo });
  else if (book.validFrom > today) add(["validFrom"], "PRICE_BOOK_FROM_FUTURE", { found: book.validFrom, today });
  else if (book.validTo < today) add(["validTo"], "PRICE_BOOK_EXPIRED", { found: book.validTo, today });
  const regionIndex: Partial<Record<ProvinceId, number>> = {};
  for (const [province, index] of Object.entries(book.regionIndex))
    if (isProvinceId(province)) regionIndex[province] = index;
    else add(["regionIndex", province], "PRICE_PROVINCE_UNKNOWN", { found: province });
  const entries = Object.entries(book.items);
  if (entries.length === 0) add(["items"], "PRICE_BOOK_EMPTY", {});
  const prices = entries.flatMap(([key, item]): readonly Price[] => {
    const path = ["items", key];
    const id = knownId(key, path);
    if (typeof id !== "string") {
      findings.push(id);
      return [];
    }
    const { unit, per, low, likely, high, taxBasis = "included", regionIndexed = false, ...rest } = item;
    const faults = checkFigures(id, { unit, per, values: { low, likely, high } }, path);
    findings.push(...faults);
    if (item.asOf > today) add([...path, "asOf"], "PRICE_FROM_FUTURE", { price: id, found: item.asOf, today });
    if (faults.length > 0) return [];
    const range = rangeOf(id, unit, { low, likely, high });
    const place = { file: reading.file, line: reading.line(path) };
    return [{ id, ...range, ...rest, unit: CATALOG[id].unit, taxBasis, regionIndexed, ...place, origin: "book" }];
  });
  const given = new Set(entries.map(([key]) => key));
  if (entries.length > 0)
    for (const id of PRICE_IDS.filter((known) => !given.has(known)))
      add(["items"], isParameter(id) ? "PRICE_PARAMETER_ABSENT" : "PRICE_ABSENT", {
        price: id,
        ...both("name", CATALOG[id]),
      });
  const { name, version, validFrom, validTo, staleAfterMonths = 24 } = book;
  return { head: { name, version, validFrom, validTo, staleAfterMonths, regionIndex }, prices, findings };
}
