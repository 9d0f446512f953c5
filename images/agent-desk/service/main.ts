import { readFileSync, watchFile } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { deskApp, probes } from "./app.ts";
import type { Environment } from "./context.ts";
import { makeFirstAdministrator } from "./first-administrator.ts";
import { DeskMetrics } from "./metrics.ts";
import { DeskService, deskParts } from "./service.ts";
import { settingsFrom } from "./settings.ts";

/** After a stop signal: requests under way end, and endpoints learn that this instance is gone. */
const LINGER_MILLISECONDS = 2_000;
const CERTIFICATE_MILLISECONDS = 30_000;

function say(text: string): void {
  // One line, whatever a name or an error brings along.
  process.stdout.write(`${new Date().toISOString()} ${text.replaceAll(/[\r\n\u2028\u2029]+/g, " ")}\n`);
}

/** `agent-desk first-administrator [login] [--oidc]`: the password goes to this terminal and nowhere else. */
async function firstAdministrator(words: readonly string[]): Promise<number> {
  const parts = deskParts(settingsFrom(process.env), () => undefined);
  await parts.database.start();
  try {
    const made = await makeFirstAdministrator(parts.database, {
      login: words.find((word) => !word.startsWith("-")) ?? "admin",
      identity: words.includes("--oidc") ? "oidc" : "local",
    });
    if (made === undefined) {
      process.stderr.write("已有管理员账号；忘记密码时由另一名管理员重置。\n");
      process.stderr.write("There is an administrator already; another administrator resets a lost password.\n");
      return 1;
    }
    const { login, password } = made;
    process.stdout.write(`登录名 / login: ${login}\n`);
    if (password !== null)
      process.stdout.write(`初始密码 / first password (24 h, 只显示一次 / shown once): ${password}\n`);
    return 0;
  } finally {
    await parts.database.close();
  }
}

async function serve(): Promise<void> {
  const settings = settingsFrom(process.env);
  const service = new DeskService(deskParts(settings, say));
  const metrics = new DeskMetrics(service.parts);
  await service.start();
  const app = deskApp(service, metrics);
  // Where this process ends TLS itself, the plain port is for the platform's probes only.
  const plain = settings.https === undefined ? app : new Hono<Environment>();
  if (plain !== app) probes(plain, service, metrics);
  const listener = getRequestListener(app.fetch);
  const plainListener = getRequestListener(plain.fetch);
  const servers = [
    createHttpServer((request, response) => void plainListener(request, response)).listen(settings.http),
  ];
  if (settings.https !== undefined) {
    const { port, directory } = settings.https;
    const pair = () => ({
      cert: readFileSync(join(directory, "tls.crt")),
      key: readFileSync(join(directory, "tls.key")),
      minVersion: "TLSv1.2" as const,
    });
    const server = createHttpsServer(pair(), (request, response) => void listener(request, response));
    // A renewed certificate is taken over without a restart.
    watchFile(join(directory, "tls.crt"), { interval: CERTIFICATE_MILLISECONDS }, () => {
      try {
        server.setSecureContext(pair());
        say("the certificate was renewed");
      } catch (error) {
        say(`the new certificate can't be used: ${String(error)}`);
      }
    });
    servers.push(server.listen(port));
  }
  say(`desk of ${service.parts.file().stack} on ${settings.https?.port ?? settings.http}`);

  process.once("SIGTERM", () => {
    say("stopping: pages go to another instance");
    void service.stop().then(() => {
      for (const server of servers) server.close();
      setTimeout(() => process.exit(0), LINGER_MILLISECONDS);
    });
  });
}

/** The exit code where there is one: a desk that serves has none. */
async function main([command, ...words]: readonly string[]): Promise<number | undefined> {
  if (command === "first-administrator") return firstAdministrator(words);
  if (command !== undefined) throw new Error(`unknown command ${command}; there is first-administrator`);
  await serve();
  return undefined;
}

main(process.argv.slice(2)).then(
  (code) => {
    if (code !== undefined) process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
