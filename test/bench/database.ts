// Speed of the database: records taken in a second, and the page of figures of a month and of a year of Guangdong.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { found, MEDIA, OWNER, REPORT, startMigrated, UPKEEP } from "../live/hotline-database.ts";
import type { TrialPostgres } from "../live/postgres.ts";

/** 9.45 million calls a year: population x 0.075. */
const CALLS_A_MONTH = 800_000;
const CITIES = 21;
const QUEUES = ["pension", "employment", "relations", "medical"];

const INSERT = `\\set n random(1, 1000000000)
INSERT INTO hotline.call_record_intake (uuid, started_at, answered_at, ended_at, seconds, billed_seconds, direction, called_number,
  caller_number, trunk_group, media_node, hangup_cause, queue, agent, queue_result, queue_joined, queue_answered, queue_terminated, recording)
VALUES (gen_random_uuid(), now() - interval '3 minutes', now() - interval '3 minutes', now(), 180, 180, 'inbound', '12333',
  '0200' || :n, '020', 'media-a', 'NORMAL_CLEARING', 'pension', '1001', 'answered', 1, 2, 3, '/var/lib/hotline/recordings/' || :n || '.wav');
`;

/** Months before this one, each with its calls spread over the hours from 8 to 18; 40 % ask for a person. */
function load(server: TrialPostgres, months: number): void {
  for (let month = months; month >= 1; month--) {
    const first = `instant(date_trunc('month', shanghai(now())) - interval '${month} months')`;
    server.query("hotline", `SELECT make_month('call_record', ${first})`, OWNER);
    server.query(
      "hotline",
      `INSERT INTO call_record (uuid, started_at, answered_at, ended_at, seconds, direction, called_number, caller_number, trunk_group, media_node, hangup_cause, queue, agent, queue_result, queue_joined, queue_answered, queue_terminated, queue_canceled)
       SELECT gen_random_uuid(), at, at, at + interval '180 seconds', 180, 'inbound', '12333', '0200' || (n::bigint * 7919 % 500000), 'city-' || n % ${CITIES}, 'media-a', 'NORMAL_CLEARING',
         CASE WHEN n % 5 < 2 THEN (ARRAY['${QUEUES.join("','")}'])[n % ${QUEUES.length} + 1] END, CASE WHEN n % 5 < 2 AND n % 20 <> 0 THEN '1' || n % 200 END, NULL,
         CASE WHEN n % 5 < 2 THEN extract(epoch FROM at)::bigint + 20 END,
         CASE WHEN n % 5 < 2 AND n % 20 <> 0 THEN extract(epoch FROM at)::bigint + 20 + n % 25 END,
         CASE WHEN n % 5 < 2 AND n % 20 <> 0 THEN extract(epoch FROM at)::bigint + 170 END,
         CASE WHEN n % 20 = 0 THEN extract(epoch FROM at)::bigint + 50 END
       FROM (SELECT ${first} AS first) AS month, generate_series(1, ${CALLS_A_MONTH}) AS n,
         LATERAL (SELECT first + (n % 28) * interval '1 day' + interval '8 hours' + (n::bigint * 7907 % 36000) * interval '1 second' AS at) AS start
       ORDER BY at`,
      OWNER,
    );
  }
  server.query("hotline", "ANALYZE call_record", OWNER);
}

function seconds(work: () => void): number {
  const begun = performance.now();
  work();
  return (performance.now() - begun) / 1000;
}

function count(server: TrialPostgres): number {
  return seconds(() => {
    while (server.query("hotline", "SELECT count_hours(48)", UPKEEP) !== "0");
  });
}

/** What the page asks for: days and hours of the last month, or months of the last year. */
function page(server: TrialPostgres, months: number): string {
  const span = `(date_trunc('month', shanghai(now())) - interval '${months} months')::date, (date_trunc('month', shanghai(now())) - interval '1 day')::date`;
  const sql = `SELECT count(*) FROM figures('${months === 1 ? "day" : "month"}', ${span})`;
  const times = Array.from({ length: 5 }, () => seconds(() => server.query("hotline", sql, REPORT)));
  const [fastest = 0, , median = 0, , slowest = 0] = times.toSorted((a, b) => a - b);
  return `${median.toFixed(2)} s (${fastest.toFixed(2)}-${slowest.toFixed(2)})`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const { values } = parseArgs({
  options: { year: { type: "boolean", default: false }, seconds: { type: "string", default: "20" } },
});
if ("missing" in found) say(`database: not measured, ${found.missing}`);
else {
  // As it runs for real: what is acknowledged is on the disk.
  const settings = {
    fsync: "on",
    shared_buffers: "512MB",
    max_wal_size: "2GB",
    work_mem: "16MB",
    wal_compression: "on",
    random_page_cost: "1.1",
  };
  const server = await startMigrated({ settings });
  try {
    const script = join(server.folder, "insert.sql");
    writeFileSync(script, INSERT);
    for (const clients of [1, 4, 16]) {
      const report = execFileSync(
        join(found.folder, "pgbench"),
        [
          "--no-vacuum",
          "--client",
          String(clients),
          "--jobs",
          "2",
          "--time",
          values.seconds,
          "--file",
          script,
          "hotline",
        ],
        {
          env: server.environment({ database: "hotline", ...MEDIA }),
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        },
      );
      const rate = /tps = ([\d.]+)/.exec(report)?.[1] ?? "?";
      say(
        `call records taken, ${clients} connections`.padEnd(46) +
          `${Number(rate).toFixed(0)} a second, for ${values.seconds} s`,
      );
    }
    server.query("hotline", "DELETE FROM call_record", OWNER);
    const months = values.year ? 12 : 1;
    const loading = seconds(() => load(server, months));
    const rows = months * CALLS_A_MONTH;
    say(
      `${rows} calls loaded`.padEnd(46) +
        `${loading.toFixed(0)} s, ${server.query("hotline", "SELECT pg_size_pretty(sum(pg_total_relation_size(oid))) FROM pg_class WHERE relname LIKE 'call_record%' AND relkind = 'r'", OWNER)}`,
    );
    say("page of the last month, nothing counted".padEnd(46) + page(server, 1));
    say(`${"all hours counted".padEnd(46)}${count(server).toFixed(0)} s`);
    say("page of the last month, counted".padEnd(46) + page(server, 1));
    if (values.year) say("page of the last year, counted".padEnd(46) + page(server, 12));
    say(
      "repeated contacts of 31 days counted".padEnd(46) +
        `${seconds(() => server.query("hotline", "SELECT count_days(31)", UPKEEP)).toFixed(1)} s`,
    );
  } finally {
    await server.dispose();
  }
}
