import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDatabase, found, MEDIA, migrate, OWNER, REPORT, startMigrated, suite, UPKEEP } from "./hotline-database.ts";
import type { TrialPostgres } from "./postgres.ts";

/** One call as the switch would write it. Times are seconds after the beginning of the day in China. */
interface Call {
  readonly at: number;
  readonly caller?: string;
  readonly city?: string;
  readonly queue?: string;
  readonly agent?: string;
  /** Seconds from joining the queue, 20 s after the start, until answered or gone. */
  readonly wait?: number;
  readonly talk?: number;
  readonly reason?: string;
  readonly menu?: boolean;
  readonly direction?: string;
}

const HOUR = 3600;
const JOINED_AFTER = 20;
/** Yesterday in China, so that the running hours have no part in it. */
const yesterday = new Date(Date.now() + 8 * HOUR * 1000 - 24 * HOUR * 1000).toISOString().slice(0, 10);
const midnight = Date.parse(`${yesterday}T00:00:00+08:00`) / 1000;
const clock = (hours: number, minutes: number, seconds = 0) => hours * HOUR + minutes * 60 + seconds;

function intake(calls: readonly Call[], first = 0): string {
  const rows = calls.map((call, index) => {
    const start = midnight + call.at;
    const joined = start + JOINED_AFTER;
    const answered = call.talk !== undefined;
    const queued = call.wait !== undefined;
    const left = joined + (call.wait ?? 0);
    const end = queued ? left + (call.talk ?? 0) : start + 30;
    const text = (value: string | undefined) => (value === undefined ? "NULL" : `'${value}'`);
    const time = (seconds: number) => `to_timestamp(${seconds})`;
    return `('00000000-0000-0000-0001-${String(first + index).padStart(12, "0")}', ${time(start)}, ${
      (call.menu ?? queued) ? time(start + 2) : "NULL"
    }, ${time(end)}, '${call.direction ?? "inbound"}', ${text(call.caller)}, '${call.city ?? "0551"}', ${text(call.queue)}, ${text(
      call.agent,
    )}, ${queued ? `'${answered ? "answered" : "cancel"}'` : "NULL"}, ${text(call.reason)}, ${queued ? joined : "NULL"}, ${
      answered ? left : "NULL"
    }, ${answered ? left + (call.talk ?? 0) : "NULL"}, ${queued && !answered ? left : "NULL"}, ${answered ? "'/r/x.wav'" : "NULL"}, ${
      call.reason === "TIMEOUT"
    })`;
  });
  return `INSERT INTO hotline.call_record_intake (uuid, started_at, answered_at, ended_at, direction, caller_number, trunk_group, queue, agent,
    queue_result, queue_cancel_reason, queue_joined, queue_answered, queue_terminated, queue_canceled, recording, callback_requested)
    VALUES ${rows.join(",\n")};`;
}

const status = (id: number, at: number, value: string) =>
  `INSERT INTO hotline.queue_event_intake (uuid, happened_at, kind, agent, detail)
   VALUES ('00000000-0000-0000-0002-${String(id).padStart(12, "0")}', to_timestamp(${midnight + at}), 'agent-status', '1001', '{"status": "${value}"}');`;

/** Counted by hand: see the figures below. */
const DAY: readonly Call[] = [
  { at: clock(9, 0), caller: "A", queue: "pension", agent: "1001", wait: 10, talk: 100 },
  { at: clock(9, 10), caller: "B", queue: "pension", agent: "1001", wait: 15, talk: 200 },
  { at: clock(9, 20), caller: "A", queue: "pension", agent: "1002", wait: 16, talk: 50 },
  { at: clock(9, 30), caller: "D", queue: "pension", wait: 5, reason: "BREAK_OUT" },
  { at: clock(9, 40), caller: "E", queue: "pension", wait: 40, reason: "BREAK_OUT" },
  { at: clock(9, 50), caller: "F", queue: "pension", wait: 180, reason: "TIMEOUT" },
  { at: clock(10, 0), caller: "C", queue: "employment", city: "0552", agent: "1001", wait: 0, talk: 60 },
  { at: clock(9, 5), caller: "G", menu: true },
  { at: clock(10, 5), caller: "H", city: "0552", menu: true },
  { at: clock(9, 6), caller: "I" },
  { at: clock(9, 7), caller: "1001", direction: "outbound", menu: true },
];
const EVENTS = [
  status(1, clock(9, 0), "Available"),
  status(2, clock(9, 30), "On Break"),
  status(3, clock(9, 45), "Available"),
  status(4, clock(10, 15), "Logged Out"),
].join("\n");

const COUNTS = "calls, answered, lost, overflowed, self_service, failed, call_backs";
const RATIOS =
  "answered_and_abandoned_in_time, answered_in_time_of_answered, answered_in_time_of_offered, short_abandons_excluded, human_connection, composite_connection, abandonment, average_speed_of_answer, average_talk, recorded_share";

describe.skipIf("missing" in found)(suite("figures of a day counted by hand"), () => {
  let server: TrialPostgres;
  const figures = (what: string, where: string, grain = "day") =>
    server.query(
      "hotline",
      `SELECT ${what} FROM figures('${grain}', '${yesterday}', '${yesterday}') WHERE ${where}`,
      REPORT,
    );
  const all = "queue = '*' AND city = '*'";

  beforeAll(async () => {
    server = await startMigrated();
    server.run("hotline", intake(DAY), MEDIA);
    server.run("hotline", EVENTS, MEDIA);
  });
  afterAll(() => server.dispose());

  describe.each(["from the records, as they come in", "from the hourly counts"])("%s", (source) => {
    beforeAll(() => {
      if (source.includes("counts")) while (server.query("hotline", "SELECT count_hours(100)", UPKEEP) !== "0");
    });

    it("are taken from where they should be", () => {
      expect(server.query("hotline", "SELECT count(*) > 0 FROM call_hour", OWNER)).toBe(
        source.includes("counts") ? "t" : "f",
      );
    });

    it("count the day", () => {
      expect(figures(COUNTS, all)).toBe("10|4|3|1|2|1|1");
      // 4/7, 3/4, 3/7, 3/6; 4/7, 6/10, 3/7; 41/4, 410/4, 4/4
      expect(figures(RATIOS, all)).toBe(
        "0.571429|0.750000|0.428571|0.500000|0.571429|0.600000|0.428571|10.250000|102.500000|1.000000",
      );
    });

    it("count an hour, a queue and a city", () => {
      expect(figures(`${COUNTS}, ${RATIOS}`, `${all} AND extract(hour FROM period) = 9`, "hour")).toBe(
        "8|3|3|1|1|1|1|0.500000|0.666667|0.333333|0.400000|0.500000|0.500000|0.500000|13.666667|116.666667|1.000000",
      );
      expect(figures(COUNTS, "queue = 'employment' AND city = '*'")).toBe("1|1|0|0|0|0|0");
      expect(figures(COUNTS, "queue = '*' AND city = '0552'")).toBe("2|1|0|0|1|0|0");
      expect(figures(COUNTS, "queue = 'pension' AND city = '0551'")).toBe("6|3|3|1|0|0|1");
      expect(figures("DISTINCT date_part('day', period)", all, "month")).toBe("1");
    });

    it("say how busy the agents were", () => {
      const agents = `SELECT agent, answered, staffed, talk, busy, occupancy FROM agent_figures('hour', '${yesterday}', '${yesterday}') ORDER BY period, agent`;
      // 1001: 30 + 15 minutes at hand; two calls and 50 s of wrap-up each. 1002 told no status: only its call counts.
      expect(server.query("hotline", agents, REPORT)).toBe(
        ["1001|2|2700|300|400|0.148148", "1002|1|50|50|50|1.000000", "1001|1|900|60|110|0.122222"].join("\n"),
      );
      expect(figures("occupancy", all)).toBe("0.153425");
    });

    it.each([
      ["answered-and-abandoned-in-time", "0.571429"],
      ["answered-in-time-of-answered", "0.750000"],
      ["answered-in-time-of-offered", "0.428571"],
      ["short-abandons-excluded", "0.500000"],
    ])("give the service level by %s when the province chose it", (formula, expected) => {
      server.query("hotline", `UPDATE policy SET service_level_formula = '${formula}'`, OWNER);
      expect(figures("service_level", all)).toBe(expected);
    });
  });

  it("take a late record in at once, and again from the counts", () => {
    const late: Call = { at: clock(9, 59), caller: "J", queue: "pension", agent: "1002", wait: 4, talk: 7300 };
    server.run("hotline", intake([late], 100), MEDIA);
    expect(server.query("hotline", "SELECT count(*) FROM stale_hour", OWNER)).toBe("4");
    const before = figures(`${COUNTS}, ${RATIOS}, occupancy`, all);
    expect(before).toMatch(/^11\|5\|3\|/);
    server.query("hotline", "SELECT count_hours(100)", UPKEEP);
    expect(server.query("hotline", "SELECT count(*) FROM stale_hour", OWNER)).toBe("0");
    expect(figures(`${COUNTS}, ${RATIOS}, occupancy`, all)).toBe(before);
    // Over 12:00: 1002 was on that call from 09:59:24 on.
    const hours = `SELECT staffed FROM agent_figures('hour', '${yesterday}', '${yesterday}') WHERE agent = '1002' ORDER BY period`;
    expect(server.query("hotline", hours, REPORT)).toBe("86\n3600\n3600\n64");
  });

  it("follow a changed time limit back through the counts", () => {
    server.query("hotline", "UPDATE policy SET within_seconds = 16", OWNER);
    const changed = figures("answered_in_time_of_answered", all);
    expect(changed).toBe("1.000000");
    server.query("hotline", "SELECT count_hours(100)", UPKEEP);
    expect(figures("answered_in_time_of_answered", all)).toBe(changed);
    expect(server.query("hotline", "SELECT DISTINCT within_seconds FROM call_hour", OWNER)).toBe("16");
  });

  it("find who had to call again", () => {
    const day = 24 * HOUR;
    // B two days later and three days later: the second is the repeat of the first, which nobody answered.
    const again: Call[] = [
      { at: clock(9, 14) + 2 * day, caller: "B", queue: "pension", wait: 9, reason: "BREAK_OUT" },
      { at: clock(9, 25) + 3 * day, caller: "B", queue: "pension", wait: 1, talk: 10 },
      // C after three days and an hour: another matter.
      { at: clock(11, 0) + 3 * day, caller: "C", queue: "pension", wait: 1, talk: 10 },
      // A withheld number is nobody's.
      { at: clock(12, 0), queue: "pension", wait: 1, talk: 10 },
    ];
    server.run("hotline", intake(again, 200), MEDIA);
    server.query("hotline", "SELECT count_days(30, now() + interval '10 days')", UPKEEP);
    // A (twice), B, C, J: five contacts; A's first within 20 minutes, B's within two days.
    expect(figures("first_contact_resolution, repeated_in_2_hours", all)).toBe("0.600000|0.200000");
    // A late record makes J's contact a repeated one.
    server.run(
      "hotline",
      intake([{ at: clock(20, 0), caller: "J", queue: "pension", wait: 1, reason: "BREAK_OUT" }], 300),
      MEDIA,
    );
    server.query("hotline", "SELECT count_days(30, now() + interval '10 days')", UPKEEP);
    expect(figures("first_contact_resolution", all)).toBe("0.400000");
  });

  it("count every answered call as a person's in work mode hotline", () => {
    addDatabase(server, "phones");
    migrate(server, "phones");
    server.query("phones", "UPDATE policy SET people_answer = true", OWNER);
    const calls: Call[] = [{ at: clock(9, 0), menu: true }, { at: clock(9, 1), menu: true }, { at: clock(9, 2) }];
    server.run("phones", intake(calls), MEDIA);
    const sql = `SELECT calls, answered, lost, self_service, composite_connection, average_speed_of_answer, average_talk FROM figures('day', '${yesterday}', '${yesterday}') WHERE queue = '*' AND city = '*'`;
    expect(server.query("phones", sql, REPORT)).toBe("3|2|1|0|0.666667|2.000000|28.000000");
  });
});

describe.skipIf("missing" in found)(suite("figures of other calls"), () => {
  let server: TrialPostgres;
  beforeAll(async () => {
    server = await startMigrated();
  });
  afterAll(() => server.dispose());

  it("come to what Ningxia published for the third quarter of 2020", () => {
    // 263,851 calls: 85,582 answered by people, 154,917 self-service, 23,352 abandoned; 91.15 % connected in all.
    server.run(
      "hotline",
      `SET search_path = hotline; SELECT make_month('call_record', '2020-08-15');
       INSERT INTO call_record (uuid, started_at, answered_at, ended_at, direction, queue, queue_joined, queue_answered, queue_terminated, queue_canceled)
       SELECT gen_random_uuid(), at, at, at + interval '1 minute', 'inbound',
         CASE WHEN n > 154917 THEN 'general' END, CASE WHEN n > 154917 THEN extract(epoch FROM at) END,
         CASE WHEN n > 154917 + 23352 THEN extract(epoch FROM at) + 10 END, CASE WHEN n > 154917 + 23352 THEN extract(epoch FROM at) + 100 END,
         CASE WHEN n BETWEEN 154918 AND 154917 + 23352 THEN extract(epoch FROM at) + 60 END
       FROM generate_series(1, 263851) AS n, LATERAL (SELECT timestamptz '2020-08-01 00:00+08' + n * interval '10 seconds' AS at) AS start;`,
      OWNER,
    );
    while (server.query("hotline", "SELECT count_hours(1000, '2020-09-02')", UPKEEP) !== "0");
    const sql =
      "SELECT calls, answered, self_service, lost, composite_connection, human_connection FROM figures('month', '2020-08-01', '2020-08-31') WHERE queue = '*' AND city = '*'";
    // 240,499 / 263,851; 85,582 / 108,934
    expect(server.query("hotline", sql, REPORT)).toBe("263851|85582|154917|23352|0.911496|0.785632");
  });

  it("read of the records only the months and hours that are asked for", () => {
    const database = "partitions";
    addDatabase(server, database);
    migrate(server, database);
    const months = ["2025_01", "2025_02", "2025_03"];
    for (const month of months) {
      server.query(database, `SELECT make_month('call_record', '${month.replace("_", "-")}-15')`, OWNER);
      server.query(
        database,
        `INSERT INTO call_record (uuid, started_at, direction) SELECT gen_random_uuid(), '${month.replace("_", "-")}-01 00:00+08'::timestamptz + n * interval '1 hour', 'inbound' FROM generate_series(0, 600) AS n`,
        OWNER,
      );
    }
    const range = "started_at >= '2025-02-10 00:00+08' AND started_at < '2025-02-11 00:00+08'";
    const plan = server.query(database, `EXPLAIN (COSTS off) SELECT count(*) FROM call_record WHERE ${range}`, OWNER);
    expect(plan.match(/call_record_\d{4}_\d{2}\b/g)).toEqual(["call_record_2025_02"]);
    /** Scans of each month's table and indexes while the statement ran, those within functions included. */
    const scans = (statement: string) => {
      server.query(database, "SELECT pg_stat_reset()", { user: "postgres" });
      server.run(database, `${statement}; SELECT pg_stat_force_next_flush();`, OWNER);
      const sql =
        "SELECT string_agg(right(relname, 7), ' ' ORDER BY relname) FROM pg_stat_user_tables WHERE relname ~ '^call_record_2025' AND seq_scan + idx_scan > 0";
      return server.query(database, sql, OWNER);
    };
    expect(scans("SELECT count_hour('2025-02-10 09:00+08')")).toBe("2025_02");
    while (server.query(database, "SELECT count_hours(3000, '2025-04-01')", OWNER) !== "0");
    // Counted months are not read again, whatever is asked; a stale hour reads its own month.
    server.query(database, "UPDATE counted SET through = date_trunc('hour', now())", OWNER);
    expect(scans("SELECT count(*) FROM figures('month', '2025-01-01', '2025-12-31')")).toBe("");
    server.query(database, "INSERT INTO stale_hour VALUES ('2025-03-05 10:00+08')", OWNER);
    expect(scans("SELECT count(*) FROM figures('month', '2025-01-01', '2025-12-31')")).toMatch(
      /^(2025_03)?$|^2025_03$/,
    );
    expect(
      server.query(
        database,
        "SELECT sum(calls) FROM figures('month', '2025-01-01', '2025-12-31') WHERE queue = '*' AND city = '*'",
        OWNER,
      ),
    ).toBe("1803");
  });

  const call = fc.record(
    {
      at: fc.integer({ min: 0, max: 5 * HOUR }),
      caller: fc.constantFrom("A", "B", "C", ""),
      city: fc.constantFrom("0551", "0552", "12345"),
      queue: fc.constantFrom("pension", "employment"),
      agent: fc.constantFrom("1001", "1002"),
      wait: fc.integer({ min: 0, max: 40 }),
      talk: fc.integer({ min: 0, max: 3 * HOUR }),
      reason: fc.constantFrom("BREAK_OUT", "TIMEOUT"),
      menu: fc.boolean(),
    },
    { requiredKeys: ["at"] },
  );
  const plausible = call.map(({ wait, talk, agent, queue, reason, ...rest }): Call => {
    if (wait === undefined) return rest;
    const named = { ...rest, wait, queue: queue ?? "pension" };
    return talk === undefined
      ? { ...named, reason: reason ?? "BREAK_OUT" }
      : { ...named, talk, agent: agent ?? "1001" };
  });

  it("are exact whatever comes in late, before and after it is counted anew", () => {
    let run = 0;
    fc.assert(
      fc.property(
        fc.array(plausible, { minLength: 1, maxLength: 60 }),
        fc.array(plausible, { maxLength: 20 }),
        (first, late) => {
          const database = `property_${run++}`;
          addDatabase(server, database);
          migrate(server, database);
          const ask = () =>
            server.query(
              database,
              `SELECT ${COUNTS}, answered_in_time_of_answered, answered_and_abandoned_in_time, average_speed_of_answer, average_talk FROM figures('day', '${yesterday}', '${yesterday}') WHERE queue = '*' AND city = '*'`,
              REPORT,
            );
          server.run(database, intake(first), MEDIA);
          expect(ask()).toBe(reference(first));
          server.query(database, "SELECT count_hours(100)", UPKEEP);
          expect(ask()).toBe(reference(first));
          if (late.length > 0) server.run(database, intake(late, 1000), MEDIA);
          expect(ask()).toBe(reference([...first, ...late]));
          while (server.query(database, "SELECT count_hours(100)", UPKEEP) !== "0");
          expect(server.query(database, "SELECT count(*) FROM stale_hour", OWNER)).toBe("0");
          expect(ask()).toBe(reference([...first, ...late]));
          // Nobody is busier than staffed, nobody staffed for more than the hour.
          const absurd = "SELECT count(*) FROM agent_hour WHERE busy > staffed OR talk > staffed OR staffed > 3600";
          expect(server.query(database, absurd, OWNER)).toBe("0");
          server.query("postgres", `DROP DATABASE ${database}`, { user: "postgres" });
        },
      ),
      { numRuns: 5 },
    );
  });
});

/** The same figures, from the definitions, over plain objects. */
function reference(calls: readonly Call[]): string {
  const queued = calls.filter((call) => call.wait !== undefined);
  const answered = queued.filter((call) => call.talk !== undefined);
  const lost = queued.filter((call) => call.talk === undefined);
  const inTime = (some: readonly Call[]) => some.filter((call) => (call.wait ?? 0) <= 15).length;
  const timeouts = lost.filter((call) => call.reason === "TIMEOUT").length;
  const alone = calls.filter((call) => call.wait === undefined);
  const served = alone.filter((call) => call.menu === true).length;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  // As PostgreSQL rounds: half away from zero, six digits, by whole numbers.
  const ratio = (part: number, whole: number) => {
    if (whole === 0) return "";
    const scaled = (BigInt(part) * 2_000_000n + BigInt(whole)) / (2n * BigInt(whole));
    return `${scaled / 1_000_000n}.${String(scaled % 1_000_000n).padStart(6, "0")}`;
  };
  return [
    ...[calls.length, answered.length, lost.length, timeouts, served, alone.length - served, timeouts],
    ratio(inTime(answered), answered.length),
    ratio(inTime(answered) + inTime(lost), queued.length),
    ratio(sum(answered.map((call) => call.wait ?? 0)), answered.length),
    ratio(sum(answered.map((call) => call.talk ?? 0)), answered.length),
  ].join("|");
}
