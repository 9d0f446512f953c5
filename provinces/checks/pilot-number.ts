import type { FindingCode } from "../finding.ts";
import { UNASSIGNED } from "../schema/field.ts";
import type { Facts } from "../wording.ts";

// 1xx to 1xxxxx services, 95/96 service numbers, 400/800 numbers, mobile numbers; an area code before them changes nothing.
const SHORT_OR_NATIONWIDE = /^(?:1\d{2,5}|9[56]\d{3,4}|[48]00\d{7}|1[3-9]\d{9})$/;

/** Whether a pilot number is an ordinary number of the local network; undefined if it is, or is not known yet. */
export function pilotNumberFault(
  pilotNumber: string,
  areaCode: string,
): { readonly code: FindingCode; readonly facts: Facts } | undefined {
  if (pilotNumber === UNASSIGNED) return undefined;
  const facts = { found: JSON.stringify(pilotNumber), areaCode };
  const digits = pilotNumber.replace(/[-\s]/g, "");
  const local = digits.startsWith(areaCode)
    ? digits.slice(areaCode.length)
    : digits.replace(/^0\d{2,3}(?=\d{3,6}$)/, "");
  if (SHORT_OR_NATIONWIDE.test(local)) return { code: "PILOT_NUMBER_SHORT_CODE", facts };
  if (!/^0\d{2,3}-?\d{7,8}$/.test(pilotNumber)) return { code: "PILOT_NUMBER_MALFORMED", facts };
  if (!digits.startsWith(areaCode)) return { code: "PILOT_NUMBER_AREA_CODE", facts };
  if (local.length < 7 || local.length > 8) return { code: "PILOT_NUMBER_MALFORMED", facts };
  const digit = local.charAt(0);
  return /[2-8]/.test(digit) ? undefined : { code: "PILOT_NUMBER_FIRST_DIGIT", facts: { ...facts, digit } };
}
