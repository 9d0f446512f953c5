import { PROMPTS, type PromptName, promptPath } from "./prompts.ts";
import { channelVariable, comment, element, type XmlElement, type XmlNode } from "./xml.ts";

/** Where a caller goes who can't be diverted, for so many are; before `emergency`, which would divert again. */
const NOT_DIVERTED = "emergency-announcement";

export function notDiverted(): XmlElement {
  return extension(NOT_DIVERTED, [condition("destination_number", `^${NOT_DIVERTED}$`, emergencyAnnouncement())]);
}

function emergencyAnnouncement(): readonly XmlNode[] {
  return [
    action("answer"),
    comment("The announcement that was chosen, of those of this province."),
    action("playback", `$\${prompts_dir}/${channelVariable("emergency_prompt")}.wav`),
    action("hangup", "NORMAL_CLEARING"),
  ];
}

/**
 * Comes before limits and roles, and reads the variables at each call, so that it needs no database and no reload.
 * `divert` tries the route first; a caller whom nobody takes there hears the announcement. A diverted call takes two
 * channels where it leaves over the trunk that it came by: no more are diverted than have both. What 12345 sends is
 * never diverted: it might come back to 12345, and from there again.
 */
export function emergency(): XmlElement {
  return extension("emergency", [
    element(
      "condition",
      {
        field: `${channelVariable("emergency")} ${channelVariable("trunk_group")}`,
        expression: "^divert (?!platform-12345$)",
        break: "never",
      },
      [
        action("set", "hangup_after_bridge=true"),
        action("set", "continue_on_fail=true"),
        action("set", "call_timeout=30"),
        action("limit", `hash emergency divert ${channelVariable("emergency_channels")} ${NOT_DIVERTED} XML hotline`),
        action("bridge", channelVariable("emergency_dial")),
      ],
    ),
    condition(channelVariable("emergency"), "^(?:on|divert)$", emergencyAnnouncement()),
  ]);
}

/** Whose call it is, told by the address it comes from: an address-authenticated gateway leaves no name. */
export function identify(group: string, addresses: readonly string[]): XmlElement {
  const pattern = `^(?:${addresses.map((address) => address.replaceAll(".", "\\.")).join("|")})$`;
  return extension(
    `from-${group}`,
    [condition("network_addr", pattern, [inlineSet(`trunk_group=${group}`), inlineSet("media_node=$${node_name}")])],
    true,
  );
}

export function unknownSource(): XmlElement {
  return extension("unknown-source", [
    condition(channelVariable("trunk_group"), "^$", [action("hangup", "CALL_REJECTED")]),
  ]);
}

/** Answers, says and ends the call. */
export function announce(name: PromptName): readonly XmlNode[] {
  return [action("answer"), ...say(name), action("hangup", "NORMAL_CLEARING")];
}

/** Ten seconds of the network's busy tone for a caller who was answered, then the end. */
export function busyTone(): readonly XmlNode[] {
  return [action("answer"), action("playback", "tone_stream://$${busy_tone};loops=14"), action("hangup", "USER_BUSY")];
}

export function say(name: PromptName): readonly XmlNode[] {
  const { zh } = PROMPTS[name];
  // What stands in braces depends on the province; the inventory has the whole text.
  return [...(zh.includes("{") ? [] : [comment(zh)]), action("playback", promptPath(name))];
}

/**
 * One more call than the number gets 503 with cause 34; the slot is freed at hang-up. Without the variable the
 * first transfer, into the service's own context, would free it.
 */
export function limit(counter: string): readonly XmlElement[] {
  return [action("set", "limit_ignore_transfer=true"), action("limit", `hash ${counter} !NORMAL_CIRCUIT_CONGESTION`)];
}

export function extension(name: string, conditions: readonly XmlNode[], goOn = false): XmlElement {
  return element("extension", goOn ? { name, continue: true } : { name }, conditions);
}

export function condition(
  field: string | undefined,
  expression: string | undefined,
  actions: readonly XmlNode[] = [],
): XmlElement {
  return element("condition", field === undefined || expression === undefined ? {} : { field, expression }, actions);
}

export function action(application: string, data?: string): XmlElement {
  return element("action", data === undefined ? { application } : { application, data });
}

/** Set while the dialplan is searched, so that later conditions can read it. */
export function inlineSet(data: string): XmlElement {
  return element("action", { application: "set", data, inline: true });
}
