import { z } from "zod";
import type { DeskDatabase } from "./database.ts";
import { Refusal } from "./refusal.ts";
import type { DeskFile } from "./settings.ts";

const FRESH_MILLISECONDS = 10_000;

const Person = z.object({
  name: z.string(),
  display_name: z.string(),
  skills: z.array(z.object({ skill: z.string(), level: z.number() })),
});
type Person = z.infer<typeof Person>;
const Setting = z.object({
  queue: z.string(),
  wrap_up_seconds: z.number(),
  ring_seconds: z.number(),
  most_unanswered: z.number(),
});
const Class = z.object({ code: z.string(), title: z.string() });

interface Read {
  readonly people: ReadonlyMap<string, Person>;
  readonly settings: ReadonlyMap<string, z.infer<typeof Setting>>;
  readonly classes: readonly z.infer<typeof Class>[];
}

const USUAL = { ringSeconds: 20, mostUnanswered: 2 } as const;

/**
 * Who the agents are and in which queues, and the classes of work orders: read from the database every few seconds and
 * kept when it is away, so that agents go on.
 */
export class People {
  readonly #database: DeskDatabase;
  readonly #file: () => DeskFile;
  #read: Read = { people: new Map(), settings: new Map(), classes: [] };
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor(database: DeskDatabase, file: () => DeskFile) {
    this.#database = database;
    this.#file = file;
  }

  get classes(): Read["classes"] {
    return this.#read.classes;
  }

  nameOf(agent: string): string {
    return this.#read.people.get(agent)?.display_name ?? agent;
  }

  knows(agent: string): boolean {
    return this.#read.people.has(agent);
  }

  /** Now at the latest, when `anew`. */
  async refresh(anew = false): Promise<void> {
    if (!anew && performance.now() - this.#readAt < FRESH_MILLISECONDS) return;
    this.#reading ??= this.#load().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  settingsOf(queue: string) {
    const setting = this.#read.settings.get(queue);
    return {
      wrapUpSeconds: setting?.wrap_up_seconds ?? this.#file().wrapUpSeconds,
      ringSeconds: setting?.ring_seconds ?? USUAL.ringSeconds,
      mostUnanswered: setting?.most_unanswered ?? USUAL.mostUnanswered,
    };
  }

  /** The longest of the agent's queues, for the switch has one time an agent. */
  wrapUpSeconds(queues: readonly string[]): number {
    return Math.max(0, ...queues.map((queue) => this.settingsOf(queue).wrapUpSeconds));
  }

  /** Whoever has all skills of a queue sits in it, at the level of the weakest of them. */
  queuesOf(agent: string): readonly { readonly queue: string; readonly level: number }[] {
    const levels = new Map(this.#read.people.get(agent)?.skills.map(({ skill, level }) => [skill, level]));
    return this.#file().queues.flatMap(({ name, skills }) => {
      const needed = skills.length === 0 ? [name] : skills;
      const had = needed.map((skill) => levels.get(skill));
      return had.every((level) => level !== undefined) ? [{ queue: name, level: Math.max(...had) }] : [];
    });
  }

  /** What the switch's controller is asked for. */
  wishOf(agent: string) {
    const queues = this.queuesOf(agent);
    const settings = queues.map(({ queue }) => this.settingsOf(queue));
    return {
      queues: queues.map(({ queue, level }) => ({ queue, level, position: 1 })),
      wrapUpSeconds: this.wrapUpSeconds(queues.map(({ queue }) => queue)),
      ringSeconds: settings.length === 0 ? USUAL.ringSeconds : Math.min(...settings.map((each) => each.ringSeconds)),
      maxNoAnswer:
        settings.length === 0 ? USUAL.mostUnanswered : Math.max(...settings.map((each) => each.mostUnanswered)),
    };
  }

  async #load(): Promise<void> {
    try {
      const [people, settings, classes] = await Promise.all([
        this.#database.rows(
          Person,
          `SELECT name, display_name, coalesce((SELECT jsonb_agg(jsonb_build_object('skill', skill, 'level', level))
             FROM agent_skill WHERE agent = name), '[]') AS skills
           FROM agent WHERE active_from <= shanghai(now())::date AND coalesce(active_until >= shanghai(now())::date, true)`,
        ),
        this.#database.rows(
          Setting,
          "SELECT queue, wrap_up_seconds, ring_seconds, most_unanswered FROM desk_queue_setting",
        ),
        this.#database.rows(Class, "SELECT code, title FROM service_class ORDER BY code"),
      ]);
      this.#read = {
        people: new Map(people.map((person) => [person.name, person])),
        settings: new Map(settings.map((setting) => [setting.queue, setting])),
        classes,
      };
      this.#readAt = performance.now();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
