import { describe, expect, it } from "vitest";
import type { SessionClaims } from "../../../images/agent-desk/service/session-token.ts";
import { Streams } from "../../../images/agent-desk/service/streams.ts";

function claims(more: Partial<SessionClaims> = {}): SessionClaims {
  return {
    aud: "test",
    sid: "11111111-2222-4333-8444-555555555555",
    login: "lin",
    name: "林",
    agent: "2001",
    roles: ["agent"],
    listenIn: false,
    identity: "local",
    secondFactor: false,
    needs: "nothing",
    iat: 0,
    exp: 9_999_999_999,
    ...more,
  };
}

const ATTACK = 'x"}\n\ndata: {"kind":"session-over","why":"revoked"}\n\n<script>';

describe("event streams", () => {
  it("carry one event a line, whatever a name brings along", async () => {
    const streams = new Streams();
    const reader = streams
      .open(claims(), [{ kind: "hello", instance: ATTACK, version: "1" }], () => undefined)
      .getReader();
    const { value } = await reader.read();
    const text = new TextDecoder().decode(value);
    expect(text.split("\n")).toHaveLength(3);
    expect(JSON.parse(text.slice(6))).toEqual({ kind: "hello", instance: ATTACK, version: "1" });
    await reader.cancel();
    expect(streams.size).toBe(0);
  });

  it("reach those who may, and after a change of roles those who may then", async () => {
    const streams = new Streams();
    const heard: string[] = [];
    const read = async (name: string, body: ReadableStream<Uint8Array>) => {
      for await (const bytes of body) heard.push(`${name} ${new TextDecoder().decode(bytes).includes("call-backs")}`);
    };
    void read(
      "agent",
      streams.open(claims(), [], () => undefined),
    );
    const boss = claims({ sid: "99999999-2222-4333-8444-555555555555", agent: null, roles: ["supervisor"] });
    void read(
      "boss",
      streams.open(boss, [], () => undefined),
    );
    streams.tell({ kind: "call-backs", open: 1 }, ({ rights }) => rights.includes("see-board"));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(heard).toEqual(["boss true"]);
    streams.renew({ ...boss, roles: ["agent"] });
    streams.tell({ kind: "call-backs", open: 2 }, ({ rights }) => rights.includes("see-board"));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(heard).toEqual(["boss true"]);
  });

  it("are cut off when nobody reads them, before they take the memory of all others", () => {
    const streams = new Streams();
    let closed = 0;
    streams.open(claims(), [], () => closed++);
    for (let index = 0; index < 20_000 && streams.size > 0; index++)
      streams.tell({ kind: "hello", instance: "x".repeat(100), version: "1" });
    expect([closed, streams.size]).toEqual([1, 0]);
    expect(streams.takeLongestBehind()).toBeGreaterThan(500_000);
    expect(streams.takeLongestBehind()).toBe(0);
  });
});
