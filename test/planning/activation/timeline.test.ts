import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planTimeline } from "../../../planning/activation/timeline.ts";
import type { Timeline, TimelineRequest } from "../../../planning/activation/timeline-plan.ts";
import { addTo, isoDate } from "../../../planning/calendar/date.ts";
import { workingCalendar } from "../../../planning/calendar/working-calendar.ts";
import { HolidayDays } from "../../../provinces/schema/holidays.ts";
import { sampleProvince } from "../sample-province.ts";

const NETWORKS = ["0551", "0553"];
const E1 = { type: "digital", signalling: "pri", e1: 4 };

interface Case {
  readonly activation?: Record<string, unknown>;
  readonly today?: string;
  readonly chain?: TimelineRequest["chain"];
  readonly more?: Record<string, unknown>;
  readonly holidays?: readonly HolidayDays[];
}

function timeline({ activation, today = "2026-01-05", chain, more = {}, holidays = [] }: Case): Timeline {
  const province = sampleProvince({
    localNetworks: [
      { areaCode: "0551", trunk: E1, pilotNumber: "unassigned", billing: { mode: "caller-pays" } },
      { areaCode: "0553", routedTo: "0551" },
    ],
    ...(activation === undefined ? {} : { activation }),
    ...more,
  });
  return planTimeline({ province, holidays, today: isoDate(today), chain });
}

/** `done 2026-01-05`, `running 2026-01-19?` with a question mark where it is provisional. */
function days(plan: Timeline): Readonly<Record<string, string>> {
  return Object.fromEntries(
    plan.steps.map(({ id, state, date }) => [id, `${state} ${date.date}${date.provisional ? "?" : ""}`]),
  );
}

describe("the whole procedure", () => {
  const submitted = { submittedOn: "2026-01-05" };

  it("ends 85 working days after the dossier where agreement, filing and requests run side by side", () => {
    const plan = timeline({ activation: submitted });
    expect(days(plan)).toEqual({
      submitted: "done 2026-01-05",
      accepted: "running 2026-01-19",
      approved: "waiting 2026-04-03",
      agreementSigned: "waiting 2026-04-03",
      headquartersNotified: "waiting 2026-04-20",
      filed: "waiting 2026-04-03",
      filingNoticed: "waiting 2026-04-20",
      "requested/0551": "waiting 2026-04-03",
      "opened/0551": "waiting 2026-05-07",
      "reported/0551": "waiting 2026-05-13",
      "requested/0553": "waiting 2026-04-03",
      "opened/0553": "waiting 2026-05-07",
      "reported/0553": "waiting 2026-05-13",
    });
    const calendar = workingCalendar();
    expect(calendar.countWorkingDays(isoDate("2026-01-05"), isoDate("2026-05-13"))).toBe(85);
    expect(plan).toMatchObject({
      profile: "mii-2003",
      chain: "parallel",
      startAt: "dossier",
      provisional: false,
      firstOpening: { date: "2026-05-07" },
      lastOpening: { date: "2026-05-07" },
    });
  });

  it("ends after 95 where each step waits for the one before", () => {
    const plan = timeline({ activation: submitted, chain: "sequential" });
    const last = plan.steps.find(({ id }) => id === "reported/0551")?.date.date;
    expect(workingCalendar().countWorkingDays(isoDate("2026-01-05"), isoDate(String(last)))).toBe(95);
    expect(timeline({ activation: { ...submitted, chain: "sequential" } }).steps).toEqual(plan.steps);
    expect(plan.criticalPath).toEqual([
      "submitted",
      "accepted",
      "approved",
      "agreementSigned",
      "headquartersNotified",
      "filed",
      "filingNoticed",
      "requested/0551",
      "opened/0551",
      "requested/0553",
      "opened/0553",
    ]);
  });

  it("is decided by both of its branches where they end on one day", () => {
    const plan = timeline({ activation: submitted });
    expect(plan.criticalPath).toEqual([
      ...["submitted", "accepted", "approved", "agreementSigned", "headquartersNotified", "filed", "filingNoticed"],
      ...["opened/0551", "opened/0553"],
    ]);
  });

  it("marks as provisional what counts days of 2027, and only that", () => {
    const plan = timeline({ activation: { submittedOn: "2026-10-12" }, today: "2026-10-12" });
    expect(days(plan)).toMatchObject({ accepted: "running 2026-10-26", approved: "waiting 2027-01-05?" });
    expect(plan.steps.filter(({ date }) => !date.provisional).map(({ id }) => id)).toEqual(["submitted", "accepted"]);
    expect(plan.provisional).toBe(true);
  });

  it("takes limits of the province file instead of the profile's", () => {
    // The twentieth working day is the Saturday before the Spring Festival, which is worked.
    const plan = timeline({ activation: { ...submitted, limits: { decision: 20 } } });
    expect(days(plan)).toMatchObject({ accepted: "running 2026-01-19", approved: "waiting 2026-02-14" });
    expect(plan.steps.find(({ id }) => id === "approved")?.limit).toEqual({
      clock: "decision",
      days: 20,
      article: "16",
      overridden: true,
    });
  });
});

describe("a province whose number is allocated", () => {
  it("starts at the approval, with what can be done today", () => {
    const plan = timeline({ today: "2026-03-02" });
    expect(plan.startAt).toBe("approved");
    expect(days(plan)).toMatchObject({
      agreementSigned: "ready 2026-03-02",
      headquartersNotified: "waiting 2026-03-16",
      filed: "ready 2026-03-02",
      filingNoticed: "waiting 2026-03-16",
      "requested/0551": "ready 2026-03-02",
      "opened/0551": "waiting 2026-03-30",
      "reported/0551": "waiting 2026-04-07",
    });
    expect(plan.steps.map(({ step }) => step)).not.toContain("approved");
  });

  it("has nothing to do on a day off", () => {
    expect(days(timeline({ today: "2026-10-01" }))).toMatchObject({ filed: "ready 2026-10-08" });
  });

  it("counts the opening from the later of request and notice, in each local network by itself", () => {
    const plan = timeline({
      today: "2026-03-20",
      activation: {
        agreementSignedOn: "2026-03-02",
        headquartersNotifiedOn: "2026-03-05",
        filedOn: "2026-03-02",
        filingNoticeOn: "2026-03-10",
        networks: {
          "0551": { requestedOn: "2026-03-02", openedOn: "2026-03-18" },
          "0553": { requestedOn: "2026-03-16" },
        },
      },
    });
    const due = (id: string) => plan.steps.find((step) => step.id === id)?.due?.date;
    expect([due("opened/0551"), due("reported/0551"), due("opened/0553")]).toEqual([
      "2026-03-24",
      "2026-03-25",
      "2026-03-30",
    ]);
    expect(days(plan)).toMatchObject({
      "opened/0551": "done 2026-03-18",
      "reported/0551": "running 2026-03-25",
      "opened/0553": "running 2026-03-30",
      "reported/0553": "waiting 2026-04-07",
    });
    expect(plan.openings).toEqual([
      { areaCode: "0551", opened: true, on: { date: "2026-03-18", provisional: false } },
      { areaCode: "0553", opened: false, on: { date: "2026-03-30", provisional: false } },
    ]);
    expect(plan.firstOpening?.date).toBe("2026-03-18");
    expect(plan.criticalPath).toEqual(["requested/0553", "opened/0553"]);
  });

  it("says who is late and by how many working days, and expects no opening in the past", () => {
    const plan = timeline({
      today: "2026-04-08",
      activation: { filedOn: "2026-03-02", networks: { "0551": { requestedOn: "2026-03-02" } } },
    });
    const notice = plan.steps.find(({ id }) => id === "filingNoticed");
    expect(notice).toMatchObject({
      actor: "administration",
      state: "running",
      due: { date: "2026-03-16" },
      // 16 March to 8 April has 17 weekdays, one of them Qingming's Monday off.
      lateDays: 16,
      date: { date: "2026-04-08" },
    });
    expect(notice?.countedFrom).toEqual(["activation", "filedOn"]);
    expect(plan.steps.filter(({ lateDays }) => lateDays > 0).map(({ id }) => id)).toEqual(["filingNoticed"]);
  });

  it("remembers that a step came late", () => {
    const plan = timeline({
      today: "2026-05-06",
      activation: { filedOn: "2026-03-02", filingNoticeOn: "2026-03-18" },
    });
    expect(plan.steps.find(({ id }) => id === "filingNoticed")).toMatchObject({ state: "done", lateDays: 2 });
  });

  it("expects no opening before headquarters has told its subsidiaries, though no limit says so", () => {
    const plan = timeline({
      today: "2026-03-20",
      activation: {
        agreementSignedOn: "2026-03-19",
        filedOn: "2026-03-02",
        filingNoticeOn: "2026-03-04",
        networks: { "0551": { requestedOn: "2026-03-02" } },
      },
    });
    expect(plan.steps.find(({ id }) => id === "opened/0551")).toMatchObject({
      due: { date: "2026-03-18" },
      date: { date: "2026-04-02" },
      lateDays: 2,
    });
    expect(plan.criticalPath.slice(0, 2)).toEqual(["agreementSigned", "headquartersNotified"]);
  });
});

describe("where each locality files", () => {
  it("the filing is a local network's own, and so is its actor", () => {
    const plan = timeline({
      today: "2026-03-10",
      more: { filing: "per-locality" },
      activation: { networks: { "0551": { filedOn: "2026-03-02" } } },
    });
    expect(plan.steps.map(({ id }) => id)).toEqual([
      "agreementSigned",
      "headquartersNotified",
      ...NETWORKS.flatMap((code) =>
        ["filed", "filingNoticed", "requested", "opened", "reported"].map((step) => `${step}/${code}`),
      ),
    ]);
    expect(days(plan)).toMatchObject({
      "filingNoticed/0551": "running 2026-03-16",
      "filed/0553": "ready 2026-03-10",
      "filingNoticed/0553": "waiting 2026-03-24",
    });
    expect(plan.steps.find(({ id }) => id === "filed/0553")?.actor).toBe("local-department");
    expect(timeline({}).steps.find(({ id }) => id === "filed")?.actor).toBe("province-department");
  });
});

describe("an application", () => {
  it("that is incomplete has no clock until it is complete", () => {
    const activation = { submittedOn: "2026-01-05", returned: [{ on: "2026-01-12", missing: ["保证书"] }] };
    const open = timeline({ activation, today: "2026-01-13" });
    expect(open.steps[0]).toMatchObject({ state: "incomplete", missing: ["保证书"], date: { date: "2026-01-13" } });
    expect(open.steps[1]).toMatchObject({ state: "waiting", due: undefined, date: { date: "2026-01-27" } });
    const completed = { ...activation, returned: [{ ...activation.returned[0], completedOn: "2026-01-20" }] };
    expect(days(timeline({ activation: completed, today: "2026-01-21" }))).toMatchObject({
      submitted: "done 2026-01-20",
      accepted: "running 2026-02-03",
    });
  });

  it("that is refused ends there, with the reason", () => {
    const plan = timeline({
      today: "2026-04-10",
      activation: {
        submittedOn: "2026-01-05",
        acceptedOn: "2026-01-19",
        refused: { on: "2026-04-07", reason: "方案不符合要求" },
      },
    });
    expect(plan.ended).toEqual({ state: "refused", on: "2026-04-07", reason: "方案不符合要求" });
    expect(days(plan)).toEqual({
      submitted: "done 2026-01-05",
      accepted: "done 2026-01-19",
      approved: "refused 2026-04-07",
    });
    expect(plan.steps[2]?.lateDays).toBe(1);
    expect([plan.openings, plan.lastOpening]).toEqual([[], undefined]);
  });

  it("that is not accepted ends before its decision", () => {
    const plan = timeline({
      activation: { submittedOn: "2026-01-05", notAccepted: { on: "2026-01-15", reason: "不属于受理范围" } },
    });
    expect(days(plan)).toEqual({ submitted: "done 2026-01-05", accepted: "refused 2026-01-15" });
    expect(plan.ended?.state).toBe("not-accepted");
  });
});

describe("days off of a region", () => {
  const region = (areaCodes?: readonly string[]) =>
    HolidayDays.parse({
      year: 2026,
      province: "anhui",
      ...(areaCodes === undefined ? {} : { areaCodes }),
      source: { title: "通知", number: "1号", date: "2026-01-01" },
      off: ["2026-03-10"],
      work: [],
    });
  const activation = {
    agreementSignedOn: "2026-03-02",
    filedOn: "2026-03-02",
  };

  it("hold for its administration, not for headquarters", () => {
    const plan = timeline({ activation, today: "2026-03-02", holidays: [region()] });
    expect(days(plan)).toMatchObject({
      headquartersNotified: "running 2026-03-16",
      filingNoticed: "running 2026-03-17",
    });
  });

  it("of one local network hold for its carrier alone", () => {
    const dates = {
      ...activation,
      headquartersNotifiedOn: "2026-03-03",
      filingNoticeOn: "2026-03-04",
      networks: { "0551": { requestedOn: "2026-03-04" }, "0553": { requestedOn: "2026-03-04" } },
    };
    const plan = timeline({ activation: dates, today: "2026-03-05", holidays: [region(["0553"])] });
    expect(days(plan)).toMatchObject({ "opened/0551": "running 2026-03-18", "opened/0553": "running 2026-03-19" });
  });
});

describe("what goes with the code", () => {
  it("is the notice of a new address within 10 working days, and numbers that go back", () => {
    const plan = timeline({
      today: "2026-05-20",
      activation: { contactChanges: [{ on: "2026-04-30" }, { on: "2026-03-02", notifiedOn: "2026-03-10" }] },
      more: {
        numbering: {
          retiredNumbers: [{ number: "12338", stoppedOn: "2026-03-01" }],
          codeFeeFenPerYear: 120_000,
        },
      },
    });
    expect(plan.codeFeeFenPerYear).toBe(120_000);
    expect(plan.obligations).toMatchObject([
      { kind: "contact-change", actor: "ministry", due: { date: "2026-05-18" }, lateDays: 2, article: "26" },
      { kind: "contact-change", done: "2026-03-10", due: { date: "2026-03-16" }, lateDays: 0 },
      { kind: "retired-number", number: "12338", stopped: true, done: undefined },
    ]);
  });
});

describe("any time-line", () => {
  const day = fc.integer({ min: 0, max: 330 }).map((days) => addTo(isoDate("2026-01-05"), { days }));

  it("expects each open step on a working day, not before today nor before a step that it waits for", () => {
    fc.assert(
      fc.property(day, fc.constantFrom<"parallel" | "sequential">("parallel", "sequential"), (today, chain) => {
        const plan = timeline({ activation: { submittedOn: "2026-01-05" }, today, chain });
        const dates = new Map(plan.steps.map((step) => [step.id, step.date.date]));
        const calendar = workingCalendar();
        for (const step of plan.steps.filter(({ state }) => state !== "done")) {
          expect(step.date.date >= today).toBe(true);
          expect(calendar.isWorkingDay(step.date.date)).toBe(true);
          for (const id of step.before) expect((dates.get(id) ?? "") <= step.date.date).toBe(true);
        }
      }),
    );
  });

  it("opens no earlier for waiting a day", () => {
    fc.assert(
      fc.property(day, (today) => {
        const at = (date: typeof today) => String(timeline({ today: date }).lastOpening?.date);
        expect(at(today) <= at(addTo(today, { days: 1 }))).toBe(true);
      }),
    );
  });
});
