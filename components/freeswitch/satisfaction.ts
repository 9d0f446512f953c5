import { digits } from "./call-back.ts";
import { event } from "./call-events.ts";
import { action, condition, extension, say } from "./dialplan-steps.ts";
import { channelVariable, type XmlNode } from "./xml.ts";

const RATED = "rated";

/** After the agent has hung up; whoever hangs up first gives no mark. 1 is best, 4 worst. */
export function askSatisfaction(): readonly XmlNode[] {
  return [
    digits("satisfaction", { prompt: "satisfaction", least: 1, most: 1, pattern: "^[1-4]$" }),
    action("transfer", `${RATED} XML hotline`),
  ];
}

export function satisfactionExtensions(): readonly XmlNode[] {
  return [
    extension(RATED, [
      condition("destination_number", `^${RATED}$`),
      condition(channelVariable("satisfaction"), "^[1-4]$", [
        event("satisfaction", {
          "Hotline-Queue": channelVariable("cc_queue"),
          "Hotline-Agent": channelVariable("cc_agent"),
          "Hotline-Score": channelVariable("satisfaction"),
        }),
        ...say("satisfaction-thanks"),
        action("hangup", "NORMAL_CLEARING"),
      ]),
    ]),
    extension("not-rated", [condition("destination_number", `^${RATED}$`, [action("hangup", "NORMAL_CLEARING")])]),
  ];
}
