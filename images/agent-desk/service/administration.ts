import { z } from "zod";
import type {
  AgentForm,
  AgentRow,
  ClassImport,
  ClassImportAnswer,
  QueueRows,
  QueueSettings,
  SkillForm,
  SkillRows,
} from "../contract/administration.ts";
import { type Actor, audit } from "./audit.ts";
import { brokenRule, type DeskDatabase } from "./database.ts";
import type { People } from "./people.ts";
import { notFound, Refusal } from "./refusal.ts";
import type { DeskFile } from "./settings.ts";

const FOREIGN_KEY = "23503";
const CHECK = "23514";

const Agent = z.object({
  name: z.string(),
  display_name: z.string(),
  employer: z.enum(["department", "provider"]),
  active_from: z.string(),
  active_until: z.string().nullable(),
  login: z.string().nullable(),
  skills: z.array(z.object({ skill: z.string(), level: z.number() })),
});
const Skill = z.object({ name: z.string(), label: z.string() });
const Class = z.object({ code: z.string(), title: z.string() });

/** Agents, skills, classes and what the queues do with agents; each change is in the audit log. */
export class Administration {
  readonly #database: DeskDatabase;
  readonly #people: People;
  readonly #file: () => DeskFile;

  constructor(parts: { database: DeskDatabase; people: People; file: () => DeskFile }) {
    this.#database = parts.database;
    this.#people = parts.people;
    this.#file = parts.file;
  }

  async agents(): Promise<readonly AgentRow[]> {
    const rows = await this.#database.rows(
      Agent,
      `SELECT name, agent.display_name, employer, active_from, active_until, login,
         coalesce((SELECT jsonb_agg(jsonb_build_object('skill', skill, 'level', level) ORDER BY skill)
           FROM agent_skill WHERE agent_skill.agent = name), '[]') AS skills
       FROM agent LEFT JOIN desk_account ON desk_account.agent = name ORDER BY name`,
    );
    return rows.map((row) => ({
      agent: row.name,
      displayName: row.display_name,
      employer: row.employer,
      activeFrom: row.active_from,
      activeUntil: row.active_until,
      login: row.login,
      skills: row.skills,
    }));
  }

  async putAgent(actor: Actor, agent: string, form: AgentForm): Promise<void> {
    if (form.activeUntil !== null && form.activeUntil < form.activeFrom)
      throw new Refusal(422, "malformed", { fields: [{ path: "activeUntil", problem: "before activeFrom" }] });
    await this.#database
      .transaction(async (queries) => {
        await queries.run(
          `INSERT INTO agent (name, display_name, employer, active_from, active_until) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (name) DO UPDATE SET display_name = $2, employer = $3, active_from = $4, active_until = $5`,
          [agent, form.displayName, form.employer, form.activeFrom, form.activeUntil],
        );
        await queries.run("DELETE FROM agent_skill WHERE agent = $1", [agent]);
        for (const { skill, level } of form.skills)
          await queries.run("INSERT INTO agent_skill (agent, skill, level) VALUES ($1, $2, $3)", [agent, skill, level]);
        await audit(queries, actor, { action: "agent-changed", object: agent, detail: { ...form } });
      })
      .catch((error: unknown) => {
        if (brokenRule(error) === FOREIGN_KEY)
          throw new Refusal(422, "malformed", { fields: [{ path: "skills", problem: "unknown" }] });
        throw error;
      });
    await this.#people.refresh(true);
  }

  async skills(): Promise<SkillRows["skills"]> {
    const rows = await this.#database.rows(Skill, "SELECT name, label FROM skill ORDER BY name");
    const { queues } = this.#file();
    return rows.map((row) => ({
      ...row,
      queues: queues.filter(({ skills }) => skills.includes(row.name)).map(({ name }) => name),
    }));
  }

  /** Skills that the plan's queues ask for stand there from the start, so that an agent can be given one. */
  async addPlannedSkills(): Promise<void> {
    const { queues } = this.#file();
    for (const { name, label, skills } of queues)
      for (const skill of skills.length === 0 ? [name] : skills)
        await this.#database.run("INSERT INTO skill (name, label) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
          skill,
          skill === name ? label : skill,
        ]);
  }

  async putSkill(actor: Actor, name: string, { label }: SkillForm): Promise<void> {
    await this.#database.transaction(async (queries) => {
      await queries.run("INSERT INTO skill (name, label) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET label = $2", [
        name,
        label,
      ]);
      await audit(queries, actor, { action: "skill-changed", object: name, detail: { label } });
    });
  }

  async queues(): Promise<QueueRows["queues"]> {
    await this.#people.refresh(true);
    return this.#file().queues.map(({ name, label }) => ({ queue: name, label, ...this.#people.settingsOf(name) }));
  }

  async putQueue(actor: Actor, queue: string, settings: QueueSettings): Promise<void> {
    if (!this.#file().queues.some(({ name }) => name === queue)) throw notFound();
    await this.#database.transaction(async (queries) => {
      await queries.run(
        `INSERT INTO desk_queue_setting (queue, wrap_up_seconds, ring_seconds, most_unanswered) VALUES ($1, $2, $3, $4)
         ON CONFLICT (queue) DO UPDATE SET wrap_up_seconds = $2, ring_seconds = $3, most_unanswered = $4`,
        [queue, settings.wrapUpSeconds, settings.ringSeconds, settings.mostUnanswered],
      );
      await audit(queries, actor, { action: "queue-setting-changed", object: queue, detail: { ...settings } });
    });
    await this.#people.refresh(true);
  }

  /** All of it or nothing; a class without its parent is refused with its place in the list. */
  async importClasses(actor: Actor, { classes }: ClassImport): Promise<ClassImportAnswer> {
    const answer = await this.#database
      .transaction(async (queries) => {
        const before = new Map(
          (await queries.rows(Class, "SELECT code, title FROM service_class")).map(({ code, title }) => [code, title]),
        );
        const counts = { added: 0, changed: 0, unchanged: 0 };
        // Parents before their children.
        for (const { code, title } of classes.toSorted((a, b) => a.code.length - b.code.length)) {
          const old = before.get(code);
          counts[old === undefined ? "added" : old === title ? "unchanged" : "changed"]++;
          before.set(code, title);
          if (code.length > 2 && !before.has(code.slice(0, -2)))
            throw new Refusal(422, "malformed", { fields: [{ path: code, problem: "its parent is missing" }] });
          if (old !== title)
            await queries.run(
              "INSERT INTO service_class (code, title) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET title = $2",
              [code, title],
            );
        }
        await audit(queries, actor, { action: "classes-imported", detail: counts });
        return counts;
      })
      .catch((error: unknown) => {
        if (brokenRule(error) === CHECK) throw new Refusal(422, "malformed");
        throw error;
      });
    await this.#people.refresh(true);
    return answer;
  }
}
