import { sipDomain } from "../../planning/names.ts";
import type { PlannedRingGroup } from "../../planning/ring-groups.ts";
import { action, announce, busyTone, condition, extension } from "./dialplan-steps.ts";
import { phoneExtension, type Switch } from "./switch.ts";
import { voicemail } from "./voicemail.ts";
import { channelVariable, comment, type XmlNode } from "./xml.ts";

/** What a telephone answers that is in use or was told not to be disturbed. */
const BUSY = "^(?:USER_BUSY|CALL_REJECTED)$";

/** Extension at which the first group rings. */
export function firstRing(groups: readonly PlannedRingGroup[]): string {
  const [first] = groups;
  if (first === undefined) throw new Error("a hotline without telephones answers nobody");
  return `ring-${first.name}`;
}

/** The caller hears ringing and pays nothing until somebody, or an announcement, answers. */
export function ringExtensions(spec: Switch): readonly XmlNode[] {
  return spec.ringGroups.flatMap((group, index) => {
    const next = spec.ringGroups[index + 1];
    const unanswered = `unanswered-${group.name}`;
    return [
      comment(group.label),
      extension(`ring-${group.name}`, [
        condition("destination_number", `^ring-${group.name}$`, [
          action("set", "ringback=$${ringback_tone}"),
          action("set", `call_timeout=${ringsFor(group)}`),
          action("set", "continue_on_fail=true"),
          action("bridge", dialString(group, spec)),
          action("transfer", `${unanswered} XML hotline`),
        ]),
      ]),
      extension(`busy-${group.name}`, [
        condition("destination_number", `^${unanswered}$`),
        condition(channelVariable("originate_disposition"), BUSY, treatment(group.busy, { group, next, spec })),
      ]),
      extension(unanswered, [
        condition("destination_number", `^${unanswered}$`, treatment(group.noAnswer, { group, next, spec })),
      ]),
    ];
  });
}

/** Seconds for the whole group: the time ends the bridge, also one with telephones that did not ring yet (tried). */
function ringsFor({ order, ringSeconds, phones }: PlannedRingGroup): number {
  return order === "together" ? ringSeconds : (ringSeconds + 1) * phones;
}

/** `,` rings all at once; `|` one after another, each for its own time. */
function dialString(group: PlannedRingGroup, { stack }: Switch): string {
  const phones = Array.from(
    { length: group.phones },
    (_, index) => `user/${phoneExtension(group.firstPhone + index)}@${sipDomain(stack)}`,
  );
  switch (group.order) {
    case "together":
      return phones.join(",");
    case "in-turn":
      return phones.map((phone) => `[leg_timeout=${group.ringSeconds}]${phone}`).join("|");
  }
}

function treatment(
  kind: PlannedRingGroup["noAnswer"],
  { group, next, spec }: { group: PlannedRingGroup; next: PlannedRingGroup | undefined; spec: Switch },
): readonly XmlNode[] {
  switch (kind) {
    case "announcement":
      return announce(group.noAnswer === "announcement" ? "no-answer" : "all-busy");
    case "busy-tone":
      // Unanswered, the network plays its own busy tone and the call costs nothing; a recording's notice has answered.
      return spec.recording.enabled ? busyTone() : [action("hangup", "USER_BUSY")];
    case "voicemail":
      return voicemail(group.name, spec);
    case "next-group":
      if (next === undefined) throw new Error(`ring group ${group.name} is the last`);
      return [action("transfer", `ring-${next.name} XML hotline`)];
  }
}
