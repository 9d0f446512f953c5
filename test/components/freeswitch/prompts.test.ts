import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { CASE_NAMES, CASES } from "../cases.ts";
import { switchFilesOf } from "../switch-files.ts";

/** Paths below the folder of sounds that the configuration plays; an announcement chosen at run time is not among them. */
function played(files: Readonly<Record<string, string>>): ReadonlySet<string> {
  const xml = Object.entries(files).flatMap(([path, text]) => (path.endsWith(".xml") ? [text] : []));
  return new Set(
    [...xml.join("\n").matchAll(/\$\$\{prompts_dir\}\/([a-z0-9/-]+\.wav)/g)].map(([, path = ""]) => `hotline/${path}`),
  );
}

describe.each(CASE_NAMES)("the announcements of %s", (name) => {
  const { reload } = switchFilesOf(planCallCenter(CASES[name]()));
  const inventory = JSON.parse(reload["prompts.json"] ?? "[]") as readonly { path: string; text: { zh: string } }[];
  const listed = new Set(inventory.map(({ path }) => path));

  it("are all listed that are played", () => {
    for (const path of played(reload)) expect(listed).toContain(path);
  });

  it("are all played that are listed, but for those of the emergency and the numbers", () => {
    const others = [...listed].filter((path) => !played(reload).has(path));
    for (const path of others) expect(path).toMatch(/^zh\/cn\/digits\/|\/(?:emergency|all-busy)\.wav$/);
  });

  it("are Chinese with full-width punctuation, nothing left open", () => {
    for (const { text } of inventory) expect(text.zh).not.toMatch(/[{},.;:!?()]/);
  });
});

describe("announcements of an emergency", () => {
  const of = (name: (typeof CASE_NAMES)[number], announcements: Readonly<Record<string, string>> = {}) => {
    const { reload } = switchFilesOf(planCallCenter({ ...CASES[name](), announcements }));
    const inventory = JSON.parse(reload["prompts.json"] ?? "[]") as readonly { key: string; path: string }[];
    const controller = JSON.parse(reload["controller.json"] ?? "{}") as { emergency: { announcements: string[] } };
    return { inventory, allowed: controller.emergency.announcements };
  };

  it.each(CASE_NAMES)("are all recorded: %s", (name) => {
    const { inventory, allowed } = of(name);
    expect(inventory.map(({ key }) => key)).toEqual(expect.arrayContaining([...allowed]));
  });

  it("may be the department's own, which are recorded like the others", () => {
    const { inventory, allowed } = of("kubernetes integrated", { typhoon: "受台风影响，今日暂停人工服务。" });
    expect(allowed.at(-1)).toBe("own/typhoon");
    expect(inventory.find(({ key }) => key === "own/typhoon")?.path).toBe("hotline/own/typhoon.wav");
  });
});
