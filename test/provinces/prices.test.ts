import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { formatFinding, severityOf } from "../../provinces/messages.ts";
import { CATALOG, PRICE_IDS } from "../../provinces/prices/catalog.ts";
import { loadPrices, readPriceText } from "../../provinces/prices/load.ts";
import { isStale, priceIn } from "../../provinces/prices/price.ts";
import { type Edit, inBrief, inWords, marked } from "./marked-text.ts";

const TODAY = "2026-11-24";
const SHIPPED = resolve(import.meta.dirname, "../../provinces/prices");

const BOOK = `kind: book
name: own
version: "1"
currency: CNY
validFrom: 2026-01-01
validTo: 2026-12-31
regionIndex: { beijing: 1.4 }
items:
  wage.agent: { unit: month, per: head, low: 4000, likely: 5000, high: 8000, confidence: sourced, asOf: 2026-06-01, source: a survey, regionIndexed: true }
  welfare.pct: { unit: percent, per: total, low: 30, likely: 36, high: 40, confidence: knowledge, asOf: 2026-06-01, source: the law }
`;
const OVERRIDES = `kind: overrides
overrides:
  - { item: wage.agent, province: anhui, low: 4000, likely: 4500, high: 6000, confidence: sourced, source: pay scale of 2026, asOf: 2026-03-01 }
  - { item: srv.general, missing: true }
quotations:
  - { item: out.seatMonth.full, supplier: A, date: 2026-10-01, price: 7600.50, taxBasis: excluded, document: { name: a.pdf, sha256: ${"a".repeat(64)} } }
  - { item: out.seatMonth.full, supplier: B, date: 2026-10-05, price: 8200, taxBasis: excluded, document: { name: b.pdf, sha256: ${"b".repeat(64)} } }
`;

const read = (text: string, today = TODAY) => readPriceText(text, { file: "prices/own.yaml", today });
/** Findings but for prices that the short book lacks. */
const findings = (text: string, today = TODAY) =>
  read(text, today).findings.filter(({ code, where }) => !(code.endsWith("_ABSENT") && where.path?.length === 1));

const folder = mkdtempSync(join(tmpdir(), "hotline-prices-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let folders = 0;
function folderOf(files: Readonly<Record<string, string>>): string {
  const own = join(folder, String(folders++));
  mkdirSync(own);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text);
  return own;
}
const load = (files: Readonly<Record<string, string>>, today = TODAY) =>
  loadPrices({ shipped: SHIPPED, own: folderOf(files), today });

describe("the book that comes along", () => {
  const { book, findings: found } = loadPrices({ shipped: SHIPPED, own: undefined, today: TODAY });

  it("has no finding and every price of the catalog, each with source, day and confidence", () => {
    expect(found).toEqual([]);
    expect([...(book?.common.keys() ?? [])].sort()).toEqual([...PRICE_IDS].sort());
    for (const price of book?.common.values() ?? [])
      expect("missing" in price || (price.source.length > 3 && /^\d{4}-\d{2}-\d{2}$/.test(price.asOf))).toBe(true);
  });

  it("keeps money in whole fen, percents and quantities as they are", () => {
    const price = (id: (typeof PRICE_IDS)[number]) => book && priceIn(book, "anhui", id);
    expect(price("wage.agent")).toMatchObject({ low: 400_000, likely: 500_000, high: 800_000, unit: "month" });
    expect(price("voice.out.minute")).toMatchObject({ low: 5, likely: 10, high: 70 });
    expect(price("welfare.pct")).toMatchObject({ likely: 36 });
    expect(price("premises.common")).toMatchObject({ likely: 1.6 });
    for (const found of book?.common.values() ?? [])
      if (!("missing" in found) && !["percent", "quantity"].includes(CATALOG[found.id].unit))
        expect([found.low, found.likely, found.high].every(Number.isInteger)).toBe(true);
  });

  it("of next year can't be used this year, and warns when it is over", () => {
    const early = loadPrices({ shipped: SHIPPED, own: undefined, today: "2025-11-24" });
    expect(early.book).toBeUndefined();
    expect(early.findings.map((finding) => formatFinding(finding, "en"))[0]).toBe(
      "provinces/prices/book-2026.yaml:9:12  error PRICE_BOOK_FROM_FUTURE  The price book is valid from 2026-01-01, after the day of the comparison, 2025-11-24. Check validFrom, or say another day with --as-of.",
    );
    const late = loadPrices({ shipped: SHIPPED, own: undefined, today: "2028-01-02" });
    expect(late.findings.map(({ code }) => code)).toEqual(["PRICE_BOOK_EXPIRED"]);
    expect(late.book).toBeDefined();
  });
});

describe("a faulty price is told with its place", () => {
  const WAGE = "low: 4000, likely: 5000, high: 8000";
  const cases: readonly [string, Edit, readonly string[]][] = [
    ["negative", { from: WAGE, to: "low: ‸-4000, likely: 5000, high: 8000" }, ["PRICE_NEGATIVE"]],
    ["contradictory", { from: WAGE, to: "low: ‸6000, likely: 5000, high: 8000" }, ["PRICE_RANGE_ORDER"]],
    ["likely above high", { from: WAGE, to: "low: 4000, likely: 9000, high: ‸8000" }, ["PRICE_RANGE_ORDER"]],
    ["of a year", { from: WAGE, to: "low: 4000, likely: 5000, high: ‸96000" }, ["PRICE_LOOKS_YEARLY"]],
    ["in fen", { from: WAGE, to: "low: 4000, likely: ‸500000, high: ‸800000" }, ["PRICE_LOOKS_FEN", "PRICE_LOOKS_FEN"]],
    [
      "in ten thousands",
      { from: WAGE, to: "low: ‸0.4, likely: ‸0.5, high: ‸0.8" },
      ["PRICE_LOOKS_WAN", "PRICE_LOOKS_WAN", "PRICE_LOOKS_WAN"],
    ],
    ["absurd", { from: WAGE, to: "low: 4000, likely: 5000, high: ‸100000000" }, ["PRICE_ABSURD"]],
    ["of a thousandth", { from: WAGE, to: "low: 4000, likely: ‸5000.001, high: 8000" }, ["PRICE_DECIMALS"]],
    [
      "monthly, called yearly",
      { from: "unit: month, per: head, low: 4000", to: "unit: year, per: head, low: ‸4000" },
      ["PRICE_LOOKS_MONTHLY", "PRICE_LOOKS_MONTHLY", "PRICE_LOOKS_MONTHLY"],
    ],
    ["in a unit that is none of its own", { from: "unit: month", to: "unit: ‸call" }, ["PRICE_UNIT"]],
    ["per something else", { from: "per: head", to: "per: ‸seat" }, ["PRICE_UNIT"]],
    ["a percent of 360", { from: "likely: 36", to: "likely: ‸360" }, ["PRICE_ABSURD"]],
    [
      "of tomorrow",
      { from: "asOf: 2026-06-01, source: a survey", to: "asOf: ‸2026-11-25, source: a survey" },
      ["PRICE_FROM_FUTURE"],
    ],
    ["misspelt", { from: "  wage.agent:", to: "  wage.agents:" }, ["PRICE_UNKNOWN"]],
    ["of an unknown province", { from: "{ beijing: 1.4 }", to: "{ peking: ‸1.4 }" }, ["PRICE_PROVINCE_UNKNOWN"]],
    [
      "in a book that ends before it begins",
      { from: "validTo: 2026-12-31", to: "validTo: ‸2025-12-31" },
      ["PRICE_BOOK_DATES"],
    ],
    [
      "in a book of next year",
      { from: "validFrom: 2026-01-01\nvalidTo: 2026-12-31", to: "validFrom: ‸2027-01-01\nvalidTo: 2027-12-31" },
      ["PRICE_BOOK_FROM_FUTURE"],
    ],
    ["without a source", { from: ", source: the law", to: "" }, ["FIELD_MISSING"]],
    ["with a field misspelt", { from: "likely: 36", to: "‸likley: 36" }, ["FIELD_MISSING", "FIELD_TYPO"]],
    ["quoted", { from: "likely: 36", to: 'likely: ‸"36"' }, ["VALUE_QUOTED"]],
  ];

  it.each(cases)("%s", (_, edit, codes) => {
    const { text, places } = marked([edit], BOOK);
    const found = findings(text);
    expect(found.map(({ code }) => code).sort()).toEqual([...codes].sort());
    for (const place of places) expect(inBrief(found).map((line) => line.split(" ")[0])).toContain(place);
    for (const line of [...inWords(found).zh, ...inWords(found).en]) {
      expect(line).toMatch(/^prices\/own\.yaml:\d+:\d+ /);
      expect(line).not.toMatch(/\{\w+\}/);
    }
    expect(found.some(({ code }) => severityOf(code) === "error")).toBe(true);
  });

  it("a yearly price says its twelfth and how to write it", () => {
    const { text } = marked([{ from: "high: 8000", to: "high: 96000" }], BOOK);
    expect(inWords(findings(text)).en).toEqual([
      "prices/own.yaml:9:72  error PRICE_LOOKS_YEARLY  The high of wage.agent is 96000 yuan a month, the size of a yearly price; a twelfth, 8000, lies in the believable 1800 to 30000. Write unit: year, or divide by 12.",
    ]);
  });

  it("and a yearly price that says so is converted", () => {
    const { text } = marked(
      [
        {
          from: "unit: month, per: head, low: 4000, likely: 5000, high: 8000",
          to: "unit: year, per: head, low: 48000, likely: 60000, high: 96000",
        },
      ],
      BOOK,
    );
    expect(findings(text)).toEqual([]);
    const file = read(text);
    expect(file.kind === "book" && file.part.prices[0]).toMatchObject({
      low: 400_000,
      likely: 500_000,
      high: 800_000,
      unit: "month",
    });
  });
});

describe("a file that is no price file", () => {
  it.each([
    ["", ["1:1 PRICE_BOOK_EMPTY"]],
    ["# nothing yet\n", ["1:1 PRICE_BOOK_EMPTY"]],
    ["name: own\n", ["1:1 PRICE_FILE_KIND"]],
    [`${BOOK.slice(0, BOOK.indexOf("items:"))}items: {}\n`, ["8:8 PRICE_BOOK_EMPTY"]],
    ["kind: book\n\tname: x\n", ["2:1 YAML_TAB"]],
  ])("%j", (text, expected) => {
    expect(inBrief(findings(text))).toEqual(expected);
  });
});

describe("a department's own prices", () => {
  it("replace the book's, for a province or for all", () => {
    const { book, findings: found } = load({ "own.yaml": OVERRIDES });
    expect(found.map(({ code }) => code)).toEqual(["QUOTATION_INDEXED"]);
    if (book === undefined) throw new Error("no book");
    expect(priceIn(book, "anhui", "wage.agent")).toMatchObject({
      likely: 450_000,
      origin: "override",
      regionIndexed: false,
      line: 3,
    });
    expect(priceIn(book, "beijing", "wage.agent")).toMatchObject({
      likely: 500_000,
      origin: "book",
      regionIndexed: true,
    });
    expect(priceIn(book, "anhui", "srv.general")).toBeUndefined();
  });

  it("of several quotations give low, middle and high, sourced, with their documents", () => {
    const { book } = load({ "own.yaml": OVERRIDES });
    const price = book && priceIn(book, "hubei", "out.seatMonth.full");
    expect(price).toMatchObject({
      low: 760_050,
      // The median of two is their middle.
      likely: 790_025,
      high: 820_000,
      taxBasis: "excluded",
      origin: "quotation",
      confidence: "sourced",
      // As old as its oldest offer.
      asOf: "2026-10-01",
    });
    expect(price?.source).toContain(`b.pdf sha256 ${"b".repeat(64)}`);
  });

  it("in a book of their own take the place of the shipped one, and what it lacks is named", () => {
    const { book, findings: found } = load({ "own.yaml": BOOK });
    expect(book).toBeUndefined();
    expect(found.filter(({ code }) => code === "PRICE_PARAMETER_ABSENT").length).toBe(7);
    expect(found.filter(({ code }) => code === "PRICE_ABSENT")).toHaveLength(PRICE_IDS.length - 2 - 7);
  });

  it.each<[string, Edit, readonly string[]]>([
    [
      "a quotation that is over",
      { from: "date: 2026-10-05, price", to: "date: 2026-10-05, validTo: 2026-10-31, price" },
      ["QUOTATION_EXPIRED"],
    ],
    ["no hash", { from: `sha256: ${"b".repeat(64)}`, to: "sha256: b" }, ["VALUE_FORMAT"]],
    [
      "a parameter taken away",
      { from: "srv.general, missing", to: "finance.discount.pct, missing" },
      ["PRICE_PARAMETER_ABSENT"],
    ],
    ["an unknown price", { from: "srv.general, missing", to: "srv.generic, missing" }, ["PRICE_UNKNOWN"]],
  ])("%s", (_, edit, codes) => {
    const { text } = marked([edit], OVERRIDES);
    const found = findings(text);
    expect(found.map(({ code }) => code)).toEqual(codes);
    for (const line of inWords(found).zh) expect(line).toMatch(/^prices\/own\.yaml:[3-7]:\d+ /);
  });

  it("given twice for the same scope are refused with both places", () => {
    const { findings: found } = load({
      "a.yaml": OVERRIDES,
      "b.yaml": OVERRIDES.slice(0, OVERRIDES.indexOf("quotations:")),
    });
    const twice = found.filter(({ code }) => code === "PRICE_TWICE");
    expect(twice).toHaveLength(2);
    expect(formatFinding(twice[0] ?? { code: "PRICE_TWICE", where: {}, facts: {} }, "en")).toMatch(
      /b\.yaml:3:1 .*a\.yaml:3/,
    );
  });

  const offer = (supplier: string, date: string, rest: string) =>
    `  - { item: out.seatMonth.full, supplier: ${supplier}, date: ${date}, ${rest}, document: { name: ${supplier}.pdf, sha256: ${(supplier === "A" ? "a" : "b").repeat(64)} } }\n`;
  const quoted = (...offers: readonly string[]) => `kind: overrides\nquotations:\n${offers.join("")}`;

  it("quoted in several files are one price, not the last file's", () => {
    const { book } = load({
      "a.yaml": quoted(offer("A", "2026-10-01", "price: 7000, taxBasis: included")),
      "b.yaml": quoted(offer("B", "2026-10-05", "price: 9000, taxBasis: included")),
    });
    const price = book && priceIn(book, "hubei", "out.seatMonth.full");
    expect(price).toMatchObject({ low: 700_000, likely: 800_000, high: 900_000 });
    expect(price?.source).toMatch(/A 2026-10-01.*B 2026-10-05/);
  });

  it("quoted long ago are stale, however new another offer is", () => {
    const { book } = load({
      "a.yaml": quoted(
        offer("A", "2020-10-01", "price: 7000, taxBasis: included"),
        offer("B", "2026-10-05", "price: 9000, taxBasis: included"),
      ),
    });
    const price = book && priceIn(book, "hubei", "out.seatMonth.full");
    expect(price && isStale(price, 24, TODAY)).toBe(true);
  });

  it.each([
    ["one file", 1],
    ["two files", 2],
  ])("quoted with and without tax can't be ranked, in %s", (_, count) => {
    const offers = [
      offer("A", "2026-10-01", "price: 7000, taxBasis: included"),
      offer("B", "2026-10-05", "price: 9000, taxBasis: excluded"),
    ] as const;
    const { book, findings: found } = load(
      count === 1 ? { "a.yaml": quoted(...offers) } : { "a.yaml": quoted(offers[0]), "b.yaml": quoted(offers[1]) },
    );
    expect(book).toBeUndefined();
    expect(found.filter(({ code }) => code === "QUOTATION_TAX_MIXED").map(({ where }) => where.line)).toEqual([
      count === 1 ? 4 : 3,
    ]);
  });

  it("quoted by two suppliers on one document are refused", () => {
    const shared = offer("B", "2026-10-05", "price: 9000, taxBasis: included").replace("b".repeat(64), "a".repeat(64));
    const { book, findings: found } = load({
      "a.yaml": quoted(offer("A", "2026-10-01", "price: 7000, taxBasis: included"), shared),
    });
    expect(book).toBeUndefined();
    const both = found.find(({ code }) => code === "QUOTATION_DOCUMENT_SHARED");
    expect(both?.facts).toMatchObject({ supplier: "B", other: "A", document: "B.pdf" });
  });

  it("quoted for everybody say that the region index multiplies them, for a province they are what was quoted", () => {
    const national = load({ "a.yaml": quoted(offer("A", "2026-10-01", "price: 8000, taxBasis: included")) });
    expect(national.findings.map(({ code, facts }) => [code, facts["raised"]])).toEqual([
      ["QUOTATION_INDEXED", 11_200],
    ]);
    const own = load({
      "a.yaml": quoted(offer("A", "2026-10-01", "province: beijing, price: 8000, taxBasis: included")),
    });
    expect(own.findings).toEqual([]);
    expect(own.book && priceIn(own.book, "beijing", "out.seatMonth.full")).toMatchObject({ regionIndexed: false });
  });

  it.each([
    ["premises.rent", "low: 720, likely: 720, high: 720", "PRICE_SLIP_YEARLY", 60],
    ["line.data.month", "low: 36000, likely: 36000, high: 36000", "PRICE_SLIP_YEARLY", 3000],
    ["line.vpn.month", "low: 9600, likely: 9600, high: 9600", "PRICE_SLIP_YEARLY", 800],
    ["out.seatMonth.system", "low: 2400, likely: 2400, high: 2400", "PRICE_SLIP_YEARLY", 200],
    ["trunk.analog.month", "low: 360, likely: 360, high: 360", "PRICE_SLIP_YEARLY", 30],
    ["premises.rent", "unit: year, low: 60, likely: 60, high: 60", "PRICE_SLIP_MONTHLY", 60],
    ["storage.tb", "low: 15000, likely: 15000, high: 15000", undefined, undefined],
    ["seat.headset", "low: 3000, likely: 3000, high: 3000", undefined, undefined],
    ["voice.in.minute", "low: 1.8, likely: 1.8, high: 1.8", undefined, undefined],
  ])("off the book's range by the factor of a slip are warned of: %s %s", (item, range, ...[code, converted]) => {
    const text = `kind: overrides\noverrides:\n  - { item: ${item}, ${range}, confidence: sourced, source: test, asOf: 2026-10-01 }\n`;
    const { book, findings: found } = load({ "own.yaml": text });
    expect(book).toBeDefined();
    expect(found.map((each) => [each.code, each.facts["converted"], each.where.line])).toEqual(
      code === undefined ? [] : [[code, converted, 3]],
    );
  });

  it.each([
    ["finance.discount.pct, province: anhui, low: 1, likely: 1, high: 1", ["PRICE_PARAMETER_PROVINCE"]],
    ["finance.horizon.years, low: 5, likely: 5, high: 5.5", ["PRICE_NOT_WHOLE"]],
    ["wage.agent, low: .nan, likely: 5000, high: 8000", ["NUMBER_NOT_FINITE"]],
    ["wage.agent, low: 4000, likely: 1e400, high: 8000", ["NUMBER_NOT_FINITE"]],
    ['wage.agent, low: 4000, likely: "5000", high: 8000', ["VALUE_QUOTED"]],
    ["wage.agent, low: 4000, likly: 5000, high: 8000", ["FIELD_MISSING", "FIELD_TYPO"]],
  ])("name the field at fault: %s", (entry, codes) => {
    const text = `kind: overrides\noverrides:\n  - { item: ${entry}, confidence: sourced, source: test, asOf: 2026-10-01 }\n`;
    const found = findings(text);
    expect(found.map(({ code }) => code).sort()).toEqual(codes);
    for (const line of inWords(found).en) expect(line).not.toContain("must be a map");
  });

  it("in a folder that is there and can't be read are not taken for none", () => {
    const root = folderOf({});
    writeFileSync(join(root, "file"), "");
    symlinkSync(join(root, "nowhere"), join(root, "dangling"));
    const at = (name: string) => loadPrices({ shipped: SHIPPED, own: join(root, name), today: TODAY });
    for (const [name, reason] of [
      ["file", "ENOTDIR"],
      ["dangling", "ENOENT"],
    ] as const) {
      expect(at(name).book).toBeUndefined();
      expect(at(name).findings).toMatchObject([{ code: "PRICE_FOLDER_UNREADABLE", facts: { reason } }]);
    }
    expect(at("absent").book).toBeDefined();
    expect(at("absent").findings).toEqual([]);
  });

  it("two books are one too many", () => {
    const { findings: found, book } = load({ "a.yaml": BOOK, "b.yaml": BOOK });
    expect(found.map(({ code }) => code)).toContain("PRICE_BOOK_SECOND");
    expect(book).toBeUndefined();
  });
});

describe("a price is stale", () => {
  it("after the book's months, to the day", () => {
    expect(isStale({ asOf: "2024-11-24" }, 24, "2026-11-24")).toBe(false);
    expect(isStale({ asOf: "2024-11-23" }, 24, "2026-11-24")).toBe(true);
    expect(isStale({ asOf: "2025-12-01" }, 1, "2026-01-01")).toBe(false);
    expect(isStale({ asOf: "2025-12-01" }, 1, "2026-01-02")).toBe(true);
  });
});
