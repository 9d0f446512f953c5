import type { TrunkGroupTraffic } from "../../traffic-plan.ts";
import type { Risk } from "../risk.ts";
import type { StackPreview } from "../stack-preview.ts";

/** Trunks and seats below what the traffic needs, where the change made it so or worse; what was short before is not its fault. */
export function capacityRisks({ stack, before, after }: StackPreview): readonly Risk[] {
  if (after === undefined) return [];
  const traffic = after.plan.traffic;
  const old = before?.plan.traffic;
  const trunks = traffic.trunkGroups.flatMap((group): readonly Risk[] => {
    const earlier = old?.trunkGroups.find(({ areaCode }) => areaCode === group.areaCode);
    if (!isWorse(short(group), earlier === undefined ? 0 : short(earlier))) return [];
    const { areaCode, unit, unitsNeeded, unitsOrdered, blockingPercent } = group;
    return [
      {
        rule: "capacity",
        code: "RISK_TRUNKS_SHORT",
        stacks: [stack],
        subject: areaCode,
        facts: {
          subject: areaCode,
          unit,
          needed: unitsNeeded,
          ordered: unitsOrdered,
          blocking: blockingPercent.toFixed(2),
        },
        change: { aspect: "trunks", subject: areaCode, field: "units", figure: `trunks.${areaCode}.unitsOrdered` },
      },
    ];
  });
  const { agents } = traffic;
  const seats = old === undefined ? 0 : old.agents.seatsNeeded - old.agents.seats;
  if (!isWorse(agents.seatsNeeded - agents.seats, seats)) return trunks;
  return [
    ...trunks,
    {
      rule: "capacity",
      code: "RISK_SEATS_SHORT",
      stacks: [stack],
      subject: "agents",
      facts: { needed: agents.seatsNeeded, seats: agents.seats },
      change: { aspect: "people", subject: "agents", field: "seats", figure: "agents.seats" },
    },
  ];
}

function short({ channelsNeeded, channelsOrdered }: TrunkGroupTraffic): number {
  return channelsNeeded - channelsOrdered;
}

function isWorse(now: number, before: number): boolean {
  return now > 0 && now > before;
}
