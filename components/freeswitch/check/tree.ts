import { SaxesParser } from "saxes";
import type { ConfigFault, ConfigRule } from "./fault.ts";

/** An element as FreeSWITCH sees it: includes put in, `$${...}` filled in where the files define it. */
export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Tag[];
  readonly file: string;
  readonly line: number;
}

export interface ReadTree {
  readonly root: Tag | undefined;
  readonly faults: readonly ConfigFault[];
}

const DIRECTIVE = "X-PRE-PROCESS";
/** Commands that define or include; the others run programs or ask a STUN server. */
const COMMANDS = new Set(["set", "env-set", "include"]);
const DIRECTIVE_LINE = /^ *<X-PRE-PROCESS cmd="[a-z-]+" data="[^"<>&]*"\/>$/;
const INCLUDE_DEPTH = 20;

/** Defined by FreeSWITCH itself; their values are the node's own. */
const BUILT_IN =
  "base_dir cache_dir certs_dir conf_dir data_dir db_dir grammar_dir hostname htdocs_dir local_ip_v4 log_dir mod_dir recordings_dir run_dir script_dir sounds_dir storage_dir switch_serial temp_dir".split(
    " ",
  );

/** Reads the root file and all that it includes, in the order in which FreeSWITCH's pre-processor does. */
export function readTree(
  files: ReadonlyMap<string, string>,
  from: { root: string; runtimeIncludes: readonly string[] },
): ReadTree {
  const faults: ConfigFault[] = [];
  const fault = (rule: ConfigRule, at: { file: string; line: number }, message: string) =>
    faults.push({ rule, file: at.file, line: at.line, message });
  const parsed = new Map<string, Tag>();
  for (const [file, text] of files) {
    checkLines(text, (line, message) => fault("directive", { file, line }, message));
    const root = parse(file, text, (line, message) => fault("strict-xml", { file, line }, message));
    if (root !== undefined) parsed.set(file, root);
  }

  const variables = new Map(BUILT_IN.map((name) => [name, `$\${${name}}`]));
  const reached = new Set<string>();
  const fill = (text: string, at: Tag) =>
    text.replaceAll(/\$\$\{([^}]*)\}/g, (whole, name: string) => {
      const value = variables.get(name);
      if (value === undefined) fault("variable", at, `nothing defines $\${${name}} before this line`);
      return value ?? whole;
    });

  const directive = (tag: Tag, depth: number): readonly Tag[] => {
    const { cmd = "", data = "" } = tag.attributes;
    if (!COMMANDS.has(cmd)) {
      fault("directive", tag, `the pre-processor command ${cmd} is not one of ${[...COMMANDS].join(", ")}`);
      return [];
    }
    if (cmd === "include") return included(tag, { pattern: data, depth });
    const [, name = "", value = ""] = /^([^=]*)=(.*)$/.exec(data) ?? [];
    if (!/^[a-z0-9_]+$/.test(name)) fault("variable", tag, `${JSON.stringify(name)} is no name of a variable`);
    // A value from the environment replaces a default and is not known here.
    if (cmd === "set") variables.set(name, fill(value, tag));
    else if (!variables.has(name)) variables.set(name, `$\${${name}}`);
    return [];
  };

  const included = (tag: Tag, of: { pattern: string; depth: number }): readonly Tag[] => {
    if (from.runtimeIncludes.includes(of.pattern)) return [];
    const wanted = matcher(tag.file, of.pattern);
    const found = [...files.keys()].filter((file) => wanted.test(file)).sort();
    if (found.length === 0) fault("include", tag, `no file matches ${of.pattern}`);
    if (of.depth > INCLUDE_DEPTH) {
      fault("include", tag, `includes run ${INCLUDE_DEPTH} deep`);
      return [];
    }
    return found.flatMap((file) => {
      if (reached.has(file)) fault("include", tag, `${file} is included twice`);
      reached.add(file);
      const root = parsed.get(file);
      if (root === undefined) return [];
      const whole = expand(root, of.depth + 1);
      return root.name === "include" ? whole.children : [whole];
    });
  };

  const expand = (tag: Tag, depth: number): Tag => ({
    ...tag,
    attributes: Object.fromEntries(Object.entries(tag.attributes).map(([name, value]) => [name, fill(value, tag)])),
    children: tag.children.flatMap((child) =>
      child.name === DIRECTIVE ? directive(child, depth) : [expand(child, depth)],
    ),
  });

  const top = parsed.get(from.root);
  reached.add(from.root);
  if (top === undefined) fault("include", { file: from.root, line: 1 }, "there is no root file that can be read");
  const root = top === undefined ? undefined : expand(top, 0);
  for (const file of files.keys())
    if (!reached.has(file) && parsed.get(file)?.children.length !== 0)
      fault("unreached-file", { file, line: 1 }, "no include reaches this file");
  return { root, faults };
}

/** The pre-processor reads lines before any XML: it drops the rest of a directive's line, and lines that look like one. */
function checkLines(text: string, report: (line: number, message: string) => void): void {
  for (const [index, line] of text.split("\n").entries()) {
    const bare = line.trim();
    if (/x-pre-process/i.test(line) && !DIRECTIVE_LINE.test(line))
      report(index + 1, "a pre-processor directive stands alone on its line, with plain data");
    if (/<\/?include>/.test(line) && bare !== "<include>" && bare !== "</include>")
      report(index + 1, "FreeSWITCH drops a whole line that has <include> in it");
    if (line.includes("<?") && (index > 0 || !bare.startsWith("<?xml ")))
      report(index + 1, "FreeSWITCH drops a whole line that has <? in it");
    if (line.includes("<!--#")) report(index + 1, "<!--# begins a directive of the old form");
  }
}

function parse(file: string, text: string, report: (line: number, message: string) => void): Tag | undefined {
  interface Growing {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children: Growing[];
    readonly file: string;
    readonly line: number;
  }
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  const open: Growing[] = [];
  let root: Growing | undefined;
  parser.on("error", (error) => report(parser.line, error.message.replace(/^\d+:\d+: /, "")));
  parser.on("opentag", ({ name, attributes }) => {
    const tag: Growing = { name, attributes: { ...attributes }, children: [], file, line: parser.line };
    open.at(-1)?.children.push(tag);
    root ??= tag;
    open.push(tag);
  });
  parser.on("closetag", () => open.pop());
  parser.on("text", (content) => {
    if (content.trim() !== "") report(parser.line, `text between elements: ${JSON.stringify(content.trim())}`);
  });
  parser.on("cdata", () => report(parser.line, "a CDATA section"));
  parser.on("doctype", () => report(parser.line, "a document type"));
  parser.write(text).close();
  return root;
}

/** A pattern with `*`, relative to the file that includes. */
function matcher(file: string, pattern: string): RegExp {
  const steps = file.split("/").slice(0, -1);
  for (const step of pattern.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  const escaped = steps.join("/").replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", "[^/]*")}$`);
}

/** Every element of that name, at any depth, in document order. */
export function all(tag: Tag, name: string): readonly Tag[] {
  return tag.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** `<param name value/>` right below an element. */
export function paramsOf(tag: Tag): readonly { readonly name: string; readonly value: string; readonly tag: Tag }[] {
  return tag.children
    .filter((child) => child.name === "param")
    .map((child) => ({ name: child.attributes["name"] ?? "", value: child.attributes["value"] ?? "", tag: child }));
}

export function paramOf(tag: Tag, name: string): string | undefined {
  return paramsOf(tag).find((param) => param.name === name)?.value;
}

/** A configuration such as `sofia.conf`. */
export function configurationOf(root: Tag, name: string): Tag | undefined {
  return all(root, "configuration").find((tag) => tag.attributes["name"] === `${name}.conf`);
}

export function child(tag: Tag | undefined, name: string): Tag | undefined {
  return tag?.children.find((candidate) => candidate.name === name);
}
