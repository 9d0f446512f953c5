import type { Province } from "../../provinces/province.ts";
import { USUAL } from "../demand.ts";
import type { AdmissibleOption, Mismatch } from "./option.ts";
import { likely, type PriceTable } from "./price-table.ts";
import { basesFor } from "./provider-lines.ts";
import type { ServiceQuantities } from "./quantities.ts";
import { evaluate, type Term } from "./term.ts";

/**
 * A fee for people that pays less than this share of the wages and social insurance of the heads that the service needs
 * is no fee for this service: it counts on agents who also serve others, or on another volume. Seat and head prices of
 * tenders pay about nine tenths, since providers pay less than the book's likely wage.
 */
export const LEAST_LABOR_SHARE = 0.8;

/** Units may differ this much before two offers are called unlike: rounding, part-time seats. */
const TOLERANCE = 0.05;

export interface SeatOffer {
  /** Seats in the rooms, heads on the payroll, hours a year for which all seats are staffed. */
  readonly seats: number;
  readonly heads: number;
  readonly staffedHoursYear: number;
  /** One-shift seats that the provider is paid for, and the hours a week each is staffed. */
  readonly contractedSeats: number;
  readonly seatHoursWeek: number;
}

/** Seats against one-shift seats: the same number is not the same service when one side staffs them longer. */
export function seatLikeness(offer: SeatOffer): Mismatch | undefined {
  const { seats, heads, staffedHoursYear, contractedSeats, seatHoursWeek } = offer;
  const covered = contractedSeats * seatHoursWeek * 52;
  if (Math.abs(covered - staffedHoursYear) <= TOLERANCE * staffedHoursYear) return undefined;
  return {
    code: "UNLIKE_HEADS_PER_SEAT",
    facts: {
      seats,
      heads,
      headsPerSeat: round(heads / seats),
      contracted: contractedSeats,
      staffedHoursYear: Math.round(staffedHoursYear),
      coveredHoursYear: Math.round(covered),
      alike: round(staffedHoursYear / 52 / seatHoursWeek),
    },
  };
}

/** What in the stated contract is not the service that the other options are costed for. */
export function mismatches(
  province: Province,
  service: ServiceQuantities,
  seatHoursWeek: number | undefined,
): readonly Mismatch[] {
  const { build } = province;
  if (build.mode === "self-built") return [];
  const found: Mismatch[] = [];
  const { basis, minimumPerMonth: contracted } = build.pricing;
  const leases = new Set(
    (["equipment", "premises", "people", "service"] as const).filter((flag) => build.leases[flag]),
  );
  if (!basesFor(leases).includes(basis))
    found.push({
      code: "UNLIKE_BASIS",
      facts: { basis, leases: [...leases].join("+"), allowed: basesFor(leases).join(", ") },
    });
  else if (contracted !== undefined)
    found.push(
      ...unitsUnlike(build.pricing.basis, contracted, { service, seatHoursWeek, people: leases.has("people") }),
    );
  const target = { ...USUAL, ...province.serviceTarget };
  const { answeredPercent = USUAL.answeredPercent, withinSeconds = USUAL.withinSeconds } = target;
  if (leases.has("service") && (build.sla.answeredPercent < answeredPercent || build.sla.withinSeconds > withinSeconds))
    found.push({
      code: "UNLIKE_SERVICE_LEVEL",
      facts: {
        owedPercent: build.sla.answeredPercent,
        owedSeconds: build.sla.withinSeconds,
        targetPercent: answeredPercent,
        targetSeconds: withinSeconds,
      },
    });
  return found;
}

function unitsUnlike(
  basis: "seat" | "head" | "call" | "minute",
  contracted: number,
  {
    service,
    seatHoursWeek,
    people,
  }: { service: ServiceQuantities; seatHoursWeek: number | undefined; people: boolean },
): readonly Mismatch[] {
  switch (basis) {
    case "seat": {
      if (!people)
        return differs(contracted, service.seats)
          ? [{ code: "UNLIKE_SEATS", facts: { contracted, needed: service.seats } }]
          : [];
      if (seatHoursWeek === undefined) return [];
      const offer = {
        seats: service.seats,
        heads: service.heads,
        staffedHoursYear: service.hoursWeek * 52,
        contractedSeats: contracted,
        seatHoursWeek,
      };
      const unlike = seatLikeness(offer);
      return unlike === undefined ? [] : [unlike];
    }
    case "head":
      return differs(contracted, service.heads)
        ? [{ code: "UNLIKE_HEADS", facts: { contracted, needed: service.heads } }]
        : [];
    case "call":
    case "minute": {
      const needed = Math.round((basis === "call" ? service.answeredYear : service.talkMinutesYear) / 12);
      return contracted > needed * (1 + TOLERANCE) ? [{ code: "UNLIKE_MINIMUM", facts: { contracted, needed } }] : [];
    }
  }
}

function differs(contracted: number, needed: number): boolean {
  return Math.abs(contracted - needed) > TOLERANCE * needed;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * What a monthly fee for people pays of the wages and social insurance of all heads, likely prices; null where a price is
 * missing or there are no heads.
 */
export function laborShare(fee: Term, { heads }: Pick<ServiceQuantities, "heads">, prices: PriceTable): number | null {
  const valued = likely(prices);
  const paid = evaluate(fee, valued);
  const [wage, welfare] = [valued("wage.agent"), valued("welfare.pct")];
  if (paid === undefined || wage === undefined || welfare === undefined || heads === 0) return null;
  return paid / (heads * wage * (1 + welfare));
}

/** Options whose fee can't pay for the heads that all others are costed with; the first of each price basis. */
export function laborUnlike(
  options: readonly Pick<AdmissibleOption, "id" | "byBasis">[],
  service: Pick<ServiceQuantities, "heads">,
  prices: PriceTable,
): readonly Mismatch[] {
  const all = options.flatMap((option) => unlikeOf(option, service, prices));
  return all.filter(({ facts }, index) => all.findIndex((other) => other.facts["basis"] === facts["basis"]) === index);
}

function unlikeOf(
  option: Pick<AdmissibleOption, "id" | "byBasis">,
  { heads }: Pick<ServiceQuantities, "heads">,
  prices: PriceTable,
): readonly Mismatch[] {
  const used = option.byBasis.find((each) => each.used);
  if (used === undefined || used.laborShare === null || used.laborShare >= LEAST_LABOR_SHARE) return [];
  const valued = likely(prices);
  const head = ((valued("wage.agent") ?? 0) * (1 + (valued("welfare.pct") ?? 0))) / 100;
  return [
    {
      code: "UNLIKE_LABOR",
      facts: {
        option: option.id,
        basis: used.basis,
        heads,
        paidPerHead: Math.round(head * used.laborShare),
        neededPerHead: Math.round(head),
        percent: round(100 * used.laborShare),
        least: 100 * LEAST_LABOR_SHARE,
      },
    },
  ];
}
