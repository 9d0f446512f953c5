import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { breachOf } from "../components/strict-xml.ts";
import { hotline } from "./hotline.ts";

const folder = mkdtempSync(join(tmpdir(), "hotline-dossier-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inside = (...parts: readonly string[]) => join(folder, ...parts);

describe("dossier", () => {
  cpSync("provinces/ningxia.yaml", inside("provinces", "ningxia.yaml"));
  const own = ["--provinces", inside("provinces"), "--lang", "en"];

  test("writes papers that are sound packages, the same bytes each time", () => {
    for (const name of ["once", "twice"])
      expect(hotline(["dossier", "ningxia", "--out", inside(name), ...own]).code).toBe(0);
    const names = readdirSync(inside("once"));
    expect(names).toContain("filing.docx");
    expect(names).toContain("filing-1.svg");
    expect(readdirSync(inside("twice"))).toEqual(names);
    for (const name of names)
      expect(readFileSync(inside("once", name)).equals(readFileSync(inside("twice", name))), name).toBe(true);
    for (const name of names.filter((each) => each.endsWith(".docx")))
      for (const [path, bytes] of Object.entries(unzipSync(readFileSync(inside("once", name)))))
        if (/\.(xml|rels)$/.test(path)) expect(breachOf(strFromU8(bytes)), `${name} ${path}`).toBeUndefined();
  });

  test("check: current, then stale where the text changed, unchanged where it did not", () => {
    expect(hotline(["dossier", "ningxia", "--out", inside("papers"), ...own]).code).toBe(0);
    expect(hotline(["dossier", "check", inside("papers"), ...own]).code).toBe(0);
    const text = readFileSync("provinces/ningxia.yaml", "utf8");
    const e1 = /e1: (\d+)/.exec(text)?.[1] ?? "";
    writeFileSync(inside("provinces", "ningxia.yaml"), text.replace(`e1: ${e1}`, `e1: ${Number(e1) + 1}`));
    const { code, out, err } = hotline(["dossier", "check", inside("papers"), "--format", "json", ...own]);
    expect(code).toBe(3);
    expect(err).toContain("Make them anew: npx hotline dossier ningxia");
    const states = new Map(
      (JSON.parse(out) as readonly { id: string; state: string }[]).map(({ id, state }) => [id, state]),
    );
    expect(states.get("filing")).toBe("stale");
    expect(states.get("trunk-order-0951")).toBe("stale");
    expect([...states.values()].every((state) => state === "stale" || state === "same-text")).toBe(true);
    copyFileSync("provinces/ningxia.yaml", inside("provinces", "ningxia.yaml"));
  });

  test("check: a paper that is gone, or of another plan, is said to be", () => {
    expect(hotline(["dossier", "ningxia", "--out", inside("broken"), "--format", "markdown", ...own]).code).toBe(0);
    rmSync(inside("broken", "filing.md"));
    const report = readFileSync(inside("broken", "opening-report.md"), "utf8");
    writeFileSync(inside("broken", "opening-report.md"), report.replace(/plan [0-9a-f]+/, "plan 00ff"));
    const { code, out } = hotline(["dossier", "check", inside("broken"), ...own]);
    expect(code).toBe(3);
    expect(out).toMatch(/^filing .*missing$/m);
    expect(out).toMatch(/^opening-report .*of another plan$/m);
  });

  test("refuses a folder with something in it, a date that does not exist, a folder of something else", () => {
    expect(hotline(["dossier", "ningxia", "--out", inside("provinces"), ...own]).err).toContain("FOLDER_NOT_EMPTY");
    expect(hotline(["dossier", "ningxia", "--from", "2026-02-30", ...own]).err).toContain("OPTION_DATE");
    expect(hotline(["dossier", "check", inside("provinces"), ...own]).err).toContain("DOSSIER_UNREADABLE");
    expect(hotline(["dossier", "check", ...own]).err).toContain("ARGUMENT_MISSING");
    expect(hotline(["dossier", "ningxia", "anhui", ...own]).err).toContain("ARGUMENT_SUPERFLUOUS");
  });

  test.each([
    ["an escape in a title", { documents: [{ id: "filing", title: "\u001b[31m", text: "", blanks: [] }] }],
    ["a path for an id", { documents: [{ id: "../filing", title: "备案函", text: "", blanks: [] }] }],
    ["a day that does not exist", { from: "2026-02-30" }],
  ])("check: refuses a list of papers with %s", (_, fault) => {
    const sound = { format: 1, subject: "ningxia", from: null, plan: "", documents: [] };
    mkdirSync(inside("foreign"), { recursive: true });
    writeFileSync(inside("foreign", "dossier.json"), JSON.stringify({ ...sound, ...fault }));
    expect(hotline(["dossier", "check", inside("foreign"), ...own]).err).toContain("DOSSIER_UNREADABLE");
  });

  test("check: a paper of which only the drawing would change is stale", () => {
    const hebei = readFileSync("provinces/hebei.yaml", "utf8");
    writeFileSync(inside("provinces", "hebei.yaml"), hebei);
    expect(hotline(["dossier", "hebei", "--out", inside("drawn"), ...own]).code).toBe(0);
    const changed = hebei.replace(/seats: (\d+)/, (_, seats) => `seats: ${Number(seats) + 1}`);
    expect(changed).not.toBe(hebei);
    writeFileSync(inside("provinces", "hebei.yaml"), changed);
    const { code, out } = hotline(["dossier", "check", inside("drawn"), ...own]);
    expect(code).toBe(3);
    expect(out).toMatch(/^outsourcing-model .*stale$/m);
    rmSync(inside("provinces", "hebei.yaml"));
  });

  test("a faulty national file is refused with its place", () => {
    cpSync("provinces", inside("all"), { recursive: true, filter: (path) => !path.endsWith(".ts") });
    cpSync(inside("provinces", "ningxia.yaml"), inside("all", "national", "ningxia.yaml"));
    writeFileSync(
      inside("all", "national", "application.yaml"),
      "guarantee: { signedBy: 李四, signedOn: 2026-02-30 }\n",
    );
    const { code, err } = hotline(["dossier", "national", "--provinces", inside("all"), "--lang", "en"]);
    expect(code).toBe(1);
    expect(err).toMatch(/national\/application\.yaml:1:\d+ {2}error/);
    writeFileSync(
      inside("all", "national", "application.yaml"),
      'guarantee: { signedBy: "李四\\u0001", signedOn: 2026-02-03 }\n',
    );
    expect(hotline(["dossier", "national", "--provinces", inside("all"), "--lang", "en"]).err).toMatch(
      /national\/application\.yaml:1:\d+ {2}error CONTROL_CHARACTER .*U\+0001/,
    );
  });

  test("expected dates are counted from the day given", () => {
    const { code, out } = hotline(["dossier", "ningxia", "--from", "2026-03-02", "--format", "json", ...own]);
    expect(code).toBe(0);
    expect(out).toMatch(/2026年3月16日前/);
  });
});
