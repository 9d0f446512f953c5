import year2024 from "./holidays/2024.json" with { type: "json" };
import year2025 from "./holidays/2025.json" with { type: "json" };
import year2026 from "./holidays/2026.json" with { type: "json" };
import { HolidayDays } from "./schema/holidays.ts";

/** The State Council's days by year, each taken from its notice. The notice for a year comes out in the autumn before. */
export const NATIONAL_HOLIDAYS: readonly HolidayDays[] = [year2024, year2025, year2026].map((year) =>
  HolidayDays.parse(year),
);
