import { action, announce, condition, extension } from "./dialplan-steps.ts";
import { handOver } from "./peers.ts";
import type { Switch } from "./switch.ts";
import { channelVariable, type XmlNode } from "./xml.ts";

/** Extension that hands a call to 12345, from an overflow or by an agent's transfer. */
export const TO_PLATFORM = "12345";

export function hasPlatform({ peers }: Pick<Switch, "peers">): boolean {
  return peers.some(({ name }) => name === "platform-12345");
}

/** A call that came from 12345 never goes back there: the two would hand it to each other until the caller gives up. */
export function platformExtensions(spec: Switch): readonly XmlNode[] {
  if (!hasPlatform(spec)) return [];
  return [
    extension("from-12345-not-back", [
      condition("destination_number", `^${TO_PLATFORM}$`),
      condition(channelVariable("trunk_group"), "^platform-12345$", announce("all-busy")),
    ]),
    extension("to-12345", [
      condition("destination_number", `^${TO_PLATFORM}$`, [
        action("set", "hangup_after_bridge=true"),
        ...handOver("platform-12345"),
        ...announce("all-busy"),
      ]),
    ]),
  ];
}
