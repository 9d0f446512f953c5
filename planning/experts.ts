import type { Province } from "../provinces/province.ts";
import { UNASSIGNED } from "../provinces/schema/field.ts";

/** Somebody of the department outside the queues to whom a caller can be passed on. */
export interface Expert {
  /** What an agent's telephone refers to, and the dialplan knows. */
  readonly extension: string;
  readonly label: string;
  /** 0, area code and number, or a mobile. */
  readonly number: string;
}

/** Those whose telephones are known. */
export function expertsOf({ desk }: Pick<Province, "desk">): readonly Expert[] {
  return (desk?.experts ?? [])
    .filter(({ number }) => number !== UNASSIGNED)
    .map(({ name, label, number }) => ({ extension: `expert-${name}`, label, number }));
}
