import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { nationalTable } from "../report/national-table.ts";
import { provinceReport } from "../report/province-report.ts";
import { remark, selectAll, selectSound } from "../selection.ts";

/** One province in full, several as the national table, or the plans themselves as JSON. */
export function run(invocation: Invocation): ExitCode {
  const { language, terminal } = invocation;
  const every = invocation.has("all") || invocation.arguments.length === 0;
  const { planned, complete } = every
    ? selectAll(invocation)
    : { planned: selectSound(invocation, invocation.arguments), complete: true };
  const code = complete ? 0 : 1;
  if (invocation.value("format") === "json") {
    // A plan a line: the text of all of them at once would be the largest thing in memory.
    const last = planned.at(-1);
    terminal.out("[");
    for (const province of planned) terminal.out(`${JSON.stringify(province.plan)}${province === last ? "" : ","}`);
    terminal.out("]");
    return code;
  }
  const [only] = planned;
  if (!every && planned.length === 1 && only !== undefined) {
    terminal.out(provinceReport(only, language));
    remark(invocation, planned);
    return code;
  }
  terminal.out(nationalTable(planned, language));
  if (planned.some((province) => province.plan.identity.status === "example"))
    terminal.out(`\n${say(language, "exampleBanner")}`);
  return code;
}
