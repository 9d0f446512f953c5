import * as z from "zod";
import type { FieldPath } from "../finding.ts";
import { Province } from "../province.ts";
import { listOf, type Phrase } from "../wording.ts";

/** The schema of a field, its optional wrapper kept: the title stands on it. `data` chooses among alternatives. */
export function schemaAt(
  path: FieldPath,
  data: unknown,
  root: z.core.$ZodType = Province,
): z.core.$ZodType | undefined {
  let schema: z.core.$ZodType | undefined = root;
  let value = data;
  for (const step of path) {
    schema = schema === undefined ? undefined : childSchema(unwrap(schema), step, value);
    value = childOf(value, step);
  }
  return schema;
}

export function childOf(value: unknown, step: string | number): unknown {
  return typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, step)?.value : undefined;
}

export function valueAt(path: FieldPath, data: unknown): unknown {
  return path.reduce(childOf, data);
}

export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ? unwrap(schema.unwrap()) : schema;
}

function childSchema(schema: z.core.$ZodType, step: string | number, value: unknown): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  const object = schema instanceof z.ZodUnion ? fittingOption(schema, value) : schema;
  if (!(object instanceof z.ZodObject)) return undefined;
  const shape: Readonly<Record<string, z.core.$ZodType | undefined>> = object.shape;
  return shape[step] ?? object.def.catchall;
}

/** The alternative whose closed fields agree most with the data. */
export function fittingOption(union: z.ZodUnion, value: unknown): z.ZodObject | undefined {
  const agreement = (option: z.ZodObject): number =>
    Object.entries<z.core.$ZodType>(option.shape).reduce((sum, [key, schema]) => {
      const given = childOf(value, key);
      const closed = unwrap(schema);
      if (given === undefined || !(closed instanceof z.ZodLiteral || closed instanceof z.ZodEnum)) return sum;
      return sum + (closed.safeParse(given).success ? 1 : -1);
    }, 0);
  return objectsOf(union).reduce<z.ZodObject | undefined>(
    (best, option) => (best === undefined || agreement(option) > agreement(best) ? option : best),
    undefined,
  );
}

function objectsOf(union: z.ZodUnion): readonly z.ZodObject[] {
  return union.options.flatMap((option) =>
    option instanceof z.ZodUnion ? objectsOf(option) : option instanceof z.ZodObject ? [option] : [],
  );
}

/** Keys a map may have, in the order of the schema. */
export function keysAllowed(schema: z.core.$ZodType | undefined, value: unknown): readonly string[] {
  if (schema === undefined) return [];
  const bare = unwrap(schema);
  const object = bare instanceof z.ZodUnion ? fittingOption(bare, value) : bare;
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

/** The Chinese term of a field. */
export function titleOf(schema: z.core.$ZodType | undefined): string | undefined {
  if (schema === undefined) return undefined;
  return (
    z.globalRegistry.get(schema)?.title ?? (schema instanceof z.ZodOptional ? titleOf(schema.unwrap()) : undefined)
  );
}

/** Forms of text by the pattern that checks them. */
const FORMS: Readonly<Record<string, Phrase & { readonly example: string }>> = {
  "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$": {
    zh: "镜像标签：字母、数字、_、.、-，加引号以免成为数字",
    en: "an image tag of letters, digits, _, . and -, quoted where it looks like a number",
    example: "1.11.2",
  },
  "^[a-z][a-z0-9-]{0,30}$": {
    zh: "以小写字母开头、至多 31 个小写字母、数字或连字符",
    en: "at most 31 lower-case letters, digits and hyphens, starting with a letter",
    example: "media-a",
  },
  "^[a-z][a-z0-9-]{0,31}$": {
    zh: "以小写字母开头、至多 32 个小写字母、数字或连字符",
    en: "at most 32 lower-case letters, digits and hyphens, starting with a letter",
    example: "training",
  },
  "^(?:0[1-9]\\d{8,10}|1[3-9]\\d{9})$": {
    zh: "0 加区号和号码，或 11 位手机号码，加引号",
    en: "0, area code and number, or a mobile's eleven digits, quoted",
    example: '"055162600000"',
  },
  "^([01]\\d|2[0-3]):[0-5]\\d$": {
    zh: "时刻 HH:MM（00:00 至 23:59）",
    en: "a time HH:MM from 00:00 to 23:59",
    example: "08:30",
  },
  "^(?:[01]\\d|2[0-3]):[0-5]\\d-(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$": {
    zh: "起止时刻 HH:MM-HH:MM（00:00 至 24:00），加引号",
    en: "from and to, HH:MM-HH:MM, up to 24:00, quoted",
    example: '"08:30-17:30"',
  },
  "^-----BEGIN CERTIFICATE-----[\\s\\S]+-----END CERTIFICATE-----\\s*$": {
    zh: "PEM 格式的证书（BEGIN CERTIFICATE 至 END CERTIFICATE）",
    en: "a certificate in PEM, from BEGIN CERTIFICATE to END CERTIFICATE",
    example: "authority: |-",
  },
  "^[0-9]$": { zh: "一位数字，加引号", en: "one digit, quoted", example: '"1"' },
  "^0\\d{2,3}$": { zh: "长途区号，加引号", en: "an area code, quoted", example: '"0551"' },
  "^\\d{3,12}$": { zh: "3 至 12 位数字，加引号", en: "3 to 12 digits, quoted", example: '"12338"' },
  "^[0-9+() -]{7,30}$": {
    zh: "电话号码（7 至 30 个数字、+、括号、空格或连字符）",
    en: "a telephone number of 7 to 30 digits, plus signs, brackets, spaces and hyphens",
    example: "0551-62600000",
  },
  "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$": {
    zh: "小写字母、数字、连字符和点组成的名称",
    en: "a name of lower-case letters, digits, hyphens and dots",
    example: "fast-ssd",
  },
  "^s3:\\/\\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\\/.*)?$": {
    zh: "s3://桶名/路径",
    en: "s3://bucket/path",
    example: "s3://hotline-backup/main",
  },
};

/** Formats that zod knows by name. */
const NAMED_FORMS: Readonly<Record<string, Phrase & { readonly example: string }>> = {
  ipv4: { zh: "IPv4 地址", en: "an IPv4 address", example: "10.20.0.11" },
  cidrv4: { zh: "IPv4 网段", en: "an IPv4 network", example: "10.20.0.0/16" },
  uri: {
    zh: "网址 https://主机/路径",
    en: "an address https://host/path",
    example: "https://adapter.internal.example/callers",
  },
  date: {
    zh: "1980 至 2099 年间实有的日期 YYYY-MM-DD",
    en: "a real date YYYY-MM-DD of 1980 to 2099",
    example: "2026-03-02",
  },
};

/** What a field may hold, in words. */
export function allowedIn(schema: z.core.$ZodType | undefined): Phrase {
  if (schema === undefined) return { zh: "字段说明中的值", en: "a value as documented" };
  const bare = unwrap(schema);
  const choices = choicesOf(bare);
  if (choices !== undefined) return listOf(choices);
  if (bare instanceof z.ZodNumber) return rangeOf(bare);
  if (bare instanceof z.ZodBoolean) return { zh: "true 或 false", en: "true or false" };
  if (bare instanceof z.ZodArray) return withLength({ zh: "列表", en: "a list" }, bare);
  if (bare instanceof z.ZodUnion && (objectsOf(bare).length === 0 || wordsBesideMap(bare) !== undefined)) {
    const options = bare.options.map((option) => allowedIn(option));
    return { zh: options.map((option) => option.zh).join(" 或 "), en: options.map((option) => option.en).join(" or ") };
  }
  if (bare instanceof z.ZodObject || bare instanceof z.ZodUnion || bare instanceof z.ZodRecord) {
    const keys = keysAllowed(bare, undefined);
    return {
      zh: `键值表${keys.length === 0 ? "" : `（${keys.join("、")}）`}`,
      en: `a map${keys.length === 0 ? "" : ` (${keys.join(", ")})`}`,
    };
  }
  return formOf(bare) ?? withLength({ zh: "文本", en: "text" }, bare);
}

/** The closed list of values of a field, or undefined if it is open. */
export function choicesOf(schema: z.core.$ZodType): readonly string[] | undefined {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String);
  if (!(schema instanceof z.ZodUnion)) return undefined;
  const each = schema.options.map((option) => choicesOf(unwrap(option)));
  return each.every((choices) => choices !== undefined) ? each.flat() : undefined;
}

/** Closed choices of a field that takes a map instead of them, such as hours; undefined for every other. */
export function wordsBesideMap(schema: z.core.$ZodType | undefined): readonly string[] | undefined {
  if (!(schema instanceof z.ZodUnion)) return undefined;
  const rest = schema.options.filter((option) => !(option instanceof z.ZodObject));
  const words = rest.map((option) => choicesOf(option));
  return rest.length === schema.options.length - 1 && words.every((choices) => choices !== undefined)
    ? words.flat()
    : undefined;
}

/** Form and example of a text field, also of one that may be `unassigned` instead. */
export function formOf(schema: z.core.$ZodType): (Phrase & { readonly example: string }) | undefined {
  if (schema instanceof z.ZodUnion)
    return schema.options.map((option) => formOf(option)).find((form) => form !== undefined);
  const { format, pattern } = limitsOf(schema);
  const named = format === undefined ? undefined : NAMED_FORMS[format];
  if (named !== undefined || pattern === undefined) return named;
  return FORMS[pattern] ?? { zh: `符合 ${pattern} 的文本`, en: `text that fits ${pattern}`, example: "-" };
}

/** Bounds, lengths and patterns as JSON Schema names them: zod keeps them in no other stable place. */
function limitsOf(schema: z.core.$ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, { target: "draft-7", io: "input" });
}

export function rangeOf(schema: z.core.$ZodType): Phrase {
  const { type, minimum, maximum, exclusiveMinimum } = limitsOf(schema);
  const safe = (bound: unknown): bound is number =>
    typeof bound === "number" && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  const bounds: readonly Phrase[] = [
    type === "integer" ? { zh: "整数", en: "a whole number" } : { zh: "数", en: "a number" },
    ...(safe(exclusiveMinimum) ? [{ zh: `大于 ${exclusiveMinimum}`, en: `above ${exclusiveMinimum}` }] : []),
    ...(safe(minimum) ? [{ zh: `至少 ${minimum}`, en: `at least ${minimum}` }] : []),
    ...(safe(maximum) ? [{ zh: `至多 ${maximum}`, en: `at most ${maximum}` }] : []),
  ];
  return { zh: bounds.map((bound) => bound.zh).join("，"), en: bounds.map((bound) => bound.en).join(", ") };
}

/** Lengths of a list or a text, in words. */
export function lengthOf(schema: z.core.$ZodType): Phrase | undefined {
  const { type, minItems, maxItems, minLength, maxLength } = limitsOf(schema);
  const [least, most, unit] =
    type === "array"
      ? [minItems, maxItems, { zh: "项", en: "entries" }]
      : [minLength, maxLength, { zh: "个字符", en: "characters" }];
  if (least === undefined && most === undefined) return undefined;
  if (least === most) return { zh: `${least ?? 0} ${unit.zh}`, en: `${least ?? 0} ${unit.en}` };
  if (most === undefined) return { zh: `至少 ${least ?? 0} ${unit.zh}`, en: `at least ${least ?? 0} ${unit.en}` };
  return { zh: `${least ?? 0} 至 ${most} ${unit.zh}`, en: `${least ?? 0} to ${most} ${unit.en}` };
}

function withLength(kind: Phrase, schema: z.core.$ZodType): Phrase {
  const length = lengthOf(schema);
  return length === undefined ? kind : { zh: `${kind.zh}（${length.zh}）`, en: `${kind.en} (${length.en})` };
}
