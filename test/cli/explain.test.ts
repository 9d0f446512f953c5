import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { isSentence, originWords } from "../../cli/origin-words.ts";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { loadProvinces } from "../../provinces/load.ts";

const { provinces } = loadProvinces(join(resolve(import.meta.dirname, "../.."), "provinces"));

test("every reason and formula in words has its Chinese form", () => {
  const texts = new Set(
    provinces.flatMap(({ province }) =>
      Object.values(planCallCenter(province).figures).flatMap(({ origin }) =>
        origin.kind === "given" ? [] : [origin.kind === "default" ? origin.because : origin.formula],
      ),
    ),
  );
  expect(texts.size).toBeGreaterThan(50);
  const untranslated = [...texts].filter((text) => isSentence(text) && originWords(text, "zh") === text);
  expect(untranslated).toEqual([]);
});

test("what a figure is computed from exists, all the way down to given and default", () => {
  for (const { province } of provinces) {
    const { figures } = planCallCenter(province);
    for (const [name, { origin }] of Object.entries(figures))
      if (origin.kind === "computed")
        for (const source of origin.from) expect(figures[source], `${name} from ${source}`).toBeDefined();
  }
});
