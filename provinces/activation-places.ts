import type { FieldPath } from "./finding.ts";
import type { Province } from "./province.ts";
import { STEPS, type StepId } from "./reference/activation-procedure.ts";
import type { Activation, NetworkActivation } from "./schema/activation.ts";
import type { IsoDate } from "./schema/date.ts";

/** Where a step's day stands in the province file, and the day if it is there. */
export interface StepPlace {
  readonly step: StepId;
  readonly path: FieldPath;
  readonly date: IsoDate | undefined;
}

/** Times more was asked for, and where that is written. */
export interface ReturnsPlace {
  readonly path: FieldPath;
  readonly returns: NonNullable<Activation["returned"]>;
}

export type ActivationFields = Pick<Province, "activation" | "filing" | "localNetworks">;

/** The code is allocated nationwide; who writes of an application is still applying. */
export function startOf(activation: Activation | undefined): "approved" | "dossier" {
  return activation?.startAt ?? (activation?.submittedOn === undefined ? "approved" : "dossier");
}

/** True where the step is one local network's: from the request on, and the filing where each locality files. */
export function isPerNetwork(step: StepId, { filing }: Pick<Province, "filing">): boolean {
  const { scope } = STEPS[step];
  return scope === "network" || (scope === "filing" && filing === "per-locality");
}

/** `areaCode` is ignored for steps of the whole province. */
export function stepPlace(step: StepId, fields: ActivationFields, areaCode: string): StepPlace {
  const { field } = STEPS[step];
  const { path, dates } = holderOf(fields, isPerNetwork(step, fields) ? areaCode : undefined);
  return { step, path: [...path, field], date: dates[field] };
}

/** Of the application, or of a filing. */
export function returnsPlace(step: "submitted" | "filed", fields: ActivationFields, areaCode: string): ReturnsPlace {
  const { path, dates } = holderOf(fields, isPerNetwork(step, fields) ? areaCode : undefined);
  return step === "submitted"
    ? { path: [...path, "returned"], returns: dates.returned ?? [] }
    : { path: [...path, "filingReturned"], returns: dates.filingReturned ?? [] };
}

/** The day of a step, and what is still asked for: materials count as handed in when they are complete. */
export function handedInOn(
  step: StepId,
  fields: ActivationFields,
  areaCode: string,
): { readonly date: IsoDate | undefined; readonly missing: readonly string[] } {
  const { date } = stepPlace(step, fields, areaCode);
  if (step !== "submitted" && step !== "filed") return { date, missing: [] };
  const last = returnsPlace(step, fields, areaCode).returns.at(-1);
  if (last === undefined) return { date, missing: [] };
  return { date: last.completedOn, missing: last.completedOn === undefined ? last.missing : [] };
}

/** Dates of the province, or of one of its networks. */
function holderOf(
  { activation }: ActivationFields,
  areaCode: string | undefined,
): { readonly path: FieldPath; readonly dates: Partial<Activation & NetworkActivation> } {
  return areaCode === undefined
    ? { path: ["activation"], dates: activation ?? {} }
    : { path: ["activation", "networks", areaCode], dates: activation?.networks?.[areaCode] ?? {} };
}
