import { type Compiled, compile, missingIn, presentAt, rawLikely } from "./compiled.ts";
import { type CostLine, pricesOf } from "./cost-line.ts";
import type { Amount, LineResult, PriceBasis } from "./cost-view.ts";
import { laborShare } from "./likeness.ts";
import { missingRange } from "./missing-range.ts";
import { toFen } from "./money.ts";
import type { AdmissibleOption } from "./option.ts";
import type { OptionLines } from "./option-lines.ts";
import { type Costing, cost } from "./option-result.ts";
import { type Candidate, optionOf } from "./options.ts";
import type { PriceTable } from "./price-table.ts";
import { basesFor, isFeeLine } from "./provider-lines.ts";
import { horizonOf, type Settings } from "./province-request.ts";
import type { ServiceQuantities } from "./quantities.ts";
import { meanOf, quantiles } from "./simulation.ts";

/** An admissible candidate while it is being weighed. */
export interface Weighed {
  readonly candidate: Candidate;
  readonly own: OptionLines;
  readonly costing: Costing;
  readonly compiled: Compiled;
  readonly presents: Float64Array;
}

export interface Circumstances {
  readonly wins: number | null;
  readonly detailed: boolean;
  readonly prices: PriceTable;
  readonly service: ServiceQuantities;
  readonly settings: Settings;
  readonly feeLinesOf: (candidate: Candidate, basis: PriceBasis) => readonly CostLine[];
}

/** The record of an option that was weighed. */
export function admissibleOption(
  { candidate, own, costing, presents }: Weighed,
  circumstances: Circumstances,
): AdmissibleOption {
  const { wins, detailed, prices, service, settings, feeLinesOf } = circumstances;
  const years = settings.finance.horizonYears;
  const mean = meanOf(presents);
  const [p10 = 0, p50 = 0, p90 = 0] = quantiles(presents, [0.1, 0.5, 0.9]);
  const answered = service.answeredYear * years;
  const hoursWeek = prices.get("out.seat.hoursWeek")?.likely;
  const seatMonths = hoursWeek === undefined ? 0 : (service.hoursWeek / hoursWeek) * 12 * years;
  return {
    ...optionOf(candidate),
    admissible: true,
    rules: candidate.rules,
    contract: own.contract,
    ...costing,
    lines: detailed ? derived(own, { prices, settings }) : undefined,
    fenPerAnsweredCall: answered === 0 ? null : costing.nominal.fen / answered,
    fenPerSeatMonth: seatMonths === 0 ? null : costing.nominal.fen / seatMonths,
    presentRange: presentRange(own, costing.present, { prices, settings }),
    byBasis: byBasisOf({ candidate, own, present: costing.present }, { prices, settings, service, feeLinesOf }),
    distribution: { p10: Math.round(p10), p50: Math.round(p50), p90: Math.round(p90), mean: Math.round(mean), wins },
  };
}

/** The lines again, with their derivations. */
function derived(
  own: OptionLines,
  { prices, settings }: Pick<Circumstances, "prices" | "settings">,
): readonly LineResult[] {
  const { discountPercent: ratePercent, ratesPercent } = settings.finance;
  return cost(own.lines, {
    prices,
    horizon: horizonOf(own, settings.finance),
    ratePercent,
    ratesPercent,
    derivations: true,
  }).lines;
}

/** Undefined where no price is missing. */
function presentRange(
  own: OptionLines,
  present: Amount,
  { prices, settings }: Pick<Circumstances, "prices" | "settings">,
): AdmissibleOption["presentRange"] {
  if (present.unknown.length === 0) return undefined;
  const { discountPercent: ratePercent } = settings.finance;
  const { least, most } = missingRange(own.lines, { prices, horizon: horizonOf(own, settings.finance), ratePercent });
  return { leastFen: present.fen + toFen(least), mostFen: present.fen + toFen(most) };
}

/** The same service at every price basis that the flags allow. */
function byBasisOf(
  { candidate, own, present }: { candidate: Candidate; own: OptionLines; present: Amount },
  { prices, settings, service, feeLinesOf }: Pick<Circumstances, "prices" | "settings" | "service" | "feeLinesOf">,
): AdmissibleOption["byBasis"] {
  if (own.contract === undefined) return [];
  const { discountPercent: ratePercent } = settings.finance;
  const horizon = horizonOf(own, settings.finance);
  const feePresent = (lines: OptionLines["lines"]): Amount => {
    const compiled = compile(lines, { prices, horizon, ratePercent });
    return { fen: presentAt(compiled, rawLikely(prices)), unknown: compiled.unknown };
  };
  const now = feePresent(own.lines.filter(isFeeLine)).fen;
  const others = missingIn(pricesOf(own.lines.filter((line) => !isFeeLine(line))), prices);
  const shareOf = (lines: readonly CostLine[]): number | null => {
    const people = lines.find(({ id }) => id === "provider.fee")?.terms[0];
    return people === undefined || !candidate.leases.includes("people") ? null : laborShare(people, service, prices);
  };
  return basesFor(new Set(candidate.leases)).map((basis) => {
    if (basis === own.contract?.basis) return { basis, used: true, present, laborShare: shareOf(own.lines) };
    const lines = feeLinesOf(candidate, basis);
    const other = feePresent(lines);
    const unknown = [...new Set([...others, ...other.unknown])].sort();
    const otherPresent = { fen: toFen(present.fen - now + other.fen), unknown };
    return { basis, used: false, present: otherPresent, laborShare: shareOf(lines) };
  });
}

/** Share of draws in which each is the cheapest; a tie goes to the first. */
export function winsOf(options: readonly Float64Array[]): readonly number[] {
  const count = options[0]?.length ?? 0;
  const least = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const winner = new Int32Array(count).fill(-1);
  for (const [index, presents] of options.entries())
    for (let draw = 0; draw < count; draw++) {
      const present = presents[draw] ?? 0;
      if (present < (least[draw] ?? 0)) {
        least[draw] = present;
        winner[draw] = index;
      }
    }
  const wins = options.map(() => 0);
  for (const index of winner) wins[index] = (wins[index] ?? 0) + 1;
  return wins.map((won) => (count === 0 ? 0 : won / count));
}
