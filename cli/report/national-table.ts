import { severityOf } from "../../provinces/messages.ts";
import { CHOICES } from "../glossary.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import type { PlannedProvince } from "../selection.ts";
import { table } from "../table.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** A group with room to spare has a blocking too small to print, but not none. */
function blocking(percent: number): string {
  return percent > 0 && percent < 0.01 ? "<0.01" : percent.toFixed(2);
}

/** `✗1` errors, `!2` warnings, `i3` notes; hotline validate says which. */
function flags(province: PlannedProvince): string {
  const count = (severity: string) =>
    province.findings.filter((finding) => severityOf(finding.code) === severity).length;
  const [errors, warnings, notes] = [count("error"), count("warning"), count("note")];
  return [errors > 0 ? `✗${errors}` : "", warnings > 0 ? `!${warnings}` : "", notes > 0 ? `i${notes}` : ""]
    .filter((part) => part !== "")
    .join(" ");
}

/** One line a province: what it is, what it orders against what it needs, what callers get. */
export function nationalTable(provinces: readonly PlannedProvince[], language: Language): string {
  const columns = [
    { title: say(language, "province") },
    { title: say(language, "workMode") },
    { title: say(language, "build") },
    { title: say(language, "merge") },
    { title: say(language, "platform") },
    { title: say(language, "networks"), align: "right" as const },
    { title: say(language, "channels"), align: "right" as const },
    { title: say(language, "blocking"), align: "right" as const },
    { title: say(language, "seats"), align: "right" as const },
    { title: say(language, "heads"), align: "right" as const },
    { title: say(language, "serviceLevel"), align: "right" as const },
    { title: say(language, "flags") },
  ];
  const rows = provinces.map((province) => {
    const { identity, traffic } = province.plan;
    const groups = traffic.trunkGroups;
    const agents = traffic.agents;
    return [
      language === "zh" ? identity.name.zh : identity.stack,
      CHOICES.workMode[identity.workMode][language],
      CHOICES.buildMode[identity.buildMode][language],
      CHOICES.mergeMode[identity.mergeMode][language],
      identity.platform,
      String(groups.length),
      `${sum(groups.map((group) => group.channelsNeeded))}/${sum(groups.map((group) => group.channelsOrdered))}`,
      blocking(Math.max(0, ...groups.map((group) => group.blockingPercent))),
      agents.seats === 0 ? "-" : `${agents.seatsNeeded}/${agents.seats}`,
      agents.seats === 0 ? "-" : String(agents.heads),
      agents.seats === 0 ? "-" : agents.serviceLevelPercent.toFixed(1),
      flags(province),
    ];
  });
  const traffic = provinces.map((province) => province.plan.traffic);
  const groups = traffic.flatMap((entry) => entry.trunkGroups);
  const totals = [
    say(language, "total"),
    "",
    "",
    "",
    "",
    String(groups.length),
    `${sum(groups.map((group) => group.channelsNeeded))}/${sum(groups.map((group) => group.channelsOrdered))}`,
    "",
    `${sum(traffic.map((entry) => entry.agents.seatsNeeded))}/${sum(traffic.map((entry) => entry.agents.seats))}`,
    String(sum(traffic.map((entry) => entry.agents.heads))),
    "",
    "",
  ];
  return table(columns, provinces.length > 1 ? [...rows, totals] : rows);
}
