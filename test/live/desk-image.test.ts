import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "./free-port.ts";
import { issueCertificate } from "./test-authority.ts";

/**
 * The desk's image on a Docker engine as the plan runs it: read-only root, user 1000, no capability, its own TLS. Built
 * before and named by a variable. Does not prove: another architecture, a database or a switch behind it.
 */
const image = process.env["HOTLINE_DESK_IMAGE"] ?? "";

function missing(): string | undefined {
  if (image === "") return "HOTLINE_DESK_IMAGE names no image";
  try {
    docker(["image", "inspect", "--format", "{{.Id}}", image]);
    return undefined;
  } catch {
    return "no Docker engine that has this image";
  }
}

function docker(args: readonly string[]): string {
  return execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

const why = missing();

/** As the plan writes it where neither database nor switch is known yet. */
const DESK_FILE = {
  format: 1,
  stack: "test",
  province: "试验省",
  serves: "desk",
  seats: 40,
  languages: ["zh"],
  queues: [],
  sip: { domain: "test.hotline.internal", nodes: [{ name: "host-a", url: "wss://media-a.12333.example:7443" }] },
  database: { hosts: ["127.0.0.1"], port: 1, name: "hotline", user: "hotline_desk" },
  businessSystems: false,
  platform12345: { transfer: false, workOrders: false },
  serviceTarget: { answeredPercent: 90, withinSeconds: 15 },
};

describe.skipIf(why !== undefined)(`the desk's image${why === undefined ? "" : `: skipped, ${why}`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "hotline-desk-image-"));
  const name = `hotline-trial-desk-${process.pid}`;
  let ports: { readonly http: number; readonly https: number };

  beforeAll(async () => {
    if (why !== undefined) return;
    ports = { http: await freePort(), https: await freePort() };
    issueCertificate(join(folder, "tls"), { names: ["desk.12333.example"], addresses: ["127.0.0.1"] });
    mkdirSync(join(folder, "desk"));
    writeFileSync(join(folder, "desk/desk.json"), JSON.stringify(DESK_FILE));
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "tls/tls.key"), 0o644);
    docker([
      ...["run", "--detach", "--name", name, "--network", "host", "--read-only", "--memory", "512m"],
      ...["--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--tmpfs", "/tmp:rw,size=64m,uid=1000,gid=1000"],
      ...["--mount", `type=bind,source=${folder}/desk,target=/etc/hotline/desk,readonly`],
      ...["--mount", `type=bind,source=${folder}/tls,target=/etc/hotline/tls,readonly`],
      ...[
        "HOTLINE_CONFIG=/etc/hotline/desk/desk.json",
        `HTTP_PORT=${ports.http}`,
        `HTTPS_PORT=${ports.https}`,
        "TLS_DIR=/etc/hotline/tls",
      ].flatMap((each) => ["--env", each]),
      // As the plan has it on Docker: a secret is a variable of the first process, not of the container.
      ...["--entrypoint", "/bin/sh", image, "-c"],
      "SESSION_KEY=session-key-of-this-run-0123456789 exec node /opt/hotline/agent-desk.js",
    ]);
    const deadline = Date.now() + 30_000;
    while (!(await answers())) {
      if (Date.now() > deadline) throw new Error(docker(["logs", name]));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  afterAll(() => {
    if (why !== undefined) return;
    docker(["rm", "--force", name]);
    rmSync(folder, { recursive: true, force: true });
  });

  const answers = () =>
    fetch(`http://127.0.0.1:${ports.http}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );

  it("runs as user 1000 on a read-only root with no capability, and writes nothing", () => {
    const status = docker(["exec", name, "cat", "/proc/1/status"]);
    expect(/^Uid:\t1000\t1000/m.test(status)).toBe(true);
    expect(/^CapEff:\t0{16}$/m.test(status)).toBe(true);
    expect(/^NoNewPrivs:\t1$/m.test(status)).toBe(true);
    // What is listed are the places at which the mounts were put.
    const written = docker(["diff", name]).split("\n");
    expect(written.filter((line) => !/ \/(?:etc|tmp|proc|sys|dev)(?:\/|$)/.test(line))).toEqual([]);
    expect(() => docker(["exec", name, "touch", "/opt/hotline/x"])).toThrow(/Read-only file system/);
  });

  it("has the operator's command, which knows the desk's secrets without being told", () => {
    const run = (...words: readonly string[]) => docker(["exec", name, ...words]);
    expect(() => run("node", "/opt/hotline/agent-desk.js", "first-administrator")).toThrow(/SESSION_KEY is not set/);
    // There is no database; to look for it the command must have the key.
    expect(() => run("agent-desk", "first-administrator")).toThrow(/^(?!.*SESSION_KEY).*database/is);
    expect(() => run("agent-desk", "nonsense")).toThrow(/unknown command nonsense/);
  });

  it("serves the page by its own TLS under the certificate that was mounted, and to the plain port its probes only", async () => {
    const page = await get("/");
    expect(page.status).toBe(200);
    expect(page.text).toContain('<div id="page">');
    expect(page.policy).toContain("connect-src 'self' wss://media-a.12333.example:7443;");
    expect(page.policy).not.toContain("unsafe-inline");
    expect((await get("/citizen.html")).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${ports.http}/`)).status).toBe(404);
  });

  it("says that it starts, and stops in time", () => {
    expect(docker(["logs", name])).toContain(`desk of test on ${ports.https}`);
    const began = Date.now();
    docker(["stop", "--time", "20", name]);
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(docker(["inspect", "--format", "{{.State.ExitCode}}", name])).toBe("0");
  });

  function get(path: string): Promise<{ status: number; text: string; policy: string }> {
    const ca = readFileSync(join(folder, "tls/authority.pem"));
    return new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port: ports.https, path, ca }, (answer) => {
        let text = "";
        answer.on("data", (data: Buffer) => {
          text += data.toString();
        });
        answer.once("end", () =>
          resolve({ status: answer.statusCode ?? 0, text, policy: String(answer.headers["content-security-policy"]) }),
        );
      });
      asked.once("error", reject).end();
    });
  }
});
