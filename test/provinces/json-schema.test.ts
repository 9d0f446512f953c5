import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { provinceJsonSchema } from "../../provinces/json-schema.ts";
import { formOf } from "../../provinces/reading/field-lookup.ts";

interface Node {
  readonly title?: string;
  readonly description?: string;
  readonly pattern?: string;
  readonly format?: string;
  readonly propertyNames?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly allOf?: readonly Node[];
  readonly definitions?: Readonly<Record<string, Node>>;
}

function fields(node: Node, path: string): readonly (readonly [string, Node])[] {
  return [
    ...Object.entries(node.properties ?? {}).flatMap(([key, child]) => [
      [`${path}.${key}`, child] as const,
      ...fields(child, `${path}.${key}`),
    ]),
    ...Object.entries(node.definitions ?? {}).flatMap(([key, child]) => fields(child, `#${key}`)),
    ...[...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])].flatMap((child) => fields(child, path)),
    ...(typeof node.additionalProperties === "object"
      ? [[`${path}.*`, node.additionalProperties] as const, ...fields(node.additionalProperties, `${path}.*`)]
      : []),
    ...(node.items === undefined ? [] : fields(node.items, `${path}[]`)),
  ];
}

const schema: Node = provinceJsonSchema();
const all = fields(schema, "");

describe("the JSON Schema", () => {
  it("is the one that is committed", () => {
    const committed = readFileSync(new URL("../../provinces/province.schema.json", import.meta.url), "utf8");
    expect(committed).toBe(`${JSON.stringify(schema, null, 2)}\n`);
  });

  it("has a Chinese title and a description for every field", () => {
    const bare = all.filter(
      ([, node]) =>
        !/\p{Script=Han}|IVR|Docker|Kubernetes/u.test(node.title ?? "") || (node.description ?? "").length < 5,
    );
    expect(bare.map(([path]) => path)).toEqual([]);
    expect(all.length).toBeGreaterThan(120);
  });

  it("refuses fields it does not know", () => {
    const open = all.filter(([, node]) => node.properties !== undefined && node.additionalProperties === undefined);
    expect(open.map(([path]) => path)).toEqual([]);
  });

  it("has words for every pattern that is not a named format", () => {
    const nodes = all.flatMap(([, node]) => [node, node.items, ...(node.anyOf ?? []), node.propertyNames]);
    const patterns = new Set(
      nodes.flatMap((node) => (node?.pattern === undefined || node.format !== undefined ? [] : [node.pattern])),
    );
    expect(patterns.size).toBe(13);
    for (const pattern of patterns)
      expect(formOf(z.string().regex(new RegExp(pattern)))?.en, pattern).not.toMatch(/^text that fits/);
  });
});
