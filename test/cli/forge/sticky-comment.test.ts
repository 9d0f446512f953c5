import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { callForge } from "../../../cli/forge/forge.ts";
import { UserError } from "../../../provinces/finding.ts";
import { ForgeStandIn } from "./stand-in.ts";

const HOTLINE = resolve(import.meta.dirname, "../../../bin/hotline.js");
const TOKEN = "not-a-real-token";
const marker = (state: string, key = "all"): string => `<!-- hotline-preview:${key} ${state} -->`;

describe.each(["github", "gitlab"] as const)("The comment on %s", (kind) => {
  let forge: ForgeStandIn;
  let folder: string;
  let api: string;
  beforeEach(async () => {
    forge = new ForgeStandIn(kind, TOKEN);
    api = await forge.listen();
    folder = mkdtempSync(join(tmpdir(), "hotline-comment-"));
  });
  afterEach(() => {
    forge.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The real command in a process of its own, told by the forge's own variables. */
  async function comment(body: string, token = TOKEN): Promise<{ readonly code: number | null; readonly err: string }> {
    const file = join(folder, "comment.md");
    writeFileSync(file, body);
    const variables =
      kind === "github"
        ? {
            GITHUB_API_URL: api,
            GITHUB_REPOSITORY: "dept/12333",
            HOTLINE_PULL_REQUEST: "7",
            GITHUB_TOKEN: token,
            GITLAB_CI: "",
          }
        : {
            GITLAB_CI: "true",
            CI_API_V4_URL: api,
            CI_PROJECT_ID: "dept/12333",
            CI_MERGE_REQUEST_IID: "7",
            HOTLINE_GITLAB_TOKEN: token,
          };
    const child = spawn(process.execPath, [HOTLINE, "comment", file], {
      env: { ...process.env, LC_ALL: "C", NO_COLOR: "1", ...variables },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let err = "";
    child.stderr.on("data", (data: Buffer) => (err += data.toString()));
    return await new Promise((done) => child.on("close", (code) => done({ code, err })));
  }

  test("is begun once, then replaced in its place, and left alone when it says the same", async () => {
    forge.add("an unrelated remark");
    expect(await comment(`${marker("aa")}\nfirst 第一次\n`)).toEqual({ code: 0, err: "Commented\n" });
    expect(await comment(`${marker("bb")}\nsecond 第二次\n`)).toEqual({
      code: 0,
      err: "The comment is brought up to date\n",
    });
    expect(await comment(`${marker("bb")}\nsecond 第二次\n`)).toEqual({ code: 0, err: "The comment says the same\n" });
    expect(forge.comments.map(({ id, body }) => [id, body.replaceAll("\r", "")])).toEqual([
      [101, "an unrelated remark"],
      [102, `${marker("bb")}\nsecond 第二次\n`],
    ]);
  });

  test("is found behind hundreds of others", async () => {
    for (let number = 0; number < 250; number++) forge.add(`remark ${number}`);
    forge.add(`${marker("aa")}\nold`, true);
    expect((await comment(`${marker("bb")}\nnew`)).err).toBe("The comment is brought up to date\n");
    expect(forge.comments).toHaveLength(251);
    expect(forge.calls.filter((call) => call.startsWith("GET"))).toHaveLength(3);
  });

  test("is not that of another pipeline, and not one that somebody else wrote in its name", async () => {
    forge.add(`${marker("aa", "west")}\nof another`, true);
    forge.add(`${marker("aa")}\nforged`);
    expect((await comment(`${marker("bb")}\nown`)).err).toBe("Commented\n");
    expect(forge.comments.map(({ body }) => body)).toEqual([
      `${marker("aa", "west")}\nof another`,
      `${marker("aa")}\nforged`,
      `${marker("bb")}\nown`,
    ]);
  });

  test("is not begun where nothing changes, but an earlier one is brought up to date", async () => {
    expect((await comment(`${marker("nothing")}\nNothing changes.`)).err).toBe("Nothing changes, so nothing is said\n");
    expect(forge.comments).toEqual([]);
    forge.add(`${marker("aa")}\nblocked`, true);
    expect((await comment(`${marker("nothing")}\nNothing changes.`)).err).toBe("The comment is brought up to date\n");
  });

  test("is refused in words, without the token, where the forge refuses", async () => {
    const { code, err } = await comment(`${marker("aa")}\nx`, "wrong-token-value");
    expect(code).toBe(1);
    expect(err).toMatch(/FORGE_REFUSED {2}The forge refused GET http:\/\/127\.0\.0\.1:\d+\/\S+: 401 .*Bad credentials/);
    expect(err).not.toContain("wrong-token-value");
  });

  test("is tried again while the forge is busy", async () => {
    forge.trouble.push(502, 503);
    expect((await comment(`${marker("aa")}\nx`)).code).toBe(0);
    expect(forge.calls).toHaveLength(4);
  });

  test("is none of a file that is no report", async () => {
    const { code, err } = await comment("hello");
    expect([code, err]).toEqual([1, expect.stringContaining("COMMENT_UNREADABLE")]);
    expect(forge.calls).toEqual([]);
  });
});

describe("A call to a forge", () => {
  test("that can't be reached says so after three attempts", async () => {
    const call = { method: "GET", url: "http://127.0.0.1:9/x", headers: {} } as const;
    const error = await callForge(call, 1).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(String((error as UserError).findings[0]?.facts["reason"])).toMatch(/fetch failed/);
  });
});
