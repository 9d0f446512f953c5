import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import type { PreviewResult } from "../../engine/change.ts";
import { getEngine } from "../../engine/cli/get.ts";
import { recordedFrom } from "../../engine/fast/deciding.ts";
import { previewFast } from "../../engine/fast/preview.ts";
import { type PreviewRequest, previewOffline } from "../../engine/preview.ts";
import { rehearse } from "../../engine/rehearse.ts";
import { secretsOf } from "../../planning/secrets.ts";
import { UserError } from "../../provinces/finding.ts";
import { loadProvinces } from "../../provinces/load.ts";
import { requestFor, temporaryRoot } from "../support/engine.ts";

const EXAMPLES = resolve(import.meta.dirname, "../../provinces");
const RECORDED = join(import.meta.dirname, "recorded", "0.1.0");
const root = temporaryRoot();
const directory = join(root.path, "provinces");
beforeAll(async () => {
  mkdirSync(directory);
  for (const id of ["fujian", "ningxia", "anhui"]) {
    put(id);
    await rehearse({ ...(await provinceRequest(id)), fresh: true });
  }
});
afterAll(() => root.remove());

function put(id: string, edit?: readonly [from: string, to: string]): void {
  const text = readFileSync(join(EXAMPLES, `${id}.yaml`), "utf8");
  if (edit !== undefined) expect(text).toContain(edit[0]);
  writeFileSync(join(directory, `${id}.yaml`), edit === undefined ? text : text.replace(...edit));
}

async function provinceRequest(id: string): Promise<PreviewRequest> {
  const [loaded] = loadProvinces(directory, [id]).provinces;
  if (loaded === undefined) throw new Error(`${id} has no file`);
  return {
    engine: await getEngine(),
    root: root.path,
    stack: id,
    provincesDirectory: directory,
    programModule: resolve(import.meta.dirname, "../../stacks/index.ts"),
    secretNames: secretsOf(planCallCenter(loaded.province)).map(({ name }) => name),
  };
}

/** All that both tiers say of a stack; how long it took is their own. */
function said({ changes, counts, violations, comparedWith, unsetSecrets }: PreviewResult): unknown {
  const sorted = changes.map((change) => ({
    ...change,
    paths: change.paths.toSorted((left, right) => (left.path < right.path ? -1 : 1)),
  }));
  return { changes: sorted, counts, violations, comparedWith, unsetSecrets };
}

async function bothSay(request: PreviewRequest): Promise<PreviewResult> {
  const { result } = await previewFast(request);
  expect(said(result)).toEqual(said(await previewOffline(request)));
  return result;
}

describe("the fast tier says what the engine says", () => {
  it.each(["fujian", "ningxia", "anhui"])("of %s as it is, and compared with nothing", async (id) => {
    put(id);
    const request = await provinceRequest(id);
    expect((await bothSay(request)).changes).toEqual([]);
    expect((await bothSay({ ...request, state: false })).counts.create).toBeGreaterThan(40);
  });

  it.each([
    ["fujian", "method: load-cap", "method: load-cap\n  seats: 80"],
    ["fujian", "storageClass: local-ssd", "storageClass: other"],
    ["fujian", "sites:", "recording:\n  retentionDays: 180\nsites:"],
    ["ningxia", "queues:", "staffing:\n  seats: 29\nqueues:"],
    ["anhui", "        - { name: host-b, address: unassigned, role: standby }\n", ""],
  ])("of %s when %j becomes %j", async (id, from, to) => {
    put(id, [from, to]);
    const { changes } = await bothSay(await provinceRequest(id));
    expect(changes.length).toBeGreaterThan(1);
  });

  it.each(["fujian", "ningxia"])("of %s against a state recorded at release 0.1.0", async (id) => {
    put(id);
    const state = join(RECORDED, `${id}.json`);
    const { changes } = await bothSay({ ...(await provinceRequest(id)), state });
    expect(changes.length).toBeGreaterThan(5);
  });

  it.each([
    { FORTY_AGENTS: "80" },
    { FORTY_SERVICE: "other" },
    { FORTY_STORAGE: "5Gi" },
    { FORTY_VOLUME: "no", FORTY_REPLICAS: "2" },
    { FORTY_CLUSTER: "wuhu" },
    { FORTY_MUTABLE: "false", FORTY_AGENTS: "51" },
  ])("of a program told %j", async (variables) => {
    const own = temporaryRoot();
    try {
      const request = await requestFor(own.path, "forty");
      await withVariables({ FORTY_MAPS: "1", FORTY_CLUSTER: "hefei" }, () => rehearse(request));
      const { changes } = await withVariables({ FORTY_MAPS: "1", FORTY_CLUSTER: "hefei", ...variables }, () =>
        bothSay(request),
      );
      expect(changes.length).toBeGreaterThan(0);
    } finally {
      own.remove();
    }
  });

  it("of an image whose name changes: the container that takes its id is replaced with it", async () => {
    const own = temporaryRoot();
    try {
      const request = await requestFor(own.path, "image");
      await rehearse(request);
      const { changes } = await withVariables({ IMAGE: "example/desk:2" }, () => bothSay(request));
      expect(changes.map(({ name, operation }) => `${operation} ${name}`)).toEqual(["replace desk", "replace image"]);
    } finally {
      own.remove();
    }
  });
});

it("refuses what the engine's provider refuses, and hands on what the program threw", async () => {
  const own = temporaryRoot();
  try {
    const refusal = await previewFast(await requestFor(own.path, "refused")).catch((error: unknown) => error);
    if (!(refusal instanceof UserError)) throw refusal;
    expect(refusal.findings.map(({ code, facts }) => [code, facts["resource"]])).toEqual([
      ["RESOURCE_REFUSED", "lost"],
    ]);
    const request = await requestFor(own.path, "forty");
    const thrown = await withVariables({ FORTY_THROW: "anhui" }, () => previewFast(request)).catch(
      (error: unknown) => error,
    );
    expect(thrown).toMatchObject({ message: "broken on purpose: anhui" });
  } finally {
    own.remove();
  }
});

it("compares with what another plan would leave as with a rehearsal of it", async () => {
  put("fujian");
  const request = await provinceRequest("fujian");
  const { rendered } = await previewFast({ ...request, state: false });
  const against = { resources: recordedFrom(rendered), comparedWith: { kind: "nothing" } } as const;
  expect((await previewFast({ ...request, against })).result.changes).toEqual([]);
  put("fujian", ["method: load-cap", "method: load-cap\n  seats: 80"]);
  const { result } = await previewFast({ ...request, against });
  expect({ ...result, comparedWith: 0, seconds: 0, cpuSeconds: 0 }).toEqual({
    ...(await previewFast(request)).result,
    comparedWith: 0,
    seconds: 0,
    cpuSeconds: 0,
  });
});

async function withVariables<Result>(
  variables: Readonly<Record<string, string>>,
  work: () => Promise<Result>,
): Promise<Result> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  }
}
