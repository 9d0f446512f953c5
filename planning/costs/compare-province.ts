import type { CallCenterPlan } from "../plan.ts";
import { breakEvensOf } from "./break-evens.ts";
import type { DemandSummary, PriceStatus, ProvinceComparison } from "./comparison.ts";
import { compile } from "./compiled.ts";
import { type CostLine, pricesOf } from "./cost-line.ts";
import type { PriceBasis } from "./cost-view.ts";
import { differenceHistogram } from "./histogram.ts";
import { laborUnlike, mismatches } from "./likeness.ts";
import type { OptionResult } from "./option.ts";
import { type OptionLines, optionLines, providerPart } from "./option-lines.ts";
import { cost } from "./option-result.ts";
import { type Candidate, candidates, optionOf } from "./options.ts";
import { type PriceTable, priceTable, withTariffs } from "./price-table.ts";
import { isFeeLine } from "./provider-lines.ts";
import { horizonOf, type ProvinceRequest, remembered, type Settings } from "./province-request.ts";
import { type ServiceQuantities, serviceQuantities } from "./quantities.ts";
import { restsOfDifference } from "./rests.ts";
import { heatMap, type Pair, tornado } from "./sensitivity.ts";
import type { Crossover } from "./sensitivity-view.ts";
import { cheapest, verdictOf } from "./verdict.ts";
import { admissibleOption, type Weighed, winsOf } from "./weighed-option.ts";

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
  const { staleAfterMonths } = settings.book;
  const place = { file: request.file, today: settings.today, staleAfterMonths, line: request.lineOf };
  const linesOf = (candidate: Candidate): OptionLines =>
    optionLines({ candidate, file: request.province, plan: planOf(candidate.province), service, prices: table });
  const feeLinesOf = (candidate: Candidate, basis: PriceBasis): readonly CostLine[] =>
    providerPart({ candidate, file: request.province, service, prices: table, basis }).lines.filter(isFeeLine);
  const allowed = all.filter(({ admissible }) => admissible);
  const first = allowed[0] === undefined ? undefined : linesOf(allowed[0]);
  // Carrier tariffs are the same whoever answers.
  const prices = withTariffs(table, first?.tariffs ?? [], place);
  const { discountPercent: ratePercent, ratesPercent } = settings.finance;
  const costed = allowed.map((candidate): Omit<Weighed, "presents"> => {
    const own = linesOf(candidate);
    const horizon = horizonOf(own, settings.finance);
    const compiled = compile(own.lines, { prices, horizon, ratePercent });
    const costing = cost(own.lines, { prices, horizon, ratePercent, ratesPercent, derivations: false });
    return { candidate, own, costing, compiled };
  });
  const drawn = settings.draws.presents(
    costed.map(({ compiled }) => compiled),
    prices,
  );
  const weighed = costed.map((each, index): Weighed => ({ ...each, presents: drawn[index] ?? new Float64Array(0) }));
  // A lower bound that is the lowest proves nothing.
  const complete = weighed.every(({ costing }) => costing.present.unknown.length === 0);
  const wins = complete ? winsOf(weighed.map(({ presents }) => presents)) : undefined;
  const pairOf = (mode: "self-built" | "outsourced"): Weighed | undefined =>
    cheapest(
      weighed.filter(({ candidate }) => candidate.mode === mode),
      ({ costing }) => costing.present,
    );
  const selfBuilt = pairOf("self-built");
  const outsourced = pairOf("outsourced");
  const kept = new Set([selfBuilt?.candidate.id, outsourced?.candidate.id]);
  const results = all.map((candidate): OptionResult => {
    const index = weighed.findIndex((each) => each.candidate === candidate);
    const each = weighed[index];
    if (each === undefined) return { ...optionOf(candidate), admissible: false, rules: candidate.rules };
    const detailed = settings.detail === "full" || candidate.stated || kept.has(candidate.id);
    return admissibleOption(each, {
      wins: wins === undefined ? null : (wins[index] ?? 0),
      detailed,
      prices,
      service,
      settings,
      feeLinesOf,
    });
  });
  const unlike = [
    ...mismatches(request.province, service, table.get("out.seat.hoursWeek")?.likely),
    ...laborUnlike(
      results
        .filter((option) => option.admissible)
        .filter((option) => option.stated || option.id === outsourced?.candidate.id),
      service,
      prices,
    ),
  ];
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
  // What lacks a price can't be set against anything: half of a difference would look like one.
  const priced = [selfBuilt, outsourced].every(({ costing }) => costing.present.unknown.length === 0);
  const bars = priced ? tornado(pair) : [];
  const [oneTogether = new Float64Array(0), otherTogether = new Float64Array(0)] = settings.together.presents(
    [selfBuilt.compiled, outsourced.compiled],
    prices,
  );
  const relevant = used([selfBuilt, outsourced], prices);
  const verdict = verdictOf({
    options: weighed.map(({ candidate, costing }) => ({
      ...candidate,
      present: costing.present,
      rests: costing.rests,
      unknownShare: costing.unknownShare,
    })),
    draws: { selfBuilt: selfBuilt.presents, outsourced: outsourced.presents },
    together: { selfBuilt: oneTogether, outsourced: otherTogether },
    differenceRests: restsOfDifference(selfBuilt.compiled, outsourced.compiled, prices),
    tornado: bars,
    finance: settings.finance,
    stale: relevant.some(({ stale }) => stale),
    expired: settings.book.validTo < settings.today,
    unlike: unlike.length > 0,
    volumeAssumed: request.volumeAssumed,
  });
  const histogram =
    settings.detail === "full" && priced ? differenceHistogram(selfBuilt.presents, outsourced.presents) : undefined;
  for (const { presents } of weighed) settings.draws.giveBack(presents);
  for (const column of [oneTogether, otherTogether]) settings.together.giveBack(column);
  return {
    ...base,
    comparable: true,
    options: results,
    mismatches: unlike,
    pair: { selfBuilt: selfBuilt.candidate.id, outsourced: outsourced.candidate.id },
    crossover: priced ? crossoverOf(selfBuilt.costing.monthly, outsourced.costing.monthly) : { kind: "not-applicable" },
    breakEvens: priced
      ? breakEvensOf({ pair, outsourced, request, settings, table, callsPerDay: stated.traffic.callsPerDay })
      : [],
    tornado: bars,
    heatMap: heatMap(pair, bars),
    histogram,
    verdict,
    prices: used(weighed, prices),
  };
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

/** Prices that the options read, in the order of their ids. */
function used(weighed: readonly Weighed[], prices: PriceTable): readonly PriceStatus[] {
  const ids = new Set<string>();
  for (const { own } of weighed) for (const id of pricesOf(own.lines)) ids.add(id);
  return [...ids].sort().flatMap((id) => prices.get(id)?.status ?? []);
}
