import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { planCallCenter } from "../../components/call-center/plan.ts";
import type { Change, PreviewResult } from "../../engine/change.ts";
import { getEngine } from "../../engine/cli/get.ts";
import { type PreviewRequest, previewOffline } from "../../engine/preview.ts";
import { rehearse } from "../../engine/rehearse.ts";
import { secretsOf } from "../../planning/secrets.ts";
import { UserError } from "../../provinces/finding.ts";
import { loadProvinces } from "../../provinces/load.ts";
import { PROVINCE_IDS } from "../../provinces/reference/divisions.ts";
import { temporaryRoot } from "../support/engine.ts";

const EXAMPLES = resolve(import.meta.dirname, "../../provinces");
const RECORDED = join(import.meta.dirname, "recorded");
const root = temporaryRoot();
const directory = join(root.path, "provinces");
beforeAll(async () => {
  mkdirSync(directory);
  for (const id of ["fujian", "ningxia"]) await rehearseIt(id);
});
afterAll(() => root.remove());

/** Puts the province's file, one text in it exchanged for another, where the program reads it. */
function put(id: string, edit?: readonly [from: string, to: string]): void {
  const text = readFileSync(join(EXAMPLES, `${id}.yaml`), "utf8");
  if (edit !== undefined) expect(text).toContain(edit[0]);
  writeFileSync(join(directory, `${id}.yaml`), edit === undefined ? text : text.replace(...edit));
}

async function request(stack: string): Promise<PreviewRequest> {
  const [loaded] = loadProvinces(directory, [PROVINCE_IDS.find((id) => id === stack) ?? "anhui"]).provinces;
  if (loaded === undefined) throw new Error(`${stack} has no file`);
  return {
    engine: await getEngine(),
    root: root.path,
    stack,
    provincesDirectory: directory,
    programModule: resolve(import.meta.dirname, "../../stacks/index.ts"),
    secretNames: secretsOf(planCallCenter(loaded.province)).map(({ name }) => name),
  };
}

async function rehearseIt(id: string): Promise<void> {
  put(id);
  await rehearse({ ...(await request(id)), fresh: true });
}

async function previewAfter(id: string, edit?: readonly [string, string]): Promise<PreviewResult> {
  put(id, edit);
  return previewOffline(await request(id));
}

const told = ({ operation, name }: Change) => `${operation} ${name}`;

describe.each(["fujian", "ningxia"])("%s, rehearsed", (id) => {
  it("has nothing to change", async () => {
    const { changes, counts, comparedWith } = await previewAfter(id);
    expect(changes).toEqual([]);
    expect(counts.same).toBeGreaterThan(30);
    expect(comparedWith).toMatchObject({ kind: "rehearsal" });
  });
});

describe("one more agent", () => {
  it("changes on Kubernetes what is reloaded, and rolls no media node", async () => {
    const { changes, violations } = await previewAfter("fujian", ["method: load-cap", "method: load-cap\n  seats: 80"]);
    expect(changes.map(told).sort()).toEqual([
      "update fujian",
      "update fujian-agents",
      "update fujian-agents-desk-config",
      "update fujian-freeswitch",
      "update fujian-freeswitch-media-reload",
    ]);
    expect(changes.find(({ name }) => name === "fujian-agents")?.paths).toEqual([
      expect.objectContaining({ path: "agents", old: "79", new: "80" }),
    ]);
    expect(violations).toEqual([]);
  });

  it("changes on Docker the volumes' content, and replaces no media node", async () => {
    const { changes, violations } = await previewAfter("ningxia", ["queues:", "staffing:\n  seats: 29\nqueues:"]);
    expect(changes.map(({ name }) => name)).toContain("ningxia-agents");
    expect(changes.filter(({ type, name }) => type.includes("Container") && !name.endsWith("-filler"))).toEqual([]);
    expect(violations).toEqual([]);
  });
});

describe("what would lose data", () => {
  it("is a violation: claims of another storage class are other claims, and the database would stay where it is", async () => {
    const { violations } = await previewAfter("fujian", ["storageClass: local-ssd", "storageClass: other"]);
    expect(violations.map(({ operation, name, reason }) => `${operation} ${reason} ${name}`).sort()).toEqual([
      "replace protected fujian-freeswitch-media-media-a-recordings",
      "replace protected fujian-freeswitch-media-media-a-spool",
      "replace protected fujian-freeswitch-media-media-b-recordings",
      "replace protected fujian-freeswitch-media-media-b-spool",
      "update stays fujian-database-database",
    ]);
  });

  it("is a violation: the database under another name is another database", async () => {
    const recorded = readFileSync(join(RECORDED, "0.1.0", "fujian.json"), "utf8");
    const state = join(root.path, "renamed.json");
    writeFileSync(
      state,
      recorded.replaceAll(/"name": ?"hotline-fujian-database"/g, '"name": "hotline-fujian-olddata"'),
    );
    expect(readFileSync(state, "utf8")).not.toBe(recorded);
    put("fujian");
    const { violations } = await previewOffline({ ...(await request("fujian")), state });
    expect(violations.map(({ operation, name, reason }) => `${operation} ${name} ${reason}`)).toContain(
      "replace fujian-database-database protected",
    );
  });

  it("is a violation: recordings kept for less time would want smaller claims", async () => {
    const { violations } = await previewAfter("fujian", ["sites:", "recording:\n  retentionDays: 180\nsites:"]);
    expect(violations.map(({ name, reason }) => `${reason} ${name}`).sort()).toEqual([
      "shrinks fujian-freeswitch-media-media-a-recordings",
      "shrinks fujian-freeswitch-media-media-b-recordings",
    ]);
  });

  it("is refused in a rehearsal, without the engine's advice to take the protection away", async () => {
    await rehearseIt("anhui");
    put("anhui", ["        - { name: host-b, address: unassigned, role: standby }\n", ""]);
    const refusal = await rehearse(await request("anhui")).catch((error: unknown) => error);
    if (!(refusal instanceof UserError)) throw refusal;
    expect(new Set(refusal.findings.map(({ code }) => code))).toEqual(new Set(["RESOURCE_PROTECTED"]));
    expect(refusal.findings.map(({ facts }) => facts["resource"])).toContain("anhui-database-database-host-b-data");
  });

  it("is a violation: a pair of hosts without its second one loses a database", async () => {
    await rehearseIt("anhui");
    const { violations, counts } = await previewAfter("anhui", [
      "        - { name: host-b, address: unassigned, role: standby }\n",
      "",
    ]);
    expect(violations.map(({ operation, name }) => `${operation} ${name}`)).toContain(
      "delete anhui-database-database-host-b-data",
    );
    expect(counts.delete).toBeGreaterThan(violations.length);
  });
});

describe.each(["0.1.0"])("against states recorded at release %s", (release) => {
  it.each(["fujian", "ningxia"])("%s replaces and deletes nothing that holds data", async (id) => {
    const state = join(RECORDED, release, `${id}.json`);
    expect(existsSync(state)).toBe(true);
    put(id);
    const { violations, changes, comparedWith } = await previewOffline({ ...(await request(id)), state });
    expect(comparedWith).toMatchObject({ kind: "rehearsal", path: state });
    expect(violations).toEqual([]);
    expect(changes.filter(({ operation, stateful }) => stateful && operation !== "update")).toEqual([]);
    // What an upgrade does, line by line, for those who review it.
    const lines = changes.map(({ operation, type, name }) => `${operation} ${type} ${name}`).sort();
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(
      join(import.meta.dirname, `../golden/${id}/upgrade-from-${release}.txt`),
    );
  });
});

describe("the resources that the engine sees", () => {
  it.each(["fujian", "ningxia"])("of %s are as recorded", async (id) => {
    put(id);
    const { resources = [] } = await previewOffline({ ...(await request(id)), state: false, keepResources: true });
    const sorted = resources
      .map(({ type, name, inputs }) => ({ type, name, inputs }))
      .sort((a, b) => a.name.localeCompare(b.name));
    const text = sorted
      .map((resource) => stringify(JSON.parse(JSON.stringify(resource)), { lineWidth: 0, sortMapEntries: true }))
      .join("---\n");
    expect(text).not.toContain("fingerprint");
    expect(parse(text.split("---\n")[0] ?? "")).toHaveProperty("type");
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, "../golden", id, "resources.yaml"));
  });
});
