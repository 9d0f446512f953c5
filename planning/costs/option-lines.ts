import type { Province } from "../../provinces/province.ts";
import type { CallCenterPlan } from "../plan.ts";
import type { CostLine } from "./cost-line.ts";
import type { PriceBasis } from "./cost-view.ts";
import type { ContractTerms } from "./option.ts";
import { type Candidate, contractOf } from "./options.ts";
import { ownLines } from "./own-lines.ts";
import type { PriceTable } from "./price-table.ts";
import { type Fee, feeOf, providerLines } from "./provider-lines.ts";
import { type OwnQuantities, ownQuantities, type ServiceQuantities } from "./quantities.ts";
import { type TariffPrice, telecomLines } from "./telecom-lines.ts";

export interface OptionLines {
  readonly lines: readonly CostLine[];
  readonly tariffs: readonly TariffPrice[];
  readonly contract: ContractTerms | undefined;
}

export interface LineRequest {
  readonly candidate: Candidate;
  readonly file: Province;
  /** Plan of the candidate's own province. */
  readonly plan: CallCenterPlan;
  readonly service: ServiceQuantities;
  readonly prices: PriceTable;
  /** In place of the contract's. */
  readonly basis?: PriceBasis | undefined;
}

/** All cost lines of one way to run the line, from its own plan. */
export function optionLines(request: LineRequest): OptionLines {
  const { candidate, plan, service, prices } = request;
  const leases = new Set(candidate.leases);
  const { seats, heads } = service;
  const hardware = hardwareOf(candidate.province, plan);
  const lifeYears = prices.get("life.hardware.years")?.likely;
  const horizonYears = prices.get("finance.horizon.years")?.likely ?? 0;
  const ownHeads = leases.has("people") ? 0 : heads;
  const build = candidate.province.build;
  const leased = build.mode === "outsourced";
  const link =
    leased && (leases.has("equipment") || leases.has("premises")) ? (build.provider.link ?? "private-line") : undefined;
  const retained = leased && leases.has("equipment") ? (build.retainedUnit?.seats ?? 0) : 0;
  const own = ownLines({
    hardware,
    equippedSeats: leases.has("equipment") ? retained : seats,
    roomSeats: leases.has("premises") ? retained : seats,
    heads: ownHeads,
    // Without responsibility for the service the provider's people are led by the department.
    supervisedHeads: leases.has("service") ? 0 : heads,
    itStaff: heads === 0 ? undefined : leases.has("equipment") ? "staff.it.edge" : "staff.it",
    openHoursYear: service.openHoursYear,
    securityLevel: service.securityLevel,
    assessments: { grading: 1, cryptography: 1 },
    renewalMonths: lifeYears === undefined ? undefined : Math.round(lifeYears * 12),
    horizonMonths: Math.round(horizonYears * 12),
  });
  const telecom = telecomLines(service, {
    dataLines: 1 + (link === "private-line" ? 1 : 0),
    vpnLines: link === "vpn" ? 1 : 0,
    // Calls of a department's edge go on to the provider and hold a channel there too.
    forwardedChannels:
      leases.has("equipment") && candidate.ingress === "department-edge" ? plan.traffic.pooled.channelsNeeded : 0,
  });
  const provider = providerPart(request);
  return {
    lines: [...own, ...telecom.lines, ...provider.lines],
    tariffs: telecom.tariffs,
    contract: provider.contract,
  };
}

/** What the provider is paid and what goes with it; nothing where nobody provides. */
export function providerPart(request: Omit<LineRequest, "plan">): Pick<OptionLines, "lines" | "contract"> {
  const { candidate, file, service, prices } = request;
  const leases = new Set(candidate.leases);
  const terms = contractOf(candidate, file);
  if (terms === undefined) return { lines: [], contract: undefined };
  const basis = request.basis ?? terms.basis;
  const fee: Fee = feeOf({
    leases,
    basis,
    service,
    seatHoursWeek: prices.get("out.seat.hoursWeek")?.likely,
    minimumPerMonth: basis === terms.basis ? terms.minimumPerMonth : undefined,
  });
  const contract: ContractTerms = {
    ...terms,
    basis,
    unitsPerMonth: fee.unitsPerMonth,
    paidUnitsPerMonth: fee.paidUnitsPerMonth,
  };
  return { lines: providerLines(fee, { leases, contract, service }), contract };
}

/** A plan serves many options. */
const hardwareKept = new WeakMap<CallCenterPlan, OwnQuantities>();

function hardwareOf(province: Province, plan: CallCenterPlan): OwnQuantities {
  const known = hardwareKept.get(plan) ?? ownQuantities(province, plan);
  hardwareKept.set(plan, known);
  return known;
}
