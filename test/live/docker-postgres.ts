import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { planCallCenter } from "../../components/call-center/plan.ts";
import type { Postgres } from "../../planning/plan.ts";
import { itemOf } from "../../planning/references.ts";
import { postgresFiles } from "../../platforms/docker/postgres-files.ts";
import type { PostgresFolders } from "../../platforms/docker/postgres-place.ts";
import { CASES } from "../components/cases.ts";
import { findPostgres } from "./postgres.ts";

/** Programs beside PostgreSQL's that the scripts call; all are in the image. */
const PROGRAMS = ["pgbackrest", "jq", "zstd", "openssl", "bash"];

export interface Tools {
  readonly folder: string;
  readonly user: { readonly uid: number; readonly gid: number };
}

/** What runs the container's scripts on this machine, or what is missing. They let in the system user postgres only. */
export function findTools(): Tools | { readonly missing: string } {
  const found = findPostgres();
  if ("missing" in found) return found;
  const missing = PROGRAMS.filter((program) => !succeeds("sh", ["-c", `command -v ${program}`]));
  if (missing.length > 0) return { missing: `no ${missing.join(", ")} on PATH` };
  const own = userInfo();
  if (own.username === "postgres") return { folder: found.folder, user: { uid: own.uid, gid: own.gid } };
  if (own.uid !== 0) return { missing: "neither root nor the user postgres" };
  if (!succeeds("id", ["postgres"])) return { missing: "no user postgres" };
  const number = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { folder: found.folder, user: { uid: number("-u"), gid: number("-g") } };
}

function succeeds(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The database as planned for a pair of Docker hosts, in a machine as small as a test's. */
export function plannedPostgres(change: Partial<Postgres> = {}): Postgres {
  const planned = itemOf(planCallCenter(CASES["docker pair"]()), "postgres", "database");
  return {
    ...planned,
    parameters: { ...planned.parameters, shared_buffers: "64MB", max_wal_size: "256MB", wal_keep_size: "256MB" },
    ...change,
  };
}

export interface ServerArgs {
  readonly tools: Tools;
  readonly postgres: Postgres;
  /** Of loopback: it takes the place of the host's. */
  readonly address: string;
  readonly port: number;
  readonly peer?: string;
  readonly firstPrimary?: boolean;
  /** A passphrase or a password other than the usual, by `set/key`. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Repository of another server to restore from. */
  readonly source?: string;
}

export const OWNER_PASSWORD = "owner's :pass\\word";

/** A container of the Docker platform as processes of this machine: the same files, in other folders. */
export class DockerPostgres {
  readonly home = mkdtempSync(join(tmpdir(), "hotline-server-"));
  readonly folders: PostgresFolders;
  readonly #args: ServerArgs;
  #peer: string | undefined;
  #process: ChildProcess | undefined;
  #ended: Promise<number | null> = Promise.resolve(0);

  constructor(args: ServerArgs) {
    this.#args = args;
    this.#peer = args.peer;
    const at = (name: string) => join(this.home, name);
    this.folders = {
      config: at("config"),
      data: at("data"),
      backups: at("backups"),
      source: args.source ?? at("source"),
      run: at("run"),
      secrets: at("secrets"),
    };
    chownSync(this.home, args.tools.user.uid, args.tools.user.gid);
    for (const folder of Object.values<string>({ ...this.folders })) this.#folder(folder);
    // Whoever connects on loopback comes from its first address.
    const peers = args.peer === undefined ? [] : [args.address, args.peer, "127.0.0.1"];
    const files = postgresFiles(args.postgres, { folders: this.folders, listen: args.address, port: args.port, peers });
    for (const [path, content] of Object.entries(files)) this.#file(join(this.folders.config, path), content);
    const secrets = {
      "owner/password": OWNER_PASSWORD,
      "replication/password": "replication:secret",
      "backup/passphrase": "the repository's",
      "source/passphrase": "the repository's",
      ...args.secrets,
    };
    for (const [path, value] of Object.entries(secrets)) {
      this.#folder(join(this.folders.secrets, path, ".."));
      this.#file(join(this.folders.secrets, path), value);
    }
  }

  /** What a deployment of a changed plan does to the configuration volume. */
  configure(postgres: Postgres): void {
    const { address, port } = this.#args;
    const files = postgresFiles(postgres, { folders: this.folders, listen: address, port, peers: [] });
    for (const [path, content] of Object.entries(files)) this.#file(join(this.folders.config, path), content);
  }

  get logFile(): string {
    return join(this.home, "log");
  }

  log(): string {
    return existsSync(this.logFile) ? readFileSync(this.logFile, "utf8") : "";
  }

  /** The end of its log without the connections, for a failing test. */
  #told(): string {
    const lines = this.log().split("\n");
    return lines
      .filter((line) => !/connection (received|auth)|disconnection:|FATAL: {2}pg_hba/.test(line))
      .slice(-60)
      .join("\n");
  }

  /** Runs the first process and returns at once. */
  launch(): void {
    const log = openSync(this.logFile, "a");
    const server = spawn("bash", [join(this.folders.config, "start.sh")], {
      ...this.#args.tools.user,
      cwd: this.home,
      env: this.#environment(),
      stdio: ["ignore", log, log],
      detached: true,
    });
    this.#process = server;
    this.#ended = new Promise((resolve) => server.once("exit", (code) => resolve(code)));
  }

  /** Runs it until the server answers and its log says so. */
  async start(until = "", seconds = 90): Promise<void> {
    const before = this.log().length;
    this.launch();
    const running = this.#process;
    await this.reached(
      () => {
        if (running?.exitCode !== null) throw new Error(`the first process ended:\n${this.#told()}`);
        return this.answers() && this.log().slice(before).includes(until);
      },
      `"${until}" in the log`,
      seconds,
    );
  }

  /** The exit code of a first process that ends by itself. */
  async runsOut(): Promise<number | null> {
    this.launch();
    return await this.#ended;
  }

  ended(): Promise<number | null> {
    return this.#ended;
  }

  /** As `docker stop`. */
  async stop(): Promise<void> {
    this.#process?.kill("SIGTERM");
    await this.#ended;
    this.#process = undefined;
  }

  /** As a power cut: nothing is written any more. */
  async crash(): Promise<void> {
    const { pid } = this.#process ?? {};
    if (pid !== undefined && this.#process?.exitCode === null) process.kill(-pid, "SIGKILL");
    const postmaster = join(this.folders.data, "pgdata/postmaster.pid");
    if (existsSync(postmaster)) {
      const server = Number(readFileSync(postmaster, "utf8").split("\n")[0]);
      try {
        process.kill(server, "SIGKILL");
      } catch {
        // gone already
      }
    }
    await this.#ended;
    this.#process = undefined;
    await sleep(500);
    rmSync(postmaster, { force: true });
    // Memory in a container, so gone with it: a socket's lock there names a process that may not have been reaped yet.
    for (const file of readdirSync(this.folders.run)) rmSync(join(this.folders.run, file), { recursive: true });
  }

  /** Over the network: while it is made or restored, a server answers on its socket only. */
  answers(): boolean {
    try {
      const { tools, address, port } = this.#args;
      this.#run(join(tools.folder, "pg_isready"), ["--quiet", "--host", address, "--port", String(port)]);
      return this.query("SELECT 1") === "1";
    } catch {
      return false;
    }
  }

  /** By the superuser, over the socket. */
  query(sql: string, database = "postgres"): string {
    return this.#run(join(this.#args.tools.folder, "psql"), [
      ...[
        "--host",
        this.folders.run,
        "--port",
        String(this.#args.port),
        "--username",
        "postgres",
        "--dbname",
        database,
      ],
      ...["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1", "--command", sql],
    ]);
  }

  /** By a login over the network. */
  connect(as: { user: string; password: string; database?: string; mode?: string }, sql: string): string {
    const { user, password, database = "hotline", mode = "prefer" } = as;
    const connection = `host=${this.#args.address} port=${this.#args.port} user=${user} dbname=${database} sslmode=${mode} connect_timeout=5`;
    return this.#run(
      join(this.#args.tools.folder, "psql"),
      [
        connection,
        "--no-psqlrc",
        "--quiet",
        "--tuples-only",
        "--no-align",
        "--set",
        "ON_ERROR_STOP=1",
        "--command",
        sql,
      ],
      { PGPASSWORD: password },
    );
  }

  /**
   * Inserts rows from four sessions at once until the server is gone, and gives the numbers whose commit was
   * acknowledged: psql prints each as its answer arrives.
   */
  async insertUntilGone(table: string, from: number): Promise<readonly number[]> {
    const session = (offset: number): Promise<readonly number[]> =>
      new Promise((resolve) => {
        const psql = spawn(
          join(this.#args.tools.folder, "psql"),
          [
            ...["--host", this.folders.run, "--port", String(this.#args.port), "--username", "postgres"],
            ...["--dbname", "hotline", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align"],
          ],
          { ...this.#args.tools.user, env: this.#environment(), stdio: ["pipe", "pipe", "ignore"] },
        );
        let answers = "";
        psql.stdout.setEncoding("utf8").on("data", (text: string) => {
          answers += text;
        });
        psql.stdin.on("error", () => undefined);
        psql.once("close", () => resolve(answers.split("\n").filter(Boolean).map(Number)));
        const statements = Array.from(
          { length: 50_000 },
          (_, row) => `INSERT INTO ${table} VALUES (${from + offset + 4 * row}) RETURNING id;`,
        );
        psql.stdin.end(statements.join("\n"));
      });
    return (await Promise.all([0, 1, 2, 3].map(session))).flat();
  }

  /** One of the scripts in the container, as by `docker exec`; throws with what it said. */
  script(name: string, ...args: readonly string[]): string {
    return this.#run("bash", [join(this.folders.config, name), ...args]);
  }

  /** As script, but others may go on meanwhile. */
  scriptLater(name: string, ...args: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      execFile(
        "bash",
        [join(this.folders.config, name), ...args],
        { ...this.#args.tools.user, env: this.#environment(), cwd: this.home },
        (error, stdout, stderr) => (error === null ? resolve(stdout + stderr) : reject(new Error(stdout + stderr))),
      );
    });
  }

  pgbackrest(...args: readonly string[]): string {
    return this.#run("pgbackrest", [`--config=${join(this.folders.config, "pgbackrest.conf")}`, ...args], {
      PGBACKREST_REPO1_CIPHER_PASS: readFileSync(join(this.folders.secrets, "backup/passphrase"), "utf8"),
    });
  }

  async reached(condition: () => boolean, what: string, seconds = 60): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!condition()) {
      if (Date.now() > deadline) throw new Error(`not reached in ${seconds} s: ${what}\n${this.#told()}`);
      await sleep(200);
    }
  }

  async dispose(): Promise<void> {
    await this.crash();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** While the work is done, the peer's address leads nowhere for its scripts, as when the wire between them is cut. */
  async cutOff<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#peer = "127.0.0.254";
    try {
      return await work();
    } finally {
      this.#peer = this.#args.peer;
    }
  }

  /** As when a disk is replaced by an empty one. */
  loseData(): void {
    for (const folder of [this.folders.data, this.folders.backups]) {
      rmSync(folder, { recursive: true });
      this.#folder(folder);
    }
  }

  /** A copy of the repository, to be spoiled. */
  copyBackups(to: string): void {
    cpSync(this.folders.backups, to, { recursive: true });
    execFileSync("chown", ["-R", `${this.#args.tools.user.uid}:${this.#args.tools.user.gid}`, to]);
  }

  #environment(): Record<string, string> {
    const { firstPrimary = false, address, tools } = this.#args;
    const peer = this.#peer;
    return {
      PATH: `${tools.folder}:${process.env["PATH"] ?? ""}`,
      LANG: "C.UTF-8",
      SERVER_NAME: `server-${address.split(".").at(-1) ?? ""}`,
      ...(peer === undefined ? {} : { PEER_ADDRESS: peer }),
      ...(firstPrimary ? { FIRST_PRIMARY: "yes" } : {}),
    };
  }

  #run(command: string, args: readonly string[], environment: Record<string, string> = {}): string {
    try {
      return execFileSync(command, args, {
        ...this.#args.tools.user,
        cwd: this.home,
        env: { ...this.#environment(), ...environment },
        encoding: "utf8",
        stdio: "pipe",
      }).trim();
    } catch (error) {
      const said =
        error instanceof Error && "stderr" in error && "stdout" in error
          ? `${String(error.stdout)}${String(error.stderr)}`
          : "";
      throw new Error(said === "" ? String(error) : said, { cause: error });
    }
  }

  #file(path: string, content: string): void {
    writeFileSync(path, content);
    chownSync(path, this.#args.tools.user.uid, this.#args.tools.user.gid);
  }

  #folder(path: string): void {
    if (existsSync(path)) return;
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chownSync(path, this.#args.tools.user.uid, this.#args.tools.user.gid);
  }
}
