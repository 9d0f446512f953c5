import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const project = mkdtempSync(join(tmpdir(), "hotline-package-"));

/** A project of somebody else's: the packed toolkit in node_modules, the toolkit's own dependencies beside it. */
beforeAll(() => {
  const packed = execFileSync("npm", ["pack", "--pack-destination", project, "--silent"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const tarball = packed.trim().split("\n").at(-1) ?? "";
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, "hotline"), { recursive: true });
  execFileSync("tar", ["-xzf", join(project, tarball), "-C", join(modules, "hotline"), "--strip-components=1"]);
  for (const name of readdirSync(join(ROOT, "node_modules")))
    if (!name.startsWith(".")) symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "somebody-else", type: "module" }));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { SelfBuiltCallCenter } from "hotline/components";
import { KubernetesPlatform } from "hotline/platforms/kubernetes";
import { loadProvinces } from "hotline/provinces";

const made: string[] = [];
await pulumi.runtime.setMocks({
  newResource: (args) => {
    made.push(args.type);
    return { id: args.name, state: args.inputs };
  },
  call: () => ({}),
});
const { provinces, findings } = loadProvinces(process.argv[2] ?? "", ["fujian"]);
const [fujian] = provinces;
if (fujian === undefined) throw new Error(JSON.stringify(findings));
const center = new SelfBuiltCallCenter("fujian", {
  province: fujian.province,
  platform: new KubernetesPlatform({ secrets: (name) => pulumi.secret("value of " + name) }),
});
await pulumi.runtime.disconnect();
console.log(JSON.stringify({ seats: center.plan.traffic.agents.seats, made }));
`;

describe("the packed toolkit in another project", () => {
  test("brings what a repository of a department's own needs: images to build, pages to read, what an upgrade does", () => {
    const inside = join(project, "node_modules/hotline");
    for (const path of [
      "images/database/Dockerfile",
      "images/database-tools/Dockerfile",
      "images/freeswitch/Dockerfile",
      "images/freeswitch/Dockerfile.packages",
      "images/freeswitch/modules.txt",
      "images/media-controller/Dockerfile",
      "images/media-controller/dist/media-controller.js",
      "CHANGELOG.md",
    ])
      expect(existsSync(join(inside, path)), path).toBe(true);
    // Of the other pages the code and the tests they name stay behind.
    for (const readme of ["README.md", "README.zh-CN.md", "docs/emergency.md", "docs/media.md", "docs/images.md"]) {
      const text = readFileSync(join(inside, readme), "utf8");
      const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = ""]) => link);
      expect(links.filter((link) => !existsSync(join(inside, readme, "..", link)))).toEqual([]);
    }
  });

  test("its components build a center without the command line", () => {
    writeFileSync(join(project, "program.ts"), PROGRAM);
    const output = execFileSync(process.execPath, ["program.ts", join(ROOT, "provinces")], {
      cwd: project,
      encoding: "utf8",
    });
    const result = JSON.parse(output.trim().split("\n").at(-1) ?? "") as { seats: number; made: readonly string[] };
    expect(result.seats).toBeGreaterThan(50);
    expect(result.made).toContain("hotline:component:SelfBuiltCallCenter");
    expect(result.made.filter((type) => type === "hotline:component:FreeSwitchStack")).toHaveLength(1);
    expect(result.made.filter((type) => type === "kubernetes:apps/v1:StatefulSet")).toHaveLength(2);
  });

  test("its types are enough for a strict compiler", () => {
    writeFileSync(join(project, "program.ts"), PROGRAM);
    const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
    const options = [
      "--noEmit",
      "--strict",
      "--skipLibCheck",
      "--target",
      "es2024",
      "--module",
      "nodenext",
      "--types",
      "node",
      "program.ts",
    ];
    expect(execFileSync(process.execPath, [compiler, ...options], { cwd: project, encoding: "utf8" })).toBe("");
  });

  test("its command line runs from node_modules", () => {
    const output = execFileSync(
      process.execPath,
      [
        join(project, "node_modules/hotline/bin/hotline.js"),
        "plan",
        "anhui",
        "--lang",
        "en",
        "--provinces",
        join(ROOT, "provinces"),
      ],
      { encoding: "utf8" },
    );
    expect(output).toContain("Trunk groups");
  });
});
