import { userInfo } from "node:os";
import { itemsOf } from "../../planning/references.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { askController, controllersOf, field, type MediaController, refusal } from "../media-controllers.ts";
import { say } from "../messages.ts";
import { selectSound } from "../selection.ts";

const LOOK_EVERY = 1_000;
const DRAIN_SECONDS = 2_700;

/**
 * Planned hand-over of the owner (or of the node named) to the other node: new calls at once, agents one by one.
 * Ends when nobody talks or waits there; the node runs on as standby and can be stopped.
 */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const { language, terminal } = invocation;
  const [province = ""] = invocation.arguments;
  if (invocation.has("plan")) return foretell(invocation, province);
  const controllers = controllersOf(invocation, province);
  const named = invocation.value("node");
  const controller = named === undefined ? await ownerOf(controllers) : controllers.find(({ node }) => node === named);
  if (controller === undefined)
    throw refusal("DRAIN_NODE_UNKNOWN", {
      found: named ?? "owner",
      allowed: controllers.map(({ node }) => node).join(", "),
    });
  const by = invocation.value("by") ?? userInfo().username;
  const body = { by, seconds: DRAIN_SECONDS };
  const begun = await required(controller, { method: "POST", path: "/v1/hand-over", body });
  if (field(begun, "kind") === "alone")
    throw refusal("DRAIN_ALONE", { node: controller.node, reason: field(begun, "because") });
  for (let last = ""; ; ) {
    const status = await required(controller, { method: "GET", path: "/v1/status" });
    const state: unknown = Object.getOwnPropertyDescriptor(status ?? {}, "handOver")?.value;
    const kind = field(state, "kind");
    if (kind === "alone") throw refusal("DRAIN_ALONE", { node: controller.node, reason: field(state, "because") });
    if (kind !== "moving") break;
    const left = field(state, "left");
    if (left !== last) terminal.err(say(language, "drainLeft", { node: controller.node, left }));
    last = left;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
  terminal.out(say(language, "drainDone", { node: controller.node }));
  return 0;
}

/** Throws CONTROLLER_SILENT where nobody could say who owns the calls. */
async function ownerOf(controllers: readonly MediaController[]): Promise<MediaController | undefined> {
  const silent: string[] = [];
  for (const controller of controllers) {
    const answer = await askController(controller, { method: "GET", path: "/v1/status" });
    if ("silent" in answer) silent.push(answer.silent);
    else if (field(answer.body, "role") === "owner") return controller;
  }
  if (silent.length > 0)
    throw refusal("CONTROLLER_SILENT", {
      nodes: controllers.map(({ node }) => node).join(", "),
      reason: [...new Set(silent)].join("; "),
    });
  return undefined;
}

/** Order and length by the plan, without a key or a connection. */
function foretell(invocation: Invocation, id: string): ExitCode {
  const { language, terminal } = invocation;
  const [province] = selectSound(invocation, [id]);
  if (province === undefined) return 1;
  const nodes = itemsOf(province.plan).flatMap((item) =>
    item.kind === "workload" && item.node !== undefined && item.network === "host"
      ? [{ node: item.node, seconds: item.drain.deadlineSeconds }]
      : [],
  );
  const named = invocation.value("node");
  if (named !== undefined && !nodes.some(({ node }) => node === named))
    throw refusal("DRAIN_NODE_UNKNOWN", { found: named, allowed: nodes.map(({ node }) => node).join(", ") });
  const [first, second] = named === undefined ? nodes.toReversed() : nodes.toSorted((a) => (a.node === named ? -1 : 1));
  if (first === undefined) return 1;
  const facts = { node: first.node, other: second?.node ?? "", seconds: first.seconds };
  terminal.out(say(language, second === undefined ? "drainPlanAlone" : "drainPlan", facts));
  return 0;
}

async function required(
  controller: MediaController,
  call: { method: string; path: string; body?: unknown },
): Promise<unknown> {
  const answer = await askController(controller, call);
  if ("silent" in answer) throw refusal("CONTROLLER_SILENT", { nodes: controller.node, reason: answer.silent });
  if (answer.status >= 300)
    throw refusal("CONTROLLER_REFUSED", { node: controller.node, reason: field(answer.body, "error") });
  return answer.body;
}
