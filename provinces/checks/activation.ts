import { type ActivationFields, isPerNetwork, returnsPlace, startOf, stepPlace } from "../activation-places.ts";
import type { FieldPath, Finding } from "../finding.ts";
import { dottedPath } from "../messages.ts";
import { STEP_IDS, STEPS, type StepId } from "../reference/activation-procedure.ts";
import type { Activation } from "../schema/activation.ts";
import type { IsoDate } from "../schema/date.ts";
import { both, listOf } from "../wording.ts";
import { findingAt } from "./finding-at.ts";

interface Dated {
  readonly path: FieldPath;
  readonly date: IsoDate | undefined;
}

interface Order {
  readonly earlier: Dated;
  readonly later: Dated;
  /** The earlier step can't be left out. */
  readonly required: boolean;
}

/** Dates run in the order of the procedure; no step stands without those before it, and none after an end. */
export function checkActivation(fields: ActivationFields): readonly Finding[] {
  const { activation, localNetworks } = fields;
  if (activation === undefined) return [];
  const known = localNetworks.map((network) => network.areaCode);
  const areaCodes = Object.keys(activation.networks ?? {});
  const unknown = areaCodes
    .filter((areaCode) => !known.includes(areaCode))
    .map((areaCode) =>
      findingAt(["activation", "networks", areaCode], "ACTIVATION_NETWORK_UNKNOWN", {
        found: areaCode,
        ...both("allowed", listOf(known)),
      }),
    );
  const end = checkEnd(fields, areaCodes);
  // What stands behind an end is wrong in one way only.
  const behindEnd = new Set(end.map(({ where }) => dottedPath(where.path ?? [])));
  const orders = ordersOf(fields, areaCodes).filter(({ later }) => !behindEnd.has(dottedPath(later.path)));
  return [
    ...unknown,
    ...checkFilingLevel(fields),
    ...orders.flatMap(checkOrder),
    ...end,
    ...(activation.contactChanges ?? []).flatMap((change, index) =>
      checkOrder({
        earlier: { path: ["activation", "contactChanges", index, "on"], date: change.on },
        later: { path: ["activation", "contactChanges", index, "notifiedOn"], date: change.notifiedOn },
        required: true,
      }),
    ),
  ];
}

/** Each pair of steps once: those of the province whatever the network. */
function ordersOf(fields: ActivationFields, areaCodes: readonly string[]): readonly Order[] {
  return STEP_IDS.flatMap((step) => {
    const each = isPerNetwork(step, fields) ? areaCodes : [""];
    return each.flatMap((areaCode) => {
      const later = stepPlace(step, fields, areaCode);
      const orders = STEPS[step].after.map((before) => ({
        earlier: stepPlace(before, fields, areaCode),
        later,
        required: isRequired(before, fields),
      }));
      const sendsBack = step === "accepted" ? "submitted" : step === "filingNoticed" ? "filed" : undefined;
      return sendsBack === undefined ? orders : [...orders, ...returnOrders(sendsBack, { fields, areaCode, later })];
    });
  });
}

/** A code that is allocated needs no date of its approval, nor of what led to it. */
function isRequired(step: StepId, { activation }: ActivationFields): boolean {
  return (step !== "approved" && step !== "accepted") || startOf(activation) === "dossier";
}

/** Handed in, sent back, completed, sent back again ..., and complete before the next step. */
function returnOrders(
  step: "submitted" | "filed",
  { fields, areaCode, later }: { fields: ActivationFields; areaCode: string; later: Dated },
): readonly Order[] {
  const { path, returns } = returnsPlace(step, fields, areaCode);
  let handedIn: Dated = stepPlace(step, fields, areaCode);
  const orders: Order[] = [];
  for (const [index, { on, completedOn }] of returns.entries()) {
    const sentBack = { path: [...path, index, "on"], date: on };
    const completed = { path: [...path, index, "completedOn"], date: completedOn };
    orders.push(
      { earlier: handedIn, later: sentBack, required: true },
      { earlier: sentBack, later: completed, required: true },
    );
    handedIn = completed;
  }
  return returns.length === 0 ? [] : [...orders, { earlier: handedIn, later, required: true }];
}

/** Where the filing is one, its dates are the province's; where each locality files, they are the networks'. */
function checkFilingLevel({ activation = {}, filing }: ActivationFields): readonly Finding[] {
  const keys = ["filedOn", "filingReturned", "filingNoticeOn"] as const;
  const misplaced = (holder: Partial<Activation>, path: FieldPath, mode: string): readonly Finding[] =>
    keys
      .filter((key) => holder[key] !== undefined)
      .map((key) => findingAt([...path, key], "ACTIVATION_FILING_LEVEL", { found: key, mode }));
  return filing === "per-locality"
    ? misplaced(activation, ["activation"], "per-locality")
    : Object.entries(activation.networks ?? {}).flatMap(([areaCode, dates]) =>
        misplaced(dates, ["activation", "networks", areaCode], "province-centralized"),
      );
}

/** A refusal needs what was refused, and ends the procedure: no later step has a date. */
function checkEnd(fields: ActivationFields, areaCodes: readonly string[]): readonly Finding[] {
  const { activation = {} } = fields;
  const ends = [
    { key: "notAccepted", before: "submitted", end: activation.notAccepted },
    { key: "refused", before: "accepted", end: activation.refused },
  ] as const;
  return ends.flatMap(({ key, before, end }) => {
    if (end === undefined) return [];
    const later = { path: ["activation", key, "on"], date: end.on };
    const order = checkOrder({ earlier: stepPlace(before, fields, ""), later, required: true });
    const steps = STEP_IDS.slice(STEP_IDS.indexOf(before) + 1).flatMap((step) =>
      (isPerNetwork(step, fields) ? areaCodes : [""]).map((areaCode) => stepPlace(step, fields, areaCode)),
    );
    const afterwards = steps
      .filter(({ date }) => date !== undefined)
      .map(({ path }) =>
        findingAt(path, "ACTIVATION_AFTER_END", { later: dottedPath(path), end: `activation.${key}`, on: end.on }),
      );
    return [...order, ...afterwards];
  });
}

function checkOrder({ earlier, later, required }: Order): readonly Finding[] {
  if (later.date === undefined) return [];
  const facts = { later: dottedPath(later.path), earlier: dottedPath(earlier.path), found: later.date };
  if (earlier.date === undefined) return required ? [findingAt(later.path, "ACTIVATION_STEP_MISSING", facts)] : [];
  return later.date < earlier.date
    ? [findingAt(later.path, "ACTIVATION_ORDER", { ...facts, before: earlier.date })]
    : [];
}
