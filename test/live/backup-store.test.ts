import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { restoredPostgres } from "../../components/database/restore.ts";
import type { Postgres } from "../../planning/plan.ts";
import { DockerPostgres, findTools, plannedPostgres, type Tools } from "./docker-postgres.ts";
import { freePort } from "./free-port.ts";

/**
 * Backups in an object store of the department's own, with a certificate of its own authority. The store is versitygw
 * (github.com/versity/versitygw, a Go module), named by HOTLINE_VERSITYGW or on PATH. Does not prove: other stores.
 */
const tools = findTools();
const gateway = findGateway();
const missing = "missing" in tools ? tools.missing : gateway === undefined ? "no versitygw" : undefined;

function findGateway(): string | undefined {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "versitygw"));
  return [process.env["HOTLINE_VERSITYGW"] ?? "", ...onPath].find((path) => path !== "" && existsSync(path));
}

const ADDRESS = "127.0.8.9";
const SECRETS = { "access-key": "hotline-backup", "secret-key": "only-for-this-test" };

class Store {
  readonly #home = mkdtempSync(join(tmpdir(), "hotline-store-"));
  readonly #port: number;
  #process: ChildProcess | undefined;

  constructor(port: number) {
    this.#port = port;
    mkdirSync(join(this.bucket), { recursive: true });
    execFileSync(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
        // pgBackRest compares names only: an address has to stand where a name would.
        ...["-subj", `/CN=${ADDRESS}`],
        ...["-keyout", join(this.#home, "key.pem"), "-out", join(this.#home, "certificate.pem")],
      ],
      { stdio: "ignore" },
    );
  }

  get bucket(): string {
    return join(this.#home, "objects", "hotline-test");
  }

  get authority(): string {
    return readFileSync(join(this.#home, "certificate.pem"), "utf8");
  }

  get endpoint(): string {
    return `https://${ADDRESS}:${this.#port}`;
  }

  start(): void {
    this.#process = spawn(
      gateway ?? "",
      [
        ...["--port", `${ADDRESS}:${this.#port}`, "--region", "us-east-1"],
        ...["--cert", join(this.#home, "certificate.pem"), "--key", join(this.#home, "key.pem")],
        ...["posix", join(this.#home, "objects")],
      ],
      {
        env: { ROOT_ACCESS_KEY: SECRETS["access-key"], ROOT_SECRET_KEY: SECRETS["secret-key"] },
        stdio: "ignore",
      },
    );
  }

  async stop(): Promise<void> {
    const server = this.#process;
    if (server === undefined || server.exitCode !== null) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    await ended;
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.#home, { recursive: true, force: true });
  }
}

describe.skipIf(missing !== undefined)(
  `backups in an object store${missing === undefined ? "" : `: skipped, ${missing}`}`,
  { timeout: 500_000 },
  () => {
    let store: Store;
    let server: DockerPostgres;
    let port: number;
    let postgres: Postgres;
    const secrets = Object.fromEntries(
      ["backup-store", "source-store"].flatMap((set) =>
        Object.entries(SECRETS).map(([key, value]) => [`${set}/${key}`, value]),
      ),
    );
    const made: { dispose: () => Promise<void> }[] = [];
    const make = (planned: Postgres): DockerPostgres => {
      const one = new DockerPostgres({
        tools: tools as Tools,
        postgres: planned,
        address: "127.0.8.1",
        port,
        firstPrimary: true,
        secrets,
      });
      made.push(one);
      return one;
    };

    beforeAll(async () => {
      if (missing !== undefined) return;
      port = await freePort();
      store = new Store(await freePort());
      made.push(store);
      store.start();
      const planned = plannedPostgres({ hosts: ["host-a"], instances: 1, replicationSecret: undefined });
      postgres = {
        ...planned,
        backup: {
          ...planned.backup,
          store: {
            location: "s3://hotline-test/anhui",
            endpoint: store.endpoint,
            secret: "backup-store",
            authority: store.authority,
          },
        },
      };
      server = make(postgres);
      await server.start("new backup label = ");
      server.query("CREATE TABLE public.canary AS SELECT 1 AS id", "hotline");
    });
    afterAll(async () => {
      for (const each of made) await each.dispose();
    });

    it("are encrypted before they leave the server", () => {
      expect(readdirSync(join(store.bucket, "anhui")).sort()).toEqual(["archive", "backup"]);
      const objects = readdirSync(join(store.bucket, "anhui"), { recursive: true, encoding: "utf8" }).filter((path) =>
        /\.info$|\.zst$|bundle\/\d+$/.test(path),
      );
      expect(objects.length).toBeGreaterThan(2);
      for (const path of objects.filter((each) => !each.includes("bundle")))
        expect(
          readFileSync(join(store.bucket, "anhui", path))
            .subarray(0, 8)
            .toString(),
          path,
        ).toBe("Salted__");
    });

    it("wait for a store that is away: commits go on, and nothing is thrown away", async () => {
      await server.reached(() => server.log().includes("check command end"), "the first check");
      await store.stop();
      server.query("INSERT INTO public.canary VALUES (2)", "hotline");
      const segment = server.query("SELECT pg_walfile_name(pg_switch_wal())");
      await server.reached(
        () => server.query("SELECT last_failed_wal FROM pg_stat_archiver") === segment,
        "a failed segment",
        200,
      );
      expect(server.query("SELECT count(*) FROM public.canary", "hotline")).toBe("2");
      store.start();
      await server.reached(
        () => server.query(`SELECT last_archived_wal >= '${segment}' FROM pg_stat_archiver`) === "t",
        "the segment in the store",
        200,
      );
    });

    it("are not begun while the store can't be reached: nothing would be archived", async () => {
      await store.stop();
      const early = make({ ...postgres, id: `${postgres.id}-other` });
      expect(await early.runsOut()).toBe(1);
      expect(early.log()).toContain("DATABASE_REPOSITORY_UNREADABLE");
      expect(existsSync(join(early.folders.data, "pgdata"))).toBe(false);
      store.start();
    });

    it("bring everything back to a new instance", async () => {
      await server.stop();
      const restored = make(restoredPostgres(postgres, { generation: 2, target: "latest" }));
      await restored.start("new backup label = ");
      expect(restored.query("SELECT string_agg(id::text, ' ' ORDER BY id) FROM public.canary", "hotline")).toBe("1 2");
      expect(readdirSync(join(store.bucket, "anhui/backup")).sort()).toEqual([postgres.id, `${postgres.id}-g2`]);
      await restored.stop();
    });

    it("refuse a moment after the last commit from there, too", async () => {
      const restored = make(restoredPostgres(postgres, { generation: 3, target: "2099-01-01T00:00:00+08:00" }));
      expect(await restored.runsOut()).toBe(1);
      expect(restored.log()).toMatch(/RESTORE_TARGET_TOO_LATE: .* of \d{4}-\d\d-\d\d /);
    });
  },
);
