import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { MIGRATION_FILES } from "../../../components/database/migrations.ts";
import { DATABASE_ROLES } from "../../../planning/database-roles.ts";
import { itemOf, itemsOf } from "../../../planning/references.ts";
import { secretsOf } from "../../../planning/secrets.ts";
import { CASE_NAMES, CASES } from "../cases.ts";

const migrationOf = (plan: ReturnType<typeof planCallCenter>) => itemOf(plan, "job", "database-migration");

describe("the work inside the database", () => {
  it.each(CASE_NAMES)("comes after the database and before all that needs tables: %s", (name) => {
    const items = itemsOf(planCallCenter(CASES[name]()));
    const place = (wanted: string) => items.findIndex((item) => item.name === wanted);
    expect(place("database-migration")).toBeGreaterThan(place("database"));
    for (const item of items) {
      if (item.kind !== "workload") continue;
      expect(item.after, item.name).toContain("database-migration");
      expect(place(item.name)).toBeGreaterThan(place("database-migration"));
    }
    expect(itemOf(planCallCenter(CASES[name]()), "job", "database-upkeep").after).toEqual(["database-migration"]);
  });

  it("runs anew when the province decides otherwise, and not otherwise", () => {
    const once = planCallCenter(CASES["docker pair"]());
    const province = CASES["docker pair"]();
    const again = planCallCenter({
      ...province,
      sites: { ...province.sites, main: { ...province.sites.main, place: "黄山" } },
    });
    const stricter = planCallCenter({ ...province, serviceTarget: { ...province.serviceTarget, withinSeconds: 20 } });
    expect(migrationOf(again).id).toBe(migrationOf(once).id);
    expect(migrationOf(stricter).id).not.toBe(migrationOf(once).id);
    expect(itemOf(stricter, "config-set", "database-work").files["settings.sql"]).toContain("20, false");
  });

  it("carries every file it runs, and no secret", () => {
    const { files } = itemOf(planCallCenter(CASES["docker pair"]()), "config-set", "database-work");
    expect(Object.keys(files)).toEqual([...Object.keys(MIGRATION_FILES), "settings.sql"].sort());
    // What a ConfigMap can hold is 1 MiB.
    expect(Buffer.byteLength(JSON.stringify(files))).toBeLessThan(500_000);
  });

  it("quotes what people wrote", () => {
    const province = CASES["docker pair"]();
    const queues = [{ name: "pension", label: "O'Brien's; DROP TABLE x --", share: 1, skills: ["it's"] }];
    const { files } = itemOf(planCallCenter({ ...province, queues }), "config-set", "database-work");
    expect(files["settings.sql"]).toContain("('pension', 'O''Brien''s; DROP TABLE x --', ARRAY['it''s']::text[])");
  });

  it("gives each login a secret of its own, and nobody the owner's but the two jobs", () => {
    const plan = planCallCenter(CASES["outsourced edge"]());
    const logins = Object.values(DATABASE_ROLES);
    expect(new Set(logins.map(({ secret }) => secret)).size).toBe(logins.length);
    const needed = secretsOf(plan).map(({ name }) => name);
    for (const { secret } of logins) expect(needed).toContain(secret);
    const owners = itemsOf(plan).filter(
      (item) =>
        item.kind === "job" &&
        Object.values(item.environment).some((value) => value.kind === "secret" && value.set === "database-owner"),
    );
    expect(owners.map(({ name }) => name)).toEqual(["database-migration", "database-upkeep"]);
  });

  it("leaves recordings to a companion of each node that records", () => {
    const media = itemsOf(planCallCenter(CASES["docker pair"]())).flatMap((item) =>
      item.kind === "workload" && item.zone === "media" ? [item] : [],
    );
    expect(media.map((item) => item.companions.map(({ name }) => name))).toEqual([
      ["controller", "replay", "retention"],
      ["controller", "replay", "retention"],
    ]);
    for (const { companions, node } of media) {
      const retention = companions.find(({ name }) => name === "retention");
      expect(retention?.environment).toMatchObject({
        NODE_NAME: { kind: "plain", value: node },
        PGUSER: { kind: "plain", value: "hotline_media" },
        RETENTION_DAYS: { kind: "plain", value: "730" },
      });
    }
    const phones = itemsOf(planCallCenter(CASES["hotline analog"]())).flatMap((item) =>
      item.kind === "workload" ? item.companions : [],
    );
    expect(phones.map(({ name }) => name)).toEqual(["controller", "replay"]);
  });
});
