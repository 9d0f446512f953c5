import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import type { FieldPath, Finding } from "../finding.ts";
import { both, nameOfType } from "../wording.ts";

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface YamlFile {
  /** Plain data; undefined where the text is no YAML. Nothing of an alias, tag or merge key is resolved. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /** True where the text is so broken that missing fields mean nothing. */
  readonly broken: boolean;
  /** Values that were left out because of a finding; what the schema says of them is noise. */
  readonly doubtful: readonly FieldPath[];
  /** Where a value starts; the nearest map around it if it is missing. */
  readonly locate: (path: FieldPath) => Position;
  readonly locateKey: (path: FieldPath) => Position;
  /** A scalar as it was typed: `0551` where the value is 551. */
  readonly sourceOf: (path: FieldPath) => string | undefined;
}

/** Parses one document as YAML 1.2 core, with every fault as a finding. Never throws. */
export function parseYamlFile(text: string): YamlFile {
  const lines = new LineCounter();
  let contents: Node | null = null;
  let faults: readonly YAMLError[] = [];
  let overflow = false;
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      schema: "core",
      // Comparing each key with every other takes minutes for a megabyte of keys; the reader below keeps a set.
      uniqueKeys: false,
      merge: false,
    });
    contents = document.contents;
    faults = document.errors;
  } catch {
    // Nesting thousands deep exhausts the parser's stack.
    overflow = true;
  }
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const findings: Finding[] = overflow ? [{ code: "YAML_SYNTAX", where: { line: 1, column: 1 }, facts: {} }] : [];
  // Behind the first fault of structure the parser guesses, and its further complaints mislead.
  const first = faults.toSorted((a, b) => a.pos[0] - b.pos[0])[0];
  if (first !== undefined) {
    const code = codeOf(first);
    // A fault of indentation is told of the line's start; what stands there begins behind the spaces.
    const spaces = code === "YAML_INDENT" ? text.slice(first.pos[0], first.pos[0] + 200).search(/[^ ]|$/) : 0;
    findings.push({ code, where: at(first.pos[0] + spaces), facts: {} });
  }
  const broken = overflow || first !== undefined;
  const reader = new Reader(at);
  const value = broken ? undefined : reader.read(contents, []);
  findings.push(...reader.findings);
  return {
    value,
    findings,
    broken,
    doubtful: reader.doubtful,
    locate: (path) => at(offsetOf(contents, path, "value")),
    locateKey: (path) => at(offsetOf(contents, path, "key")),
    sourceOf: (path) => sourceOf(contents, path),
  };
}

function codeOf(fault: YAMLError): Finding["code"] {
  switch (fault.code) {
    case "MULTIPLE_DOCS":
      return "YAML_SEVERAL_DOCUMENTS";
    case "TAB_AS_INDENT":
      return "YAML_TAB";
    case "BAD_INDENT":
    case "BLOCK_AS_IMPLICIT_KEY":
    case "BLOCK_IN_FLOW":
      return "YAML_INDENT";
    case "MISSING_CHAR":
      return fault.message.startsWith("Sequence item") ? "YAML_INDENT" : "YAML_MISSING_CHARACTER";
    case "MULTILINE_IMPLICIT_KEY":
    case "BAD_DQ_ESCAPE":
      return "YAML_MISSING_CHARACTER";
    case "MULTIPLE_TAGS":
    case "TAG_RESOLVE_FAILED":
      return "YAML_TAG";
    case "BAD_DIRECTIVE":
      return "YAML_DIRECTIVE";
    case "MULTIPLE_ANCHORS":
    case "ALIAS_PROPS":
    case "BAD_ALIAS":
    case "BAD_PROP_ORDER":
    case "BAD_SCALAR_START":
    case "IMPOSSIBLE":
    case "KEY_OVER_1024_CHARS":
    case "NON_STRING_KEY":
    case "RESOURCE_EXHAUSTION":
    case "UNEXPECTED_TOKEN":
    case "BAD_COLLECTION_TYPE":
    case "DUPLICATE_KEY":
      return "YAML_SYNTAX";
  }
}

/** Turns nodes into plain data and refuses what makes a file mean other than it reads. */
class Reader {
  readonly findings: Finding[] = [];
  readonly doubtful: FieldPath[] = [];
  readonly #at: (offset: number) => Position;

  constructor(at: (offset: number) => Position) {
    this.#at = at;
  }

  read(node: unknown, path: FieldPath): unknown {
    if (isAlias(node)) {
      this.#refuse("YAML_REFERENCE", { node, path, found: `*${node.source}` });
      return undefined;
    }
    if (isMap(node)) {
      this.#properties(node, path);
      this.#duplicates(node);
      return Object.fromEntries(node.items.flatMap((pair) => this.#entry(node, { pair, path })));
    }
    if (isSeq(node)) {
      this.#properties(node, path);
      return node.items.map((item, index) => this.read(item, [...path, index]));
    }
    if (!isScalar(node)) return null;
    this.#properties(node, path);
    return node.value;
  }

  #entry(map: YAMLMap, { pair, path }: { pair: Pair; path: FieldPath }): [string, unknown][] {
    const { key } = pair;
    if (isScalar(key) && typeof key.value === "string") {
      if (key.value === "<<") {
        this.#refuse("YAML_REFERENCE", { node: key, path, found: "<<" });
        return [];
      }
      this.#properties(key, [...path, key.value]);
      return [[key.value, this.read(pair.value, [...path, key.value])]];
    }
    const typed = isScalar(key) ? (key.source ?? String(key.value)) : "?";
    const type = nameOfType(isScalar(key) ? key.value : {});
    this.findings.push({
      code: "YAML_KEY_NOT_TEXT",
      where: this.#at(isNodeWithRange(key) ? key.range[0] : (map.range?.[0] ?? 0)),
      facts: { found: typed, ...both("type", type) },
    });
    // The value is still read, under the key that was meant.
    return [[typed, this.read(pair.value, [...path, typed])]];
  }

  #duplicates({ items }: YAMLMap): void {
    const seen = new Set<unknown>();
    for (const { key } of items) {
      if (!isScalar(key)) continue;
      if (seen.has(key.value))
        this.findings.push({
          code: "YAML_DUPLICATE_KEY",
          where: this.#at(key.range?.[0] ?? 0),
          facts: { key: String(key.value).slice(0, 60) },
        });
      seen.add(key.value);
    }
  }

  #properties(
    node: { anchor?: string; tag?: string; range?: readonly [number, number, number] | null },
    path: FieldPath,
  ): void {
    if (node.anchor !== undefined) this.#refuse("YAML_REFERENCE", { node, path, found: `&${node.anchor}` });
    if (node.tag !== undefined)
      this.#refuse("YAML_TAG", { node, path, found: node.tag.replace("tag:yaml.org,2002:", "!!") });
  }

  #refuse(
    code: "YAML_REFERENCE" | "YAML_TAG",
    what: { node: { range?: readonly [number, number, number] | null }; path: FieldPath; found: string },
  ): void {
    this.findings.push({
      code,
      where: { ...this.#at(what.node.range?.[0] ?? 0), path: what.path },
      facts: { found: what.found },
    });
    this.doubtful.push(what.path);
  }
}

function isNodeWithRange(node: unknown): node is { range: readonly [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}

function child(node: unknown, step: string | number): { readonly key: unknown; readonly value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && (item.key.value === step || item.key.source === step));
    return isPair(pair) ? { key: pair.key, value: pair.value } : undefined;
  }
  return isSeq(node) && typeof step === "number" ? { key: undefined, value: node.items[step] } : undefined;
}

function offsetOf(root: unknown, path: FieldPath, part: "key" | "value"): number {
  let node = root;
  let offset = isNodeWithRange(root) ? root.range[0] : 0;
  for (const step of path) {
    const next = child(node, step);
    if (next === undefined) break;
    const wanted =
      (part === "key" || !isNodeWithRange(next.value)) && isNodeWithRange(next.key) ? next.key : next.value;
    if (isNodeWithRange(wanted)) offset = wanted.range[0];
    node = next.value;
  }
  return offset;
}

function sourceOf(root: unknown, path: FieldPath): string | undefined {
  const node = path.reduce<unknown>((current, step) => child(current, step)?.value, root);
  return isScalar(node) && node.type === "PLAIN" ? node.source : undefined;
}
