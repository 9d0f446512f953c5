import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { EngineCommand } from "../../engine/cli/command.ts";
import { getEngine } from "../../engine/cli/get.ts";
import { previewFast } from "../../engine/fast/preview.ts";
import { secretFingerprint } from "../../engine/fingerprint.ts";
import { previewOffline } from "../../engine/preview.ts";
import { readRecordedState, snapshotPath } from "../../engine/recorded-state.ts";
import { rehearse } from "../../engine/rehearse.ts";
import { initSecrets, setSecret } from "../../engine/secrets.ts";
import { exportState } from "../../engine/snapshot/export.ts";
import { passphraseDecrypt } from "../../engine/snapshot/opened-secrets.ts";
import { type PublishRequest, publishSnapshot } from "../../engine/snapshot/publish.ts";
import { formsOf } from "../../engine/snapshot/redaction.ts";
import { readStackFile, stackFilePath } from "../../engine/stack-file.ts";
import { secretsOf } from "../../planning/secrets.ts";
import { UserError } from "../../provinces/finding.ts";
import { loadProvinces } from "../../provinces/load.ts";
import { temporaryRoot } from "../support/engine.ts";

const PASSPHRASE = "correct horse battery staple";
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nsynthetic/certificate+of+nobody\n-----END CERTIFICATE-----\n";
const root = temporaryRoot();
const directory = join(root.path, "provinces");
let values: ReadonlyMap<string, string>;
let base: PublishRequest;

beforeAll(async () => {
  mkdirSync(directory);
  writeFileSync(
    join(directory, "fujian.yaml"),
    readFileSync(resolve(import.meta.dirname, "../../provinces/fujian.yaml")),
  );
  writeFileSync(join(root.path, "Pulumi.yaml"), "name: hotline\nruntime: nodejs\n");
  const [loaded] = loadProvinces(directory, ["fujian"]).provinces;
  if (loaded === undefined) throw new Error("fujian has no file");
  const plan = planCallCenter(loaded.province);
  const engine = await getEngine();
  const secretNames = secretsOf(plan).map(({ name }) => name);
  const secrets = {
    engine,
    root: root.path,
    stack: "fujian",
    environment: { PULUMI_CONFIG_PASSPHRASE: PASSPHRASE },
  };
  await initSecrets(secrets, secretNames);
  await setSecret(secrets, { name: "desk-tls-certificate", value: CERTIFICATE });
  const request = {
    engine,
    root: root.path,
    stack: "fujian",
    provincesDirectory: directory,
    programModule: resolve(import.meta.dirname, "../../stacks/index.ts"),
    secretNames,
  };
  values = await plaintexts();
  await rehearse(request);
  base = {
    ...request,
    exported: "",
    folder: join(root.path, ".hotline", "snapshots"),
    passphrase: PASSPHRASE,
    planned: { province: loaded.province, plan },
    hotline: "0.1.0",
    at: "2026-10-15T08:00:00.000Z",
  };
  const rehearsed = readRecordedState(
    join(root.path, ".hotline/rehearsals/fujian/rehearsal-not-a-state.json"),
    "fujian",
  );
  base = {
    ...base,
    exported: JSON.stringify({
      version: 3,
      deployment: {
        manifest: {},
        secrets_providers: { type: "passphrase", state: { salt: saltOf() } },
        resources: deployed(rehearsed.resources),
      },
    }),
  };
});
afterAll(() => root.remove());

function saltOf(): string {
  return /encryptionsalt: (\S+)/.exec(readFileSync(stackFilePath(root.path, "fujian"), "utf8"))?.[1] ?? "";
}

async function plaintexts(): Promise<ReadonlyMap<string, string>> {
  const file = stackFilePath(root.path, "fujian");
  const decrypt = await passphraseDecrypt({ passphrase: PASSPHRASE, salt: saltOf(), stack: "fujian" });
  return new Map(
    Object.entries(readStackFile(file)).map(([name, value]) => [
      name.replace("hotline:", ""),
      decrypt((value as { secure: string }).secure),
    ]),
  );
}

/** What a real deployment leaves: the rehearsal's resources with the real values where fingerprints stand. */
function deployed(resources: readonly unknown[]): unknown[] {
  const configuration = readStackFile(stackFilePath(root.path, "fujian"));
  const real = Object.entries(configuration).map(([name, value]) => {
    const bare = name.replace("hotline:", "");
    return [secretFingerprint("fujian", bare, (value as { secure: string }).secure), values.get(bare) ?? ""] as const;
  });
  const exchanged = (text: string): string => real.reduce((left, [from, to]) => left.replaceAll(from, to), text);
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") {
      const decoded = Buffer.from(value, "base64");
      const isBase64 = value.length > 40 && decoded.toString("base64") === value;
      return isBase64 ? Buffer.from(exchanged(decoded.toString("utf8"))).toString("base64") : exchanged(value);
    }
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === "plaintext" && typeof inner === "string" ? JSON.stringify(walk(JSON.parse(inner))) : walk(inner),
      ]),
    );
  };
  return resources.map(walk);
}

/** The same from a real backend, every secret encrypted by the real engine under the passphrase. */
async function encryptedExport(): Promise<string> {
  const command = new EngineCommand(base.engine);
  const variables = {
    PULUMI_BACKEND_URL: `file://${root.path}`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_HOME: join(root.path, "home"),
  };
  await command.exec(["stack", "init", "fujian"], { cwd: root.path, variables });
  await command.exec(["stack", "import", "--stack", "fujian"], { cwd: root.path, variables, input: base.exported });
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await exportState(base);
  } finally {
    for (const name of Object.keys(variables))
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
  }
}

/** Names of the secrets that any form of their value betrays. */
function betrayed(text: string): readonly string[] {
  return [...values].filter(([, value]) => formsOf(value).some((form) => text.includes(form))).map(([name]) => name);
}

const findings = (error: unknown): unknown =>
  error instanceof UserError ? error.findings.map(({ code }) => code) : error;

describe("a snapshot of a deployed state", () => {
  it("is made of a state full of secrets, of which a search finds not one in it", async () => {
    expect(betrayed(base.exported).length).toBeGreaterThan(5);
    const path = await publishSnapshot(base);
    const text = readFileSync(path, "utf8");
    expect(betrayed(text)).toEqual([]);
    expect(text).not.toContain("ciphertext");
    const { hotline, format, stack, at, versions, planned } = readRecordedState(path, "fujian");
    expect({ hotline, format, stack, at, versions }).toEqual({
      hotline: "snapshot",
      format: 1,
      stack: "fujian",
      at: "2026-10-15T08:00:00.000Z",
      versions: { hotline: "0.1.0", engine: base.engine.version, plugins: { kubernetes: "4.32.0", docker: "5.1.0" } },
    });
    expect(planned).toHaveProperty("plan.identity.stack", "fujian");
    expect(planned).toHaveProperty("province.province", "fujian");
  });

  it("compares equal with the same files, in both tiers, and says how old it is", async () => {
    await publishSnapshot(base);
    const request = { ...base, state: snapshotPath(base.folder, "fujian"), today: "2026-11-24" };
    const [plan, { result: fast }] = [await previewOffline(request), await previewFast(request)];
    expect(plan.changes).toEqual([]);
    expect(fast.changes).toEqual([]);
    expect(plan.comparedWith).toMatchObject({ kind: "snapshot", at: base.at, ageDays: 40 });
    expect(fast.comparedWith).toEqual(plan.comparedWith);
  });

  it("is the same from an export that is encrypted, and from one in plain", async () => {
    const plain = readFileSync(await publishSnapshot(base), "utf8");
    const exported = await encryptedExport();
    expect(exported).toContain('"ciphertext"');
    expect(exported).not.toContain('"plaintext"');
    const path = await publishSnapshot({ ...base, exported });
    const { resources } = readRecordedState(path, "fujian");
    expect(betrayed(readFileSync(path, "utf8"))).toEqual([]);
    const { result } = await previewFast({ ...base, state: path });
    expect(result.changes).toEqual([]);
    expect(resources).toHaveLength((JSON.parse(plain) as { resources: unknown[] }).resources.length);
  });

  it("shows a secret that another hand changed as changed, without its value", async () => {
    const { path, text } = await published((value) =>
      value.replaceAll(values.get("database-password") ?? "", "hand-made-Passw0rd"),
    );
    expect(text).not.toContain("hand-made-Passw0rd");
    expect(text).not.toContain(Buffer.from("hand-made-Passw0rd").toString("base64"));
    const { result } = await previewFast({ ...base, state: path });
    expect(result.changes.map(({ operation, type }) => `${operation} ${type}`)).toContain(
      "update kubernetes:core/v1:Secret",
    );
    expect(JSON.stringify(result)).not.toContain("Passw0rd");
  });

  it("is refused when its format is unknown, in words that say so", async () => {
    const path = await publishSnapshot(base);
    const other = join(root.path, "other.json");
    writeFileSync(other, readFileSync(path, "utf8").replace('"format": 1', '"format": 2'));
    expect(() => readRecordedState(other, "fujian")).toThrow("SNAPSHOT_FORMAT");
  });

  it("is not made without the passphrase, with a wrong one, or of something else", async () => {
    const refused = (change: Partial<PublishRequest>) => publishSnapshot({ ...base, ...change }).catch(findings);
    expect(await refused({ passphrase: undefined })).toEqual(["PASSPHRASE_MISSING"]);
    expect(await refused({ passphrase: "wrong" })).toEqual(["PASSPHRASE_WRONG"]);
    expect(await refused({ exported: "<html>" })).toEqual(["EXPORT_UNREADABLE"]);
    expect(await refused({ exported: '{"version":2,"deployment":{}}' })).toEqual(["EXPORT_UNREADABLE"]);
    expect(await refused({ exported: base.exported.replaceAll("pulumi:fujian::", "pulumi:hubei::") })).toEqual([
      "EXPORT_UNREADABLE",
    ]);
  });
});

async function published(edit: (text: string) => string): Promise<{ readonly path: string; readonly text: string }> {
  const content = JSON.parse(base.exported) as { deployment: { resources: unknown[] } };
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") {
      const decoded = Buffer.from(value, "base64");
      if (value.length > 40 && decoded.toString("base64") === value)
        return Buffer.from(edit(decoded.toString("utf8"))).toString("base64");
      return edit(value);
    }
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === "plaintext" && typeof inner === "string" ? JSON.stringify(walk(JSON.parse(inner))) : walk(inner),
      ]),
    );
  };
  const exported = JSON.stringify({
    ...content,
    deployment: { ...content.deployment, resources: content.deployment.resources.map(walk) },
  });
  expect(exported).not.toBe(base.exported);
  const path = await publishSnapshot({ ...base, exported });
  return { path, text: readFileSync(path, "utf8") };
}

describe("previews", () => {
  it("leave no secret and no ciphertext in results, records or the temporary folder", async () => {
    const state = await publishSnapshot(base);
    const request = { ...base, state, keepResources: true };
    const results = JSON.stringify([await previewOffline(request), (await previewFast(request)).result]);
    expect(betrayed(results)).toEqual([]);
    const left = readdirSync(tmpdir()).filter((name) => name.startsWith(`hotline-engine-${process.pid}-`));
    expect(left).toEqual([]);
    const search = (text: string): string =>
      spawnSync("grep", ["-rlF", text, join(root.path, ".hotline")], { encoding: "utf8" }).stdout;
    for (const value of values.values()) expect(search(value.split("\n")[1] ?? value)).toBe("");
  });
});
