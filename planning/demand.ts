import type { Province } from "../provinces/province.ts";
import { DIVISIONS } from "../provinces/reference/divisions.ts";
import type { Percent, Seconds, Share } from "../provinces/units.ts";
import { dayShares, withBusyHour } from "./day-profile.ts";
import type { ServiceLevelFormula } from "./erlang-a.ts";
import type { Ledger } from "./figures.ts";
import { daysServed, serviceHours } from "./service-hours.ts";

/** The calls of a province and how long they hold what. */
export interface DemandPlan {
  readonly callsPerYear: number;
  readonly serviceDays: number;
  readonly callsPerDay: number;
  readonly peakDayCalls: number;
  readonly busyHourCalls: number;
  /** Calls of the busy hour that ask for a person. */
  readonly humanCalls: number;
  readonly selfServiceCalls: number;
  readonly humanShare: Share;
  /** Shares of the peak day's calls by hour. */
  readonly hours: readonly Share[];
  readonly talkSeconds: Seconds;
  readonly wrapUpSeconds: Seconds;
  readonly ivrSeconds: Seconds;
  readonly selfServiceSeconds: Seconds;
  readonly patienceSeconds: Seconds;
  readonly recallShare: Share;
  readonly target: TargetPlan;
}

export interface TargetPlan {
  readonly answeredPercent: Percent;
  readonly withinSeconds: Seconds;
  readonly formula: ServiceLevelFormula;
  readonly abandonPercent: Percent;
  readonly blockingPercent: Percent;
}

/** Defaults that checks need as well. */
export const USUAL = {
  answeredPercent: 90,
  withinSeconds: 15,
  abandonPercent: 5,
  blockingPercent: 1,
  recallShare: 0.5,
  talkSeconds: 150,
  wrapUpSeconds: 50,
  maxOccupancy: 0.85,
} as const;

export function planDemand(province: Province, ledger: Ledger): DemandPlan {
  const hotline = province.workMode === "hotline";
  const demand = province.demand ?? {};
  const choose = (name: keyof typeof demand, unit: string, fallback: { value: number; because: string }): number => {
    const given = demand[name];
    return ledger.choose(`demand.${name}`, unit, {
      given: typeof given === "number" ? given : undefined,
      field: `demand.${name}`,
      otherwise: fallback.value,
      because: fallback.because,
    });
  };
  const volume = planVolume(province, ledger);
  const peakDayFactor = choose("peakDayFactor", "", { value: 1.5, because: "usual factor of a peak day, 1.2 to 2.0" });
  const peakDayCalls = ledger.computed("demand.peakDayCalls", "calls", {
    value: volume.callsPerDay * peakDayFactor,
    formula: "callsPerDay x peakDayFactor",
    from: ["demand.callsPerDay", "demand.peakDayFactor"],
  });
  const shares = dayShares(demand.profile, serviceHours(province));
  const busyHourShare = choose("busyHourShare", "", {
    value: Math.max(...shares),
    because: demand.profile === undefined ? "largest hour of the usual day" : "largest hour of demand.profile",
  });
  const busyHourCalls = ledger.computed("demand.busyHourCalls", "calls/h", {
    value: peakDayCalls * busyHourShare,
    formula: "peakDayCalls x busyHourShare",
    from: ["demand.peakDayCalls", "demand.busyHourShare"],
  });
  const humanShare = choose(
    "humanShare",
    "",
    hotline
      ? { value: 1, because: "work mode hotline has no self-service" }
      : { value: 0.4, because: "measured share of calls that ask for a person" },
  );
  const humanCalls = ledger.computed("demand.humanCalls", "calls/h", {
    value: busyHourCalls * humanShare,
    formula: "busyHourCalls x humanShare",
    from: ["demand.busyHourCalls", "demand.humanShare"],
  });
  const selfServiceCalls = ledger.computed("demand.selfServiceCalls", "calls/h", {
    value: busyHourCalls * (1 - humanShare),
    formula: "busyHourCalls x (1 - humanShare)",
    from: ["demand.busyHourCalls", "demand.humanShare"],
  });
  return {
    ...volume,
    peakDayCalls,
    busyHourCalls,
    humanCalls,
    selfServiceCalls,
    humanShare,
    hours: withBusyHour(shares, busyHourShare),
    talkSeconds: choose("talkSeconds", "s", { value: USUAL.talkSeconds, because: "usual talk of a public hotline" }),
    wrapUpSeconds: choose("wrapUpSeconds", "s", {
      value: USUAL.wrapUpSeconds,
      because: "usual wrap-up of a public hotline",
    }),
    ivrSeconds: choose(
      "ivrSeconds",
      "s",
      hotline ? { value: 0, because: "work mode hotline has no menu" } : { value: 25, because: "usual time in a menu" },
    ),
    selfServiceSeconds: choose("selfServiceSeconds", "s", { value: 65, because: "usual call that needs no person" }),
    patienceSeconds: choose("patienceSeconds", "s", { value: 120, because: "usual patience of callers" }),
    recallShare: choose("recallShare", "", {
      value: USUAL.recallShare,
      because: "usual share where it was not measured",
    }),
    target: planTarget(province, ledger),
  };
}

function planVolume(
  province: Province,
  ledger: Ledger,
): Pick<DemandPlan, "callsPerYear" | "serviceDays" | "callsPerDay"> {
  const { callsPerDay: given, callsPerHeadYear } = province.demand ?? {};
  const hours = serviceHours(province);
  const serviceDays = ledger.computed("demand.serviceDays", "d/year", {
    value: daysServed(hours).year,
    formula: {
      office: "working days of a Chinese year",
      "24x7": "every day of the year",
      schedule: "days with an opening: 248 working days, 42 Saturdays, 42 Sundays, 33 days of holidays",
    }[hours.kind],
    from: [],
  });
  if (given !== undefined) {
    const callsPerDay = ledger.given("demand.callsPerDay", "calls", { value: given, field: "demand.callsPerDay" });
    const callsPerYear = ledger.computed("demand.callsPerYear", "calls", {
      value: callsPerDay * serviceDays,
      formula: "callsPerDay x serviceDays",
      from: ["demand.callsPerDay", "demand.serviceDays"],
    });
    return { callsPerYear, serviceDays, callsPerDay };
  }
  const population = ledger.computed("demand.population", "people", {
    value: DIVISIONS[province.province].population,
    formula: "census of 2020",
    from: [],
  });
  const rate = ledger.choose("demand.callsPerHeadYear", "calls", {
    given: callsPerHeadYear,
    field: "demand.callsPerHeadYear",
    otherwise: 0.075,
    because: "national figure of 2021; real lines differ from 0.02 to 0.40",
  });
  const callsPerYear = ledger.computed("demand.callsPerYear", "calls", {
    value: population * rate,
    formula: "population x callsPerHeadYear",
    from: ["demand.population", "demand.callsPerHeadYear"],
  });
  const callsPerDay = ledger.computed("demand.callsPerDay", "calls", {
    value: callsPerYear / serviceDays,
    formula: "callsPerYear / serviceDays",
    from: ["demand.callsPerYear", "demand.serviceDays"],
  });
  return { callsPerYear, serviceDays, callsPerDay };
}

function planTarget(province: Province, ledger: Ledger): TargetPlan {
  const target = province.serviceTarget ?? {};
  const choose = (
    name: "answeredPercent" | "withinSeconds" | "abandonPercent" | "blockingPercent",
    unit: string,
    fallback: { value: number; because: string },
  ): number =>
    ledger.choose(`target.${name}`, unit, {
      given: target[name],
      field: `serviceTarget.${name}`,
      otherwise: fallback.value,
      because: fallback.because,
    });
  return {
    answeredPercent: choose("answeredPercent", "%", {
      value: USUAL.answeredPercent,
      because: "usual target of a government hotline",
    }),
    withinSeconds: choose("withinSeconds", "s", { value: USUAL.withinSeconds, because: "GB/T 33358-2016" }),
    formula: target.formula ?? "answered-in-time-of-offered",
    abandonPercent: choose("abandonPercent", "%", {
      value: USUAL.abandonPercent,
      because: "GB/T 33358-2016 asks for 95% connected",
    }),
    blockingPercent: choose("blockingPercent", "%", {
      value: USUAL.blockingPercent,
      because: "usual grade of service of trunks",
    }),
  };
}
