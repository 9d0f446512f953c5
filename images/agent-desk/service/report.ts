import { z } from "zod";
import type { DailyReport } from "../contract/queue-board.ts";
import { type Boards, FIGURE_COLUMNS, FigureRow, serviceFigures } from "./board.ts";
import type { CallBacks } from "./call-backs.ts";
import type { DeskDatabase } from "./database.ts";
import type { People } from "./people.ts";
import type { DeskFile } from "./settings.ts";

const AgentRow = z.object({
  agent: z.string(),
  answered: z.number(),
  staffed: z.number(),
  talk: z.number(),
  busy: z.number(),
  occupancy: z.number().nullable(),
});
const BreakRow = z.object({ agent: z.string(), reason: z.string(), times: z.number(), seconds: z.number() });
const Counts = z.object({
  opened: z.number(),
  closed: z.number(),
  handed_over: z.number(),
  requested: z.number(),
  reached: z.number(),
  marks: z.number(),
  average: z.number().nullable(),
});

const NOTHING = {
  calls: 0,
  answered: 0,
  lost: 0,
  self_service: 0,
  service_level: null,
  connect_rate: null,
  abandon_rate: null,
  asa: null,
  talk: null,
} as const;

/** What happened on a day in China, as far as its calls are over. */
export class Reports {
  readonly #parts: {
    readonly file: () => DeskFile;
    readonly database: DeskDatabase;
    readonly people: People;
    readonly boards: Boards;
    readonly callBacks: CallBacks;
  };

  constructor(parts: {
    file: () => DeskFile;
    database: DeskDatabase;
    people: People;
    boards: Boards;
    callBacks: CallBacks;
  }) {
    this.#parts = parts;
  }

  async of(day: string): Promise<DailyReport> {
    const { file, database, people, boards, callBacks } = this.#parts;
    const figures = (grain: "day" | "hour") =>
      database.rows(
        FigureRow,
        `SELECT ${FIGURE_COLUMNS} FROM figures('${grain}', $1, $1) WHERE city = '*' ORDER BY period, queue`,
        [day],
      );
    const [days, hours, agents, breaks, [counts], open, target] = await Promise.all([
      figures("day"),
      figures("hour"),
      database.rows(
        AgentRow,
        "SELECT agent, answered, staffed, talk, busy, occupancy FROM agent_figures('day', $1, $1) ORDER BY agent",
        [day],
      ),
      this.#breaks(day),
      this.#counts(day),
      callBacks.open(),
      boards.target(),
    ]);
    const queues = new Map(file().queues.map(({ name, label }) => [name, label]));
    return {
      day,
      target,
      total: serviceFigures(days.find(({ queue }) => queue === "*") ?? { ...NOTHING, period: day, queue: "*" }),
      queues: days
        .filter(({ queue }) => queue !== "*" && queue !== "")
        .map((row) => ({ queue: row.queue, label: queues.get(row.queue) ?? row.queue, figures: serviceFigures(row) })),
      hours: hours
        .filter(({ queue }) => queue === "*")
        .map((row) => ({ hour: Number(row.period.slice(11, 13)), figures: serviceFigures(row) })),
      agents: agents.map(({ agent, answered, staffed, talk, busy, occupancy }) => ({
        agent,
        displayName: people.nameOf(agent),
        answered,
        staffedSeconds: staffed,
        talkSeconds: talk,
        busySeconds: busy,
        occupancy,
        breaks: breaks.filter((each) => each.agent === agent).map(({ agent: _, ...rest }) => rest),
      })),
      satisfaction: { marks: counts?.marks ?? 0, average: counts?.average ?? null },
      workOrders: {
        opened: counts?.opened ?? 0,
        closed: counts?.closed ?? 0,
        handedOver: counts?.handed_over ?? 0,
      },
      callBacks: { requested: counts?.requested ?? 0, reached: counts?.reached ?? 0, open },
    };
  }

  /** Cut at midnight; one that goes on runs until now. */
  #breaks(day: string) {
    return this.#parts.database.rows(
      BreakRow,
      `SELECT agent, reason, count(*) AS times, round(sum(extract(epoch FROM
         least(coalesce(ended_at, now()), instant($1::date + time '00:00') + interval '1 day')
         - greatest(began_at, instant($1::date + time '00:00'))))) AS seconds
       FROM desk_break
       WHERE began_at < instant($1::date + time '00:00') + interval '1 day' AND began_at > instant($1::date + time '00:00') - interval '1 day'
         AND coalesce(ended_at, now()) > instant($1::date + time '00:00')
       GROUP BY agent, reason ORDER BY agent, seconds DESC`,
      [day],
    );
  }

  #counts(day: string) {
    const within = (moment: string) =>
      `${moment} >= instant($1::date + time '00:00') AND ${moment} < instant($1::date + time '00:00') + interval '1 day'`;
    return this.#parts.database.rows(
      Counts,
      `SELECT (SELECT count(*) FROM work_order WHERE ${within("opened_at")}) AS opened,
         (SELECT count(*) FROM work_order WHERE ${within("closed_at")}) AS closed,
         (SELECT count(*) FROM work_order WHERE ${within("handed_over_at")}) AS handed_over,
         (SELECT count(*) FROM call_record WHERE ${within("started_at")} AND callback_requested) AS requested,
         (SELECT count(*) FROM call_back WHERE ${within("closed_at")} AND state = 'reached') AS reached,
         (SELECT count(satisfaction) FROM call_record WHERE ${within("started_at")}) AS marks,
         (SELECT round(avg(satisfaction), 2) FROM call_record WHERE ${within("started_at")}) AS average`,
      [day],
    );
  }
}
