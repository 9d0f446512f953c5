import { createHash } from "node:crypto";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { planCallCenter } from "../../components/call-center/plan.ts";
import type { CallCenterPlan } from "../../planning/plan.ts";
import { loadProvinces } from "../../provinces/load.ts";

/** One of each kind: what a change does to the country can be read in these; the rest is watched by hash. */
const TELLING = ["anhui", "fujian", "hebei", "heilongjiang", "hunan", "xizang"];

const GOLDEN = import.meta.dirname;
const { provinces } = loadProvinces(join(GOLDEN, "../../provinces"));

/** The plan with its texts taken out, since those are files of their own: a line changed is a line of diff. */
function withoutTexts(plan: CallCenterPlan): unknown {
  return JSON.parse(
    JSON.stringify(plan, (key, value: unknown) => {
      if (key === "files" && typeof value === "object" && value !== null) return Object.keys(value);
      if (key === "bootstrap" || key === "rules") return undefined;
      return value;
    }),
  );
}

function textsOf(plan: CallCenterPlan): readonly (readonly [string, string])[] {
  return plan.parts.flatMap((part) =>
    part.items.flatMap((item): (readonly [string, string])[] => {
      switch (item.kind) {
        case "config-set":
          return Object.entries(item.files).map(([path, text]) => [`${item.name}/${path}`, text]);
        case "postgres":
          return [[`${item.name}.sql`, item.bootstrap]];
        case "host-firewall":
          return [[`${item.name}.nft`, item.rules]];
        case "workload":
        case "volume":
        case "secret-set":
        case "endpoint":
        case "job":
        case "certificate":
          return [];
      }
    }),
  );
}

test.each(TELLING)("%s is planned as recorded", async (id) => {
  const loaded = provinces.find((province) => province.id === id);
  if (loaded === undefined) throw new Error(`${id} is not there`);
  const plan = planCallCenter(loaded.province);
  await expect(stringify(withoutTexts(plan), { lineWidth: 0, aliasDuplicateObjects: false })).toMatchFileSnapshot(
    join(GOLDEN, id, "plan.yaml"),
  );
  const texts = textsOf(plan);
  expect(texts.length).toBeGreaterThan(3);
  for (const [path, text] of texts) await expect(text).toMatchFileSnapshot(join(GOLDEN, id, path));
});

test("every province at every site is planned as its recorded hash says", async () => {
  const lines = provinces.flatMap(({ province }) =>
    Object.keys(province.sites).map((site) => {
      const plan = planCallCenter(province, site);
      return `${createHash("sha256").update(JSON.stringify(plan)).digest("hex").slice(0, 16)}  ${plan.identity.stack}`;
    }),
  );
  expect(provinces).toHaveLength(31);
  await expect(
    `${lines.sort((left, right) => left.slice(18).localeCompare(right.slice(18))).join("\n")}\n`,
  ).toMatchFileSnapshot(join(GOLDEN, "plans.txt"));
});
