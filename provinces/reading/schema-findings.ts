import * as z from "zod";
import type { FieldPath, Finding, FindingCode } from "../finding.ts";
import { dottedPath } from "../messages.ts";
import { Province } from "../province.ts";
import { both, type Facts, listOf, nameOfType, nearestOf, type Phrase, phrase } from "../wording.ts";
import {
  allowedIn,
  choicesOf,
  fittingOption,
  formOf,
  keysAllowed,
  lengthOf,
  rangeOf,
  schemaAt,
  titleOf,
  unwrap,
  valueAt,
  wordsBesideMap,
} from "./field-lookup.ts";
import { secretIn } from "./secret-pattern.ts";
import type { YamlFile } from "./yaml-file.ts";

type Issue = Exclude<z.core.$ZodIssue, { readonly code: "unrecognized_keys" }>;

/** Nobody reads more; a file of something else could give a hundred thousand. */
const MOST = 100;

/** Puts zod's issues into the project's own codes and words, with the place of each. `root` is the file's schema. */
export function schemaFindings(
  issues: readonly z.core.$ZodIssue[],
  yaml: YamlFile,
  root: z.core.$ZodType = Province,
): readonly Finding[] {
  const file: Read = { ...yaml, root };
  const findings = insideMaps(issues.slice(0, MOST), file).flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    if (issue.code === "unrecognized_keys") return issue.keys.slice(0, MOST).map((key) => unknownKey(key, path, file));
    const { code, facts, place } = translate(issue, path, file);
    const position = place === "key" ? file.locateKey(path) : file.locate(path);
    return [{ code, where: { ...position, path }, facts: { ...namedField(path, file), ...facts } }];
  });
  // zod may see one fault twice: a whole number over the bound is also over what a number holds.
  const told = new Set<string>();
  return findings.filter(({ code, where }) => {
    const fault = `${code} ${dottedPath(where.path ?? [])}`;
    const isNew = !told.has(fault);
    told.add(fault);
    return isNew;
  });
}

interface Read extends YamlFile {
  readonly root: z.core.$ZodType;
}

/** Where a field takes several things and holds a map, what is wrong is inside the map that it is most like. */
function insideMaps(issues: readonly z.core.$ZodIssue[], file: Read): readonly z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union") return [issue];
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    const schema = schemaAt(path, file.value, file.root);
    const bare = schema === undefined ? undefined : unwrap(schema);
    const value = valueAt(path, file.value);
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isMap || !(bare instanceof z.ZodUnion)) return [issue];
    const fitting = fittingOption(bare, value);
    const inside = (fitting === undefined ? undefined : issue.errors[bare.options.indexOf(fitting)]) ?? [];
    return inside.length === 0 ? [issue] : inside.map((each) => ({ ...each, path: [...issue.path, ...each.path] }));
  });
}

function unknownKey(key: string, path: FieldPath, file: Read): Finding {
  const full = [...path, key];
  const allowed = keysAllowed(schemaAt(path, file.value, file.root), valueAt(path, file.value));
  const nearest = nearestOf(key, allowed);
  const where = { ...file.locateKey(full), path: full };
  const shown = secretIn(key) === undefined ? key.slice(0, 60) : "***";
  if (nearest !== undefined) return { code: "FIELD_TYPO", where, facts: { key: shown, nearest } };
  return { code: "FIELD_UNKNOWN", where, facts: { key: shown, ...both("allowed", listOf(allowed)) } };
}

interface Translation {
  readonly code: FindingCode;
  readonly facts: Facts;
  readonly place?: "key" | undefined;
}

function translate(issue: Issue, path: FieldPath, file: Read): Translation {
  const schema = schemaAt(path, file.value, file.root);
  const bare = schema === undefined ? undefined : unwrap(schema);
  const value = valueAt(path, file.value);
  const allowed = both("allowed", allowedOf(issue, bare));
  const key = String(path.at(-1) ?? "");
  if (path.length === 0) return { code: "NOT_A_MAP", facts: both("found", show(value)) };
  if (issue.code === "invalid_key" && path.at(-2) === "announcements")
    return { code: "ANNOUNCEMENT_NAME_MALFORMED", facts: { found: key }, place: "key" };
  if (issue.code === "invalid_key")
    return { code: "AREA_CODE_MALFORMED", facts: { found: key, example: "0551" }, place: "key" };
  if (value === undefined) return { code: "FIELD_MISSING", facts: { key, ...allowed } };
  if (value === null) return { code: "VALUE_EMPTY", facts: allowed };
  const found = both("found", show(value));
  switch (issue.code) {
    case "invalid_type":
    case "invalid_element":
    case "not_multiple_of":
    case "custom":
      return wrongType(value, { schema: bare, source: file.sourceOf(path), facts: { ...allowed, ...found } });
    case "invalid_value":
      return wrongChoice(value, {
        choices: choicesIn(issue, bare),
        facts: { ...allowed, ...found },
        source: file.sourceOf(path),
      });
    case "invalid_union": {
      const trunk = path.at(-2) === "trunk" && key === "type" ? trunkMeant(value) : undefined;
      if (trunk !== undefined) return { code: "TRUNK_TYPE_MEANT", facts: { ...allowed, ...found, use: trunk } };
      const words = typeof value === "object" ? undefined : wordsBesideMap(bare);
      const choices = words ?? choicesIn(issue, bare);
      if (choices.length > 0)
        return wrongChoice(value, { choices, facts: { ...allowed, ...found }, source: file.sourceOf(path) });
      if (typeof value === "string") return wrongForm(bare, { ...allowed, ...found });
      return wrongType(value, { schema: bare, source: file.sourceOf(path), facts: { ...allowed, ...found } });
    }
    case "invalid_format":
      return wrongForm(bare, { ...allowed, ...found });
    case "too_small":
    case "too_big":
      return wrongSize(value, { schema: bare, facts: { ...allowed, ...found } });
  }
}

function allowedOf(issue: Issue, schema: z.core.$ZodType | undefined): Phrase {
  const choices = choicesIn(issue, schema);
  return choices.length > 0 ? listOf(choices) : allowedIn(schema);
}

/** zod names the choices of a discriminator; for the rest the schema does. */
function choicesIn(issue: Issue, schema: z.core.$ZodType | undefined): readonly string[] {
  if (issue.code === "invalid_union" && "options" in issue && Array.isArray(issue.options))
    return issue.options.map(String);
  return (schema === undefined ? undefined : choicesOf(schema)) ?? [];
}

interface Found {
  readonly schema: z.core.$ZodType | undefined;
  readonly source: string | undefined;
  readonly facts: Facts;
}

function wrongType(value: unknown, { schema, source, facts }: Found): Translation {
  const wantsText =
    schema instanceof z.ZodString ||
    schema instanceof z.ZodStringFormat ||
    (schema instanceof z.ZodUnion && formOf(schema) !== undefined);
  if (wantsText && (typeof value === "number" || typeof value === "boolean"))
    return {
      code: "VALUE_UNQUOTED",
      facts: { ...both("found", phrase(source ?? String(value))), ...both("type", nameOfType(value)) },
    };
  if (typeof value === "number" && !Number.isFinite(value))
    return { code: "NUMBER_NOT_FINITE", facts: { ...facts, ...both("found", phrase(source ?? String(value))) } };
  if (schema instanceof z.ZodNumber) {
    if (typeof value === "number")
      return { code: "NUMBER_NOT_INTEGER", facts: { ...facts, use: Math.max(1, Math.round(value)) } };
    if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)))
      return { code: "VALUE_QUOTED", facts: { ...facts, ...both("found", phrase(value.trim())) } };
  }
  const word = schema instanceof z.ZodBoolean ? booleanMeant(value) : undefined;
  return word === undefined ? { code: "VALUE_TYPE", facts } : { code: "BOOLEAN_WORD", facts: { ...facts, use: word } };
}

function booleanMeant(value: unknown): "true" | "false" | undefined {
  const word = String(value).toLowerCase();
  if (["yes", "y", "on", "1", "true", "是", "开", "有"].includes(word)) return "true";
  return ["no", "n", "off", "0", "false", "否", "关", "无"].includes(word) ? "false" : undefined;
}

/** People say SIP or E1 for the trunk; both are digital, and told apart by the signalling. */
function trunkMeant(value: unknown): string | undefined {
  const word = String(value).toLowerCase();
  if (/sip|ims|voip|sbc/.test(word)) return "type: digital, signalling: sip-ims, channels: 60";
  return /^(e1|pri|isdn|2m|30b\+?d)$/.test(word) ? "type: digital, signalling: pri, e1: 2" : undefined;
}

function wrongChoice(
  value: unknown,
  { choices, facts, source }: { choices: readonly string[]; facts: Facts; source: string | undefined },
): Translation {
  if (typeof value === "number" && !Number.isFinite(value))
    return { code: "NUMBER_NOT_FINITE", facts: { ...facts, ...both("found", phrase(source ?? String(value))) } };
  if (typeof value === "string" && choices.includes(value))
    return { code: "VALUE_QUOTED", facts: { ...facts, ...both("found", phrase(value)) } };
  const nearest = typeof value === "string" ? nearestOf(value, choices) : undefined;
  return nearest === undefined
    ? { code: "VALUE_NOT_ALLOWED", facts }
    : { code: "VALUE_TYPO", facts: { ...facts, nearest } };
}

function wrongForm(schema: z.core.$ZodType | undefined, facts: Facts): Translation {
  return {
    code: "VALUE_FORMAT",
    facts: { ...facts, example: (schema === undefined ? undefined : formOf(schema)?.example) ?? "-" },
  };
}

function wrongSize(
  value: unknown,
  { schema, facts }: { schema: z.core.$ZodType | undefined; facts: Facts },
): Translation {
  if (schema === undefined || typeof value === "number")
    return {
      code: "NUMBER_OUT_OF_RANGE",
      facts: { ...facts, ...(schema === undefined ? {} : both("allowed", rangeOf(schema))) },
    };
  const length = Array.isArray(value) ? value.length : String(value).length;
  const size = {
    ...facts,
    ...both("found", phrase(length)),
    ...both("allowed", lengthOf(schema) ?? allowedIn(schema)),
  };
  return { code: Array.isArray(value) ? "LIST_LENGTH" : "TEXT_LENGTH", facts: size };
}

/** `E1 数量（localNetworks[0].trunk.e1）` and `localNetworks[0].trunk.e1`. */
function namedField(path: FieldPath, { value, root }: Read): Facts {
  const dotted = dottedPath(path);
  const own = schemaAt(path, value, root);
  const around = schemaAt(path.slice(0, -1), value, root);
  // A discriminator stands for its whole map, whose title says more than that of one alternative.
  const discriminates =
    around !== undefined &&
    unwrap(around) instanceof z.ZodDiscriminatedUnion &&
    own !== undefined &&
    choicesOf(unwrap(own)) !== undefined;
  const title = titleOf(discriminates ? around : own);
  return { "field.zh": title === undefined ? dotted : `${title}（${dotted}）`, "field.en": dotted };
}

/** A value as it may be repeated in a message: short, one line, never a secret. */
function show(value: unknown): Phrase {
  if (typeof value === "string") {
    const text = secretIn(value) === undefined ? value : "***";
    return phrase(JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text));
  }
  if (typeof value === "number" || typeof value === "boolean") return phrase(String(value));
  return nameOfType(value);
}
