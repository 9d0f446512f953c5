import { describe, expect, test } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { lastRestored, restoredPostgres } from "../../../components/database/restore.ts";
import { itemOf, references } from "../../../planning/references.ts";
import { CASES } from "../cases.ts";

const planned = (name: keyof typeof CASES) => itemOf(planCallCenter(CASES[name]()), "postgres", "database");

describe("a restored database", () => {
  test("is another instance with the same settings, which reads the planned one's backups", () => {
    const postgres = planned("kubernetes integrated");
    const restored = restoredPostgres(postgres, { generation: 2, target: "2026-11-24T09:00:00+08:00" });
    expect(restored).toEqual({
      ...postgres,
      id: "hotline-anhui-database-g2",
      generation: 2,
      restore: {
        from: "hotline-anhui-database",
        store: postgres.backup.store,
        cipherSecret: undefined,
        target: { kind: "time", time: "2026-11-24T09:00:00+08:00" },
      },
    });
  });

  test("of a restored one is the next, not a longer name", () => {
    const second = restoredPostgres(planned("docker single"), { generation: 2, target: "latest" });
    const third = restoredPostgres(second, { generation: 3, target: "latest" });
    expect(third.id).toBe("hotline-anhui-database-g3");
    expect(third.restore).toMatchObject({ from: "hotline-anhui-database-g2", target: { kind: "latest" } });
  });

  test("waits for the secrets of what it reads", () => {
    const restored = restoredPostgres(planned("docker pair"), { generation: 2, target: "latest" });
    expect(references(restored)).toEqual(["database-owner", "database-replication", "backup-cipher"]);
  });

  test.each(["", "yesterday", "2026-11-24T09:00:00", "2026-13-24T09:00:00Z", "2026-11-24 09:00:00+08'; DROP"])(
    "takes no %j for a moment",
    (target) => {
      expect(() => restoredPostgres(planned("docker single"), { generation: 2, target })).toThrow(/neither/);
    },
  );

  test.each(["2026-11-24 09:00:00.123456+08", "2026-11-24T01:00:00Z", "2026-11-24 09:00:00+0800"])(
    "takes %s",
    (target) => {
      const { restore } = restoredPostgres(planned("docker single"), { generation: 2, target });
      expect(restore?.target).toEqual({ kind: "time", time: target });
    },
  );

  test("has a number of its own", () => {
    for (const generation of [1, 0, 1.5])
      expect(() => restoredPostgres(planned("docker single"), { generation, target: "latest" })).toThrow(/generation/);
  });
});

describe("a call center whose database was restored", () => {
  const plan = (name: keyof typeof CASES) =>
    planCallCenter(CASES[name](), "main", { restores: [{ generation: 2, target: "latest" }] });
  const jobs = (center: ReturnType<typeof planCallCenter>) =>
    center.parts.flatMap(({ items }) => items.flatMap((item) => (item.kind === "job" ? [item] : [])));

  test("is served by the new instance, and keeps the one before as it was planned", () => {
    const first = planned("docker pair");
    const { formers, ...serving } = itemOf(plan("docker pair"), "postgres", "database");
    expect(serving).toEqual(restoredPostgres(first, { generation: 2, target: "latest" }));
    expect(formers).toEqual([first]);
    expect(plan("docker pair").parts[0]?.summary).toMatchObject({
      generation: 2,
      restoredFrom: "hotline-anhui-database",
      restoredTo: "latest",
    });
  });

  test("sends every client of a cluster to the new one's service", () => {
    const hosts = JSON.stringify(plan("kubernetes integrated")).match(/hotline-anhui-database[a-z0-9-]*-rw\./g) ?? [];
    expect(hosts.length).toBeGreaterThan(3);
    expect(new Set(hosts)).toEqual(new Set(["hotline-anhui-database-g2-rw."]));
  });

  test("brings the schema of that moment up to date, also where no client's address changed", () => {
    const id = (center: ReturnType<typeof planCallCenter>) =>
      jobs(center).find(({ name }) => name === "database-migration")?.id;
    expect(id(plan("docker pair"))).toBe(`${id(planCallCenter(CASES["docker pair"]())) ?? ""}-g2`);
  });

  test("may be restored again, from whichever generation, on the host that has the backups", () => {
    const third = lastRestored(planned("docker pair"), [
      { generation: 2, target: "latest" },
      { generation: 3, target: "latest", from: 1, host: "host-b" },
    ]);
    expect(third).toMatchObject({ id: "hotline-anhui-database-g3", hosts: ["host-b", "host-a"] });
    expect(third.restore?.from).toBe("hotline-anhui-database");
    expect(third.formers?.map(({ id }) => id)).toEqual(["hotline-anhui-database", "hotline-anhui-database-g2"]);
  });
});
