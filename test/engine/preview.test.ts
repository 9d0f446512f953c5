import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Change, PreviewResult } from "../../engine/change.ts";
import { EngineCommand } from "../../engine/cli/command.ts";
import { assertNotOffline, previewOffline } from "../../engine/preview.ts";
import { rehearsalPath } from "../../engine/recorded-state.ts";
import { rehearse } from "../../engine/rehearse.ts";
import { stackFilePath } from "../../engine/stack-file.ts";
import { UserError } from "../../provinces/finding.ts";
import { requestFor, temporaryRoot, withVariables } from "../support/engine.ts";

let root: ReturnType<typeof temporaryRoot>;
beforeEach(() => {
  root = temporaryRoot();
});
afterEach(() => root.remove());

/** The test program, small: namespace, secret, directory, claim, stateful set and three more maps. */
async function preview(variables: Record<string, string> = {}): Promise<PreviewResult> {
  const request = await requestFor(root.path, "forty");
  return await withVariables({ FORTY_MAPS: "3", ...variables }, () => previewOffline(request));
}

async function rehearseIt(variables: Record<string, string> = {}): Promise<void> {
  const request = await requestFor(root.path, "forty");
  await withVariables({ FORTY_MAPS: "3", ...variables }, () => rehearse(request));
}

const summary = ({ name, operation, paths }: Change): string =>
  `${operation} ${name} ${paths.map(({ path, old, new: next }) => `${path} ${old ?? ""} => ${next ?? ""}`).join(", ")}`;

async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

const leftovers = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`hotline-engine-${process.pid}-`));

describe("A preview of a new stack", () => {
  it("creates everything and says it compared with nothing", async () => {
    const result = await preview();
    expect(result.counts).toEqual({ create: 11, update: 0, replace: 0, delete: 0, same: 0 });
    expect(result.comparedWith).toEqual({ kind: "nothing" });
    expect(result.violations).toEqual([]);
    expect(result.unsetSecrets).toEqual(["database-password"]);
    expect(result.changes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["agents", "directory", "media", "records"]),
    );
  });

  it("leaves nothing in the checkout or the temporary folder", async () => {
    await preview();
    expect(readdirSync(root.path)).toEqual([]);
    expect(leftovers()).toEqual([]);
  });

  it("is not told by the environment where to look", async () => {
    const result = await preview({
      PULUMI_BACKEND_URL: "file:///nowhere",
      PULUMI_STACK: "other",
      KUBECONFIG: "/nowhere",
    });
    expect(result.counts.create).toBe(11);
    expect(process.env["KUBECONFIG"]).toBeUndefined();
  });

  it("gives every resource of a provider on request, secrets hidden", async () => {
    const request = { ...(await requestFor(root.path, "forty")), keepResources: true };
    const { resources = [] } = await withVariables({ FORTY_MAPS: "0" }, () => previewOffline(request));
    expect(resources.map(({ name }) => name).sort()).toEqual(["desk", "directory", "media", "owner", "records"]);
    const owner = resources.find(({ name }) => name === "owner");
    expect(owner?.inputs["data"]).toBe("[secret]");
  });
});

describe("After a rehearsal", () => {
  it("the same program changes nothing", async () => {
    await rehearseIt();
    const result = await preview();
    expect(result.counts).toEqual({ create: 0, update: 0, replace: 0, delete: 0, same: 11 });
    expect(result.changes).toEqual([]);
    expect(result.comparedWith).toMatchObject({ kind: "rehearsal", path: rehearsalPath(root.path, "anhui") });
  });

  it("more agents are one line of the component and one file, in place", async () => {
    await rehearseIt();
    const { changes, counts } = await preview({ FORTY_AGENTS: "80" });
    expect(counts).toMatchObject({ update: 2, same: 9 });
    expect(changes.map(summary)).toEqual([
      "update agents agents 50 => 80",
      'update directory data["agents.xml"] <agents count="50"/> => <agents count="80"/>',
    ]);
  });

  it("another replica is one update of one path", async () => {
    await rehearseIt();
    const { changes, counts } = await preview({ FORTY_REPLICAS: "2", FORTY_CPU: "1" });
    expect(counts).toMatchObject({ update: 1, same: 10 });
    expect(changes.map(summary)).toEqual(["update media spec.replicas 1 => 2"]);
  });

  it("a fixed map under a provider without mutable maps is taken away first", async () => {
    await rehearseIt({ FORTY_MUTABLE: "false" });
    const { changes } = await preview({ FORTY_MUTABLE: "false", FORTY_AGENTS: "51" });
    expect(changes.find(({ name }) => name === "directory")).toMatchObject({
      operation: "replace",
      deleteBeforeReplace: true,
      paths: [{ path: 'data["agents.xml"]', replaces: true }],
    });
  });

  it("a protected claim that is gone from the program is a violation, and the rest is shown", async () => {
    await rehearseIt();
    const { changes, counts, violations } = await preview({ FORTY_VOLUME: "no", FORTY_REPLICAS: "2" });
    expect(counts).toMatchObject({ delete: 1, update: 1 });
    expect(changes.find(({ name }) => name === "records")).toMatchObject({
      operation: "delete",
      protected: true,
      stateful: true,
    });
    expect(violations).toEqual([
      expect.objectContaining({ name: "records", operation: "delete", reason: "protected" }),
    ]);
  });

  it("another cluster replaces what is protected: violations", async () => {
    await rehearseIt({ FORTY_CLUSTER: "hefei" });
    const { counts, violations } = await preview({ FORTY_CLUSTER: "wuhu" });
    expect(counts.replace).toBe(9);
    expect(violations.map(({ name }) => name).sort()).toEqual(["desk", "records"]);
  });

  it("a rotated secret is an update of the secret alone; an unchanged one is none", async () => {
    const file = stackFilePath(root.path, "anhui");
    const put = (ciphertext: string): void => {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `encryptionsalt: v1:x:y\nconfig:\n  hotline:database-password:\n    secure: ${ciphertext}\n`);
    };
    put("v1:aaaa:bbbb");
    await rehearseIt();
    expect((await preview()).counts.same).toBe(11);
    put("v1:cccc:dddd");
    const { changes, unsetSecrets } = await preview();
    expect(unsetSecrets).toEqual([]);
    expect(changes.map(({ name, operation, paths }) => [name, operation, paths])).toEqual([
      [
        "owner",
        "update",
        [{ path: "data.password", kind: "update", replaces: false, old: "[secret]", new: "[secret]" }],
      ],
    ]);
  });

  it("the record holds fingerprints for secrets and no backend takes it", async () => {
    await rehearseIt();
    const path = rehearsalPath(root.path, "anhui");
    const text = readFileSync(path, "utf8");
    expect(JSON.parse(text)).toMatchObject({ hotline: "rehearsal", stack: "anhui" });
    expect(text).not.toMatch(/ciphertext/);
    const { engine } = await requestFor(root.path, "forty");
    const state = join(root.path, "real");
    mkdirSync(state);
    writeFileSync(join(state, "Pulumi.yaml"), "name: hotline\nruntime: nodejs\n");
    const command = new EngineCommand(engine);
    const variables = {
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "x",
      PULUMI_HOME: join(state, "home"),
    };
    await command.exec(["stack", "init", "anhui"], { cwd: state, variables });
    await expect(
      command.exec(["stack", "import", "--stack", "anhui", "--file", path], { cwd: state, variables }),
    ).rejects.toThrow(/deployment|version/i);
  });

  it("a second rehearsal goes on from the first, and refuses what protection forbids", async () => {
    await rehearseIt();
    const error = await thrownBy(rehearseIt({ FORTY_VOLUME: "no" }));
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).findings.map(({ code }) => code)).toEqual(["RESOURCE_PROTECTED"]);
    expect((await preview()).counts.same).toBe(11);
  });
});

describe("A Docker stack", () => {
  it("rolls its container when the image's name changes, and only updates it for memory", async () => {
    const request = await requestFor(root.path, "image");
    await rehearse(request);
    expect((await previewOffline(request)).changes).toEqual([]);
    const memory = await withVariables({ MEMORY: "512" }, () => previewOffline(request));
    expect(memory.changes.map(summary)).toEqual(["update desk memory 256 => 512"]);
    const image = await withVariables({ IMAGE: "example/desk:2" }, () => previewOffline(request));
    expect(
      image.changes.map(({ name, operation, deleteBeforeReplace }) => [name, operation, deleteBeforeReplace]),
    ).toEqual([
      ["desk", "replace", true],
      ["image", "replace", false],
    ]);
    expect(image.violations).toEqual([]);
  });
});

describe("Errors", () => {
  it("hand on what the program threw", async () => {
    const error = await thrownBy(preview({ FORTY_THROW: "anhui" }));
    expect(error).toMatchObject({ message: "broken on purpose: anhui" });
    expect((await preview()).counts.create).toBe(11);
  });

  it("name the resource that the provider refused", async () => {
    const request = await requestFor(root.path, "refused");
    const error = await thrownBy(previewOffline(request));
    expect(error).toBeInstanceOf(UserError);
    const findings = (error as UserError).findings;
    expect(findings.map(({ code, facts }) => [code, facts["resource"]])).toContainEqual(["RESOURCE_REFUSED", "lost"]);
    expect(findings.map(({ facts }) => String(facts["message"])).join()).toMatch(/metadata\.name/);
    expect(leftovers()).toEqual([]);
  });

  it("say why a recorded state can't be compared with", async () => {
    const path = join(root.path, "state.json");
    writeFileSync(path, JSON.stringify({ version: 3, deployment: {} }));
    const request = { ...(await requestFor(root.path, "forty")), state: path };
    expect(await thrownBy(previewOffline(request))).toMatchObject({ findings: [{ code: "RECORDED_STATE_UNUSABLE" }] });
  });

  it("refuse to deploy while the planning provider is announced", () => {
    expect(() => assertNotOffline({ PULUMI_DEBUG_PROVIDERS: "kubernetes:1" })).toThrow("OFFLINE_PROVIDER_ANNOUNCED");
    expect(() => assertNotOffline({})).not.toThrow();
  });
});

describe("This checkout", () => {
  it("ignores what rehearsals write", () => {
    const checkout = resolve(import.meta.dirname, "../..");
    if (!existsSync(join(checkout, ".git"))) return;
    const path = rehearsalPath(checkout, "anhui");
    expect(execFileSync("git", ["check-ignore", path], { cwd: checkout, encoding: "utf8" }).trim()).toBe(path);
  });
});
