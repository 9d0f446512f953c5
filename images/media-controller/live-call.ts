import { z } from "zod";
import { RequestError } from "./agent-desk.ts";
import { AgentRecord } from "./agents.ts";
import type { MediaSwitch } from "./media-switch.ts";

const Uuid = z.uuid();
export const ListenWish = z.strictObject({ by: AgentRecord.shape.id });

/** Channel variables as `uuid_dump` prints them. */
const Dump = z.record(z.string(), z.unknown());

export interface Caller {
  /** Null when withheld. */
  readonly number: string | null;
  readonly language: string | null;
  readonly trunk_group: string | null;
}

/** Who calls; 404 when this node has no such call. */
export async function callerOf(control: MediaSwitch, call: string): Promise<Caller> {
  const dump = await dumpOf(control, call);
  const text = (name: string): string | null => {
    const value = dump[name];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const number = text("variable_caller_number") ?? text("Caller-Caller-ID-Number");
  return {
    number: number !== null && /^\d+$/.test(number) ? number : null,
    language: text("variable_caller_language"),
    trunk_group: text("variable_trunk_group"),
  };
}

/** Rings the listener's own telephone, which then hears both sides and is heard by none. */
export async function listenIn(
  control: MediaSwitch,
  { call, by, domain }: { call: string; by: string; domain: string },
): Promise<void> {
  await dumpOf(control, call);
  const variables = "{origination_caller_id_number=listen-in,eavesdrop_enable_dtmf=false,sip_h_X-Hotline-Listen=1}";
  // In a thread of its own: the answer to `originate` comes when the telephone is picked up.
  await control.expect(`bgapi originate ${variables}user/${by}@${domain} &eavesdrop(${call})`, "+OK");
}

async function dumpOf(control: MediaSwitch, call: string): Promise<z.infer<typeof Dump>> {
  // It becomes part of a command.
  if (!Uuid.safeParse(call).success) throw new RequestError(404, "no such call");
  const said = await control.command(`uuid_dump ${call} json`);
  if (said.startsWith("-ERR")) throw new RequestError(404, "no such call");
  return Dump.parse(JSON.parse(said));
}
