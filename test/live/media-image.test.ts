import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { freePort } from "./free-port.ts";
import { pairTrees } from "./media-pair.ts";
import { TrunkGateway } from "./trunk-gateway.ts";

/**
 * The two images of a media node on a Docker engine, as the plan runs them: read-only root, user 499, no capability,
 * nothing but mounts writable. The images are built before and named by variables. Does not prove: RTP, another
 * architecture, FreeSWITCH from packages.
 */
const images = {
  freeswitch: process.env["HOTLINE_FREESWITCH_IMAGE"],
  controller: process.env["HOTLINE_CONTROLLER_IMAGE"],
};

function missing(): string | undefined {
  if (images.freeswitch === undefined || images.controller === undefined)
    return "HOTLINE_FREESWITCH_IMAGE and HOTLINE_CONTROLLER_IMAGE don't name images";
  try {
    for (const image of [images.freeswitch, images.controller])
      docker(["image", "inspect", "--format", "{{.Id}}", image]);
    return undefined;
  } catch {
    return "no Docker engine that has these images";
  }
}

function docker(args: readonly string[]): string {
  return execFileSync("docker", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

const why = missing();
const NET = 60;
const ADDRESS = `127.12.${NET}.1`;

describe.skipIf(why !== undefined)(`the images of a media node${why === undefined ? "" : `: skipped, ${why}`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "hotline-image-"));
  const names = { freeswitch: `hotline-trial-${process.pid}`, controller: `hotline-trial-${process.pid}-controller` };
  let gateway: TrunkGateway;

  beforeAll(async () => {
    if (why !== undefined) return;
    const port = await freePort();
    const trees = pairTrees(NET);
    for (const tree of ["restart", "reload"] as const)
      for (const [path, text] of Object.entries(trees[tree])) {
        const file = join(folder, tree, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, tree === "restart" ? text.replaceAll(String(MEDIA_PORTS.eventSocket), String(port)) : text);
      }
    chmodSync(folder, 0o755);
    for (const writable of ["spool", "recordings"]) {
      mkdirSync(join(folder, writable));
      chownSync(join(folder, writable), 499, 499);
    }
    gateway = await TrunkGateway.open({ address: `127.12.${NET}.9`, port: 5062 });
    const common = [
      "run",
      "--detach",
      "--network",
      "host",
      "--read-only",
      "--cap-drop",
      "ALL",
      "--security-opt",
      "no-new-privileges",
      "--mount",
      `type=bind,source=${folder}/reload,target=/etc/freeswitch/reload,readonly`,
      "--mount",
      `type=bind,source=${folder}/spool,target=/var/spool/hotline`,
      ...[
        "NODE_NAME=host-a",
        `MEDIA_ADDRESS=${ADDRESS}`,
        "EVENT_SOCKET_PASSWORD=only-for-this-run",
        "DRAIN_SECONDS=20",
        "START_ROLE=standby",
        "MEDIA_CONTROL_KEY=only-for-this-run",
        `EVENT_SOCKET_PORT=${port}`,
      ].flatMap((each) => ["--env", each]),
    ];
    docker([
      ...common,
      "--name",
      names.freeswitch,
      "--mount",
      `type=bind,source=${folder}/restart,target=/etc/freeswitch/restart,readonly`,
      "--mount",
      `type=bind,source=${folder}/recordings,target=/var/lib/hotline/recordings`,
      "--tmpfs",
      "/run/hotline:rw,size=128m,mode=0700,uid=499,gid=499",
      images.freeswitch ?? "",
    ]);
    docker([...common, "--name", names.controller, images.controller ?? ""]);
  });
  afterAll(() => {
    if (why !== undefined) return;
    for (const name of Object.values(names)) docker(["rm", "--force", name]);
    gateway.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("becomes healthy by its own check, as user 499 without a capability or a writable root", async () => {
    await until(
      () => docker(["inspect", "--format", "{{.State.Health.Status}}", names.freeswitch]) === "healthy",
      60_000,
    );
    expect(docker(["exec", names.freeswitch, "id", "-u"])).toBe("499");
    expect(docker(["exec", names.freeswitch, "grep", "CapEff", "/proc/1/status"])).toMatch(/0{16}$/);
    expect(() => docker(["exec", names.freeswitch, "touch", "/opt/freeswitch/x"])).toThrow(/Read-only file system/);
  });

  it("holds the modules that the configuration loads and no other", () => {
    const held = docker(["exec", names.freeswitch, "ls", "/opt/freeswitch/lib/freeswitch/mod"]).split("\n").sort();
    const loaded = [
      ...(pairTrees(NET).restart["autoload_configs/modules.conf.xml"] ?? "").matchAll(/module="(\w+)"/g),
    ].map(([, name]) => `${name ?? ""}.so`);
    expect(held).toEqual(loaded.sort());
  });

  it("takes the role from its controller and a call from the gateway, which waits in the queue", async () => {
    const trunk = { host: ADDRESS, port: MEDIA_PORTS.trunk };
    await until(async () => {
      const call = await gateway.call(trunk, { called: "12333", caller: "13900000001" });
      if (call.status !== 200) return false;
      await call.hangUp();
      return true;
    }, 30_000);
    const metrics = await (await fetch(`http://${ADDRESS}:${MEDIA_PORTS.metrics}/metrics`)).text();
    expect(metrics).toMatch(/^hotline_role_owner 1$/m);
    await until(
      () =>
        docker([
          "exec",
          names.freeswitch,
          "bash",
          "-c",
          "cat /var/spool/hotline/call-records/cdr-spool.sql* 2> /dev/null || true",
        ]).includes("13900000001"),
      15_000,
    );
  });

  it("ends with 0 on docker stop, long before its time is over", () => {
    const began = performance.now();
    docker(["stop", "--time", "60", names.freeswitch]);
    expect(docker(["inspect", "--format", "{{.State.ExitCode}}", names.freeswitch])).toBe("0");
    console.log(`docker stop of an idle node: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    docker(["stop", "--time", "10", names.controller]);
    expect(docker(["inspect", "--format", "{{.State.ExitCode}}", names.controller])).toBe("0");
  });
});

async function until(holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
