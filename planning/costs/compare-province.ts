import type { PriceBook } from "../../provinces/prices/price.ts";
import type { Province } from "../../provinces/province.ts";
import type { CallCenterPlan } from "../plan.ts";
import type {
  AdmissibleOption,
  Amount,
  BreakEven,
  Crossover,
  DemandSummary,
  FinanceSummary,
  LineResult,
  OptionResult,
  PriceBasis,
  PriceStatus,
  ProvinceComparison,
} from "./comparison.ts";
import { type Compiled, compile, missingIn, presentAt, rawLikely } from "./compiled.ts";
import { type CostLine, pricesOf } from "./cost-line.ts";
import { differenceHistogram } from "./histogram.ts";
import { mismatches } from "./likeness.ts";
import { toFen } from "./money.ts";
import { type OptionLines, optionLines, providerPart } from "./option-lines.ts";
import { type Costing, cost } from "./option-result.ts";
import { type Candidate, candidates } from "./options.ts";
import { type PriceTable, priceTable, withTariffs } from "./price-table.ts";
import { basesFor, isFeeLine } from "./provider-lines.ts";
import { type ServiceQuantities, serviceQuantities } from "./quantities.ts";
import type { Horizon } from "./schedule.ts";
import { difference, heatMap, type Pair, priceBreakEven, tornado } from "./sensitivity.ts";
import { type Draws, meanOf, quantiles } from "./simulation.ts";
import { verdictOf } from "./verdict.ts";
import { atVolume, volumeBreakEven } from "./volume.ts";

export interface ProvinceRequest {
  readonly province: Province;
  readonly file: string;
  readonly site: string;
  /** Line of a trunk group in the file. */
  readonly lineOf: (areaCode: string) => number;
  /** The volume is a national default, not the province's own. */
  readonly volumeAssumed: boolean;
  /** Plans a province at the site: the variants are planned for real. */
  readonly plan: (province: Province) => CallCenterPlan;
}

export interface Settings {
  readonly book: PriceBook;
  readonly today: string;
  readonly finance: FinanceSummary;
  readonly draws: Draws;
  /** full: lines of every option, and the break-even volume, for which the province is planned anew many times. */
  readonly detail: "full" | "summary";
}

/** An admissible candidate while it is being weighed. */
interface Weighed {
  readonly candidate: Candidate;
  readonly own: OptionLines;
  readonly costing: Costing;
  readonly compiled: Compiled;
  readonly presents: Float64Array;
}

/** Every option of a province at the same service. Pure: the same request gives the same record. */
export function compareProvince(request: ProvinceRequest, settings: Settings): ProvinceComparison {
  const planOf = remembered(request.plan);
  const stated = planOf(request.province);
  const service = serviceQuantities(request.province, stated);
  const base = {
    province: request.province.province,
    name: stated.identity.name,
    file: request.file,
    site: request.site,
    status: request.province.status,
    demand: demandSummary(stated, service, settings),
  };
  if (request.province.merge.mode === "merged") {
    const nothing = {
      pair: undefined,
      breakEvens: [],
      tornado: [],
      heatMap: undefined,
      histogram: undefined,
      mismatches: [],
      options: [],
      prices: [],
    };
    const crossover: Crossover = { kind: "not-applicable" };
    return {
      ...base,
      ...nothing,
      comparable: false,
      crossover,
      verdict: { kind: "nothing-to-compare", because: "merged" },
    };
  }
  const all = candidates(request.province);
  const table = priceTable(settings.book, request.province.province, settings.today);
  const place = { file: request.file, today: settings.today, line: request.lineOf };
  const linesOf = (candidate: Candidate): OptionLines =>
    optionLines({ candidate, file: request.province, plan: planOf(candidate.province), service, prices: table });
  const feeLinesOf = (candidate: Candidate, basis: PriceBasis): readonly CostLine[] =>
    providerPart({ candidate, file: request.province, service, prices: table, basis }).lines.filter(isFeeLine);
  const allowed = all.filter(({ admissible }) => admissible);
  const first = allowed[0] === undefined ? undefined : linesOf(allowed[0]);
  // Carrier tariffs are the same whoever answers.
  const prices = withTariffs(table, first?.tariffs ?? [], place);
  const weighed = allowed.map((candidate): Weighed => {
    const own = linesOf(candidate);
    const horizon = horizonOf(own, settings.finance);
    const { discountPercent: ratePercent, ratesPercent } = settings.finance;
    const compiled = compile(own.lines, { prices, horizon, ratePercent });
    const costing = cost(own.lines, { prices, horizon, ratePercent, ratesPercent, derivations: false });
    return { candidate, own, costing, compiled, presents: settings.draws.presents(compiled, prices) };
  });
  const wins = winsOf(weighed.map(({ presents }) => presents));
  const pairOf = (mode: "self-built" | "outsourced"): Weighed | undefined =>
    weighed
      .filter(({ candidate }) => candidate.mode === mode)
      .reduce<Weighed | undefined>(
        (least, each) => (least === undefined || each.costing.present.fen < least.costing.present.fen ? each : least),
        undefined,
      );
  const selfBuilt = pairOf("self-built");
  const outsourced = pairOf("outsourced");
  const kept = new Set([selfBuilt?.candidate.id, outsourced?.candidate.id]);
  const results = all.map((candidate): OptionResult => {
    const index = weighed.findIndex((each) => each.candidate === candidate);
    const each = weighed[index];
    const { province: _, ...option } = candidate;
    if (each === undefined) return { ...option, admissible: false };
    const detailed = settings.detail === "full" || candidate.stated || kept.has(candidate.id);
    return admissible(each, { wins: wins[index] ?? 0, detailed, prices, service, settings, feeLinesOf });
  });
  const unlike = mismatches(request.province, service, table.get("out.seat.hoursWeek")?.likely);
  if (selfBuilt === undefined || outsourced === undefined) {
    const rest = { pair: undefined, breakEvens: [], tornado: [], heatMap: undefined, histogram: undefined };
    const crossover: Crossover = { kind: "not-applicable" };
    const verdict = { kind: "nothing-to-compare", because: "one-option" } as const;
    return {
      ...base,
      ...rest,
      comparable: false,
      options: results,
      mismatches: unlike,
      crossover,
      verdict,
      prices: used(weighed, prices),
    };
  }
  const pair: Pair = { selfBuilt: selfBuilt.compiled, outsourced: outsourced.compiled, prices };
  const bars = tornado(pair);
  const relevant = used([selfBuilt, outsourced], prices);
  const verdict = verdictOf({
    options: weighed.map(({ candidate, costing }) => ({
      ...candidate,
      present: costing.present,
      rests: costing.rests,
      unknownShare: costing.unknownShare,
    })),
    selfBuiltDraws: selfBuilt.presents,
    outsourcedDraws: outsourced.presents,
    tornado: bars,
    finance: settings.finance,
    stale: relevant.some(({ stale }) => stale),
    unlike: unlike.length > 0,
    volumeAssumed: request.volumeAssumed,
  });
  const histogram =
    settings.detail === "full" ? differenceHistogram(selfBuilt.presents, outsourced.presents) : undefined;
  for (const { presents } of weighed) settings.draws.giveBack(presents);
  return {
    ...base,
    comparable: true,
    options: results,
    mismatches: unlike,
    pair: { selfBuilt: selfBuilt.candidate.id, outsourced: outsourced.candidate.id },
    crossover: crossoverOf(selfBuilt.costing.monthly, outsourced.costing.monthly),
    breakEvens: breakEvensOf({ pair, outsourced, request, settings, table, callsPerDay: stated.traffic.callsPerDay }),
    tornado: bars,
    heatMap: heatMap(pair, bars),
    histogram,
    verdict,
    prices: used(weighed, prices),
  };
}

/** Plans repeat between options: which flags are leased only decides who builds, and there are three ways. */
function remembered(plan: (province: Province) => CallCenterPlan): (province: Province) => CallCenterPlan {
  const plans = new Map<string, CallCenterPlan>();
  return (province) => {
    const { build } = province;
    const leased = build.mode === "outsourced" && build.leases.equipment;
    const key = leased ? (build.ingress ?? "department-edge") : "own";
    const known = plans.get(key) ?? plan(province);
    plans.set(key, known);
    return known;
  };
}

function horizonOf(own: OptionLines, { horizonYears }: FinanceSummary): Horizon {
  const months = Math.round(horizonYears * 12);
  return { months, contractMonths: own.contract?.months ?? months };
}

function demandSummary(plan: CallCenterPlan, service: ServiceQuantities, { book }: Settings): DemandSummary {
  const figure = (name: string): number => plan.figures[name]?.value ?? 0;
  const hours = book.common.get("out.seat.hoursWeek");
  const covered = hours === undefined || "missing" in hours ? undefined : hours.likely;
  return {
    callsPerYear: service.callsYear,
    answeredCallsPerYear: service.answeredYear,
    talkMinutesPerYear: service.talkMinutesYear,
    seats: service.seats,
    heads: service.heads,
    staffedHoursPerYear: service.hoursYear,
    oneShiftSeats: covered === undefined ? null : service.hoursWeek / covered,
    hours: plan.figures["demand.serviceDays"]?.value === 365 ? "24x7" : "office",
    serviceTarget: { answeredPercent: figure("target.answeredPercent"), withinSeconds: figure("target.withinSeconds") },
    serviceLevelPercent: plan.traffic.agents.serviceLevelPercent,
  };
}

interface Circumstances {
  readonly wins: number;
  readonly detailed: boolean;
  readonly prices: PriceTable;
  readonly service: ServiceQuantities;
  readonly settings: Settings;
  readonly feeLinesOf: (candidate: Candidate, basis: PriceBasis) => readonly CostLine[];
}

function admissible({ candidate, own, costing, presents }: Weighed, circumstances: Circumstances): AdmissibleOption {
  const { wins, detailed, prices, service, settings, feeLinesOf } = circumstances;
  const { province: _, ...option } = candidate;
  const years = settings.finance.horizonYears;
  const { lines: _lines, ...sums } = costing;
  const mean = meanOf(presents);
  const [p10 = 0, p50 = 0, p90 = 0] = quantiles(presents, [0.1, 0.5, 0.9]);
  const answered = service.answeredYear * years;
  const seatMonths = service.seats * 12 * years;
  return {
    ...option,
    admissible: true,
    contract: own.contract,
    lines: detailed ? derived(own, { prices, settings }) : undefined,
    ...sums,
    fenPerAnsweredCall: answered === 0 ? null : sums.nominal.fen / answered,
    fenPerSeatMonth: seatMonths === 0 ? null : sums.nominal.fen / seatMonths,
    byBasis: byBasisOf({ candidate, own, present: sums.present }, { prices, settings, feeLinesOf }),
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

/** The same service at every price basis that the flags allow. */
function byBasisOf(
  { candidate, own, present }: { candidate: Candidate; own: OptionLines; present: Amount },
  { prices, settings, feeLinesOf }: Pick<Circumstances, "prices" | "settings" | "feeLinesOf">,
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
  return basesFor(new Set(candidate.leases)).map((basis) => {
    if (basis === own.contract?.basis) return { basis, used: true, present };
    const other = feePresent(feeLinesOf(candidate, basis));
    const unknown = [...new Set([...others, ...other.unknown])].sort();
    return { basis, used: false, present: { fen: toFen(present.fen - now + other.fen), unknown } };
  });
}

/** Share of draws in which each is the cheapest; a tie goes to the first. */
function winsOf(options: readonly Float64Array[]): readonly number[] {
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

function crossoverOf(one: readonly number[], other: readonly number[]): Crossover {
  let sum = 0;
  let start = 0;
  for (const [month, fen] of one.entries()) {
    sum += fen - (other[month] ?? 0);
    if (month === 0) start = Math.sign(sum);
    else if (start === 0) start = Math.sign(sum);
    else if (sum * start <= 0) return { kind: "month", month };
  }
  return { kind: "none" };
}

function breakEvensOf(given: {
  readonly pair: Pair;
  readonly outsourced: Weighed;
  readonly request: ProvinceRequest;
  readonly settings: Settings;
  readonly table: PriceTable;
  readonly callsPerDay: number;
}): readonly BreakEven[] {
  const { pair, outsourced } = given;
  const fee = outsourced.own.lines.find(({ id }) => id === "provider.fee");
  const seatPrice = fee?.terms[0]?.factors.findLast(({ kind }) => kind === "price")?.price;
  return [
    volume(given),
    ...(seatPrice === undefined ? [] : [priceBreakEven(pair, "seat-price", seatPrice)]),
    priceBreakEven(pair, "wage", "wage.agent"),
    priceBreakEven(pair, "wage-growth", "growth.wage.pct"),
  ].filter((found) => found !== undefined);
}

/** Both options of the pair, planned anew at each volume. */
function volume(given: Parameters<typeof breakEvensOf>[0]): BreakEven {
  const { pair, outsourced, request, settings, table, callsPerDay: now } = given;
  if (settings.detail === "summary")
    return {
      variable: "volume",
      price: undefined,
      unit: "calls/day",
      now,
      range: [now / 4, now * 4],
      result: { kind: "not-computed" },
    };
  return volumeBreakEven(now, (callsPerDay) => {
    const province = atVolume(request.province, callsPerDay, request.plan);
    const planOf = remembered(request.plan);
    const service = serviceQuantities(province, planOf(province));
    const all = candidates(province);
    const compiledOf = (id: string): Compiled => {
      const candidate = all.find((each) => each.id === id);
      if (candidate === undefined) throw new Error(`no option ${id}`);
      const own = optionLines({ candidate, file: province, plan: planOf(candidate.province), service, prices: table });
      const place = { file: request.file, today: settings.today, line: request.lineOf };
      const prices = withTariffs(table, own.tariffs, place);
      return compile(own.lines, {
        prices,
        horizon: horizonOf(own, settings.finance),
        ratePercent: settings.finance.discountPercent,
      });
    };
    return difference({
      selfBuilt: compiledOf("self-built"),
      outsourced: compiledOf(outsourced.candidate.id),
      prices: pair.prices,
    });
  });
}

/** Prices that the options read, in the order of their ids. */
function used(weighed: readonly Weighed[], prices: PriceTable): readonly PriceStatus[] {
  const ids = new Set(weighed.flatMap(({ own }) => pricesOf(own.lines)));
  return [...ids].sort().flatMap((id) => prices.get(id)?.status ?? []);
}
