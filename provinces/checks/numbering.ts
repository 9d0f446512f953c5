import type { Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { findingAt } from "./finding-at.ts";

/** Retired numbers are others than 12333, each once, switched off before they go back. */
export function checkNumbering({ numbering }: Pick<Province, "numbering">): readonly Finding[] {
  const retired = numbering?.retiredNumbers ?? [];
  return retired.flatMap(({ number, stoppedOn, returnedOn }, index) => {
    const path = ["numbering", "retiredNumbers", index];
    const own: Finding[] = [];
    if (number === "12333") own.push(findingAt([...path, "number"], "RETIRED_NUMBER_IS_12333"));
    const first = retired.findIndex((other) => other.number === number);
    if (first < index)
      own.push(
        findingAt([...path, "number"], "RETIRED_NUMBER_TWICE", {
          found: number,
          other: `numbering.retiredNumbers[${first}]`,
        }),
      );
    if (stoppedOn !== undefined && returnedOn !== undefined && returnedOn < stoppedOn)
      own.push(
        findingAt([...path, "returnedOn"], "ACTIVATION_ORDER", {
          later: "returnedOn",
          found: returnedOn,
          earlier: "stoppedOn",
          before: stoppedOn,
        }),
      );
    return own;
  });
}
