import { userInfo } from "node:os";
import { DIVISIONS, PROVINCE_IDS } from "../../provinces/reference/divisions.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { askController, controllersOf, field, type MediaController, refusal } from "../media-controllers.ts";
import { say } from "../messages.ts";

/**
 * Switches every caller to an announcement or another number, and back. Needs the nodes' controllers and nothing
 * else: no database, no desk, no engine. One node that answers is enough; it tells the other.
 */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const [action = "", province = ""] = invocation.arguments;
  const controllers = controllersOf(invocation, province);
  if (action === "status") return show(invocation, controllers);
  const why = invocation.value("why");
  if (why === undefined) throw refusal("OPTION_MISSING", { command: "emergency", option: "--why", value: "TEXT" });
  const wish = {
    state: action === "off" ? { kind: "off" } : wanted(invocation),
    by: invocation.value("by") ?? userInfo().username,
    why,
  };
  const began = performance.now();
  // Both are asked at once: the later of two records counts, so it does no harm that each tells the other.
  const answers = await Promise.all(
    controllers.map(async (controller) => ({
      controller,
      answer: await askController(controller, { method: "PUT", path: "/v1/emergency", body: wish }),
    })),
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  for (const { controller, answer } of answers) {
    if ("silent" in answer) continue;
    if (answer.status >= 300)
      throw refusal("CONTROLLER_REFUSED", { node: controller.node, reason: field(answer.body, "error") });
  }
  const took = answers.filter(({ answer }) => !("silent" in answer));
  if (took.length === 0)
    throw refusal("CONTROLLER_SILENT", {
      nodes: controllers.map(({ node }) => node).join(", "),
      reason: reasons(answers),
    });
  invocation.terminal.out(
    say(invocation.language, action === "off" ? "emergencyOff" : "emergencyOn", {
      nodes: took.map(({ controller }) => controller.node).join(", "),
      seconds,
      moved: Math.max(
        ...took.map(({ answer }) => ("silent" in answer ? 0 : Number(field(answer.body, "callersMoved")))),
      ),
    }),
  );
  for (const { controller, answer } of answers)
    if ("silent" in answer)
      invocation.terminal.err(
        say(invocation.language, "controllerSilent", { node: controller.node, reason: answer.silent }),
      );
  return 0;
}

type Answers = readonly { readonly answer: Awaited<ReturnType<typeof askController>> }[];

function reasons(answers: Answers): string {
  return [...new Set(answers.flatMap(({ answer }) => ("silent" in answer ? [answer.silent] : [])))].join("; ");
}

function wanted(invocation: Invocation) {
  const announcement = invocation.value("announcement") ?? "emergency";
  const divert = invocation.value("divert");
  return divert === undefined
    ? { kind: "announcement", announcement }
    : { kind: "divert", number: numberOf(divert), announcement };
}

/** A sister province by its name is the 12333 of its capital. */
function numberOf(target: string): string {
  const sister = PROVINCE_IDS.find((id) => id === target);
  return sister === undefined ? target : `${DIVISIONS[sister].capitalAreaCode}12333`;
}

async function show(invocation: Invocation, controllers: readonly MediaController[]): Promise<ExitCode> {
  let heard = false;
  for (const controller of controllers) {
    const answer = await askController(controller, { method: "GET", path: "/v1/emergency" });
    if ("silent" in answer) {
      invocation.terminal.err(
        say(invocation.language, "controllerSilent", { node: controller.node, reason: answer.silent }),
      );
      continue;
    }
    heard = true;
    invocation.terminal.out(`${controller.node}\t${JSON.stringify(answer.body)}`);
  }
  return heard ? 0 : 1;
}
