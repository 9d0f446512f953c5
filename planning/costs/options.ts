import { checkOutsourcing } from "../../provinces/checks/outsourcing.ts";
import { checkProvince } from "../../provinces/checks.ts";
import type { Finding } from "../../provinces/finding.ts";
import { severityOf } from "../../provinces/messages.ts";
import type { Province } from "../../provinces/province.ts";
import type { OutsourcedBuild } from "../../provinces/schema/build.ts";
import { UNASSIGNED } from "../../provinces/schema/field.ts";
import { USUAL } from "../demand.ts";
import type { PriceBasis } from "./cost-view.ts";
import type { ContractTerms, Ingress, LeaseFlag, Option, RuleView } from "./option.ts";
import { basesFor } from "./provider-lines.ts";

export const LEASE_FLAGS: readonly LeaseFlag[] = ["equipment", "premises", "people", "service"];

/** Terms of a contract that nobody has drafted yet. */
export const USUAL_CONTRACT = { months: 12, transitionMonths: 3, deductionCapPercent: 10, retainedSeats: 2 } as const;

/** A way to run the province's line: the province with another build, and whether the checks allow it. */
export interface Candidate extends Option {
  readonly province: Province;
  readonly rules: readonly RuleView[];
  readonly admissible: boolean;
}

/** Self-built, and every combination of the four flags by both kinds of ingress; a combination of none is no option. */
export function candidates(province: Province): readonly Candidate[] {
  const stated = optionId(province.build);
  const given = new Set(checkProvince(province).map(fingerprint));
  // Flags and ingress are read by one group of rules; the rest is the same for every leased variant.
  const general = new Map<string, readonly Finding[]>();
  const check = (variant: Province): readonly Finding[] => {
    const { mode } = variant.build;
    const own = checkOutsourcing(variant);
    const known = general.get(mode);
    if (known !== undefined) return [...known, ...own];
    const except = new Set(own.map(fingerprint));
    const others = checkProvince(variant).filter((finding) => !except.has(fingerprint(finding)));
    general.set(mode, others);
    return [...others, ...own];
  };
  const candidate = (build: Province["build"]): Candidate => {
    // Where the provider's platform answers, joining the business systems is the provider's.
    const elsewhere = build.mode === "outsourced" && build.leases.equipment;
    const variant: Province = { ...province, build, ...(elsewhere ? { integration: undefined } : {}) };
    const rules = check(variant)
      .filter((finding) => !given.has(fingerprint(finding)) || finding.where.path?.[0] === "build")
      .flatMap(ruleOf);
    return {
      id: optionId(build),
      mode: build.mode,
      leases: leasesOf(build),
      ingress: build.mode === "outsourced" ? ingressOf(build) : undefined,
      stated: optionId(build) === stated,
      province: variant,
      rules,
      admissible: rules.every(({ severity }) => severity !== "error"),
    };
  };
  const ingresses: readonly Ingress[] = ["department-edge", "provider-site"];
  const outsourced = Array.from({ length: 15 }, (_, index) => 15 - index).flatMap((bits) => {
    const leases = new Set(LEASE_FLAGS.filter((_, bit) => (bits & (8 >> bit)) !== 0));
    return ingresses.map((ingress) => candidate(outsourcedBuild(province, leases, ingress)));
  });
  return [candidate({ mode: "self-built" }), ...outsourced];
}

/** `people+service@department-edge`. */
export function optionId(build: Province["build"]): string {
  return build.mode === "self-built" ? "self-built" : `${leasesOf(build).join("+")}@${ingressOf(build)}`;
}

function leasesOf(build: Province["build"]): readonly LeaseFlag[] {
  return build.mode === "self-built" ? [] : LEASE_FLAGS.filter((flag) => build.leases[flag]);
}

function ingressOf(build: OutsourcedBuild): Ingress {
  return build.ingress ?? "department-edge";
}

/** The file's own contract with other flags, or the usual one where the file is self-built. */
function outsourcedBuild(province: Province, leases: ReadonlySet<LeaseFlag>, ingress: Ingress): OutsourcedBuild {
  const flags = {
    equipment: leases.has("equipment"),
    premises: leases.has("premises"),
    people: leases.has("people"),
    service: leases.has("service"),
  };
  if (province.build.mode === "outsourced") return { ...province.build, leases: flags, ingress };
  const { answeredPercent, withinSeconds } = { ...USUAL, ...province.serviceTarget };
  return {
    mode: "outsourced",
    leases: flags,
    ingress,
    provider: { name: UNASSIGNED, sipAddress: UNASSIGNED },
    contract: { months: USUAL_CONTRACT.months, transitionMonths: USUAL_CONTRACT.transitionMonths },
    sla: {
      answeredPercent: answeredPercent ?? USUAL.answeredPercent,
      withinSeconds: withinSeconds ?? USUAL.withinSeconds,
      formula: province.serviceTarget?.formula ?? "answered-in-time-of-offered",
    },
    pricing: { basis: usualBasis(leases) },
    retainedUnit: { name: UNASSIGNED, seats: USUAL_CONTRACT.retainedSeats },
  };
}

/** A whole seat where everything is leased or nobody is; people in other rooms or on other systems by head. */
function usualBasis(leases: ReadonlySet<LeaseFlag>): PriceBasis {
  const everything = LEASE_FLAGS.every((flag) => leases.has(flag));
  return everything || !leases.has("people") ? "seat" : "head";
}

/** What an outsourced candidate is costed with; the units are filled in when the fee is known. */
export function contractOf(
  candidate: Candidate,
  file: Province,
): Omit<ContractTerms, "unitsPerMonth" | "paidUnitsPerMonth"> | undefined {
  if (candidate.province.build.mode === "self-built") return undefined;
  const { contract, sla } = candidate.province.build;
  const leases = new Set(candidate.leases);
  const own = file.build.mode === "outsourced" ? file.build : undefined;
  const allowed = basesFor(leases);
  const fromFile = own !== undefined && allowed.includes(own.pricing.basis);
  const basis = fromFile ? own.pricing.basis : usualBasis(leases);
  const samePeople = own !== undefined && own.leases.people === leases.has("people");
  return {
    basis,
    basisFrom: fromFile ? "file" : "default",
    months: contract.months,
    monthsFrom: own === undefined ? "default" : "file",
    transitionMonths: contract.transitionMonths ?? USUAL_CONTRACT.transitionMonths,
    minimumPerMonth: fromFile && samePeople ? own.pricing.minimumPerMonth : undefined,
    deductionCapPercent: sla.deductionCapPercent ?? USUAL_CONTRACT.deductionCapPercent,
    retainedSeats: candidate.province.build.retainedUnit?.seats ?? 0,
  };
}

function ruleOf({ code, facts }: Finding): readonly RuleView[] {
  const severity = severityOf(code);
  return severity === "note" ? [] : [{ code, severity, facts }];
}

function fingerprint({ code, where, facts }: Finding): string {
  return JSON.stringify([code, where.path, facts]);
}

/** The option without what only the reckoning needs. */
export function optionOf({ id, mode, leases, ingress, stated }: Candidate): Option {
  return { id, mode, leases, ingress, stated };
}

/** What the file states, whether or not the checks allow it. */
export function statedCandidate(province: Province): Candidate {
  const { build } = province;
  return {
    id: optionId(build),
    mode: build.mode,
    leases: leasesOf(build),
    ingress: build.mode === "outsourced" ? ingressOf(build) : undefined,
    stated: true,
    province,
    rules: [],
    admissible: true,
  };
}
