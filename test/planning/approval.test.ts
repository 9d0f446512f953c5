import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bind } from "../../planning/approval/binding.ts";
import { digestOf, digestOfAll, normalForm } from "../../planning/approval/normal-form.ts";
import type { PlannedChange } from "../../planning/planned-change.ts";

const change: PlannedChange = {
  type: "kubernetes:apps/v1:Deployment",
  name: "anhui-desk",
  operation: "update",
  paths: [{ path: "spec.replicas", kind: "update", replaces: false, old: "1", new: "2" }],
};
const other: PlannedChange = {
  ...change,
  name: "anhui-media",
  operation: "replace",
  deleteBeforeReplace: true,
  paths: [],
};
const form = (changes: readonly PlannedChange[]) => normalForm({ stack: "anhui", changes });

describe("The digest of a preview", () => {
  test("does not depend on the order of resources and paths, or on what stays the same", () => {
    const same: PlannedChange = { ...change, name: "anhui-same", operation: "same" };
    expect(digestOf(form([change, other, same]))).toBe(digestOf(form([other, change])));
    expect(digestOf(form([change]))).toMatch(/^[0-9a-f]{64}$/);
  });

  test("is another one for every other operation, order, path or value", () => {
    const [path] = change.paths;
    const variants: readonly PlannedChange[] = [
      { ...change, operation: "replace" },
      { ...change, operation: "replace", deleteBeforeReplace: true },
      { ...change, name: "anhui-other" },
      { ...change, paths: [] },
      ...(path === undefined
        ? []
        : [
            { ...change, paths: [{ ...path, new: "3" }] },
            { ...change, paths: [{ ...path, old: "0" }] },
            { ...change, paths: [{ ...path, replaces: true }] },
            { ...change, paths: [{ ...path, path: "spec.paused" }] },
          ]),
    ];
    expect(new Set([change, ...variants].map((each) => digestOf(form([each])))).size).toBe(variants.length + 1);
    expect(digestOf(normalForm({ stack: "henan", changes: [change] }))).not.toBe(digestOf(form([change])));
  });

  test("binds what a created resource will be", () => {
    const created: PlannedChange = { ...change, operation: "create", paths: [] };
    const wanted = (image: string) =>
      digestOf(
        normalForm({
          stack: "anhui",
          changes: [created],
          resources: [{ type: created.type, name: created.name, inputs: { spec: { image, replicas: 1 } } }],
        }),
      );
    expect(wanted("desk:1.8")).not.toBe(wanted("desk:1.9"));
    const keys = { type: created.type, name: created.name, inputs: { spec: { replicas: 1, image: "desk:1.8" } } };
    expect(digestOf(normalForm({ stack: "anhui", changes: [created], resources: [keys] }))).toBe(wanted("desk:1.8"));
  });

  test("of all stacks is one of each of them, in any order", () => {
    const list = [
      { stack: "anhui", digest: "a" },
      { stack: "henan", digest: "b" },
    ];
    expect(digestOfAll(list)).toBe(digestOfAll(list.toReversed()));
    expect(digestOfAll(list)).not.toBe(
      digestOfAll([
        { stack: "anhui", digest: "b" },
        { stack: "henan", digest: "a" },
      ]),
    );
  });

  test("is the same again after JSON, for any data", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (inputs) => {
        const resources = [{ type: change.type, name: change.name, inputs }];
        const once = normalForm({ stack: "anhui", changes: [change], resources });
        const again = JSON.parse(JSON.stringify(once)) as typeof once;
        expect(digestOf(again)).toBe(digestOf(once));
      }),
    );
  });
});

describe("An approval", () => {
  const approved = form([change, other]);
  const digest = digestOf(approved);

  test("holds for the same preview", () => {
    expect(bind(digest, { approved, now: form([other, change]) })).toEqual({ kind: "agrees" });
    expect(bind(digest, { now: approved })).toEqual({ kind: "agrees" });
  });

  test("names each resource to which something else would happen", () => {
    const now = form([
      { ...change, operation: "replace", deleteBeforeReplace: true },
      { ...change, name: "anhui-new", operation: "create" },
    ]);
    const binding = bind(digest, { approved, now });
    if (binding.kind !== "differs" || binding.discrepancies === undefined) throw new Error("it agrees");
    expect(
      binding.discrepancies.map(({ resource, approved: then, now: today }) => [
        resource.split(" ")[1],
        then?.operation,
        today?.operation,
      ]),
    ).toEqual([
      ["anhui-desk", "update", "replace, deleted first"],
      ["anhui-media", "replace, deleted first", undefined],
      ["anhui-new", undefined, "create"],
    ]);
  });

  test("does not believe a report that has another digest than was approved", () => {
    const edited = form([change]);
    expect(bind(digest, { approved: edited, now: form([other]) })).toMatchObject({
      kind: "differs",
      discrepancies: undefined,
    });
  });
});
