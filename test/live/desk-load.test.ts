import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deskLoad } from "../support/desk-load.ts";
import { found, startMigrated, suite } from "./hotline-database.ts";
import type { TrialPostgres } from "./postgres.ts";

/** A bounded part of `test/bench/desk.ts`, which takes 400 agents and a minute. */
describe.skipIf("missing" in found)(suite("the desk under load"), () => {
  let server: TrialPostgres;

  beforeAll(async () => {
    server = await startMigrated();
  });
  afterAll(() => server.dispose());

  it("tells 120 pages of their calls within a second, loses none, and stays small", async () => {
    const figures = await deskLoad(server, { agents: 120, supervisors: 3, perSecond: 40, seconds: 10 });
    expect(figures.lost).toBe(0);
    expect(figures.events.count).toBe(400);
    expect(figures.events.p99).toBeLessThan(1_000);
    expect(figures.atOnce.p99).toBeLessThan(5_000);
    expect(figures.residentMiB).toBeLessThan(350);
  });
});
