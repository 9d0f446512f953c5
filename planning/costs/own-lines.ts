import { AT_START, type CostLine, GENERAL, MONTHLY, present, RENTS, WAGES, YEARLY } from "./cost-line.ts";
import type { OwnQuantities } from "./quantities.ts";
import { scaled, type Term, term } from "./term.ts";

/** What of an own operation a variant has; each group of lines exists only with its quantity. */
export interface OwnOperation {
  readonly hardware: OwnQuantities;
  /** Seats for whose computers, headsets and phones the department pays. */
  readonly equippedSeats: number;
  /** Seats in the department's rooms. */
  readonly roomSeats: number;
  /** Agents on the payroll, and heads that need a supervisor of the department. */
  readonly heads: number;
  readonly supervisedHeads: number;
  /** Price id of the technicians' number; undefined: none. */
  readonly itStaff: string | undefined;
  readonly openHoursYear: number;
  readonly securityLevel: 2 | 3;
  /** Systems to be assessed: 1, or 0 in arithmetic examples. */
  readonly assessments: { readonly grading: number; readonly cryptography: number };
  /** Months after which hardware is renewed; undefined where the price book does not say. */
  readonly renewalMonths: number | undefined;
  readonly horizonMonths: number;
}

const count = (quantity: number, unit: string, rest: { figure?: string; what: string }): Omit<Term, "factors"> => ({
  quantity,
  unit,
  figure: rest.figure,
  what: rest.what,
});

/** Hardware and software, once each; integration, maintenance and recovery are percents of it. */
function hardwareTerms({ hardware, equippedSeats }: OwnOperation): readonly Term[] {
  const { servers, storageTb, sites, e1Ports, fxoPorts } = hardware;
  const seats = count(equippedSeats, "seat", { figure: "agents.seats", what: "seats equipped by the department" });
  return [
    term(count(servers, "server", { what: "servers of the site" }), ["price", "srv.general"]),
    term(count(storageTb, "TB", { what: "storage of all volumes and databases" }), ["price", "storage.tb"]),
    term(count(sites, "site", { what: "sites with a network of their own" }), ["price", "net.core"]),
    term(count(e1Ports, "e1", { figure: "trunks", what: "E1 ports of the gateways" }), ["price", "gw.e1.port"]),
    term(count(fxoPorts, "line", { figure: "trunks", what: "FXO ports of the gateways" }), ["price", "gw.fxo.port"]),
    term(seats, ["price", "seat.pc"]),
    term(seats, ["price", "seat.headset"]),
    term(seats, ["price", "seat.phone"]),
    term(seats, ["price", "sw.acd.seat"]),
  ].filter(({ quantity }) => quantity !== 0);
}

/** Lines of what the department owns, houses and employs itself (formulas of the domain's cost section). */
export function ownLines(operation: OwnOperation): readonly CostLine[] {
  const { hardware, roomSeats, securityLevel, assessments, renewalMonths, horizonMonths } = operation;
  const bought = hardwareTerms(operation);
  const withIntegration = scaled(bought, ["plus-percent", "integration.pct"]);
  const system = count(1, "system", { what: "the department's system" });
  return present([
    {
      id: "hardware.purchase",
      category: "hardware",
      payment: renewalMonths === undefined ? AT_START : { kind: "renewal", everyMonths: renewalMonths },
      growth: GENERAL,
      terms: bought,
    },
    ...residualLines(bought, renewalMonths, horizonMonths),
    {
      id: "integration.purchase",
      category: "integration",
      payment: AT_START,
      growth: GENERAL,
      terms: scaled(bought, ["percent", "integration.pct"]),
    },
    {
      id: "premises.fitout",
      category: "premises",
      payment: AT_START,
      growth: GENERAL,
      terms: [
        term(count(roomSeats, "seat", { figure: "agents.seats", what: "seats in the department's rooms" }), [
          "price",
          "seat.fitout",
        ]),
      ],
    },
    {
      id: "premises.rent",
      category: "premises",
      payment: MONTHLY,
      growth: RENTS,
      terms: [
        term(
          count(roomSeats, "seat", { figure: "agents.seats", what: "seats in the department's rooms" }),
          ["price", "premises.m2PerSeat"],
          ["price", "premises.common"],
          ["price", "premises.rent"],
        ),
      ],
    },
    {
      id: "power.electricity",
      category: "power",
      payment: YEARLY,
      growth: GENERAL,
      terms: [
        term(
          count(roomSeats * operation.openHoursYear, "seat-hour", {
            what: "seats in the department's rooms x open hours a year",
          }),
          ["price", "power.seatKw"],
          ["price", "power.kwh"],
        ),
        term(
          count(hardware.servers * 8760, "server-hour", { what: "servers x 8760" }),
          ["price", "power.serverKw"],
          ["price", "power.kwh"],
        ),
      ],
    },
    {
      id: "maintenance.yearly",
      category: "maintenance",
      payment: YEARLY,
      growth: GENERAL,
      terms: scaled(withIntegration, ["percent", "maint.pct"]),
    },
    {
      id: "recovery.infrastructure",
      category: "recovery",
      payment: AT_START,
      growth: GENERAL,
      terms:
        hardware.recoverySites === 0
          ? []
          : scaled(infrastructure(bought, hardware.recoverySites), ["percent", "dr.infra.pct"]),
    },
    {
      id: "security.grading",
      category: "security",
      payment: securityLevel === 3 ? YEARLY : { kind: "renewal", everyMonths: 24 },
      growth: GENERAL,
      terms: [
        term({ ...system, quantity: assessments.grading }, [
          "price",
          securityLevel === 3 ? "mlps.l3.year" : "mlps.l2.twoYears",
        ]),
      ],
    },
    {
      id: "security.cryptography",
      category: "security",
      payment: YEARLY,
      growth: GENERAL,
      terms:
        securityLevel === 3
          ? [term({ ...system, quantity: assessments.cryptography }, ["price", "crypto.assessment.year"])]
          : [],
    },
    ...peopleLines(operation),
  ]);
}

/** What the hardware bought last is still worth at the end: straight-line over its life, nothing at the end of it. */
function residualLines(
  bought: readonly Term[],
  lifeMonths: number | undefined,
  horizonMonths: number,
): readonly CostLine[] {
  if (lifeMonths === undefined || lifeMonths === 0) return [];
  const boughtMonth = Math.floor((horizonMonths - 1) / lifeMonths) * lifeMonths;
  const left = 1 - (horizonMonths - boughtMonth) / lifeMonths;
  if (left <= 0) return [];
  return [
    {
      id: "hardware.residual",
      category: "hardware",
      payment: { kind: "residual", boughtMonth },
      growth: GENERAL,
      terms: bought.map((each) => ({
        ...each,
        quantity: -left * each.quantity,
        what: `${each.what}, share of life left at the end`,
      })),
    },
  ];
}

/** A recovery site repeats servers, storage and network, not the seats. */
function infrastructure(bought: readonly Term[], sites: number): readonly Term[] {
  return bought
    .filter(({ factors }) => !factors.some(({ price }) => price.startsWith("seat.") || price.startsWith("sw.")))
    .map((each) => ({ ...each, quantity: each.quantity * sites, what: `${each.what}, for each recovery site` }));
}

function peopleLines({ heads, supervisedHeads, itStaff }: OwnOperation): readonly CostLine[] {
  const agents = count(heads, "head", { figure: "agents.heads", what: "agents on the payroll" });
  const supervised = count(supervisedHeads, "head", { figure: "agents.heads", what: "heads / span, rounded up" });
  const people = (id: string, terms: readonly Term[]): CostLine => ({
    id: `people.${id}`,
    category: "people",
    payment: MONTHLY,
    growth: WAGES,
    terms,
  });
  return [
    people("agents", [term(agents, ["price", "wage.agent"], ["plus-percent", "welfare.pct"])]),
    people("supervisors", [
      term(supervised, ["ceil-by", "span.supervisor"], ["price", "wage.supervisor"], ["plus-percent", "welfare.pct"]),
    ]),
    people(
      "technicians",
      itStaff === undefined
        ? []
        : [
            term(
              count(1, "site", { what: "technicians of the site" }),
              ["price", itStaff],
              ["price", "wage.it"],
              ["plus-percent", "welfare.pct"],
            ),
          ],
    ),
    {
      id: "hiring.first",
      category: "hiring",
      payment: AT_START,
      growth: WAGES,
      terms: [term(agents, ["price", "hire.head"]), term(agents, ["price", "train.head"])],
    },
    {
      id: "hiring.turnover",
      category: "hiring",
      payment: YEARLY,
      growth: WAGES,
      terms: [
        term(agents, ["percent", "turnover.pct"], ["price", "hire.head"]),
        term(agents, ["percent", "turnover.pct"], ["price", "train.head"]),
      ],
    },
  ];
}
