import { execFileSync, spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
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

export interface Login {
  readonly user: string;
  readonly options?: string;
  readonly password?: string;
}

export interface TrialOptions {
  /** Beyond those of a throw-away server. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Ask everybody but the superuser for a password. */
  readonly passwords?: boolean;
  /** Empty folder for the data, such as a small file system; otherwise one is made. */
  readonly dataFolder?: string;
}

/** A throw-away PostgreSQL over a Unix socket; the superuser is `postgres`, everybody is trusted. */
export class TrialPostgres {
  readonly #folder: string;
  readonly #home = mkdtempSync(join(tmpdir(), "hotline-postgres-"));
  readonly #port: number;
  /** PostgreSQL refuses to run as root; nobody runs it then. */
  readonly #user: { uid: number; gid: number } | undefined =
    process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
  readonly #options: TrialOptions;
  readonly #signal: (signal: NodeJS.Signals) => Promise<unknown>;
  readonly #launch: () => void;

  private constructor(folder: string, { port, options }: { port: number; options: TrialOptions }) {
    this.#folder = folder;
    this.#options = options;
    this.#port = port;
    if (this.#user !== undefined) chownSync(this.#home, this.#user.uid, this.#user.gid);
    const data = options.dataFolder ?? join(this.#home, "data");
    if (options.dataFolder !== undefined && this.#user !== undefined)
      chownSync(options.dataFolder, this.#user.uid, this.#user.gid);
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
    // Passwords are asked of everybody but the superuser.
    if (options.passwords === true)
      writeFileSync(join(data, "pg_hba.conf"), "local all postgres trust\nlocal all all scram-sha-256\n");
    const settings = { listen_addresses: "", fsync: "off", log_destination: "stderr", ...options.settings };
    const launch = () => {
      const log = openSync(this.logFile, "a");
      const server = spawn(
        join(folder, "postgres"),
        [
          ...["-D", data, "-k", this.#home, "-p", String(port)],
          ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
        ],
        { ...this.#user, stdio: ["ignore", log, log] },
      );
      closeSync(log);
      return { server, ended: new Promise<number | null>((resolve) => server.once("exit", resolve)) };
    };
    let running = launch();
    this.#signal = (signal) => {
      running.server.kill(signal);
      return running.ended;
    };
    this.#launch = () => {
      running = launch();
    };
  }

  static async start(folder: string, options: TrialOptions = {}): Promise<TrialPostgres> {
    const server = new TrialPostgres(folder, { port: await freePort(), options });
    await server.#ready();
    return server;
  }

  /** For files of a test; removed with the server. */
  get folder(): string {
    return this.#home;
  }

  /** What the server said so far. */
  get logFile(): string {
    return join(this.#home, "log");
  }

  /** As after a power cut: no checkpoint, nobody is told. Comes back by recovery. */
  async crash(): Promise<void> {
    // The postmaster's children end with it: they notice when its pipe closes.
    await this.#signal("SIGKILL");
    const pid = join(this.#options.dataFolder ?? join(this.#home, "data"), "postmaster.pid");
    rmSync(pid, { force: true });
  }

  /** Ends the server; clients find nobody until `resume`. */
  async halt(): Promise<void> {
    await this.#signal("SIGINT");
  }

  /** Starts it again on the same data. */
  async resume(): Promise<void> {
    this.#launch();
    await this.#ready();
  }

  /** After a crash the children of the old server may still be ending: then it says so and is started anew. */
  async startAgain(): Promise<void> {
    for (let tries = 0; ; tries++) {
      this.#launch();
      try {
        await this.#ready(20);
        return;
      } catch (error) {
        if (tries > 10) throw error;
      }
    }
  }

  /** A server that met a fault either recovers by itself or ends. */
  async startAgainIfEnded(): Promise<void> {
    try {
      await this.#ready(20);
    } catch {
      await this.startAgain();
    }
  }

  async #ready(most = 100): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        this.query("postgres", "SELECT 1", { user: "postgres" });
        return;
      } catch (error) {
        if (tries > most) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** Rows as text, columns separated by `|`; throws with the server's message. */
  query(database: string, sql: string, as: Login): string {
    return this.#psql(["--command", sql], { database, ...as });
  }

  run(database: string, sql: string, as: Login): string {
    const file = join(this.#home, "script.sql");
    writeFileSync(file, sql);
    return this.#psql(["--file", file], { database, ...as });
  }

  /** A session beside the others; ends with what psql said in errors, empty when all went well. */
  session(database: string, sql: string, as: Login): Promise<string> {
    const options = ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", "-"];
    const client = spawn(join(this.#folder, "psql"), options, {
      env: this.environment({ database, ...as }),
      stdio: ["pipe", "ignore", "pipe"],
    });
    // A session that is cut off stops reading.
    client.stdin.on("error", () => undefined);
    client.stdin.end(sql);
    let errors = "";
    client.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    return new Promise((resolve) =>
      client.once("close", (code) => resolve(code === 0 ? "" : errors || `exit ${code}`)),
    );
  }

  /** By which libpq finds the server. */
  environment(as: Login & { database: string }): Record<string, string> {
    return {
      PATH: process.env["PATH"] ?? "",
      PGHOST: this.#home,
      PGPORT: String(this.#port),
      PGDATABASE: as.database,
      PGUSER: as.user,
      PGOPTIONS: as.options ?? "",
      ...(as.password === undefined ? {} : { PGPASSWORD: as.password }),
    };
  }

  async dispose(): Promise<void> {
    await this.#signal("SIGINT");
    rmSync(this.#home, { recursive: true, force: true });
  }

  #psql(what: readonly string[], as: Login & { database: string }): string {
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
