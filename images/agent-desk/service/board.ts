import { z } from "zod";
import { AGENT_STATES, type AgentState } from "../contract/agent.ts";
import { type Board, FORMULAS, type ServiceFigures } from "../contract/queue-board.ts";
import type { CallBacks } from "./call-backs.ts";
import type { DeskDatabase } from "./database.ts";
import type { Live } from "./live.ts";
import { errorText, Refusal } from "./refusal.ts";
import type { DeskFile } from "./settings.ts";

const FIGURES_MILLISECONDS = 10_000;

/** Columns of the database's figures; queue `*` is all of them. */
export const FigureRow = z.object({
  period: z.string(),
  queue: z.string(),
  calls: z.number(),
  answered: z.number(),
  lost: z.number(),
  self_service: z.number(),
  service_level: z.number().nullable(),
  connect_rate: z.number().nullable(),
  abandon_rate: z.number().nullable(),
  asa: z.number().nullable(),
  talk: z.number().nullable(),
});
export type FigureRow = z.infer<typeof FigureRow>;
const Policy = z.object({ service_level_formula: z.enum(FORMULAS), within_seconds: z.number() });

export const FIGURE_COLUMNS = `to_char(period, 'YYYY-MM-DD HH24') AS period, queue, calls, answered, lost, self_service,
  service_level, human_connection AS connect_rate, abandonment AS abandon_rate, average_speed_of_answer AS asa, average_talk AS talk`;

export function serviceFigures(row: FigureRow): ServiceFigures {
  return {
    calls: row.calls,
    answered: row.answered,
    lost: row.lost,
    selfService: row.self_service,
    serviceLevel: row.service_level,
    connectRate: row.connect_rate,
    abandonRate: row.abandon_rate,
    averageWaitSeconds: row.asa,
    averageTalkSeconds: row.talk,
  };
}

interface Figures {
  readonly today: ReadonlyMap<string, ServiceFigures>;
  readonly thisHour: ReadonlyMap<string, ServiceFigures>;
  readonly openCallBacks: number;
}

interface BoardParts {
  readonly file: () => DeskFile;
  readonly database: DeskDatabase;
  readonly live: Live;
  readonly callBacks: CallBacks;
  readonly complain: (text: string) => void;
}

/** The wallboard: now from the switch, today and this hour from the database. */
export class Boards {
  readonly #parts: BoardParts;
  #figures: Figures | undefined;
  #policy: z.infer<typeof Policy> | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor(parts: BoardParts) {
    this.#parts = parts;
  }

  /** The formula that the province chose, with its target. */
  async target(): Promise<Board["target"]> {
    const { answeredPercent, withinSeconds } = this.#parts.file().serviceTarget;
    await this.#refresh();
    return {
      formula: this.#policy?.service_level_formula ?? "answered-in-time-of-offered",
      answeredPercent,
      withinSeconds: this.#policy?.within_seconds ?? withinSeconds,
    };
  }

  async board(): Promise<Board> {
    const { file, live, database } = this.#parts;
    const target = await this.target();
    const figures = database.there ? this.#figures : undefined;
    const agents = live.switch === "there" ? live.agents.all() : null;
    const thisHour = figures === undefined ? null : (figures.thisHour.get("*") ?? NOTHING_YET);
    const level = thisHour?.serviceLevel ?? null;
    return {
      at: new Date().toISOString(),
      target,
      today: figures === undefined ? null : (figures.today.get("*") ?? NOTHING_YET),
      thisHour,
      targetMet: level === null ? null : level * 100 >= target.answeredPercent,
      queues: file().queues.map(({ name, label }) => {
        const waiting = live.waiting.find(({ queue }) => queue === name);
        return {
          queue: name,
          label,
          waiting: waiting?.waiting ?? 0,
          longestWaitSeconds: waiting?.longestWaitSeconds ?? 0,
          today: figures === undefined ? null : (figures.today.get(name) ?? NOTHING_YET),
          thisHour: figures === undefined ? null : (figures.thisHour.get(name) ?? NOTHING_YET),
          agents: countStates((agents ?? []).filter(({ queues }) => queues.includes(name)).map(({ state }) => state)),
        };
      }),
      agents: agents === null ? null : [...agents].sort((a, b) => (a.agent < b.agent ? -1 : 1)),
      openCallBacks: figures?.openCallBacks ?? null,
    };
  }

  async #refresh(): Promise<void> {
    if (performance.now() - this.#readAt < FIGURES_MILLISECONDS) return;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #read(): Promise<void> {
    const { database, callBacks, complain } = this.#parts;
    try {
      const today = "shanghai(now())::date";
      const of = (grain: string, condition: string) =>
        database.rows(
          FigureRow,
          `SELECT ${FIGURE_COLUMNS} FROM figures('${grain}', ${today}, ${today}) WHERE city = '*' AND ${condition}`,
        );
      const [day, hour, openCallBacks, [policy]] = await Promise.all([
        of("day", "true"),
        of("hour", "period = date_trunc('hour', shanghai(now()))"),
        callBacks.open(),
        database.rows(Policy, "SELECT service_level_formula, within_seconds FROM policy"),
      ]);
      const byQueue = (rows: readonly FigureRow[]) => new Map(rows.map((row) => [row.queue, serviceFigures(row)]));
      this.#figures = { today: byQueue(day), thisHour: byQueue(hour), openCallBacks };
      this.#policy = policy;
      this.#readAt = performance.now();
    } catch (error) {
      if (!(error instanceof Refusal)) complain(`figures could not be read: ${errorText(error)}`);
    }
  }
}

const NOTHING_YET: ServiceFigures = {
  calls: 0,
  answered: 0,
  lost: 0,
  selfService: 0,
  serviceLevel: null,
  connectRate: null,
  abandonRate: null,
  averageWaitSeconds: null,
  averageTalkSeconds: null,
};

function countStates(states: readonly AgentState[]): Partial<Record<AgentState, number>> {
  return Object.fromEntries(
    AGENT_STATES.flatMap((state) => {
      const count = states.filter((each) => each === state).length;
      return count === 0 ? [] : [[state, count]];
    }),
  );
}
