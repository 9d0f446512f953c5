import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { EngineCommand } from "../../engine/cli/command.ts";
import { getEngine } from "../../engine/cli/get.ts";
import {
  initSecrets,
  readSecret,
  rotateSecrets,
  type SecretsRequest,
  secretsPresent,
  setSecret,
} from "../../engine/secrets.ts";
import { stackFilePath } from "../../engine/stack-file.ts";
import { temporaryRoot } from "../support/engine.ts";

let root: ReturnType<typeof temporaryRoot>;
let request: SecretsRequest;
beforeEach(async () => {
  root = temporaryRoot();
  request = {
    engine: await getEngine(),
    root: root.path,
    stack: "anhui",
    environment: { PULUMI_CONFIG_PASSPHRASE: "one" },
  };
});
afterEach(() => root.remove());

const content = (): string => readFileSync(stackFilePath(root.path, "anhui"), "utf8");

/** Value as the program of a real deployment would read it. */
async function decrypted(name: string): Promise<string> {
  const { stdout } = await new EngineCommand(request.engine).exec(
    ["config", "get", "--stack", "anhui", `hotline:${name}`, "--config-file", stackFilePath(root.path, "anhui")],
    {
      cwd: await project(),
      variables: {
        PULUMI_BACKEND_URL: `file://${root.path}`,
        PULUMI_CONFIG_PASSPHRASE: "one",
        PULUMI_HOME: join(root.path, "home"),
      },
    },
  );
  return stdout.replace(/\n$/, "");
}

async function project(): Promise<string> {
  const { mkdirSync, writeFileSync } = await import("node:fs");
  const folder = join(root.path, "project");
  if (!existsSync(folder)) {
    mkdirSync(folder);
    writeFileSync(join(folder, "Pulumi.yaml"), "name: hotline\nruntime: nodejs\n");
    await new EngineCommand(request.engine).exec(["stack", "init", "anhui"], {
      cwd: folder,
      variables: {
        PULUMI_BACKEND_URL: `file://${root.path}`,
        PULUMI_CONFIG_PASSPHRASE: "one",
        PULUMI_HOME: join(root.path, "home"),
      },
    });
  }
  return folder;
}

it("generates what is not set, once", async () => {
  const first = await initSecrets(request, ["database-password", "desk-session-key"]);
  expect(first.written).toEqual(["database-password", "desk-session-key"]);
  expect(secretsPresent(request)).toEqual(["database-password", "desk-session-key"]);
  const written = content();
  expect(await initSecrets(request, ["database-password", "desk-session-key"])).toMatchObject({ written: [] });
  expect(content()).toBe(written);
  const value = await decrypted("database-password");
  expect(value).toMatch(/^[\w-]{43}$/);
  expect(written).not.toContain(value);
});

it("writes a given value with its line breaks, and rotates others without touching it", async () => {
  await initSecrets(request, ["database-password"]);
  const value = "-----BEGIN CERTIFICATE-----\nMIIB+/=\n-----END CERTIFICATE-----";
  await setSecret(request, { name: "desk-tls-certificate", value });
  const [old, before] = [await decrypted("database-password"), content()];
  await rotateSecrets(request, ["database-password"]);
  expect(await decrypted("desk-tls-certificate")).toBe(value);
  expect(await decrypted("database-password")).not.toBe(old);
  expect(content().split("desk-tls-certificate")[1]).toBe(before.split("desk-tls-certificate")[1]);
});

it("refuses a wrong passphrase, none, and an empty value, and leaves the file alone", async () => {
  await initSecrets(request, ["database-password"]);
  const written = content();
  const findings = async (work: Promise<unknown>): Promise<unknown> => await work.catch((error: unknown) => error);
  const wrong = { ...request, environment: { PULUMI_CONFIG_PASSPHRASE: "two" } };
  expect(await findings(rotateSecrets(wrong, ["database-password"]))).toMatchObject({
    findings: [{ code: "PASSPHRASE_WRONG" }],
  });
  const none = { ...request, environment: {} };
  expect(await findings(rotateSecrets(none, ["database-password"]))).toMatchObject({
    findings: [{ code: "PASSPHRASE_MISSING" }],
  });
  expect(() => setSecret(request, { name: "desk-tls-key", value: " \n" })).toThrow("SECRET_EMPTY");
  expect(content()).toBe(written);
});

it("refuses a secret that stands in plain text, and doesn't repeat it", async () => {
  const { fingerprinted } = await import("../../engine/stack-file.ts");
  const read = () =>
    fingerprinted(
      { "hotline:database-password": "plain-123" },
      { stack: "anhui", secretNames: ["database-password"], seal: (text) => text },
    );
  expect(read).toThrow("SECRET_IN_STACK_FILE");
  expect(read).not.toThrow("plain-123");
});

it("reads one back in clear, by the right passphrase only, and leaves the file as it is", async () => {
  await setSecret(request, { name: "media-control-key", value: "of the controllers" });
  const written = content();
  expect(await readSecret(request, "media-control-key")).toBe("of the controllers");
  expect(content()).toBe(written);
  const wrong = { ...request, environment: { PULUMI_CONFIG_PASSPHRASE: "two" } };
  await expect(readSecret(wrong, "media-control-key")).rejects.toThrow(/PASSPHRASE_WRONG/);
  await expect(readSecret(request, "desk-session-key")).rejects.toThrow(/SECRET_MISSING/);
});
