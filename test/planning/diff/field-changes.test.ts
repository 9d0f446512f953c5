import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldChanges } from "../../../planning/diff/field-changes.ts";

const paths = (before: unknown, after: unknown): readonly string[] =>
  fieldChanges(before, after).map(({ path }) => path.join("."));

describe("fields that differ", () => {
  test("are leaves, by their path in the new file", () => {
    expect(paths({ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 }, d: true })).toEqual(["a.c", "d"]);
    expect(paths({ a: 1 }, {})).toEqual(["a"]);
  });

  test("of a list with area codes follow the entry, not its place", () => {
    const before = {
      list: [
        { areaCode: "0371", e1: 4 },
        { areaCode: "0379", e1: 1 },
      ],
    };
    const after = {
      list: [
        { areaCode: "0379", e1: 1 },
        { areaCode: "0371", e1: 5 },
      ],
    };
    expect(paths(before, after)).toEqual(["list.1.e1"]);
    expect(fieldChanges(before, after)[0]?.reverted).toEqual({ list: [after.list[0], before.list[0]] });
  });

  test("of an entry that came, or went, can be taken back", () => {
    const [one, two] = [{ name: "a" }, { name: "b" }];
    expect(fieldChanges({ queues: [one] }, { queues: [one, two] }).map(({ reverted }) => reverted)).toEqual([
      { queues: [one] },
    ]);
    expect(fieldChanges({ queues: [one, two] }, { queues: [one] }).map(({ reverted }) => reverted)).toEqual([
      { queues: [one, two] },
    ]);
  });

  const data = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 3 }, fc.integer(), fc.string(), fc.boolean(), tie("map"), tie("list")),
    map: fc.dictionary(
      fc.string({ maxLength: 4 }).filter((key) => key !== "__proto__"),
      tie("node"),
      { maxKeys: 4 },
    ),
    list: fc.array(tie("node"), { maxLength: 3 }),
  })).map;

  test("taken back one after another give the old data", () => {
    fc.assert(
      fc.property(data, data, (before, after) => {
        let now: unknown = after;
        for (let round = 0; round < 200; round++) {
          const [change] = fieldChanges(before, now);
          if (change === undefined) break;
          now = change.reverted;
        }
        expect(sorted(now)).toEqual(sorted(before));
      }),
      { numRuns: 200 },
    );
  });
});

/** The order of a map's keys says nothing. */
function sorted(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
