import { readFileSync } from "node:fs";
import { type Answer, ask, keyOf } from "../images/media-controller/secure-channel.ts";
import { MEDIA_PORTS } from "../planning/media-ports.ts";
import { itemsOf } from "../planning/references.ts";
import { type FindingCode, UserError } from "../provinces/finding.ts";
import type { Invocation } from "./command.ts";
import { selectSound } from "./selection.ts";

/** A media node's controller as the command line reaches it. */
export interface MediaController {
  readonly node: string;
  readonly host: string;
  readonly port: number;
  readonly key: Buffer;
}

const ADDRESSES = "HOTLINE_CONTROLLERS";
const KEY = "HOTLINE_CONTROL_KEY";
const ANSWER_MILLISECONDS = 4_000;

/**
 * Controllers of a province: from --controllers or the environment, else the addresses of the province file.
 * @throws UserError without a key, or when no address is known.
 */
export function controllersOf(invocation: Invocation, province: string): readonly MediaController[] {
  const key = keyOf(secret(invocation), "operator");
  const given = invocation.value("controllers") ?? process.env[ADDRESSES];
  const found = given === undefined ? planned(invocation, province) : given.split(",").map(parse);
  if (found.length === 0)
    throw refusal("CONTROLLER_ADDRESS_MISSING", { province, option: "--controllers", variable: ADDRESSES });
  return found.map((each) => ({ ...each, key }));
}

function secret(invocation: Invocation): string {
  const file = invocation.value("key-file");
  const text = file === undefined ? process.env[KEY] : readFileSync(file, "utf8").trim();
  if (text === undefined || text === "")
    throw refusal("CONTROLLER_KEY_MISSING", { option: "--key-file", variable: KEY });
  return text;
}

function parse(text: string): Omit<MediaController, "key"> {
  const [host = "", port] = text.trim().split(":");
  return { node: text.trim(), host, port: port === undefined ? MEDIA_PORTS.controller : Number(port) };
}

/** What the plan gave the nodes, in the order in which gateways call them; nothing while an address is unassigned. */
function planned(invocation: Invocation, province: string): readonly Omit<MediaController, "key">[] {
  const [selected] = selectSound(invocation, [province]);
  if (selected === undefined) return [];
  const node = itemsOf(selected.plan).flatMap((item) =>
    item.kind === "workload" && item.node !== undefined
      ? item.companions.map((companion) => ({ item, companion }))
      : [],
  );
  return node.flatMap(({ item, companion }) => {
    const address = companion.environment["MEDIA_ADDRESS"];
    if (companion.name !== "controller" || address?.kind !== "plain") return [];
    return [{ node: item.node ?? item.name, host: address.value, port: MEDIA_PORTS.controller }];
  });
}

/** The answer, or why there is none. */
export async function askController(
  controller: MediaController,
  call: { readonly method: string; readonly path: string; readonly body?: unknown },
): Promise<Answer | { readonly silent: string }> {
  try {
    return await ask({ ...controller, caller: "operator" }, call, ANSWER_MILLISECONDS);
  } catch (error) {
    return { silent: error instanceof Error ? error.message : String(error) };
  }
}

/** A field of a JSON answer as text, empty when it is not there. */
export function field(body: unknown, name: string): string {
  if (typeof body !== "object" || body === null) return "";
  const value: unknown = Object.getOwnPropertyDescriptor(body, name)?.value;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function refusal(code: FindingCode, facts: Readonly<Record<string, string>>): UserError {
  return new UserError([{ code, where: {}, facts }]);
}
