import * as z from "zod";
import { field } from "../schema/field.ts";
import { PRICE_PER, PRICE_UNITS } from "./catalog.ts";

const Day = z.iso.date();
const Value = z.number().min(-1_000_000_000).max(1_000_000_000);
const Source = z.string().min(2).max(300);

const confidence = field(z.enum(["sourced", "knowledge", "assumed"]), {
  zh: "可信度",
  en: "sourced: a document, tender or quotation says so. knowledge: of the trade, not looked up. assumed: a guess to be replaced.",
});
const taxBasis = field(z.enum(["included", "excluded"]).optional(), {
  zh: "含税",
  en: "Whether the price includes value-added tax.",
  byDefault: "included",
});
const asOf = field(Day, { zh: "时点", en: "Day on which the price held or the source was read." });
const source = field(Source, { zh: "来源", en: "Where the figure comes from." });

const range = {
  low: field(Value, { zh: "低", en: "Lower end; yuan with at most two decimals, or percent, or the quantity." }),
  likely: field(Value, { zh: "中", en: "Most likely value." }),
  high: field(Value, { zh: "高", en: "Upper end." }),
};

const Item = z.strictObject({
  unit: field(z.enum(PRICE_UNITS), { zh: "单位", en: "Per what time or event; month and year convert." }),
  per: field(z.enum(PRICE_PER), { zh: "计价对象", en: "What one unit of the price buys." }),
  ...range,
  confidence,
  source,
  asOf,
  taxBasis,
  regionIndexed: field(z.boolean().optional(), {
    zh: "地区指数",
    en: "Multiplied by the region index of the province.",
    byDefault: "false",
  }),
});

/** The price book: every item of the catalog, with where it comes from. */
export const PriceBookFile = z.strictObject({
  kind: field(z.literal("book"), { zh: "种类", en: "book: a whole price book." }),
  name: field(z.string().min(1).max(60), { zh: "名称", en: "Name of the book." }),
  version: field(z.string().min(1).max(30), { zh: "版本", en: "Version, quoted." }),
  currency: field(z.literal("CNY"), { zh: "货币", en: "CNY." }),
  validFrom: field(Day, { zh: "生效日", en: "First day for which the book may be used." }),
  validTo: field(Day, { zh: "失效日", en: "Last day." }),
  staleAfterMonths: field(z.int().min(1).max(120).optional(), {
    zh: "陈旧期限(月)",
    en: "Prices older than this are stale.",
    byDefault: "24",
  }),
  regionIndex: field(z.record(z.string(), z.number().min(0.2).max(5)), {
    zh: "地区指数",
    en: "Factor on indexed prices by province; a province that is not named has 1.",
  }),
  items: field(z.record(z.string(), Item), { zh: "价格", en: "Prices by id." }),
});

const scope = field(z.string().min(1).max(20).optional(), {
  zh: "省份",
  en: "Province for which it holds.",
  byDefault: "all provinces",
});
const itemId = field(z.string().min(1).max(60), { zh: "价格编号", en: "Id of the price, as in the book." });
const note = field(z.string().max(300).optional(), { zh: "说明", en: "Why.", byDefault: "none" });

const Override = z.union([
  z.strictObject({
    item: itemId,
    province: scope,
    unit: field(z.enum(PRICE_UNITS).optional(), {
      zh: "单位",
      en: "Unit, if not the book's.",
      byDefault: "the catalog's",
    }),
    ...range,
    confidence,
    source,
    asOf,
    taxBasis,
    note,
  }),
  z.strictObject({
    item: itemId,
    province: scope,
    missing: field(z.literal(true), {
      zh: "缺价",
      en: "The book's price does not apply and no other is known: totals become lower bounds.",
    }),
    note,
  }),
]);

const Quotation = z.strictObject({
  item: itemId,
  province: scope,
  supplier: field(z.string().min(1).max(80), { zh: "供应商", en: "Who quotes." }),
  date: field(Day, { zh: "报价日", en: "Day of the quotation." }),
  validTo: field(Day.optional(), { zh: "有效期至", en: "Last day of the offer.", byDefault: "open" }),
  price: field(Value, { zh: "报价", en: "Price in the item's unit." }),
  unit: field(z.enum(PRICE_UNITS).optional(), {
    zh: "单位",
    en: "Unit, if not the book's.",
    byDefault: "the catalog's",
  }),
  taxBasis: field(z.enum(["included", "excluded"]), { zh: "含税", en: "Whether value-added tax is included." }),
  document: field(
    z.strictObject({
      name: field(z.string().min(1).max(160), { zh: "文件", en: "Name of the document." }),
      sha256: field(z.string().regex(/^[0-9a-f]{64}$/), { zh: "SHA-256", en: "Hash of the document's bytes." }),
    }),
    { zh: "文件", en: "The document that proves it." },
  ),
});

/** A department's own prices: what differs from the book, and quotations received. */
export const PriceOverridesFile = z.strictObject({
  kind: field(z.literal("overrides"), { zh: "种类", en: "overrides: what differs from the book." }),
  overrides: field(z.array(Override).max(2000).optional(), {
    zh: "覆盖",
    en: "Prices in place of the book's.",
    byDefault: "none",
  }),
  quotations: field(z.array(Quotation).max(2000).optional(), {
    zh: "报价记录",
    en: "Quotations; those of an item that are valid replace the book's price: low, middle and high of them.",
    byDefault: "none",
  }),
});

export type PriceBookFile = z.infer<typeof PriceBookFile>;
export type PriceOverridesFile = z.infer<typeof PriceOverridesFile>;
export type Override = z.infer<typeof Override>;
export type Quotation = z.infer<typeof Quotation>;
