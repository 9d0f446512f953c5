import { spawn } from "node:child_process";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { type Caller, keyOf, serverOptions } from "../../images/media-controller/secure-channel.ts";
import { loadProvinces } from "../../provinces/load.ts";

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
  if (url === "/v1/emergency" && body === "")
    return [
      200,
      {
        state: { kind: "divert", number: "12345", announcement: "closed" },
        by: "li",
        why: "flood",
        changedAt: Date.UTC(2026, 10, 24, 15, 5, 0),
      },
    ];
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
      without: "a number that nothing leads to, before a key is asked for",
      args: ["emergency", "on", "anhui", "--why", "x", "--divert", "110"],
      key: "",
      words: "EMERGENCY_TARGET_UNKNOWN  Nothing leads to 110. Calls can be diverted to 12345, beijing, tianjin",
    },
    {
      without: "an announcement that nobody recorded, before a key is asked for",
      args: ["emergency", "on", "anhui", "--why", "x", "--announcement", "typhoon"],
      key: "",
      words: "There is no announcement typhoon. Use emergency, all-busy, closed;",
    },
    {
      without: "province files, by the controller,",
      args: ["emergency", "on", "anhui", "--why", "x", "--divert", "110", "--provinces", "/nowhere"],
      key: KEY,
      words: "refuses: nothing leads to 110",
    },
  ])("is refused with $without", async ({ args, key, words }) => {
    const { code, err } = await hotline([...args, "--controllers", address], key);
    expect(code).toBe(1);
    expect(err).toContain(words);
  });
});

describe("hotline emergency, looked at", () => {
  it("lists announcements with their texts and diversions with what they take, without key or node", async () => {
    const { code, out } = await hotline(["emergency", "list", "anhui"], "");
    expect(code).toBe(0);
    expect(out).toMatch(/^emergency +系统正在维护/m);
    // anhui's widest trunk group has 60 channels, and a diverted call takes two.
    expect(out).toMatch(/^jiangsu +02512333 +unassigned-gw-0551 +30$/m);
    expect(out).toContain("480 calls can come in at once");
  });

  it("says what is on, since when, by whom and why", async () => {
    const { out } = await hotline(["emergency", "status", "anhui", "--controllers", address]);
    expect(out).toBe(
      `${address}  on: diverts to 12345, else announcement closed (since 2026-11-24 23:05:00, li: flood)\n`,
    );
  });

  it("says how many of the callers a diversion takes", async () => {
    const { out } = await hotline([
      ...["emergency", "on", "anhui", "--divert", "12345", "--why", "flood", "--controllers", address],
    ]);
    expect(out).toContain("Of 480 calls that can come in, 30 at once can go on to 12345 (by unassigned-gw-0551)");
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

  it("does not take silence for a wrong name", async () => {
    const { code, err } = await hotline(["drain", "anhui", "--controllers", "127.0.0.1:1"]);
    expect([code, err]).toEqual([1, expect.stringContaining("CONTROLLER_SILENT  No media controller answers")]);
  });

  it("says beforehand what would happen and for how long, without key or node", async () => {
    const { figures } = planCallCenter(anhui());
    const { code, out } = await hotline(["drain", "anhui", "--plan"], "");
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^host-a: host-b answers new calls at once, .* for at most (\d+) s/),
    ]);
    expect(out).toContain(`for at most ${figures["media.drainSeconds"]?.value} s`);
    expect((await hotline(["drain", "anhui", "--plan", "--node", "host-b"], "")).out).toMatch(
      /^host-b: host-a answers/,
    );
    expect((await hotline(["drain", "anhui", "--plan", "--node", "media-a"], "")).err).toContain(
      "There is no node media-a; there are host-b, host-a",
    );
    expect((await hotline(["drain", "hunan", "--plan"], "")).out).toContain("has no other node to hand over to");
  });
});

function anhui() {
  const [loaded] = loadProvinces(join(import.meta.dirname, "../../provinces"), ["anhui"]).provinces;
  if (loaded === undefined) throw new Error("no anhui");
  return loaded.province;
}
