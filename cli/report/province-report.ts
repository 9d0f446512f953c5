import { CHOICES } from "../glossary.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import type { PlannedProvince } from "../selection.ts";
import { table } from "../table.ts";
import type { PlanItem, TrunkGroup } from "./province-items.ts";
import { describeItem } from "./province-items.ts";

const whole = (value: number) => Math.round(value).toLocaleString("en-US");

function trunkRow(group: TrunkGroup, language: Language): readonly string[] {
  return [
    group.areaCode,
    CHOICES.trunkUnit[group.unit][language],
    group.erlangs.toFixed(2),
    `${group.unitsNeeded}/${group.unitsOrdered}`,
    `${group.channelsNeeded}/${group.channelsOrdered}`,
    group.blockingPercent.toFixed(3),
    group.serves.length > 1 ? group.serves.join(" ") : "",
  ];
}

/** A province's plan for reading: identity, traffic, trunks, agents, and everything that is built. */
export function provinceReport(province: PlannedProvince, language: Language): string {
  const { identity, traffic, parts } = province.plan;
  const words = [
    CHOICES.workMode[identity.workMode][language],
    CHOICES.buildMode[identity.buildMode][language],
    CHOICES.mergeMode[identity.mergeMode][language],
    identity.platform,
    language === "zh" ? `等保${identity.securityLevel}级` : `MLPS level ${identity.securityLevel}`,
  ];
  const lines: string[] = [
    `${language === "zh" ? identity.name.zh : identity.name.en} 12333 (${identity.stack}): ${words.join(" · ")}`,
  ];
  if (identity.status === "example") lines.push(say(language, "exampleBanner"));
  lines.push(
    "",
    say(language, "demandTitle"),
    `  ${say(language, "demandLine", { year: whole(traffic.callsPerYear), day: whole(traffic.callsPerDay), peak: whole(traffic.peakDayCalls), busy: whole(traffic.busyHourCalls) })}`,
  );
  lines.push(
    "",
    say(language, "trunksTitle"),
    indent(
      table(
        [
          { title: say(language, "areaCode") },
          { title: say(language, "trunk") },
          { title: say(language, "erlangs"), align: "right" },
          { title: say(language, "units"), align: "right" },
          { title: say(language, "channels"), align: "right" },
          { title: say(language, "blockingShort"), align: "right" },
          { title: say(language, "serves") },
        ],
        traffic.trunkGroups.map((group) => trunkRow(group, language)),
      ),
    ),
    `  ${say(language, "pooled", { erlangs: traffic.pooled.erlangs.toFixed(2), channels: traffic.pooled.channelsNeeded, e1: traffic.pooled.e1Needed })}`,
  );
  const { agents } = traffic;
  lines.push("", say(language, "agentsTitle"));
  if (agents.seats === 0) lines.push(`  ${say(language, "noAgents")}`);
  else {
    lines.push(
      `  ${say(language, "agentsLine", {
        erlangs: agents.erlangs.toFixed(2),
        needed: agents.seatsNeeded,
        seats: agents.seats,
        heads: agents.heads,
        level: agents.serviceLevelPercent.toFixed(1),
        asa: agents.asaSeconds.toFixed(1),
        abandon: agents.abandonPercent.toFixed(2),
        occupancy: agents.occupancyPercent.toFixed(1),
      })}`,
    );
    if (agents.shifts.length > 0)
      lines.push(
        `  ${say(language, "shiftsLine", { shifts: agents.shifts.map((shift) => `${shift.name} ${shift.start}+${shift.hours}h x${shift.seats}`).join(", ") })}`,
      );
  }
  lines.push("", say(language, "partsTitle"));
  for (const part of parts) {
    const summary = Object.entries(part.summary)
      .map(([key, value]) => `${key} ${value}`)
      .join(", ");
    lines.push(`  ${CHOICES.part[part.part][language]}${language === "zh" ? "：" : ": "}${summary}`);
    lines.push(
      indent(
        table(
          [
            { title: say(language, "kind") },
            { title: say(language, "name") },
            { title: say(language, "zone") },
            { title: say(language, "detail") },
          ],
          part.items.map((item: PlanItem) => [
            CHOICES.itemKind[item.kind][language],
            item.name,
            CHOICES.zone[item.zone][language],
            describeItem(item),
          ]),
        ),
        4,
      ),
      "",
    );
  }
  return lines.join("\n").trimEnd();
}

function indent(text: string, by = 2): string {
  return text.replaceAll(/^/gm, " ".repeat(by));
}
