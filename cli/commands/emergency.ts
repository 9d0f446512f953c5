import { userInfo } from "node:os";
import * as z from "zod";
import { UserError } from "../../provinces/finding.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { divertNumber, type EmergencyChoices, emergencyChoices } from "../emergency-choices.ts";
import { askController, controllersOf, field, type MediaController, refusal } from "../media-controllers.ts";
import { say } from "../messages.ts";
import { selectSound } from "../selection.ts";
import { table } from "../table.ts";

/**
 * Switches every caller to an announcement or another number, and back. Needs the nodes' controllers and nothing
 * else: no database, no desk, no engine. One node that answers is enough; it tells the other.
 */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const [action = "", province = ""] = invocation.arguments;
  if (action === "list") return list(invocation, planned(invocation, province));
  const choices = choicesOf(invocation, province);
  const wanted = action === "on" ? wantedState(invocation) : undefined;
  // Before anybody is asked for a key: a wrong word must not be found out about at the worst moment.
  if (wanted !== undefined && choices !== undefined) demandPossible(wanted, choices);
  const controllers = controllersOf(invocation, province);
  if (action === "status") return show(invocation, controllers);
  const why = invocation.value("why");
  if (why === undefined) throw refusal("OPTION_MISSING", { command: "emergency", option: "--why", value: "TEXT" });
  const wish = {
    state: wanted ?? { kind: "off" },
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
  const route = choices?.routes.find(({ number }) => number === wanted?.number);
  if (route !== undefined)
    invocation.terminal.out(
      say(invocation.language, "emergencyDiverted", {
        channels: route.channels,
        number: route.number,
        gateways: route.gateways.join(", "),
        incoming: choices?.incoming ?? 0,
        announcement: wanted?.announcement ?? "",
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

interface Wanted {
  readonly kind: "announcement" | "divert";
  readonly number?: string;
  readonly announcement: string;
}

function wantedState(invocation: Invocation): Wanted {
  const announcement = invocation.value("announcement") ?? "emergency";
  const divert = invocation.value("divert");
  return divert === undefined
    ? { kind: "announcement", announcement }
    : { kind: "divert", number: divertNumber(divert), announcement };
}

/** What the province file gives its nodes; undefined where it can't be read or planned: the controllers judge then. */
function choicesOf(invocation: Invocation, id: string): EmergencyChoices | undefined {
  try {
    return planned(invocation, id);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function planned(invocation: Invocation, id: string): EmergencyChoices | undefined {
  const [province] = selectSound(invocation, [id]);
  return province === undefined ? undefined : emergencyChoices(province.plan);
}

function demandPossible({ announcement, number }: Wanted, { announcements, routes }: EmergencyChoices): void {
  const names = announcements.map(({ name }) => name);
  if (!names.includes(announcement))
    throw refusal("EMERGENCY_ANNOUNCEMENT_UNKNOWN", { found: announcement, allowed: names.join(", ") });
  if (number !== undefined && !routes.some((route) => route.number === number))
    throw refusal("EMERGENCY_TARGET_UNKNOWN", {
      found: number,
      allowed: routes.map((route) => route.province ?? route.number).join(", ") || "-",
    });
}

/** What may be switched to, and how many callers each diversion takes. Needs no key and no node. */
function list({ language, terminal }: Invocation, choices: EmergencyChoices | undefined): ExitCode {
  if (choices === undefined) return 1;
  const { announcements, routes, incoming } = choices;
  const title = (key: "emergencyAnnouncement" | "spokenText" | "emergencyTarget" | "emergencyNumber") => ({
    title: say(language, key),
  });
  terminal.out(
    table(
      [title("emergencyAnnouncement"), title("spokenText")],
      announcements.map(({ name, text }) => [name, text]),
    ),
  );
  terminal.out("");
  if (routes.length > 0)
    terminal.out(
      table(
        [
          title("emergencyTarget"),
          title("emergencyNumber"),
          { title: say(language, "emergencyVia") },
          { title: say(language, "emergencyAtOnce"), align: "right" },
        ],
        routes.map(({ number, province, gateways, channels }) => [
          province ?? number,
          number,
          gateways.join(", "),
          String(channels),
        ]),
      ),
    );
  terminal.out(say(language, "emergencyCapacity", { incoming }));
  return 0;
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
    invocation.terminal.out(`${controller.node}  ${recorded(invocation, answer.body)}`);
  }
  return heard ? 0 : 1;
}

const Recorded = z.object({
  state: z.object({ kind: z.string(), announcement: z.string().optional(), number: z.string().optional() }),
  by: z.string(),
  why: z.string(),
  changedAt: z.number(),
});

/** A node's record in words; what an unknown version answers, as it is. */
function recorded({ language }: Invocation, body: unknown): string {
  const read = Recorded.safeParse(body);
  if (!read.success) return JSON.stringify(body);
  const { state, by, why, changedAt } = read.data;
  if (changedAt === 0) return say(language, "emergencyNever");
  const what =
    state.kind === "off"
      ? say(language, "emergencyIsOff")
      : say(language, state.kind === "divert" ? "emergencyDiverts" : "emergencyAnnounces", {
          announcement: state.announcement ?? "",
          number: state.number ?? "",
        });
  return say(language, "emergencyRecord", { what, by, why, since: shanghaiTime(changedAt) });
}

/** `2026-11-24 23:05:00`, China's time. */
function shanghaiTime(milliseconds: number): string {
  return new Date(milliseconds + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}
