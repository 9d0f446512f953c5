import { handedInOn, isPerNetwork, startOf, stepPlace } from "../../provinces/activation-places.ts";
import type { FieldPath } from "../../provinces/finding.ts";
import type { Province } from "../../provinces/province.ts";
import { type Actor, STEP_IDS, STEPS, type StepId } from "../../provinces/reference/activation-procedure.ts";
import type { IsoDate } from "../../provinces/schema/date.ts";
import { type Reckoned, type WorkingCalendar, workingCalendar } from "../calendar/working-calendar.ts";
import { limitOf } from "./limits.ts";
import { latestOf } from "./reckoning.ts";
import type { Chain, Limit, Timeline, TimelineRequest, TimelineStep } from "./timeline-plan.ts";

type Steps = Pick<Timeline, "chain" | "startAt" | "ended" | "criticalPath" | "steps">;

/** Every step with its day, in the order of the procedure, each after those that it waits for. */
export function planSteps(request: TimelineRequest): Steps {
  const { province } = request;
  const { activation } = province;
  const startAt = startOf(activation);
  const chain = request.chain ?? activation?.chain ?? "parallel";
  const ended = endOf(province);
  const planner = new Planner(request, chain);
  for (const step of STEP_IDS.filter((id) => !isPerNetwork(id, province)))
    if (isPartOf(step, { province, startAt, ended })) planner.add(step, undefined);
  for (const { areaCode } of province.localNetworks)
    for (const step of STEP_IDS.filter((id) => isPerNetwork(id, province)))
      if (isPartOf(step, { province, startAt, ended })) planner.add(step, areaCode);
  const criticalPath = planner.criticalPath();
  const steps = planner.steps().map((step) => ({ ...step, critical: criticalPath.includes(step.id) }));
  return { chain, startAt, ended, criticalPath, steps };
}

/** Where each locality files, its own department does. */
export function actorOf(step: StepId, { filing }: Pick<Province, "filing">): Actor {
  return step === "filed" && filing === "per-locality" ? "local-department" : STEPS[step].actor;
}

export function endOf({ activation }: Province): Timeline["ended"] {
  if (activation?.notAccepted !== undefined) return { state: "not-accepted", ...activation.notAccepted };
  return activation?.refused === undefined ? undefined : { state: "refused", ...activation.refused };
}

/** Steps of an application that was never made here, and those behind a refusal, are none of this chain. */
export function isPartOf(
  step: StepId,
  { province, startAt, ended }: Pick<Timeline, "startAt" | "ended"> & { readonly province: Province },
): boolean {
  const index = STEP_IDS.indexOf(step);
  if (ended !== undefined) return index <= STEP_IDS.indexOf(ended.state === "refused" ? "approved" : "accepted");
  if (startAt === "dossier" || index > STEP_IDS.indexOf("approved")) return true;
  return stepPlace(step, province, "").date !== undefined;
}

/** A step on its way to being planned. */
type Planned = Omit<TimelineStep, "critical">;

class Planner {
  readonly #request: TimelineRequest;
  readonly #chain: Chain;
  readonly #planned = new Map<string, Planned>();
  readonly #calendars = new Map<string, WorkingCalendar>();

  constructor(request: TimelineRequest, chain: Chain) {
    this.#request = request;
    this.#chain = chain;
  }

  steps(): readonly Planned[] {
    return [...this.#planned.values()];
  }

  add(step: StepId, areaCode: string | undefined): void {
    const { province, today } = this.#request;
    const rule = STEPS[step];
    const actor = actorOf(step, province);
    const calendar = this.#calendarOf(actor, areaCode);
    const before = this.#before(step, areaCode);
    const place = stepPlace(step, province, areaCode ?? "");
    const start = latestOf(before.map(({ date }) => date));
    const common = {
      step,
      areaCode,
      actor,
      id: idOf(step, areaCode),
      path: place.path,
      before: before.map(({ id }) => id),
    };
    const limit = this.#limitOf(step);
    const clock = before.filter(({ step: each }) => rule.clock?.from.includes(each) === true);
    const started = clock.length > 0 && clock.every(({ state }) => state === "done");
    const clockStart = latestOf(clock.map(({ date }) => date));
    const lastDay =
      limit === undefined || clockStart === undefined ? undefined : count(calendar, clockStart, limit.days);
    const due = started ? lastDay : undefined;
    const countedFrom = countedFromOf(clock.length > 0 ? clock : before);
    const facts = { ...common, start: started ? clockStart : start, limit, due, countedFrom };
    const handedIn = handedInOn(step, province, areaCode ?? "");
    const end = this.#endOn(step);
    const happened = handedIn.date ?? end;
    if (happened !== undefined) {
      const lateDays = due === undefined ? 0 : calendar.countWorkingDays(due.date, happened);
      const state = end === undefined ? "done" : "refused";
      this.#planned.set(common.id, {
        ...facts,
        state,
        date: { date: happened, provisional: false },
        lateDays,
        missing: [],
      });
      return;
    }
    const soonest = workingDayFrom(calendar, today);
    const expected = latestOf([
      ...(lastDay === undefined ? [] : [lastDay]),
      ...(start === undefined ? [] : [start]),
      soonest,
    ]);
    const waiting = before.some(({ state }) => state !== "done");
    this.#planned.set(common.id, {
      ...facts,
      state: handedIn.missing.length > 0 ? "incomplete" : due !== undefined ? "running" : waiting ? "waiting" : "ready",
      date: workingDayFrom(calendar, expected?.date ?? today, expected?.provisional),
      lateDays: due === undefined ? 0 : calendar.countWorkingDays(due.date, today),
      missing: handedIn.missing,
    });
  }

  /** Back from the last openings, by the steps that come last: a day more of any of them delays the whole. */
  criticalPath(): readonly string[] {
    const critical = new Set<string>();
    const follow = (steps: readonly Planned[]): void => {
      const last = lastOf(steps)?.date.date;
      for (const { id, date, before } of steps) {
        if (date.date !== last || critical.has(id)) continue;
        critical.add(id);
        follow(before.flatMap((each) => this.#planned.get(each) ?? []));
      }
    };
    follow(this.steps().filter(({ step }) => step === "opened"));
    return [...this.#planned.keys()].filter((id) => critical.has(id));
  }

  #before(step: StepId, areaCode: string | undefined): readonly Planned[] {
    const { after, afterInSequence = [], practice = [] } = STEPS[step];
    const ids = [...after, ...(this.#chain === "sequential" ? afterInSequence : []), ...practice];
    return ids.flatMap((id) => this.#planned.get(idOf(id, areaCode)) ?? this.#planned.get(id) ?? []);
  }

  /** The regulator and headquarters count by the country's days, a province's bodies by the region's as well. */
  #calendarOf(actor: Actor, areaCode: string | undefined): WorkingCalendar {
    const { holidays, province } = this.#request;
    const national = actor === "ministry" || actor === "regulator" || actor === "carrier-headquarters";
    const region = national
      ? {}
      : { province: province.province, areaCode: actor === "administration" ? undefined : areaCode };
    const key = national ? "" : (region.areaCode ?? "province");
    const known = this.#calendars.get(key) ?? workingCalendar(holidays, region);
    this.#calendars.set(key, known);
    return known;
  }

  #limitOf(step: StepId): Limit | undefined {
    const { clock } = STEPS[step];
    return clock === undefined ? undefined : limitOf(this.#request.province.activation, clock.id);
  }

  /** The day of a refusal stands for that of the step that it refuses. */
  #endOn(step: StepId): IsoDate | undefined {
    const { activation } = this.#request.province;
    if (step === "accepted") return activation?.notAccepted?.on;
    return step === "approved" ? activation?.refused?.on : undefined;
  }
}

function idOf(step: StepId, areaCode: string | undefined): string {
  return areaCode === undefined ? step : `${step}/${areaCode}`;
}

function count(calendar: WorkingCalendar, from: Reckoned, days: number): Reckoned {
  const { date, provisional } = calendar.addWorkingDays(from.date, days);
  return { date, provisional: provisional || from.provisional };
}

/** The day itself, or the next working day. */
function workingDayFrom(calendar: WorkingCalendar, date: IsoDate, provisional = false): Reckoned {
  if (calendar.isWorkingDay(date)) return { date, provisional: provisional || !calendar.covers(date) };
  const next = calendar.addWorkingDays(date, 1);
  return { ...next, provisional: provisional || next.provisional };
}

function lastOf(steps: readonly Planned[]): Planned | undefined {
  return steps.reduce<Planned | undefined>(
    (last, each) => (last === undefined || each.date.date > last.date.date ? each : last),
    undefined,
  );
}

/** The place of the last day in the file on which a date rests, directly or over what is expected. */
function countedFromOf(before: readonly Planned[]): FieldPath | undefined {
  const last = lastOf(before);
  return last?.state === "done" ? last.path : last?.countedFrom;
}
