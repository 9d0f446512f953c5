import { Client, Pool, type PoolClient, types } from "pg";
import type { z } from "zod";
import { databaseAway, errorText } from "./refusal.ts";
import type { DeskFile } from "./settings.ts";

const CONNECT_MILLISECONDS = 2_000;
const STATEMENT_MILLISECONDS = 8_000;
const CONNECTIONS = 8;
const LOOK_MILLISECONDS = 2_000;

/** Of PostgreSQL and of sockets: the server went, or is the one that only reads. */
const GONE =
  /^(?:08...|57P0[123]|25006|ECONNREFUSED|ENOENT|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** Counts and sums fit a number; a day stays the text that it is. */
const parser: typeof types.getTypeParser = (type, format) => {
  const { INT8, NUMERIC, DATE } = types.builtins;
  if (type === INT8 || type === NUMERIC) return Number;
  if (type === DATE) return String;
  const usual: unknown = types.getTypeParser(type, format);
  return usual;
};

/** One query; its rows are checked against `schema`. */
export interface Queries {
  rows<Row>(schema: z.ZodType<Row>, text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Gives the number of rows that it touched. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

/** The writable server among the hosts, found anew when it is lost; without one every query is refused at once. */
export class DeskDatabase implements Queries {
  readonly #where: () => DeskFile["database"];
  readonly #password: string | undefined;
  readonly #say: (text: string) => void;
  #pool: Pool | undefined;
  #looking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  onChange: (there: boolean) => void = () => undefined;

  constructor(where: () => DeskFile["database"], password: string | undefined, say: (text: string) => void) {
    this.#where = where;
    this.#password = password;
    this.#say = say;
  }

  /** Looks once, and goes on looking for as long as there is none. */
  async start(): Promise<void> {
    await this.#look();
  }

  get there(): boolean {
    return this.#pool !== undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.end();
  }

  async rows<Row>(schema: z.ZodType<Row>, text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    const result = await this.#guard((pool) => pool.query({ text, values: [...values] }));
    return result.rows.map((row) => schema.parse(row));
  }

  async run(text: string, values: readonly unknown[] = []): Promise<number> {
    return (await this.#guard((pool) => pool.query({ text, values: [...values] }))).rowCount ?? 0;
  }

  /** All of it or nothing. */
  transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    return this.#guard(async (pool) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query("BEGIN");
        const result = await work(queriesOf(client));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK").catch((second: unknown) => {
          broken = second instanceof Error ? second : new Error(String(second));
        });
        throw error;
      } finally {
        client.release(broken);
      }
    });
  }

  async #guard<Result>(work: (pool: Pool) => Promise<Result>): Promise<Result> {
    const pool = this.#pool;
    if (pool === undefined) throw databaseAway();
    try {
      return await work(pool);
    } catch (error) {
      if (!isGone(error)) throw error;
      this.#lose(pool, errorText(error));
      throw databaseAway();
    }
  }

  #lose(pool: Pool, why: string): void {
    if (this.#pool !== pool) return;
    this.#pool = undefined;
    this.#say(`the database is away: ${why}`);
    this.onChange(false);
    void pool.end().catch(() => undefined);
    this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#look(), LOOK_MILLISECONDS);
    this.#timer.unref();
  }

  #look(): Promise<void> {
    this.#looking ??= this.#find().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #find(): Promise<void> {
    if (this.#closed || this.#pool !== undefined) return;
    for (const host of this.#where().hosts) {
      if (!(await this.#isWritable(host))) continue;
      const pool = new Pool({ ...this.#connection(host), max: CONNECTIONS, idleTimeoutMillis: 60_000 });
      // A connection that breaks while nobody uses it.
      pool.on("error", (error) => {
        if (isGone(error)) this.#lose(pool, error.message);
      });
      this.#pool = pool;
      this.#say(`the database is at ${host}`);
      this.onChange(true);
      return;
    }
    this.#soon();
  }

  async #isWritable(host: string): Promise<boolean> {
    const client = new Client(this.#connection(host));
    client.on("error", () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ reads: boolean }>("SELECT pg_is_in_recovery() AS reads");
      return rows[0]?.reads === false;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  #connection(host: string) {
    const { port, name, user } = this.#where();
    return {
      host,
      port,
      database: name,
      user,
      ...(this.#password === undefined ? {} : { password: this.#password }),
      application_name: "agent-desk",
      options: "-c search_path=hotline -c timezone=Asia/Shanghai",
      connectionTimeoutMillis: CONNECT_MILLISECONDS,
      statement_timeout: STATEMENT_MILLISECONDS,
      // A server behind a dead network says nothing: after this it counts as gone.
      query_timeout: STATEMENT_MILLISECONDS + 1_000,
      keepAlive: true,
      types: { getTypeParser: parser },
    };
  }
}

function queriesOf(client: PoolClient): Queries {
  return {
    rows: async (schema, text, values = []) =>
      (await client.query({ text, values: [...values] })).rows.map((row) => schema.parse(row)),
    run: async (text, values = []) => (await client.query({ text, values: [...values] })).rowCount ?? 0,
  };
}

function isGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/timeout exceeded when trying to connect|Query read timeout|Connection terminated/.test(error.message))
    return true;
  return "code" in error && typeof error.code === "string" && GONE.test(error.code);
}

/** PostgreSQL's name of a broken rule, such as 23505 for something that is there already. */
export function brokenRule(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
