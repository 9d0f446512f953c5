import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadProvinces } from "../../provinces/load.ts";
import { formatFinding } from "../../provinces/messages.ts";
import { SOUND } from "./marked-text.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "provinces-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(directory, name), content);
}

/** Findings without the folder's own name: `ningxia.yaml:1:1  error CODE  words`. */
function lines(language: "zh" | "en" = "en", ids?: readonly string[]): readonly string[] {
  return loadProvinces(directory, ids).findings.map((finding) =>
    formatFinding(finding, language).replaceAll(`${directory}/`, ""),
  );
}

/** `宁` in GB18030, for a machine whose encoder knows only UTF-8. */
const GB18030 = Buffer.concat([
  Buffer.from("province: ningxia\nsites:\n  main: { place: "),
  Buffer.from([0xd2, 0xf8, 0xb4, 0xa8]),
  Buffer.from(" }\n"),
]);

describe("files of a directory", () => {
  it("become provinces that can say where a field stands", () => {
    write("ningxia.yaml", SOUND);
    write("README.md", "not a province");
    write(".ningxia.yaml", "an editor's own");
    write("ningxia.yaml~", "a backup");
    const { provinces, findings } = loadProvinces(directory);
    expect(findings).toEqual([]);
    expect(provinces.map(({ id, file }) => [id, file])).toEqual([["ningxia", join(directory, "ningxia.yaml")]]);
    expect(provinces[0]?.province.localNetworks).toHaveLength(5);
    expect(provinces[0]?.locate(["localNetworks", 0, "trunk", "e1"])).toEqual({ line: 10, column: 50 });
    expect(provinces[0]?.locate(["localNetworks", 0, "trunk", "missing"])).toEqual({ line: 10, column: 12 });
    expect(provinces[0]?.locate([])).toEqual({ line: 1, column: 1 });
  });

  it("are read only for the provinces asked for", () => {
    write("ningxia.yaml", SOUND);
    write("anhui.yaml", "");
    expect(lines("en", ["ningxia"])).toEqual([]);
    expect(loadProvinces(directory, ["ningxia"]).provinces).toHaveLength(1);
    expect(loadProvinces(directory, ["gansu"])).toMatchObject({
      provinces: [],
      findings: [{ code: "PROVINCE_FILE_MISSING", facts: { province: "gansu" } }],
    });
  });

  it("must be there", () => {
    expect(lines()).toEqual([
      `error NO_PROVINCE_FILES  The directory ${directory} holds no .yaml file. Write the first one with hotline new <province>.`,
    ]);
    rmSync(directory, { recursive: true });
    expect(lines("zh")).toEqual([
      `错误 DIRECTORY_MISSING  没有目录 ${directory}。请检查 --provinces，或用 hotline new <省份> 新建文件。`,
    ]);
  });

  it("are one a province, whatever they are called", () => {
    write("ningxia.yaml", SOUND);
    write("ningxia.yml", SOUND);
    write("old.yaml", SOUND);
    expect(lines()).toEqual([
      "ningxia.yaml:1:11  error PROVINCE_TWICE  Province ningxia has two files: ningxia.yml, old.yaml states it too; a province has one file. Merge them and delete one.",
      "ningxia.yml:1:11  error PROVINCE_TWICE  Province ningxia has two files: ningxia.yaml, old.yaml states it too; a province has one file. Merge them and delete one.",
      "old.yaml:1:11  error FILE_NAME_DIFFERS  The file is named old but states province ningxia; they must be equal. Rename it ningxia.yaml or correct province.",
      "old.yaml:1:11  error PROVINCE_TWICE  Province ningxia has two files: ningxia.yaml, ningxia.yml states it too; a province has one file. Merge them and delete one.",
    ]);
  });

  it("are all judged, in the order of file, line and column", () => {
    write("ningxia.yaml", SOUND.replace("e1: 4", "e1: 0").replace("status: example", "status: real"));
    write("anhui.yaml", "province: anhui");
    const places = lines().map((line) => line.split("  ", 1)[0]);
    expect(places).toEqual([...Array<string>(7).fill("anhui.yaml:1:1"), "ningxia.yaml:2:9", "ningxia.yaml:10:50"]);
  });
});

describe("a file that is no text of a province", () => {
  it.each([
    ["an empty file", "", "1:1  error FILE_EMPTY"],
    ["blank lines", "\n\n", "1:1  error FILE_EMPTY"],
    ["comments only", "# later\n", "1:1  error FILE_EMPTY"],
    ["a bare document marker", "---\n", "1:1  error FILE_EMPTY"],
    ["a byte order mark", `\ufeff${SOUND}`, "1:1  error FILE_BOM"],
    ["GB18030", GB18030, "3:18  error FILE_GB18030"],
    ["UTF-16 with a mark", Buffer.from(`\ufeff${SOUND}`, "utf16le"), "1:1  error FILE_UTF16"],
    ["UTF-16 without a mark", Buffer.from("province: ningxia\n", "utf16le"), "1:1  error FILE_UTF16"],
    [
      "bytes of no encoding",
      Buffer.concat([Buffer.from("a: b\n"), Buffer.from([0xff, 0xff, 0x80])]),
      "2:1  error FILE_NOT_UTF8",
    ],
    ["a binary file", Buffer.concat([Buffer.from("province: x"), Buffer.from([0, 1, 2])]), "1:12  error FILE_NOT_UTF8"],
    ["10 MB", Buffer.alloc(10 * 1024 * 1024, "a: b\n"), "1:1  error FILE_TOO_LARGE"],
    ["a byte over 1 MiB", Buffer.alloc(1024 * 1024 + 1, "#"), "1:1  error FILE_TOO_LARGE"],
  ])("is refused with one finding: %s", (_title, content, expected) => {
    write("ningxia.yaml", content);
    const found = lines();
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`ningxia.yaml:${expected}`);
    expect(lines("zh")[0]).toMatch(/错误 \w+ {2}.*[\u4e00-\u9fff]/);
    expect(loadProvinces(directory).provinces).toEqual([]);
  });

  it("says how to convert an encoding and how large a file is", () => {
    write("ningxia.yaml", GB18030);
    write("anhui.yaml", Buffer.alloc(10 * 1024 * 1024, "#"));
    expect(lines("zh")).toEqual([
      "anhui.yaml:1:1  错误 FILE_TOO_LARGE  文件有 10.0 MiB，省份文件至多 1 MiB，故未读取。多半放错了文件；请移走。",
      "ningxia.yaml:3:18  错误 FILE_GB18030  文件编码是 GB18030（GBK），不是 UTF-8。转换：iconv -f GB18030 -t UTF-8 ningxia.yaml > ningxia.yaml.utf8，再替换原文件。",
    ]);
  });

  it("may be a directory, a dead link, a link to itself or unreadable", () => {
    mkdirSync(join(directory, "anhui.yaml"));
    symlinkSync("nowhere.yaml", join(directory, "beijing.yaml"));
    symlinkSync("gansu.yaml", join(directory, "gansu.yaml"));
    write("ningxia.yaml", SOUND);
    chmodSync(join(directory, "ningxia.yaml"), 0);
    const found = lines();
    expect(found.slice(0, 3)).toEqual([
      "anhui.yaml:1:1  error FILE_IS_DIRECTORY  This is a directory; a province file must be a plain file. Rename the directory or move it away.",
      "beijing.yaml:1:1  error FILE_UNREADABLE  The file can't be read: the file, or what its link points to, does not exist. Check where the link points and who may read it.",
      "gansu.yaml:1:1  error FILE_UNREADABLE  The file can't be read: its link points to itself. Check where the link points and who may read it.",
    ]);
    // The superuser may read anything.
    if (process.getuid?.() === 0) expect(found).toHaveLength(3);
    else
      expect(found[3]).toContain(
        "ningxia.yaml:1:1  error FILE_UNREADABLE  The file can't be read: reading it is not permitted.",
      );
  });

  it("never makes the loader throw", () => {
    for (const [index, text] of [
      "[".repeat(100_000),
      "a:\n".repeat(5000),
      "{".repeat(20_000),
      "- ".repeat(30_000),
      "\u0001",
      "? ? ?",
      "*",
      "&",
      "!",
      "%YAML 9",
      "'",
      '"',
      "|",
      "}",
      "\t",
      "a: &a [*a]",
    ].entries()) {
      write("ningxia.yaml", text);
      expect(lines().length, `text ${index}`).toBeGreaterThan(0);
      expect(loadProvinces(directory).provinces).toEqual([]);
    }
  });

  it("reports what is wrong in every section, though a required one is at fault", () => {
    const text = SOUND.replace("workMode: call-center", "workMode: callcenter")
      .replace('areaCode: "0952"', 'areaCode: "0565"')
      .replace("retentionDays: 730", "retentionDays: 30")
      .replace("share: 0.6", "share: 0.5");
    write("ningxia.yaml", text);
    const codes = loadProvinces(directory).findings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["VALUE_TYPO", "AREA_CODE_ABOLISHED", "NETWORKS_MISSING"]));
    // The rules of recording and queues read the work mode, which is not known.
    expect(codes).not.toContain("RETENTION_UNUSUAL");
  });

  it("does not hold the loader up", () => {
    const mebibyte = 1024 * 1024 - 100;
    const keys = Array.from({ length: 60_000 }, (_, index) => `key${index}: ${index}`).join("\n");
    for (const text of [
      "key".repeat(mebibyte / 3),
      `[，${"[".repeat(2000)}`,
      keys,
      `a: [${"'key': 1, ".repeat(50_000)}]`,
      "密码".repeat(mebibyte / 6),
    ]) {
      write("ningxia.yaml", text);
      const start = performance.now();
      expect(lines().length).toBeGreaterThan(0);
      expect(performance.now() - start).toBeLessThan(8000);
    }
  }, 60_000);
});
