import { spawn } from "node:child_process";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Caller, keyOf, serverOptions } from "../../images/media-controller/secure-channel.ts";

/** The command line against a channel that answers as a controller does; the controller itself is tried in test/live. */
const KEY = "key-of-this-test";
const asked: { readonly path: string; readonly caller: Caller | undefined; readonly body: unknown }[] = [];
let handOvers = 0;

const known = new WeakMap<object, Caller>();
const server = createServer(serverOptions({ operator: keyOf(KEY, "operator") }, known), (request, response) => {
  void text(request).then((body) => {
    asked.push({
      path: `${request.method ?? ""} ${request.url ?? ""}`,
      caller: known.get(request.socket),
      body: body === "" ? undefined : JSON.parse(body),
    });
    const [status, answer] = answerTo(request.url ?? "", body);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
});

function answerTo(url: string, body: string): readonly [number, unknown] {
  if (url === "/v1/emergency" && body.includes('"110"')) return [422, { error: "nothing leads to 110" }];
  if (url === "/v1/emergency") return [200, { callersMoved: 7, otherNode: "told" }];
  if (url === "/v1/hand-over") return [200, { kind: "moving", left: 3 }];
  return [
    200,
    { role: "owner", handOver: handOvers++ < 2 ? { kind: "moving", left: 3 - handOvers } : { kind: "done" } },
  ];
}

let address = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

async function hotline(args: readonly string[], key = KEY): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../cli/main.ts"), ...args, "--lang", "en"], {
    env: { ...process.env, HOTLINE_CONTROL_KEY: key, HOTLINE_CONTROLLERS: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, err };
}

describe("hotline emergency", () => {
  it("switches on with who and why, and says where and how many callers were moved", async () => {
    const { code, out } = await hotline([
      "emergency",
      "on",
      "anhui",
      "--why",
      "power cut",
      "--by",
      "li",
      "--controllers",
      address,
    ]);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^Emergency is on \(127\.0\.0\.1:\d+, \d\.\d s\); 7 callers who waited were moved\n$/),
    ]);
    expect(asked.at(-1)).toEqual({
      path: "PUT /v1/emergency",
      caller: "operator",
      body: { state: { kind: "announcement", announcement: "emergency" }, by: "li", why: "power cut" },
    });
  });

  it("makes a sister province the 12333 of its capital", async () => {
    await hotline([
      "emergency",
      "on",
      "anhui",
      "--divert",
      "jiangsu",
      "--why",
      "flood",
      "--by",
      "li",
      "--controllers",
      address,
    ]);
    expect(asked.at(-1)?.body).toMatchObject({ state: { kind: "divert", number: "02512333" } });
  });

  it("works with one of two controllers and names the silent one", async () => {
    const { code, err } = await hotline([
      "emergency",
      "off",
      "anhui",
      "--why",
      "over",
      "--controllers",
      `127.0.0.1:1,${address}`,
    ]);
    expect(code).toBe(0);
    expect(err).toContain("the controller of 127.0.0.1:1 does not answer");
  });

  it.each([
    { without: "no reason", args: ["emergency", "on", "anhui"], key: KEY, words: "--why" },
    { without: "no key", args: ["emergency", "on", "anhui", "--why", "x"], key: "", words: "HOTLINE_CONTROL_KEY" },
    {
      without: "a wrong key",
      args: ["emergency", "on", "anhui", "--why", "x"],
      key: "guessed",
      words: "No media controller answers",
    },
    {
      without: "a number that nothing leads to",
      args: ["emergency", "on", "anhui", "--why", "x", "--divert", "110"],
      key: KEY,
      words: "nothing leads to 110",
    },
  ])("is refused with $without", async ({ args, key, words }) => {
    const { code, err } = await hotline([...args, "--controllers", address], key);
    expect(code).toBe(1);
    expect(err).toContain(words);
  });
});

describe("hotline drain", () => {
  it("hands the owner over and waits until nobody is left", async () => {
    handOvers = 0;
    const { code, out, err } = await hotline(["drain", "anhui", "--by", "li", "--controllers", address]);
    expect([code, out]).toEqual([0, expect.stringContaining("has handed over everything and can be stopped")]);
    expect(err).toContain("agents and calls left");
    expect(
      asked.some(
        ({ path, body }) => path === "POST /v1/hand-over" && JSON.stringify(body) === '{"by":"li","seconds":2700}',
      ),
    ).toBe(true);
  });

  it("knows no node of another name", async () => {
    const { code, err } = await hotline(["drain", "anhui", "--node", "media-z", "--controllers", address]);
    expect(code).toBe(1);
    expect(err).toContain("There is no node media-z");
  });
});
