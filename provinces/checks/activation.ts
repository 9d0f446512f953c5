import type { FieldPath, Finding } from "../finding.ts";
import { dottedPath } from "../messages.ts";
import type { Province } from "../province.ts";
import { both, listOf } from "../wording.ts";
import { findingAt } from "./finding-at.ts";

interface Step {
  readonly path: FieldPath;
  readonly date: string | undefined;
}

interface Order {
  readonly earlier: Step;
  readonly later: Step;
  /** The earlier step can't be left out. */
  readonly required: boolean;
}

/** Dates run in the order of the procedure: approval, agreement, notice to subsidiaries; filing, notice, request, opening, report. */
export function checkActivation({
  activation,
  localNetworks,
}: Pick<Province, "activation" | "localNetworks">): readonly Finding[] {
  if (activation === undefined) return [];
  const step = (
    name: "approvedOn" | "agreementSignedOn" | "headquartersNotifiedOn" | "filedOn" | "filingNoticeOn",
  ): Step => ({ path: ["activation", name], date: activation[name] });
  const approved = step("approvedOn");
  const notice = step("filingNoticeOn");
  const orders: Order[] = [
    { earlier: approved, later: step("agreementSignedOn"), required: false },
    { earlier: step("agreementSignedOn"), later: step("headquartersNotifiedOn"), required: true },
    { earlier: approved, later: step("filedOn"), required: false },
    { earlier: step("filedOn"), later: notice, required: true },
  ];
  const known = localNetworks.map((network) => network.areaCode);
  const findings: Finding[] = [];
  for (const [areaCode, dates] of Object.entries(activation.networks ?? {})) {
    const path: FieldPath = ["activation", "networks", areaCode];
    if (!known.includes(areaCode))
      findings.push(
        findingAt(path, "ACTIVATION_NETWORK_UNKNOWN", { found: areaCode, ...both("allowed", listOf(known)) }),
      );
    const own = (name: "requestedOn" | "openedOn" | "reportedOn"): Step => ({
      path: [...path, name],
      date: dates[name],
    });
    orders.push(
      { earlier: own("requestedOn"), later: own("openedOn"), required: true },
      { earlier: notice, later: own("openedOn"), required: true },
      { earlier: own("openedOn"), later: own("reportedOn"), required: true },
    );
  }
  return [...findings, ...orders.flatMap(checkOrder)];
}

function checkOrder({ earlier, later, required }: Order): readonly Finding[] {
  if (later.date === undefined) return [];
  const facts = { later: dottedPath(later.path), earlier: dottedPath(earlier.path), found: later.date };
  if (earlier.date === undefined) return required ? [findingAt(later.path, "ACTIVATION_STEP_MISSING", facts)] : [];
  return later.date < earlier.date
    ? [findingAt(later.path, "ACTIVATION_ORDER", { ...facts, before: earlier.date })]
    : [];
}
