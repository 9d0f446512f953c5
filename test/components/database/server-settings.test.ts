import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reasonsOf, serverSettings, valuesOf } from "../../../components/database/server-settings.ts";

const megabytes = (value: string | undefined): number => {
  const size = /^(\d+)MB$/.exec(value ?? "")?.[1];
  if (size === undefined) throw new Error(`${value} is not in MB`);
  return Number(size);
};

describe("settings of the server", () => {
  test("follow from memory, connections, storage and traffic", () => {
    const load = { memory: 4096, cpu: 4000, storageGiB: 100, connections: 100, instances: 2, callsPerDay: 30_000 };
    expect(valuesOf(serverSettings(load))).toMatchObject({
      shared_buffers: "1024MB",
      effective_cache_size: "3072MB",
      // (4096 - 1024) / (4 x 100)
      work_mem: "7MB",
      maintenance_work_mem: "256MB",
      max_parallel_workers_per_gather: "2",
      max_connections: "100",
      synchronous_commit: "on",
      archive_timeout: "60s",
    });
  });

  test("a server without a standby keeps no log for one", () => {
    const load = { memory: 1024, cpu: 500, storageGiB: 20, connections: 100, callsPerDay: 500 };
    expect(valuesOf(serverSettings({ ...load, instances: 1 }))).not.toHaveProperty("wal_keep_size");
    expect(valuesOf(serverSettings({ ...load, instances: 2 }))).toHaveProperty("wal_keep_size", "1024MB");
  });

  test("each says why it has its value", () => {
    const settings = serverSettings({
      memory: 1024,
      cpu: 500,
      storageGiB: 20,
      connections: 100,
      instances: 2,
      callsPerDay: 500,
    });
    expect(Object.keys(reasonsOf(settings))).toEqual(Object.keys(valuesOf(settings)));
    for (const why of Object.values(reasonsOf(settings))) expect(why).toMatch(/^[^\n]+$/);
  });

  test("no plan gives away more memory than the server has, nor more disk than a fifth for the log", () => {
    fc.assert(
      fc.property(
        fc.record({
          memory: fc.integer({ min: 1024, max: 65_536 }),
          cpu: fc.integer({ min: 250, max: 32_000 }),
          storageGiB: fc.integer({ min: 10, max: 65_536 }),
          connections: fc.integer({ min: 100, max: 1000 }),
          instances: fc.integer({ min: 1, max: 5 }),
          callsPerDay: fc.integer({ min: 1, max: 200_000 }),
        }),
        (load) => {
          const values = valuesOf(serverSettings(load));
          const work = megabytes(values["work_mem"]);
          const shared = megabytes(values["shared_buffers"]);
          // Unless the floor of 4 MB holds, all connections together sort in a quarter of what is left.
          if (work > 4) expect(shared + work * load.connections).toBeLessThanOrEqual(load.memory / 2);
          const log = megabytes(values["max_wal_size"]) + megabytes(values["wal_keep_size"] ?? "0MB");
          expect(log).toBeLessThanOrEqual((load.storageGiB * 1024) / 5);
        },
      ),
    );
  });
});
