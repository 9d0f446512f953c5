import type { Finding } from "../provinces/finding.ts";
import type { Figures } from "./figures.ts";

/** Before the first call: the server's own files and its log. */
const EMPTY_GIB = 10;

/** Whether the database has room for what it must keep. Needs the figures of a finished plan. */
export function checkStorage(figures: Figures): readonly Finding[] {
  const [given, expected, calls, months] = [
    figures["database.storageGiB"],
    figures["database.expectedGiB"],
    figures["demand.callsPerYear"],
    figures["database.monthsKept"],
  ];
  if (given === undefined || expected === undefined || calls === undefined || months === undefined) return [];
  if (given.origin.kind !== "given" || given.value >= expected.value) return [];
  const grows = (expected.value - EMPTY_GIB) / months.value;
  return [
    {
      code: "DATABASE_STORAGE_SMALL",
      where: { path: ["database", "storageGiB"] },
      facts: {
        found: given.value,
        expected: expected.value,
        calls: Math.round(calls.value),
        months: Math.max(0, Math.floor((given.value - EMPTY_GIB) / grows)),
      },
    },
  ];
}
