import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HandedOrder, Platform12345 } from "../../../images/agent-desk/service/platform-12345.ts";
import { BusinessAdapter } from "../../../images/media-controller/business-adapter.ts";
import { freePort } from "../../live/free-port.ts";
import { certificateFor } from "../../support/adapter-server.ts";

const MAIN = join(import.meta.dirname, "../../../images/agent-desk/example-adapter/main.ts");

/** The example as a process over TLS, asked by what asks a real one. */
describe("the example adapter", () => {
  const folder = mkdtempSync(join(tmpdir(), "hotline-example-"));
  const { certificate, key } = certificateFor("127.0.0.1");
  let child: ChildProcess;
  let origin: string;

  beforeAll(async () => {
    writeFileSync(join(folder, "tls.crt"), certificate);
    writeFileSync(join(folder, "tls.key"), key);
    const port = await freePort();
    origin = `https://127.0.0.1:${port}`;
    const started = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env["PATH"], ADAPTER_TOKEN: "token", TLS_DIR: folder, PORT: String(port) },
      stdio: ["ignore", "pipe", "inherit"],
    });
    child = started;
    await once(started.stdout, "data");
  });
  afterAll(async () => {
    const ended = once(child, "exit");
    child.kill();
    await ended;
    rmSync(folder, { recursive: true });
  });

  const notice = (number: string) => ({
    kind: "caller" as const,
    happened_at: new Date().toISOString(),
    media_node: "a",
    call_uuid: null,
    queue: "general",
    number,
    language: "zh",
    trunk_group: "0551",
  });

  it("says who calls, of whom the desk is shown the mask, and lets nobody in without the token", async () => {
    const ask = async (number: string, token = "token") => {
      const adapter = new BusinessAdapter({ url: `${origin}/callers`, token, authority: certificate }, () => undefined);
      const { outcome, caller } = await adapter.ask(notice(number));
      adapter.close();
      return { outcome, caller };
    };
    expect(await ask("13800000000")).toEqual({
      outcome: "known",
      caller: { name: "示**", id_number: "**************0000", tags: ["参保职工"], open_requests: 1 },
    });
    expect((await ask("13900000000")).outcome).toBe("unknown");
    expect((await ask("13800000000", "guess")).outcome).toBe("failed");
  });

  it("takes an order once, however often it is handed over", async () => {
    const platform = new Platform12345(
      { url: `${origin}/work-orders`, token: "token", authority: certificate },
      () => undefined,
    );
    const order: HandedOrder = {
      key: "test-7-1",
      stack: "test",
      order: 7,
      call_uuid: null,
      opened_at: new Date().toISOString(),
      caller_number: null,
      class_code: null,
      class: "未分类",
      demand: "inquiry",
      content: "咨询",
      note: null,
    };
    const [first, again] = [await platform.handOver(order), await platform.handOver(order)];
    expect(again.number).toBe(first.number);
    expect((await platform.handOver({ ...order, key: "test-8-1" })).number).not.toBe(first.number);
    await expect(platform.handOver({ ...order, content: "" })).rejects.toMatchObject({ code: "conflict" });
    platform.close();
  });
});
