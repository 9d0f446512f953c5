import fc from "fast-check";
import { expect, it } from "vitest";
import { readPath, writePath } from "../../engine/property-path.ts";

it("writes paths in the engine's notation", () => {
  expect(writePath(["spec", "containers", 0, "image"])).toBe("spec.containers[0].image");
  expect(writePath(["data", "sofia.conf.xml"])).toBe('data["sofia.conf.xml"]');
});

it("reads back what it wrote", () => {
  const key = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !text.includes("\\"));
  const path = fc.tuple(key, fc.array(fc.oneof(key, fc.nat(99)))).map(([first, rest]) => [first, ...rest]);
  fc.assert(
    fc.property(path, (steps) => {
      expect(readPath(writePath(steps))).toEqual(steps);
    }),
  );
});
