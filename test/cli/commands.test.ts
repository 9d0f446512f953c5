import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { PROVINCE_IDS } from "../../provinces/reference/divisions.ts";
import { hotline } from "./hotline.ts";

const folder = mkdtempSync(join(tmpdir(), "hotline-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inside = (...parts: readonly string[]) => join(folder, ...parts);

describe("plan", () => {
  test("of all provinces gives the same bytes twice, without loading Pulumi", () => {
    const recorder = ["--import", resolve(import.meta.dirname, "record-modules.ts")];
    const first = hotline(["plan", "--all", "--format", "json"], { node: recorder });
    const second = hotline(["plan", "--all", "--format", "json"]);
    expect(first.code).toBe(0);
    expect(first.out).toBe(second.out);
    const plans = JSON.parse(first.out) as readonly { identity: { province: string } }[];
    expect(plans.map((plan) => plan.identity.province).sort()).toEqual([...PROVINCE_IDS].sort());
    const packages = /packages: (.*)/.exec(first.err)?.[1]?.split(" ") ?? [];
    expect(packages).toContain("zod");
    expect(packages.filter((name) => name.startsWith("@pulumi") || name.startsWith("@grpc"))).toEqual([]);
  });

  test("shows the country in the order of the GB codes, marked as examples", () => {
    const { out } = hotline(["plan", "--all", "--lang", "zh"]);
    const lines = out.split("\n");
    expect(lines[2]).toMatch(/^北京市/);
    expect(lines[32]).toMatch(/^新疆维吾尔自治区/);
    expect(lines[33]).toMatch(/^合计/);
    expect(out).toContain("示例数据");
  });

  test("of one province shows trunks, agents and everything built", () => {
    const { out } = hotline(["plan", "xizang"]);
    for (const words of [
      "Xizang 12333 (xizang): hotline · self-built",
      "Trunk groups",
      "0891",
      "lines",
      "What is built",
      "freeswitch",
      "Example data",
    ])
      expect(out).toContain(words);
  });

  test("of a site that isn't there names those that are", () => {
    const { code, err } = hotline(["plan", "beijing", "--site", "berlin"]);
    expect(code).toBe(1);
    expect(err).toContain("error SITE_UNKNOWN  There is no site berlin; there are: main, dr.");
  });
});

describe("validate", () => {
  test("accepts the examples", () => {
    const { code, out } = hotline(["validate"]);
    expect(code).toBe(0);
    expect(out).toContain("Province files checked: 31; errors: 0, warnings: 0");
  });

  test("names place, what is wrong and the fix, and exits with 1", () => {
    const text = readFileSync(resolve(import.meta.dirname, "../../provinces/hainan.yaml"), "utf8");
    writeFileSync(inside("hainan.yaml"), text.replace("e1: 1", "e1: 1\n    trunks: 2"));
    const english = hotline(["validate", "--provinces", folder]);
    expect(english.code).toBe(1);
    expect(english.out).toMatch(/hainan\.yaml:\d+:\d+ {2}error /);
    expect(hotline(["validate", "--provinces", folder, "--lang", "zh"]).out).toMatch(/hainan\.yaml:\d+:\d+ {2}错误 /);
    expect(hotline(["plan", "--provinces", folder]).code).toBe(1);
    rmSync(inside("hainan.yaml"));
  });

  test("and one file of many that is wrong doesn't stop the others", () => {
    for (const id of ["hainan", "tianjin"])
      copyFileSync(resolve(import.meta.dirname, `../../provinces/${id}.yaml`), inside(`${id}.yaml`));
    appendFileSync(inside("hainan.yaml"), "nonsense: 1\n");
    const { code, out, err } = hotline(["plan", "--all", "--provinces", folder]);
    expect(code).toBe(1);
    expect(out).toContain("tianjin");
    expect(err).toContain("hainan.yaml");
    for (const id of ["hainan", "tianjin"]) rmSync(inside(`${id}.yaml`));
  });

  test("of a province without a file says how to get one", () => {
    expect(hotline(["validate", "hubei", "--provinces", folder]).out).toContain("NO_PROVINCE_FILES");
    copyFileSync(resolve(import.meta.dirname, "../../provinces/tianjin.yaml"), inside("tianjin.yaml"));
    const { code, out } = hotline(["validate", "hubei", "--provinces", folder]);
    expect(code).toBe(1);
    expect(out).toContain("hotline new hubei");
    rmSync(inside("tianjin.yaml"));
  });
});

describe("new", () => {
  test.each(["self-built", "outsourced"])(
    "writes %s drafts of all provinces that validate at once and reads back the same",
    (build) => {
      const drafts = inside(build);
      for (const [index, id] of PROVINCE_IDS.entries())
        if (index % 10 === 0) expect(hotline(["new", id, "--build", build, "--provinces", drafts]).code).toBe(0);
      const { code, out } = hotline(["validate", "--provinces", drafts]);
      expect(out).toContain("Province files checked: 4; errors: 0, warnings: 4");
      expect(code).toBe(0);
      const beijing = parse(readFileSync(join(drafts, "beijing.yaml"), "utf8")) as {
        build: { mode: string };
        status: string;
      };
      expect(beijing.build.mode).toBe(build);
      expect(beijing.status).toBe("draft");
      expect(readdirSync(drafts)).toContain("province.schema.json");
    },
  );

  test("never overwrites", () => {
    const before = readFileSync(inside("self-built", "beijing.yaml"), "utf8");
    const { code, err } = hotline(["new", "beijing", "--platform", "kubernetes", "--provinces", inside("self-built")]);
    expect(code).toBe(1);
    expect(err).toContain("PROVINCE_FILE_EXISTS");
    expect(readFileSync(inside("self-built", "beijing.yaml"), "utf8")).toBe(before);
  });
});

describe("init", () => {
  test("starts a repository in which a new province plans", () => {
    const repository = inside("our-12333");
    expect(hotline(["init", repository]).code).toBe(0);
    expect(readdirSync(repository).sort()).toEqual([
      ".github",
      ".gitignore",
      ".gitlab-ci.yml",
      "Pulumi.yaml",
      "README.md",
      "package.json",
      "provinces",
      "stacks",
    ]);
    expect(hotline(["new", "hubei"], { cwd: repository }).code).toBe(0);
    expect(hotline(["plan", "hubei"], { cwd: repository }).out).toContain("Hubei 12333 (hubei)");
    expect(hotline(["init", repository]).err).toContain("FOLDER_NOT_EMPTY");
  });
});

test("a folder that can't be made is said, and nothing hangs", () => {
  const { code, err } = hotline(["init", "/proc/nowhere/our-12333"]);
  expect(code).toBe(1);
  expect(err).toContain("FOLDER_UNWRITABLE");
});

test("generated files are what their code makes", () => {
  expect(hotline(["schema", "--check"])).toMatchObject({ code: 0, err: "" });
  expect(hotline(["schema"]).out).toContain("12333 省级呼叫中心");
});

test("doctor says what each missing tool is for and how to get it", () => {
  const { code, out } = hotline(["doctor", "--format", "json"]);
  expect(code).toBe(0);
  const tools = JSON.parse(out) as readonly { tool: string; found: string | null; howTo: string }[];
  expect(tools.find(({ tool }) => tool === "node")?.found).toBe(process.version);
  for (const { howTo } of tools) expect(howTo).not.toBe("");
});

test("doctor tells a daemon that does not run from a client that is not installed", () => {
  mkdirSync(inside("bin"));
  const says = (daemon: string) => {
    writeFileSync(
      inside("bin", "docker"),
      `#!/bin/sh\n[ "$1" = --version ] && echo "Docker version 27.0.1" && exit 0\n${daemon}\n`,
      { mode: 0o755 },
    );
    const environment = { PATH: `${inside("bin")}:${process.env["PATH"] ?? ""}` };
    return hotline(["doctor", "--lang", "en"], { environment })
      .out.split("\n")
      .find((line) => line.startsWith("docker "));
  };
  expect(says("exit 1")).toMatch(/^docker +Docker version 27\.0\.1, no daemon answers .*systemctl start docker/);
  expect(says("echo client 27.0.1, server 27.0.1")).toMatch(/^docker +client 27\.0\.1, server 27\.0\.1 /);
});

test("explain names the figures that a word is part of, or nearly is", () => {
  const advice = (word: string) => hotline(["explain", "anhui", word, "--lang", "en"]).err;
  expect(advice("drain")).toContain("There are media.drainSeconds");
  expect(advice("seats")).toMatch(/There are .*agents\.seats/);
  expect(advice("seatsNeded")).toContain("Did you mean agents.seatsNeeded?");
  expect(advice("xyzzy")).toContain("Without a name all are listed.");
});

test("explain shows no exponent", () => {
  for (const id of ["anhui", "guangdong", "hunan"])
    expect(hotline(["explain", id, "--lang", "en"]).out).not.toMatch(/\de[-+]\d/);
});

test("render writes what a Docker host runs: the database's scripts, and units that load the firewall", () => {
  const out = inside("rendered");
  expect(hotline(["render", "anhui", "--out", out])).toMatchObject({ code: 0 });
  for (const script of ["start.sh", "fence.sh", "backup.sh", "promote.sh"])
    expect(readFileSync(join(out, "database/database", script), "utf8")).not.toBe("");
  const unit = readFileSync(join(out, "freeswitch/hotline-anhui-firewall.service"), "utf8");
  expect(unit).toContain("nft --file /var/lib/docker/volumes/hotline-anhui-media-firewall/_data/hotline.nft");
  if (existsSync("/usr/bin/systemd-analyze"))
    for (const kind of ["service", "path"]) {
      const file = join(out, `freeswitch/hotline-anhui-firewall.${kind}`);
      const checked = spawnSync("systemd-analyze", ["verify", "--man=no", file], { encoding: "utf8" });
      expect(checked.stderr.split("\n").filter((line) => line.includes("hotline-anhui-firewall"))).toEqual([]);
    }
});

test("completion offers commands and province ids", () => {
  const { out } = hotline(["completion", "bash"]);
  expect(out).toContain("complete -F _hotline hotline");
  expect(out).toContain("guangdong");
});

test("a reader that closes the pipe early is no error", () => {
  const main = resolve(import.meta.dirname, "../../cli/main.ts");
  const script = `'${process.execPath}' '${main}' plan --all --format json | head -c 100; echo " \${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^\[\n\{"format":1.* 0\n$/s);
});
