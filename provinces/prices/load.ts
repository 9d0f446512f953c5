import { lstatSync, readdirSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import type { Finding } from "../finding.ts";
import { severityOf } from "../messages.ts";
import { childOf } from "../reading/field-lookup.ts";
import { schemaFindings } from "../reading/schema-findings.ts";
import { readSource } from "../reading/source.ts";
import { scanText } from "../reading/text-scan.ts";
import { parseYamlFile, type YamlFile } from "../reading/yaml-file.ts";
import type { PriceBook } from "./price.ts";
import { combineQuotations } from "./quotations.ts";
import { type BookPart, readBook } from "./read-book.ts";
import { type OverridesPart, readOverrides } from "./read-overrides.ts";
import { PriceBookFile, PriceOverridesFile } from "./schema.ts";
import { indexedQuotation, slipOf } from "./slips.ts";

export interface LoadedPrices {
  /** Undefined where an error stands in the way. */
  readonly book: PriceBook | undefined;
  readonly findings: readonly Finding[];
}

export interface PriceFolders {
  /** Folder with the book that comes along. */
  readonly shipped: string;
  /** A department's own folder, which may be absent; its book replaces the shipped one, its overrides change it. */
  readonly own: string | undefined;
  /** Day for which prices are judged, YYYY-MM-DD. */
  readonly today: string;
}

/** Reads the price book and what overrides it. Never throws for what it finds: everything wrong is a finding. */
export function loadPrices({ shipped, own, today }: PriceFolders): LoadedPrices {
  const same = own !== undefined && relative(shipped, own) === "";
  const folder = own === undefined ? NO_FILES : yamlFiles(own);
  const ownFiles = own === undefined ? [] : folder.names.map((name) => readPriceFile(join(own, name), today));
  const hasBook = ownFiles.some((file) => file.kind === "book" || (file.kind === "broken" && file.meant === "book"));
  const shippedFiles =
    same || hasBook
      ? []
      : yamlFiles(shipped)
          .names.map((name) => readPriceFile(join(shipped, name), today))
          .filter((file) => file.kind !== "overrides");
  const files = [...shippedFiles, ...ownFiles];
  const books = files.filter((file) => file.kind === "book");
  const overrides = files.filter((file) => file.kind === "overrides");
  const [first, ...others] = books;
  const combined = first === undefined ? undefined : combine(first, overrides);
  const findings: Finding[] = [
    ...folder.findings,
    ...(combined?.findings ?? []),
    ...files.flatMap((file) => file.findings),
    ...others.map(
      (file): Finding => ({
        code: "PRICE_BOOK_SECOND",
        where: { file: file.file, line: 1, column: 1 },
        facts: { other: first?.file ?? "" },
      }),
    ),
    ...statedTwice(overrides.map((file) => file.part)),
  ];
  if (files.every((file) => file.kind === "overrides"))
    findings.push({ code: "PRICE_BOOK_MISSING", where: {}, facts: { directory: own ?? shipped } });
  const sound = first !== undefined && !findings.some((finding) => severityOf(finding.code) === "error");
  return {
    book: sound ? combined?.book : undefined,
    findings: findings.toSorted(byPlace),
  };
}

type PriceFile =
  | { readonly kind: "book"; readonly file: string; readonly part: BookPart; readonly findings: readonly Finding[] }
  | {
      readonly kind: "overrides";
      readonly file: string;
      readonly part: OverridesPart;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: "broken"; readonly file: string; readonly meant: string; readonly findings: readonly Finding[] };

interface FolderNames {
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
}

const NO_FILES: FolderNames = { names: [], findings: [] };

/** A folder that is not there has no files; one that is there and can't be read is a fault. */
function yamlFiles(directory: string): FolderNames {
  try {
    const names = readdirSync(directory).filter((name) => /^[^.].*\.ya?ml$/i.test(name));
    return { names: names.sort(), findings: [] };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (reason === "ENOENT" && lstatSync(directory, { throwIfNoEntry: false }) === undefined) return NO_FILES;
    return { names: [], findings: [{ code: "PRICE_FOLDER_UNREADABLE", where: {}, facts: { directory, reason } }] };
  }
}

function readPriceFile(path: string, today: string): PriceFile {
  const short = relative(process.cwd(), path);
  const file = short.startsWith("..") || isAbsolute(short) ? path : short;
  const source = readSource(path, file);
  if (source.fault !== undefined) return { kind: "broken", file, meant: "", findings: [source.fault] };
  return readPriceText(source.text, { file, today });
}

/** From text to prices with findings; `file` is only named in them. */
export function readPriceText(text: string, { file, today }: { file: string; today: string }): PriceFile {
  const scan = scanText(withoutHashes(text));
  const yaml = parseYamlFile(text);
  const found: Finding[] = [...scan.findings, ...(yaml.broken && scan.brokenLines.size > 0 ? [] : yaml.findings)];
  const finish = (more: readonly Finding[]): readonly Finding[] =>
    [...found, ...more]
      .filter((finding) => finding.code === "SECRET_IN_FILE" || !scan.secretLines.has(finding.where.line ?? 0))
      .map((finding) => ({ ...finding, where: { ...finding.where, file } }));
  const broken = (meant: string, more: readonly Finding[]): PriceFile => ({
    kind: "broken",
    file,
    meant,
    findings: finish(more),
  });
  if (yaml.broken) return broken("", []);
  if (yaml.value === null)
    return broken(
      "book",
      found.length > 0 ? [] : [{ code: "PRICE_BOOK_EMPTY", where: { line: 1, column: 1 }, facts: {} }],
    );
  const kind = childOf(yaml.value, "kind");
  if (kind !== "book" && kind !== "overrides")
    return broken("", [{ code: "PRICE_FILE_KIND", where: yaml.locate(["kind"]), facts: {} }]);
  const located = (findings: readonly Finding[]): readonly Finding[] =>
    findings.map((finding) => locate(finding, yaml));
  const clear = scan.brokenLines.size === 0 && yaml.findings.every((finding) => severityOf(finding.code) !== "error");
  if (kind === "book") {
    const parsed = PriceBookFile.safeParse(yaml.value);
    if (!parsed.success) return broken(kind, schemaFindings(parsed.error.issues, yaml, PriceBookFile));
    if (!clear) return broken(kind, []);
    const part = readBook(parsed.data, { file, today, line: (at) => yaml.locate(at).line });
    return { kind, file, part, findings: finish(located(part.findings)) };
  }
  const parsed = PriceOverridesFile.safeParse(yaml.value);
  if (!parsed.success) return broken(kind, schemaFindings(parsed.error.issues, yaml, PriceOverridesFile));
  if (!clear) return broken(kind, []);
  const part = readOverrides(parsed.data, { file, today, line: (at) => yaml.locate(at).line });
  return { kind, file, part, findings: finish(located(part.findings)) };
}

/** A document's hash looks like a key and is none. */
function withoutHashes(text: string): string {
  return text.replace(/\bsha256: *"?[0-9a-f]{64}"?/g, (found) => " ".repeat(found.length));
}

function locate(finding: Finding, yaml: YamlFile): Finding {
  return { ...finding, where: { ...finding.where, ...yaml.locate(finding.where.path ?? []) } };
}

/** One price and scope in two override files: which counts would depend on the files' names. */
function statedTwice(parts: readonly OverridesPart[]): readonly Finding[] {
  const seen = new Map<string, string>();
  return parts.flatMap(({ overrides }) =>
    overrides.flatMap(({ province, price }) => {
      const scope = province ?? "*";
      const key = `${price.id} ${scope}`;
      const other = seen.get(key);
      seen.set(key, other ?? `${price.file}:${price.line}`);
      if (other === undefined) return [];
      const where = { file: price.file, line: price.line, column: 1 };
      return [{ code: "PRICE_TWICE", where, facts: { price: price.id, scope, other } } as const];
    }),
  );
}

/** Book, then overrides for all and for a province, then valid quotations likewise; and what is odd about them. */
function combine(
  book: { readonly file: string; readonly part: BookPart },
  files: readonly { readonly file: string; readonly part: OverridesPart }[],
): { readonly book: PriceBook; readonly findings: readonly Finding[] } {
  const { head, prices } = book.part;
  const findings: Finding[] = [];
  const note = (finding: Finding | undefined): void => {
    if (finding !== undefined) findings.push(finding);
  };
  const stated = new Map(prices.map((price) => [price.id, price]));
  const common = new Map<PriceIdOf, PriceOf>(prices.map((price) => [price.id, price]));
  const byProvince = new Map<ProvinceOf, Map<PriceIdOf, PriceOf>>();
  const put = (province: ProvinceOf | undefined, price: PriceOf): void => {
    const base = common.get(price.id);
    const regionIndexed = province === undefined && base !== undefined && !("missing" in base) && base.regionIndexed;
    const placed = "missing" in price ? price : { ...price, regionIndexed };
    const range = stated.get(price.id);
    if (!("missing" in placed)) {
      const index = province === undefined ? 1 : (head.regionIndex[province] ?? 1);
      if (range !== undefined) note(slipOf(placed, range, range.regionIndexed ? index : 1));
      note(indexedQuotation(placed, head.regionIndex));
    }
    if (province === undefined) common.set(price.id, placed);
    else byProvince.set(province, (byProvince.get(province) ?? new Map<PriceIdOf, PriceOf>()).set(price.id, placed));
  };
  for (const { part } of files) for (const { province, price } of part.overrides) put(province, price);
  const quoted = combineQuotations(files.flatMap(({ part }) => part.quoted));
  for (const { province, price } of quoted.prices) put(province, price);
  return {
    book: { ...head, files: [book.file, ...files.map(({ file }) => file)], common, byProvince },
    findings: [...findings, ...quoted.findings],
  };
}

type PriceOf = BookPart["prices"][number] | OverridesPart["overrides"][number]["price"];
type PriceIdOf = PriceOf["id"];
type ProvinceOf = NonNullable<OverridesPart["overrides"][number]["province"]>;

function byPlace(a: Finding, b: Finding): number {
  const file = (a.where.file ?? "") < (b.where.file ?? "") ? -1 : a.where.file === b.where.file ? 0 : 1;
  return file || (a.where.line ?? 0) - (b.where.line ?? 0) || (a.where.column ?? 0) - (b.where.column ?? 0);
}
