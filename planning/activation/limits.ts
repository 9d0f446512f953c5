import { type ClockId, PROFILES } from "../../provinces/reference/activation-procedure.ts";
import type { Activation } from "../../provinces/schema/activation.ts";
import type { Limit } from "./timeline-plan.ts";

/** The limit that holds: the province file's, else its profile's. */
export function limitOf(activation: Activation | undefined, clock: ClockId): Limit {
  const { days, article } = PROFILES[activation?.profile ?? "mii-2003"].clocks[clock];
  const own = activation?.limits?.[clock];
  return { clock, days: own ?? days, article, overridden: own !== undefined };
}
