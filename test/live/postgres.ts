import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { freePort } from "./free-port.ts";

/** Debian keeps the servers of its versions off PATH. */
function debianFolders(): readonly string[] {
  const versions = "/usr/lib/postgresql";
  return existsSync(versions) ? readdirSync(versions).map((version) => join(versions, version, "bin")) : [];
}

/** Folder of PostgreSQL's programs on this machine, or why there is none. */
export function findPostgres(): { folder: string } | { missing: string } {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), ...debianFolders()];
  const postgres = folders.map((folder) => join(folder, "postgres")).find((path) => existsSync(path));
  if (postgres === undefined) return { missing: "no postgres on PATH" };
  const folder = dirname(realpathSync(postgres));
  return existsSync(join(folder, "initdb")) ? { folder } : { missing: `no initdb beside ${postgres}` };
}

/** A throw-away PostgreSQL over a Unix socket; the superuser is `postgres`, everybody is trusted. */
export class TrialPostgres {
  readonly #folder: string;
  readonly #home = mkdtempSync(join(tmpdir(), "hotline-postgres-"));
  readonly #port: number;
  /** PostgreSQL refuses to run as root; nobody runs it then. */
  readonly #user: { uid: number; gid: number } | undefined =
    process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
  #stop: () => Promise<unknown> = () => Promise.resolve();

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    if (this.#user !== undefined) chownSync(this.#home, this.#user.uid, this.#user.gid);
    const data = join(this.#home, "data");
    execFileSync(
      join(folder, "initdb"),
      [
        "--pgdata",
        data,
        "--username",
        "postgres",
        "--auth",
        "trust",
        "--encoding",
        "UTF8",
        "--locale",
        "C.UTF-8",
        "--no-sync",
      ],
      { ...this.#user, stdio: "pipe" },
    );
    this.#launch();
  }

  #launch(): void {
    const server = spawn(
      join(this.#folder, "postgres"),
      [
        ...["-D", join(this.#home, "data"), "-k", this.#home, "-p", String(this.#port)],
        ...["-c", "listen_addresses=", "-c", "fsync=off"],
      ],
      { ...this.#user, stdio: "ignore" },
    );
    const ended = new Promise((resolve) => server.once("exit", resolve));
    this.#stop = () => {
      server.kill("SIGINT");
      return ended;
    };
  }

  static async start(folder: string): Promise<TrialPostgres> {
    const server = new TrialPostgres(folder, await freePort());
    await server.#ready();
    return server;
  }

  /** Ends the server; clients find nobody until `resume`. */
  async halt(): Promise<void> {
    await this.#stop();
  }

  /** Starts it again on the same data. */
  async resume(): Promise<void> {
    this.#launch();
    await this.#ready();
  }

  async #ready(): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        this.query("postgres", "SELECT 1", { user: "postgres" });
        return;
      } catch (error) {
        if (tries > 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** Rows as text, columns separated by `|`; throws with the server's message. */
  query(database: string, sql: string, as: { user: string; options?: string }): string {
    return this.#psql(["--command", sql], { database, ...as });
  }

  run(database: string, sql: string, as: { user: string; options?: string }): string {
    const file = join(this.#home, "script.sql");
    writeFileSync(file, sql);
    return this.#psql(["--file", file], { database, ...as });
  }

  /** By which libpq finds the server. */
  environment(as: { database: string; user: string; options?: string }): Record<string, string> {
    return {
      PATH: process.env["PATH"] ?? "",
      PGHOST: this.#home,
      PGPORT: String(this.#port),
      PGDATABASE: as.database,
      PGUSER: as.user,
      PGOPTIONS: as.options ?? "",
    };
  }

  async dispose(): Promise<void> {
    await this.#stop();
    rmSync(this.#home, { recursive: true, force: true });
  }

  #psql(what: readonly string[], as: { database: string; user: string; options?: string }): string {
    try {
      return execFileSync(
        join(this.#folder, "psql"),
        ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1", ...what],
        {
          env: this.environment(as),
          encoding: "utf8",
          stdio: "pipe",
        },
      ).trim();
    } catch (error) {
      throw new Error(error instanceof Error && "stderr" in error ? String(error.stderr) : String(error), {
        cause: error,
      });
    }
  }
}
