import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { readTree, type Tag } from "../../../components/freeswitch/check/tree.ts";
import { checkConfig } from "../../../components/freeswitch/check-config.ts";
import type { SwitchFiles } from "../../../components/freeswitch/config.ts";
import { RUNTIME_INCLUDES } from "../../../components/freeswitch/config-core.ts";
import { channelVariable } from "../../../components/freeswitch/xml.ts";
import type { CallCenterPlan } from "../../../planning/plan.ts";
import { itemsOf } from "../../../planning/references.ts";
import { loadProvinces, readText } from "../../../provinces/load.ts";
import { severityOf } from "../../../provinces/messages.ts";
import type { Province } from "../../../provinces/province.ts";
import { CASE_NAMES, CASES } from "../cases.ts";
import { switchFilesOf } from "../switch-files.ts";

/** Every text of a province file, each replaced by what somebody who wants the switch would write there. */
const { provinces } = loadProvinces(join(import.meta.dirname, "../../../provinces"), ["anhui"]);
const SOURCES: Readonly<Record<string, Province>> = {
  ...Object.fromEntries(CASE_NAMES.map((name) => [name, CASES[name]()])),
  ...Object.fromEntries(provinces.map(({ id, province }) => [id, province])),
};

const PIECES = [
  '"',
  "'",
  "<",
  ">",
  "&",
  "&amp;",
  "&#10;",
  "]]>",
  "-->",
  "--",
  "<!--",
  "<!--#exec id-->",
  "<include>",
  "</include>",
  "<?xml version='1.0'?>",
  "X-PRE-PROCESS",
  "x-pre-process",
  '<X-PRE-PROCESS cmd="exec" data="id"/>',
  '"/><action application="system" data="id"/><a b="',
  channelVariable("system(id)"),
  channelVariable("bg_system id"),
  "$${event_socket_password}",
  "$${",
  "${",
  "}",
  "$1",
  "`id`",
  "$(id)",
  "{origination_caller_id_number=110}",
  "[leg_timeout=1]",
  "^^:a=1",
  "!hangup",
  " XML public",
  "|sofia/gateway/x/00",
  ",user/1001",
  ";",
  "%(100,100,450)",
  "../../etc/passwd",
  "\n",
  "\r\n",
  "\t",
  "\0",
  "\u0085",
  "\u2028",
  "\u202E",
  "\u200B",
  "\uFEFF",
  "\uD800",
  "\uFFFF",
  "服务",
  "😀",
  "unassigned",
  " ",
  "A".repeat(70),
  "很".repeat(3000),
];
const hostileText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join("")),
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 5 })
    .map((pieces) => `a${pieces.join("")}b`),
);

type Path = readonly (string | number)[];

function textPaths(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === "string") return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textPaths(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function replaced(value: unknown, path: Path, text: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return text;
  if (Array.isArray(value))
    return value.map((inner: unknown, index) => (index === key ? replaced(inner, rest, text) : inner));
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, inner]) => [name, name === key ? replaced(inner, rest, text) : inner]),
  );
}

/** The province as the loader gives it, or undefined when it has an error to tell. */
function load(input: unknown): Province | undefined {
  const { loaded, findings } = readText(stringify(input, { lineWidth: 0 }), "anhui.yaml");
  return findings.some(({ code }) => severityOf(code) === "error") ? undefined : loaded?.province;
}

/** Everything that FreeSWITCH reads, comments left out, one line a fact. */
function shape(files: SwitchFiles): string {
  const texts = new Map<string, string>();
  for (const [set, tree] of Object.entries(files) as [string, Readonly<Record<string, string>>][])
    for (const [path, text] of Object.entries(tree)) if (path.endsWith(".xml")) texts.set(`${set}/${path}`, text);
  const { root } = readTree(texts, { root: "restart/freeswitch.xml", runtimeIncludes: RUNTIME_INCLUDES });
  const lines: string[] = [];
  const visit = (tag: Tag) => {
    lines.push(tag.name);
    for (const [name, value] of Object.entries(tag.attributes)) lines.push(`${name}=${value}`);
    for (const child of tag.children) visit(child);
  };
  if (root !== undefined) visit(root);
  // The version is a hash over comments too.
  return lines.filter((line) => !line.includes("config_version")).join("\n");
}

const cases = Object.entries(SOURCES).flatMap(([name, province]) => {
  const plain: unknown = JSON.parse(JSON.stringify(province));
  return textPaths(plain).map((path) => ({ name, plain, path }));
});

/** Places where a plain word passes: only there can the text do harm. The rest is refused by its form. */
const free = cases.flatMap((each) => {
  const harmless = load(replaced(each.plain, each.path, "harmless"));
  return harmless === undefined ? [] : [{ ...each, harmless }];
});

describe("a hostile province file", () => {
  it("has texts to write into, and some of them free", () => {
    expect(cases.length).toBeGreaterThan(150);
    expect(free.map(({ path }) => path.at(-1))).toContain("label");
    expect(free.length).toBeGreaterThan(20);
  });

  it("is refused in every other text, whatever stands there", () => {
    const strict = cases.filter(({ path }) => !free.some((each) => each.path.join() === path.join()));
    fc.assert(
      fc.property(fc.constantFrom(...strict), hostileText, ({ plain, path }, text) => {
        const province = load(replaced(plain, path, text));
        if (province !== undefined) expect(checkConfig(switchFilesOf(planCallCenter(province)))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("is refused, or reaches the switch as data: strict XML, nothing added, nothing filled in, no rule changed", () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...free), hostileText, ({ plain, path, harmless }, text) => {
        const province = load(replaced(plain, path, text));
        if (province === undefined) return;
        taken++;
        for (const site of Object.keys(province.sites)) {
          const [plan, other] = [planCallCenter(province, site), planCallCenter(harmless, site)];
          const [files, usual] = [switchFilesOf(plan), switchFilesOf(other)];
          expect(checkConfig(files)).toEqual([]);
          expect(shape(files).replaceAll(text, "harmless")).toBe(shape(usual).replaceAll(text, "harmless"));
          expect(rulesOf(plan)).toEqual(rulesOf(other));
          for (const [script, content] of Object.entries(files.restart))
            if (script.startsWith("scripts/")) expect(content).toBe(usual.restart[script]);
        }
      }),
      { numRuns: 250 },
    );
    // Else the property would hold for nothing.
    expect(taken).toBeGreaterThan(20);
  });

  it("with any one of the pieces in a free text is refused or harmless, without chance", () => {
    const names = new Map(free.map((each) => [String(each.path.at(-1)), each]));
    const outcomes = { taken: 0, refused: 0 };
    for (const { plain, path } of names.values())
      for (const piece of PIECES) {
        const province = load(replaced(plain, path, `前${piece}后`));
        outcomes[province === undefined ? "refused" : "taken"]++;
        if (province !== undefined) expect(checkConfig(switchFilesOf(planCallCenter(province)))).toEqual([]);
      }
    expect(outcomes.taken).toBeGreaterThan(50);
    expect(outcomes.refused).toBeGreaterThan(50);
  });
});

function rulesOf(plan: CallCenterPlan): readonly string[] {
  return itemsOf(plan).flatMap((item) => (item.kind === "host-firewall" ? [item.rules] : []));
}
