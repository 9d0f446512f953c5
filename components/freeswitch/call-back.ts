import { event } from "./call-events.ts";
import { action, announce, condition, extension, say } from "./dialplan-steps.ts";
import { promptPath } from "./prompts.ts";
import { channelVariable, type XmlNode } from "./xml.ts";

const OFFERED = "call-back-offered";
const NOTED = "call-back-noted";
/** Digits only: what a caller's network sends may be anything. */
const NUMBER = "^\\d{5,20}$";

/** Asks whether and where to call back; `queue` is told to who calls. */
export function offerCallBack(queue: string): readonly XmlNode[] {
  return [
    action("answer"),
    action("set", `callback_queue=${queue}`),
    digits("call_back_choice", { prompt: "call-back-offer", least: 1, most: 1, pattern: "^[12]$" }),
    action("transfer", `${OFFERED} XML hotline`),
  ];
}

/** 1: the number that calls; 2, or 1 with a withheld number: one that is keyed in. Anything else ends the call. */
export function callBackExtensions(): readonly XmlNode[] {
  return [
    extension("call-back-own-number", [
      condition("destination_number", `^${OFFERED}$`),
      condition(channelVariable("call_back_choice"), "^1$"),
      condition(channelVariable("caller_number"), NUMBER, [
        action("set", `callback_number=${channelVariable("caller_number")}`),
        action("transfer", `${NOTED} XML hotline`),
      ]),
    ]),
    extension("call-back-other-number", [
      condition("destination_number", `^${OFFERED}$`),
      condition(channelVariable("call_back_choice"), "^[12]$", [
        digits("callback_number", { prompt: "call-back-number", least: 7, most: 12, pattern: "^\\d{7,12}$" }),
        action("transfer", `${NOTED} XML hotline`),
      ]),
    ]),
    extension(NOTED, [
      condition("destination_number", `^${NOTED}$`),
      condition(channelVariable("callback_number"), NUMBER, [
        action("set", "callback_requested=true"),
        event("callBack", {
          "Hotline-Queue": channelVariable("callback_queue"),
          "Hotline-Kind": "call-back",
          "Hotline-Number": channelVariable("callback_number"),
        }),
        ...say("call-back"),
        action("hangup", "NORMAL_CLEARING"),
      ]),
    ]),
    extension("call-back-declined", [
      condition("destination_number", `^(?:${OFFERED}|${NOTED})$`, announce("all-busy")),
    ]),
  ];
}

interface Question {
  readonly prompt: Parameters<typeof promptPath>[0];
  readonly least: number;
  readonly most: number;
  /** What counts as an answer; two tries of 6 seconds. */
  readonly pattern: string;
}

/** Asks for digits; the variable stays empty when none came that fit. */
export function digits(variable: string, { prompt, least, most, pattern }: Question): XmlNode {
  return action(
    "play_and_get_digits",
    `${least} ${most} 2 6000 # ${promptPath(prompt)} ${promptPath("menu-invalid")} ${variable} ${pattern}`,
  );
}
