import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { checkStorage } from "../../planning/storage.ts";
import { sampleProvince } from "./sample-province.ts";

const findings = (database: Record<string, unknown>) =>
  checkStorage(planCallCenter(sampleProvince({ demand: { callsPerDay: 40_000 }, database })).figures);

describe("storage of the database", () => {
  it("is enough when nobody says otherwise, and when as much is given as is expected", () => {
    const expected = planCallCenter(sampleProvince({ demand: { callsPerDay: 40_000 } })).figures[
      "database.expectedGiB"
    ];
    expect(findings({})).toEqual([]);
    expect(findings({ storageGiB: expected?.value })).toEqual([]);
  });

  it("below what is kept is told with the time until it is full", () => {
    // 40,000 calls x 248 days x 1.5 x 3 KiB = 42.57 GiB a year; 37 months and 10 GiB: 142 GiB.
    expect(findings({ storageGiB: 45 })).toEqual([
      {
        code: "DATABASE_STORAGE_SMALL",
        where: { path: ["database", "storageGiB"] },
        facts: { found: 45, expected: 142, calls: 9_920_000, months: 9 },
      },
    ]);
  });

  it("follows the time for which records are kept", () => {
    expect(findings({ storageGiB: 45, retention: { callRecordDays: 180 } })).toEqual([]);
  });
});
