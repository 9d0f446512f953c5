import { UserError } from "../../provinces/finding.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { diffRun } from "../diffing.ts";
import { reported } from "./preview.ts";

/** Two git revisions without any state: exit 3 when a change would break a rule, 2 for changes if asked for, else 0. */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const [range = ""] = invocation.arguments;
  const [, from = "", to = ""] = /^(.*?[^.])\.\.(?!\.)(.*)$/.exec(range) ?? [];
  if (from === "") throw new UserError([{ code: "RANGE_MALFORMED", where: {}, facts: { found: range } }]);
  return reported(invocation, async () => ({
    previewed: await diffRun(invocation, { from, to: to === "" ? undefined : to }),
    complete: true,
    banner: "diffBanner",
  }));
}
