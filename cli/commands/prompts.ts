import { resolve } from "node:path";
import { UserError } from "../../provinces/finding.ts";
import { formatFinding, severityOf } from "../../provinces/messages.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { emptyFolder } from "../output-folder.ts";
import { checkPrompts } from "../prompts/check.ts";
import { speechTool, writeDemoVoice } from "../prompts/demo-voice.ts";
import { inventoryOf } from "../prompts/inventory.ts";
import { promptTable, recordingSheet } from "../prompts/recording-sheet.ts";
import { type PlannedProvince, selectSound } from "../selection.ts";

/** list: what must be recorded. check: what is wrong with what was. demo: a synthetic voice, for trying out only. */
export function run(invocation: Invocation): ExitCode {
  const [action = "", id = ""] = invocation.arguments;
  const [province] = selectSound(invocation, [id]);
  if (province === undefined) return 1;
  switch (action) {
    case "check":
      return check(invocation, province);
    case "demo":
      return demo(invocation, province);
    default:
      return list(invocation, province);
  }
}

function list({ language, terminal, value }: Invocation, { plan }: PlannedProvince): ExitCode {
  const prompts = inventoryOf(plan);
  const name = plan.identity.name[language];
  const format = value("format");
  if (format === "json") terminal.out(JSON.stringify(prompts, null, 2));
  else if (format === "markdown") terminal.out(recordingSheet({ name, prompts }, language));
  else terminal.out(promptTable(prompts, language));
  return 0;
}

function check(invocation: Invocation, { plan }: PlannedProvince): ExitCode {
  const { language, terminal } = invocation;
  const prompts = inventoryOf(plan);
  const folder = needed(invocation, "folder");
  const findings = checkPrompts({ folder, prompts, status: plan.identity.status });
  const errors = findings.filter(({ code }) => severityOf(code) === "error").length;
  if (invocation.value("format") === "json")
    terminal.out(
      JSON.stringify(
        findings.map((each) => ({ severity: severityOf(each.code), ...each, message: formatFinding(each, language) })),
        null,
        2,
      ),
    );
  else {
    for (const each of findings) terminal.out(formatFinding(each, language));
    const warnings = findings.filter(({ code }) => severityOf(code) === "warning").length;
    terminal.out(say(language, "promptsChecked", { count: prompts.length, errors, warnings }));
  }
  return errors > 0 ? 1 : 0;
}

function demo(invocation: Invocation, { plan }: PlannedProvince): ExitCode {
  const { language, terminal } = invocation;
  const given = needed(invocation, "output");
  if (plan.identity.status === "live")
    throw new UserError([
      { code: "PROMPTS_DEMO_LIVE", where: { file: given }, facts: { count: inventoryOf(plan).length, path: given } },
    ]);
  speechTool();
  const folder = emptyFolder(resolve(given));
  const prompts = inventoryOf(plan);
  writeDemoVoice(folder, { stack: plan.identity.stack, prompts });
  terminal.out(say(language, "demoVoiceWritten", { count: prompts.length, path: given }));
  return 0;
}

function needed({ value, arguments: [action = ""] }: Invocation, option: "folder" | "output"): string {
  const given = value(option);
  if (given !== undefined) return given;
  const facts = { command: `prompts ${action}`, option: `--${option}`, value: "DIR" };
  throw new UserError([{ code: "OPTION_MISSING", where: {}, facts }]);
}
