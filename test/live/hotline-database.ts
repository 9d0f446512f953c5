import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bootstrapSql } from "../../components/database/bootstrap.ts";
import { findPostgres, type TrialOptions, TrialPostgres } from "./postgres.ts";

export const MIGRATIONS = resolve(import.meta.dirname, "../../components/database/migrations");
export const SCRIPTS = resolve(import.meta.dirname, "../../components/database/scripts");

export const OWNER = { user: "hotline_migration" };
export const MEDIA = { user: "hotline_media", options: "-c timezone=Asia/Shanghai" };
export const DESK = { user: "hotline_desk" };
export const REPORT = { user: "hotline_report" };
export const AUDITOR = { user: "hotline_auditor" };
export const UPKEEP = { user: "hotline_upkeep" };
export const SUPERUSER = { user: "postgres" };

export const found = findPostgres();
/** Title of a suite, which says what is missing when it can't run. */
export function suite(title: string, missing = "missing" in found ? found.missing : undefined): string {
  return missing === undefined ? title : `${title}: skipped, ${missing}`;
}

/** Changes in the order of the plan. */
export function changes(): readonly string[] {
  return readFileSync(join(MIGRATIONS, "sqitch.plan"), "utf8")
    .split("\n")
    .flatMap((line) => /^([a-z][a-z-]*)(?= (?:\[[^\]]*\] )?\d{4}-)/.exec(line)?.[1] ?? []);
}

/** A server with the database `hotline` and its logins, without tables. */
export async function startBare(options: TrialOptions = {}): Promise<TrialPostgres> {
  if ("missing" in found) throw new Error(found.missing);
  const server = await TrialPostgres.start(found.folder, options);
  server.query("postgres", "CREATE ROLE hotline_migration LOGIN", SUPERUSER);
  addDatabase(server, "hotline");
  return server;
}

/** Logins belong to the server, their rights to each of its databases. */
export function addDatabase(server: TrialPostgres, name: string): void {
  server.query("postgres", `CREATE DATABASE ${name} OWNER hotline_migration`, SUPERUSER);
  server.run(name, bootstrapSql("test").replaceAll("DATABASE hotline", `DATABASE ${name}`), SUPERUSER);
}

/** Runs the files themselves, by psql as Sqitch does, but without its book-keeping: fast, and Sqitch is not needed. */
export function migrate(server: TrialPostgres, database = "hotline", upTo?: string): void {
  const all = changes();
  const wanted = upTo === undefined ? all : all.slice(0, all.indexOf(upTo) + 1);
  for (const change of wanted)
    server.run(database, readFileSync(join(MIGRATIONS, "deploy", `${change}.sql`), "utf8"), OWNER);
}

export async function startMigrated(options: TrialOptions = {}): Promise<TrialPostgres> {
  const server = await startBare(options);
  migrate(server);
  return server;
}
