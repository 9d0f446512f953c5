import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { DEMO_VOICE } from "../../planning/demo-voice.ts";
import { itemsOf } from "../../planning/references.ts";
import { CASES } from "../components/cases.ts";

const FOLDER = join(import.meta.dirname, "../../images/freeswitch");
const read = (name: string) => readFileSync(join(FOLDER, name), "utf8");

/** What can be said of the recipes without building them; test/live/media-image.test.ts runs what was built. */
describe("the image of the switch", () => {
  it("holds exactly the modules that some province loads", () => {
    const loaded = new Set(
      Object.values(CASES).flatMap((make) =>
        itemsOf(planCallCenter(make())).flatMap((item) =>
          item.kind === "config-set"
            ? [...(item.files["autoload_configs/modules.conf.xml"] ?? "").matchAll(/module="(\w+)"/g)].map(
                ([, name]) => name,
              )
            : [],
        ),
      ),
    );
    const held = read("modules.txt")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(held.toSorted()).toEqual([...loaded].toSorted());
  });

  it.each(["Dockerfile", "Dockerfile.packages"])(
    "%s ends as user 499, with the probe as health check, and starts what the plan starts",
    (name) => {
      const text = read(name);
      expect(text).toMatch(/^USER 499:499$/m);
      expect(text).toMatch(/probe\.sh", "readiness"\]$/m);
      expect(text).toMatch(/^CMD \["bash", "\/etc\/freeswitch\/restart\/scripts\/init\.sh"\]$/m);
      expect(text).not.toMatch(/^ADD /m);
    },
  );

  it.each(["Dockerfile", "Dockerfile.packages"])("%s takes a synthetic voice only when it is asked for", (name) => {
    const text = read(name);
    const [, step = ""] = /^RUN (demo=[\s\S]*?exit 1; \}$)/m.exec(text) ?? [];
    expect(text).toContain(`hotline.voice="\${VOICE}"`);
    const folder = mkdtempSync(join(tmpdir(), "hotline-voice-"));
    const build = (voice: string) =>
      spawnSync("sh", ["-c", step.replaceAll("\\\n", " ").replaceAll("/opt/freeswitch/sounds", folder)], {
        env: { ...process.env, VOICE: voice },
        encoding: "utf8",
      });
    writeFileSync(join(folder, "welcome.wav"), "RIFF a person's voice");
    expect(build("recorded").status).toBe(0);
    writeFileSync(join(folder, "menu.wav"), `RIFF ICMT${DEMO_VOICE.comment}`);
    const refused = build("recorded");
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("menu.wav");
    expect(build("demo").status).toBe(0);
    rmSync(join(folder, "menu.wav"));
    writeFileSync(join(folder, DEMO_VOICE.marker), "{}");
    expect(build("recorded").status).toBe(1);
    rmSync(folder, { recursive: true });
  });

  it("takes the repository's token as a build secret and as nothing else", () => {
    const text = read("Dockerfile.packages");
    expect(text).toContain("--mount=type=secret,id=repository-token,required=true");
    expect(text.match(/^(?:ARG|ENV).*$/gm)?.join(" ")).not.toMatch(/token|password/i);
  });
});
