import { action, condition, extension, inlineSet, limit } from "./dialplan-steps.ts";
import { SERVICE } from "./peers.ts";
import { channelVariable, type XmlNode } from "./xml.ts";

/** Calls that the demo's browser telephones may have at once. */
const CALLS_AT_ONCE = 5;

/**
 * The demo's citizens: a guest of the controller's making, named `guest-` and four digits, who reaches the service and
 * nothing else. The number shown begins with 0000, which is nobody's.
 */
export function citizenExtensions(): readonly XmlNode[] {
  return [
    extension(
      "guest",
      [
        condition(channelVariable("sip_auth_username"), "^guest-(\\d{4})$", [
          inlineSet("trunk_group=demo"),
          inlineSet("media_node=$${node_name}"),
          inlineSet("caller_number=0000$1"),
          action("set", "effective_caller_id_number=0000$1"),
          action("set", "effective_caller_id_name=0000$1"),
        ]),
      ],
      true,
    ),
    extension("service-for-guests", [
      condition(channelVariable("trunk_group"), "^demo$"),
      condition("destination_number", `^${SERVICE}$`, [
        ...limit(`demo citizens ${CALLS_AT_ONCE}`),
        action("set", "hangup_after_bridge=true"),
        action("transfer", `${SERVICE} XML hotline`),
      ]),
    ]),
  ];
}
