import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { engineEnvironment } from "../../../engine/cli/environment.ts";
import { findEngine } from "../../../engine/cli/find.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hotline-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An executable that says it is Pulumi of a version. */
function pretend(place: string, version: string): string {
  const command = join(folder, place, "pulumi");
  mkdirSync(dirname(command), { recursive: true });
  writeFileSync(command, `#!/bin/sh\necho ${version}\n`);
  chmodSync(command, 0o755);
  return command;
}

const environment = (...places: string[]): NodeJS.ProcessEnv => ({
  HOME: folder,
  PATH: places.map((place) => join(folder, place)).join(delimiter),
});

it("finds none where there is none", async () => {
  expect(await findEngine(environment("empty"))).toBeUndefined();
});

it("takes the first on PATH that will do: the pinned version, or a later one with a note", async () => {
  pretend("old", "v3.258.1");
  pretend("next-major", "v4.0.0");
  const later = pretend("later", "v3.270.0");
  const pinned = pretend("pinned", "v3.259.4");
  expect(await findEngine(environment("old", "next-major", "later", "pinned"))).toEqual({
    command: later,
    version: "3.270.0",
    source: "path",
    differs: { wanted: "3.259.0" },
  });
  expect(await findEngine(environment("old", "pinned"))).toEqual({
    command: pinned,
    version: "3.259.4",
    source: "path",
  });
  expect(await findEngine(environment("old", "next-major"))).toBeUndefined();
});

it("prefers HOTLINE_PULUMI, and says so when it can't be used", async () => {
  pretend("pinned", "v3.259.0");
  const given = pretend("given", "v3.259.0");
  const old = pretend("old", "v3.100.0");
  expect(await findEngine({ ...environment("pinned"), HOTLINE_PULUMI: given })).toMatchObject({
    command: given,
    source: "environment",
  });
  for (const HOTLINE_PULUMI of [old, join(folder, "nothing")]) {
    await expect(findEngine({ ...environment("pinned"), HOTLINE_PULUMI })).rejects.toMatchObject({
      findings: [{ code: "ENGINE_GIVEN_UNUSABLE", facts: { found: HOTLINE_PULUMI } }],
    });
  }
});

it("finds the cached one last, below XDG_CACHE_HOME or the home folder", async () => {
  const cached = pretend(".cache/hotline/engine/3.259.0/bin", "v3.259.0");
  expect(await findEngine(environment("empty"))).toEqual({ command: cached, version: "3.259.0", source: "cache" });
  const other = pretend("xdg/hotline/engine/3.259.0/bin", "v3.259.0");
  const env = { ...environment("empty"), XDG_CACHE_HOME: join(folder, "xdg") };
  expect(await findEngine(env)).toMatchObject({ command: other });
});

it("hides every inherited PULUMI_ variable from the engine", () => {
  process.env["PULUMI_CONFIG_PASSPHRASE"] = "inherited";
  const { PULUMI_CONFIG_PASSPHRASE, PULUMI_HOME, PATH } = engineEnvironment("/a/pulumi", { PULUMI_HOME: "/b" });
  delete process.env["PULUMI_CONFIG_PASSPHRASE"];
  expect([PULUMI_CONFIG_PASSPHRASE, PULUMI_HOME, PATH?.split(delimiter)[0]]).toEqual([undefined, "/b", "/a"]);
});
