import { type CostLine, MONTHLY, PROVIDER, present, WAGES, YEARLY } from "./cost-line.ts";
import type { PriceBasis } from "./cost-view.ts";
import type { ContractTerms, LeaseFlag } from "./option.ts";
import type { ServiceQuantities } from "./quantities.ts";
import { scaled, type Term, term } from "./term.ts";

/** What of a price basis a province takes in a month, before it is priced. */
type Taken = Omit<Term, "factors">;

export interface ProviderRequest {
  readonly leases: ReadonlySet<LeaseFlag>;
  readonly basis: PriceBasis;
  readonly service: Pick<ServiceQuantities, "seats" | "heads" | "hoursWeek" | "answeredYear" | "talkMinutesYear">;
  /** Hours a week that a one-shift seat price covers, likely; undefined where the book lacks it. */
  readonly seatHoursWeek: number | undefined;
  readonly minimumPerMonth: number | undefined;
}

export interface Fee {
  readonly terms: readonly Term[];
  /** Units of the basis that the demand takes and that are paid in a month. */
  readonly unitsPerMonth: number;
  readonly paidUnitsPerMonth: number;
}

/** Bases on which these flags can be priced; people without responsibility for the service are paid by head. */
export function basesFor(leases: ReadonlySet<LeaseFlag>): readonly PriceBasis[] {
  if (!leases.has("people")) return ["seat"];
  return leases.has("service") ? ["seat", "head", "call", "minute"] : ["head"];
}

/**
 * The provider's monthly fee, like for like: people by the basis at equal staffed hours, platform and rooms by seat
 * where the people's price does not include them. A minimum is paid even when the demand is lower.
 */
export function feeOf(request: ProviderRequest): Fee {
  const { leases, basis, service, minimumPerMonth } = request;
  const has = (flag: LeaseFlag): boolean => leases.has(flag);
  const everything = basis === "seat" && has("equipment") && has("premises") && has("people") && has("service");
  const people = has("people") ? peopleTerm(request, everything) : undefined;
  const seats: Taken = { quantity: service.seats, unit: "seat", figure: "agents.seats", what: "seats" };
  const parts: Term[] = [];
  if (has("equipment") && !everything) parts.push(term(seats, ["price", "out.seatMonth.system"]));
  if (has("premises") && !everything) parts.push(term(seats, ["price", "out.seatMonth.premises"]));
  if (people !== undefined) return { ...people, terms: [...people.terms, ...parts] };
  // Without people the basis is the seat itself.
  const paid = Math.max(service.seats, minimumPerMonth ?? 0);
  return {
    terms: parts.map((part) => ({ ...part, quantity: paid })),
    unitsPerMonth: service.seats,
    paidUnitsPerMonth: paid,
  };
}

function peopleTerm(request: ProviderRequest, everything: boolean): Fee {
  const { basis, service, seatHoursWeek, minimumPerMonth = 0 } = request;
  const fee = (units: number, taken: Term, price: string): Fee => {
    if (minimumPerMonth <= units) return { terms: [taken], unitsPerMonth: units, paidUnitsPerMonth: units };
    const least: Taken = { quantity: minimumPerMonth, unit: basis, figure: undefined, what: "contracted minimum" };
    return { terms: [term(least, ["price", price])], unitsPerMonth: units, paidUnitsPerMonth: minimumPerMonth };
  };
  switch (basis) {
    case "seat": {
      const price = everything ? "out.seatMonth.full" : "out.seatMonth.staff";
      const hours: Taken = {
        quantity: service.hoursWeek,
        unit: "hour/week",
        figure: "agents.shifts",
        what: "staffed seat-hours a week / hours that a one-shift seat covers",
      };
      const units = seatHoursWeek === undefined ? 0 : service.hoursWeek / seatHoursWeek;
      return fee(units, term(hours, ["by", "out.seat.hoursWeek"], ["price", price]), price);
    }
    case "head": {
      const price = request.leases.has("service") ? "out.headMonth.staff" : "out.headMonth.people";
      const heads: Taken = { quantity: service.heads, unit: "head", figure: "agents.heads", what: "heads" };
      return fee(service.heads, term(heads, ["price", price]), price);
    }
    case "call": {
      const units = service.answeredYear / 12;
      const calls: Taken = { quantity: units, unit: "call", figure: "demand", what: "answered calls a month" };
      return fee(units, term(calls, ["price", "out.perCall"]), "out.perCall");
    }
    case "minute": {
      const units = service.talkMinutesYear / 12;
      const minutes: Taken = { quantity: units, unit: "minute", figure: "demand", what: "talk minutes a month" };
      return fee(units, term(minutes, ["price", "out.perMinute"]), "out.perMinute");
    }
  }
}

/** Fee, what its misses cost the provider, each tender, each change of hands, and what stays with the department. */
export function providerLines(
  fee: Fee,
  {
    leases,
    contract,
    service,
  }: {
    readonly leases: ReadonlySet<LeaseFlag>;
    readonly contract: ContractTerms;
    readonly service: Pick<ServiceQuantities, "seats" | "heads">;
  },
): readonly CostLine[] {
  const tender = { quantity: 1, unit: "contract", figure: undefined, what: "each tender" };
  return present([
    { id: "provider.fee", category: "provider", payment: MONTHLY, growth: PROVIDER, terms: fee.terms },
    {
      id: "deductions.service-level",
      category: "deductions",
      payment: MONTHLY,
      growth: PROVIDER,
      // A contract that deducts nothing is not cheaper for missing its targets.
      terms:
        leases.has("service") && contract.deductionCapPercent > 0
          ? negated(scaled(fee.terms, ["percent", "out.deduction.pct"]))
          : [],
    },
    {
      id: "provider.setup",
      category: "provider",
      payment: { kind: "renewal", everyMonths: contract.months },
      growth: PROVIDER,
      terms: [term(tender, ["price", "out.setup"])],
    },
    {
      id: "provider.changes",
      category: "provider",
      payment: YEARLY,
      growth: PROVIDER,
      terms: leases.has("equipment")
        ? [term({ ...tender, unit: "system", what: "the leased platform" }, ["price", "out.custom.year"])]
        : [],
    },
    {
      id: "provider.transition",
      category: "provider",
      payment: { kind: "contract-end" },
      growth: PROVIDER,
      terms: scaled(fee.terms, ["percent", "out.transition.pct"]).map((each) => ({
        ...each,
        quantity: each.quantity * contract.transitionMonths,
        what: `${each.what}, months of handing over`,
      })),
    },
    {
      id: "people.retained",
      category: "people",
      payment: MONTHLY,
      growth: WAGES,
      terms: [retainedTerm(contract.retainedSeats, service)],
    },
    {
      id: "exit.data",
      category: "exit",
      payment: { kind: "exit" },
      growth: PROVIDER,
      terms: [term({ ...tender, what: "the last contract" }, ["price", "out.exit"])],
    },
  ]);
}

/** Lines that move with the price basis. */
export function isFeeLine({ id }: CostLine): boolean {
  return id === "provider.fee" || id === "deductions.service-level" || id === "provider.transition";
}

/**
 * Heads of the retained seats, as many a seat as all others take: a seat kept around the clock needs its shifts too.
 * Without retained seats the usual number of heads; supervisors by grade.
 */
function retainedTerm(seats: number, service: Pick<ServiceQuantities, "seats" | "heads">): Term {
  const wage = [
    ["price", "wage.supervisor"],
    ["plus-percent", "welfare.pct"],
  ] as const;
  if (seats === 0) {
    const one = { quantity: 1, unit: "site", figure: undefined, what: "heads kept by the department" };
    return term(one, ["price", "out.retainedStaff"], ...wage);
  }
  const heads = service.seats === 0 ? seats : Math.ceil((seats * service.heads) / service.seats - 1e-9);
  const what = "retained seats x heads of a seat, rounded up";
  return term({ quantity: heads, unit: "head", figure: "switch.retainedSeats", what }, ...wage);
}

function negated(terms: readonly Term[]): readonly Term[] {
  return terms.map((each) => ({ ...each, quantity: -each.quantity }));
}
