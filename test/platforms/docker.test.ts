import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { withSecrets } from "../../platforms/docker/container.ts";
import { at, holdsSecret, only, type Recorded } from "./recorder.ts";
import { recordSample } from "./sample-center.ts";
import { samplePlan } from "./sample-plan.ts";

let resources: readonly Recorded[] = [];
beforeAll(async () => {
  resources = await recordSample("docker");
});

const docker = () => resources.filter(({ type }) => type.startsWith("docker:"));
const named = (name: string) => only(resources, name);
const kinds = (kind: string) =>
  docker()
    .filter(({ type }) => type.endsWith(`:${kind}`))
    .map(({ name }) => name)
    .sort();

describe("identity", () => {
  test("each zone is a network on each host", () => {
    expect(kinds("Network")).toEqual([
      "anhui-data-media-a",
      "anhui-data-media-b",
      "anhui-desk-media-a",
      "anhui-desk-media-b",
      "anhui-media-media-a",
      "anhui-media-media-b",
    ]);
  });

  test("each set is a volume where it is read, a secret set one for each user that reads it", () => {
    expect(kinds("Volume")).toEqual([
      "anhui-agents-desk-tls-media-a-u10001",
      "anhui-agents-desk-tls-media-b-u10001",
      "anhui-database-backup-cipher-media-a-u26",
      "anhui-database-backup-cipher-media-b-u26",
      "anhui-database-backup-store-media-a-u26",
      "anhui-database-backup-store-media-b-u26",
      "anhui-database-database-media-a-backups",
      "anhui-database-database-media-a-config",
      "anhui-database-database-media-a-data",
      "anhui-database-database-media-b-backups",
      "anhui-database-database-media-b-config",
      "anhui-database-database-media-b-data",
      "anhui-database-database-owner-media-a-u26",
      "anhui-database-database-owner-media-b-u26",
      "anhui-database-database-replication-media-a-u26",
      "anhui-database-database-replication-media-b-u26",
      "anhui-freeswitch-event-socket-media-a-u499",
      "anhui-freeswitch-event-socket-media-b-u499",
      "anhui-freeswitch-firewall-media-a",
      "anhui-freeswitch-firewall-media-b",
      "anhui-freeswitch-spool-media-a",
      "anhui-freeswitch-spool-media-b",
      "anhui-freeswitch-switch-config-media-a",
      "anhui-freeswitch-switch-config-media-b",
      "anhui-freeswitch-switch-reload-media-a",
      "anhui-freeswitch-switch-reload-media-b",
    ]);
  });

  test("workloads, companions and jobs are containers; the others fill volumes", () => {
    expect(kinds("Container").filter((name) => !name.endsWith("-filler"))).toEqual([
      "anhui-agents-desk-media-a",
      "anhui-agents-desk-media-a-metrics",
      "anhui-agents-desk-media-b",
      "anhui-agents-desk-media-b-metrics",
      "anhui-database-database-media-a",
      "anhui-database-database-media-b",
      "anhui-database-migrate-media-a",
      "anhui-database-upkeep-media-a",
      "anhui-freeswitch-media-a",
      "anhui-freeswitch-media-b",
    ]);
    expect(kinds("Container")).toHaveLength(10 + 20);
  });

  test("each host has its own provider, whose plugin's version is stated", () => {
    expect(new Set(docker().map(({ provider }) => provider))).toEqual(new Set(["docker-media-a", "docker-media-b"]));
    expect(named("docker-media-a").inputs).toMatchObject({ host: "ssh://media-a" });
    for (const { name, provider } of docker()) {
      const host = /media-[ab]/.exec(name.replace(/^anhui-media-/, ""))?.[0] ?? "";
      expect(provider, name).toBe(`docker-${host}`);
    }
  });
});

describe("protection", () => {
  test("exactly the stateful volumes are protected and outlive the state", () => {
    const expected = [
      "anhui-database-database-media-a-backups",
      "anhui-database-database-media-a-data",
      "anhui-database-database-media-b-backups",
      "anhui-database-database-media-b-data",
      "anhui-freeswitch-spool-media-a",
    ];
    expect(
      resources
        .filter(({ protect }) => protect)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(expected);
    expect(
      resources
        .filter(({ retainOnDelete }) => retainOnDelete)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(expected);
  });

  test("secrets are given to the containers that fill secret volumes and to no other", () => {
    expect(
      resources
        .filter(holdsSecret)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(kinds("Container").filter((name) => /-u\d+-filler$/.test(name)));
  });

  test("every container is deleted before its replacement, which needs its name and ports", () => {
    expect(
      docker().filter(({ type, deleteBeforeReplace }) => type.endsWith(":Container") !== deleteBeforeReplace),
    ).toEqual([]);
  });
});

describe("a media node", () => {
  test("runs on the host's network, hardened, with the whole drain before it is killed", () => {
    expect(named("anhui-freeswitch-media-a").inputs).toMatchObject({
      name: "hotline-anhui-media-a",
      image: "registry.example/freeswitch:1.0",
      networkMode: "host",
      user: "499:498",
      readOnly: true,
      restart: "unless-stopped",
      stopTimeout: 2730,
      destroyGraceSeconds: 2730,
      wait: true,
      waitTimeout: 3300,
      memory: 1024,
      capabilities: { drops: ["ALL"] },
      securityOpts: ["no-new-privileges"],
      logOpts: { "max-size": "50m", "max-file": "5" },
      tmpfs: { "/run/freeswitch": "rw,size=64m,mode=0700,uid=499,gid=498" },
    });
  });

  test("is asked for readiness, in the words of the daemon", () => {
    expect(at(named("anhui-freeswitch-media-a"), "healthcheck")).toEqual({
      tests: ["CMD", "bash", "/etc/freeswitch/scripts/probe.sh", "readiness"],
      interval: "5s",
      timeout: "8s",
      retries: 3,
      startPeriod: "15s",
    });
  });

  test("reads its password from a file when it starts, and gets its host's address and name", () => {
    expect(at(named("anhui-freeswitch-media-a"), "envs")).toEqual(["MEDIA_ADDRESS=192.0.2.101", "NODE_NAME=media-a"]);
    expect(at(named("anhui-freeswitch-media-a"), "entrypoints")).toEqual([
      "/bin/sh",
      "-c",
      `EVENT_SOCKET_PASSWORD="$(cat '/run/secrets/event-socket/password')" && export EVENT_SOCKET_PASSWORD && exec "$@"`,
      "with-secrets",
      "bash",
      "/etc/freeswitch/scripts/init.sh",
    ]);
    expect(at(named("anhui-freeswitch-media-a"), "mounts")).toContainEqual({
      type: "volume",
      source: "hotline-anhui-event-socket-u499",
      target: "/run/secrets/event-socket",
      readOnly: true,
    });
  });

  test("rolls after its standby", () => {
    expect(named("anhui-freeswitch-media-a").dependsOn).toContain("anhui-freeswitch-media-b");
    expect(named("anhui-freeswitch-media-b").dependsOn).not.toContain("anhui-freeswitch-media-a");
    expect(named("anhui-freeswitch-media-a").timeouts).toEqual({ create: "3300s", update: "3300s", delete: "2850s" });
  });
});

describe("a configuration set", () => {
  test("is a volume under its hashed name, filled by a container that ends and is waited for", () => {
    expect(named("anhui-freeswitch-switch-config-media-a").inputs).toMatchObject({
      name: "hotline-anhui-switch-config-0a1b2c3d4e",
    });
    const filler = named("anhui-freeswitch-switch-config-media-a-filler");
    expect(filler.inputs).toMatchObject({ mustRun: false, attach: true, networkMode: "none", restart: "no" });
    expect(filler.inputs).not.toHaveProperty("readOnly");
    expect(at(filler, "uploads")).toEqual([
      { file: "/content/freeswitch.xml", content: "<document/>" },
      { file: "/content/scripts/init.sh", content: "#!/bin/bash\n" },
      { file: "/filling/files", content: "./freeswitch.xml\n./scripts/init.sh\n" },
      { file: "/filling/folders", content: ".\nreload\n" },
    ]);
    expect(named("anhui-freeswitch-media-a").dependsOn).toContain("anhui-freeswitch-switch-config-media-a-filler");
  });

  test("one more agent fills the reload set again and touches no media node", async () => {
    const plan = samplePlan("docker");
    const parts = plan.parts.map((part) => ({
      ...part,
      items: part.items.map((item) =>
        item.kind === "config-set" && item.set === "reload"
          ? { ...item, files: { ...item.files, "agent-1021.xml": "<user/>" } }
          : item,
      ),
    }));
    const after = await recordSample("docker", { ...plan, parts });
    const before = new Map(resources.map(({ name, inputs }) => [name, JSON.stringify(inputs)]));
    expect(
      after
        .filter(({ name, inputs }) => before.get(name) !== JSON.stringify(inputs))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["anhui-freeswitch-switch-reload-media-a-filler", "anhui-freeswitch-switch-reload-media-b-filler"]);
  });
});

describe("the database", () => {
  const files = (name: string): Readonly<Record<string, string>> => {
    const uploads = at(named(`anhui-database-database-${name}-config-filler`), "uploads") as readonly {
      file: string;
      content: string;
    }[];
    return Object.fromEntries(uploads.map(({ file, content }) => [file.replace("/content/", ""), content]));
  };

  test("is a pair of servers, each of which knows the other; the first host's begins as primary", () => {
    expect(at(named("anhui-database-database-media-a"), "envs")).toEqual([
      "SERVER_NAME=media-a",
      "FIRST_PRIMARY=yes",
      "PEER_ADDRESS=192.0.2.102",
    ]);
    expect(at(named("anhui-database-database-media-b"), "envs")).toEqual([
      "SERVER_NAME=media-b",
      "PEER_ADDRESS=192.0.2.101",
    ]);
    expect(named("anhui-database-database-media-b").dependsOn).toContain("anhui-database-database-media-a");
  });

  test("replication and backups have secrets apart from the database's own", () => {
    const mounts = at(named("anhui-database-database-media-a"), "mounts") as readonly {
      target: string;
      source: string;
    }[];
    const secrets = mounts.filter(({ target }) => target.startsWith("/run/secrets/"));
    expect(secrets.map(({ target, source }) => `${target} ${source}`)).toEqual([
      "/run/secrets/owner hotline-anhui-database-owner-u26",
      "/run/secrets/replication hotline-anhui-database-replication-u26",
      "/run/secrets/backup hotline-anhui-backup-cipher-u26",
      "/run/secrets/backup-store hotline-anhui-backup-store-u26",
    ]);
  });

  test("is published on the host's own address only", () => {
    expect(at(named("anhui-database-database-media-a"), "ports")).toEqual([
      { internal: 5432, external: 5432, protocol: "tcp", ip: "192.0.2.101" },
    ]);
  });

  test("has settings and backups in files that change the volume's name, so that a change restarts it", () => {
    const text = files("media-a");
    expect(text["postgresql.conf"]).toContain("max_connections = '100'\n");
    expect(text["pgbackrest.conf"]).toContain("repo1-s3-bucket=hotline-anhui\nrepo1-s3-endpoint=https://s3.example\n");
    expect(text["pgbackrest.conf"]).toContain("repo1-path=/base\n");
    expect(text["pgbackrest.conf"]).toContain("repo1-cipher-type=aes-256-cbc\n");
    expect(text["pgbackrest.conf"]).toContain("repo1-retention-full=30\n");
    expect(text["pg_hba.conf"]).toContain(
      "hostssl replication,postgres hotline_replication 192.0.2.102/32 scram-sha-256\n",
    );
    expect(text["pg_hba.conf"]).toContain("hostssl hotline all 192.0.2.101/32 scram-sha-256\n");
    // A standby may become primary at any time: both read the same.
    expect(files("media-b")).toEqual(text);
    const volume = at(named("anhui-database-database-media-a-config"), "name");
    expect(volume).toMatch(/^hotline-anhui-database-config-[0-9a-f]{10}$/);
    expect(at(named("anhui-database-database-media-a"), "mounts")).toContainEqual({
      type: "volume",
      source: volume,
      target: "/etc/hotline/postgres",
      readOnly: true,
    });
  });

  test("its scripts are valid", () => {
    const scripts = Object.entries(files("media-a")).filter(([path]) => path.endsWith(".sh"));
    expect(scripts.map(([path]) => path)).toEqual([
      "backup.sh",
      "common.sh",
      "fence.sh",
      "first.sh",
      "primary.sh",
      "promote.sh",
      "schedule-backup.sh",
      "schedule-verify.sh",
      "start.sh",
      "watch.sh",
    ]);
    for (const [, content] of scripts) execFileSync("bash", ["-n"], { input: content });
  });
});

describe("the desk", () => {
  test("is one replica a host on the zone's network, published where agents come from", () => {
    expect(at(named("anhui-agents-desk-media-b"), "networksAdvanced")).toEqual([
      { name: "hotline-anhui-desk", aliases: ["hotline-anhui-desk", "hotline-anhui-desk-web"] },
      { name: "hotline-anhui-data", aliases: ["hotline-anhui-desk", "hotline-anhui-desk-web"] },
    ]);
    expect(at(named("anhui-agents-desk-media-b"), "ports")).toEqual([
      { internal: 8443, external: 443, protocol: "tcp", ip: "0.0.0.0" },
    ]);
  });

  test("shares its network with its companion, which is replaced with it", () => {
    expect(at(named("anhui-agents-desk-media-b-metrics"), "networkMode")).toBe("container:hotline-anhui-desk-media-b");
    expect(JSON.stringify(at(named("anhui-agents-desk-media-b-metrics"), "labels"))).toContain("hotline/beside");
  });
});

describe("secret variables", () => {
  const environment = {
    PASSWORD: { kind: "secret", set: "one", key: "password" },
    PLAIN: { kind: "plain", value: "x" },
  } as const;

  test("leave a command without any as it is", () => {
    expect(withSecrets({ PLAIN: environment.PLAIN }, ["psql", "--version"])).toEqual(["psql", "--version"]);
  });

  test("are set for the command, whatever they contain", () => {
    const folder = mkdtempSync(join(tmpdir(), "hotline-secret-"));
    const file = join(folder, "password");
    writeFileSync(file, "a 'b\" $c \\d\n");
    const [shell = "", ...rest] = withSecrets(environment, ["sh", "-c", 'printf %s "$PASSWORD"']);
    const script = rest.map((word) => word.replace("/run/secrets/one/password", file));
    expect(execFileSync(shell, script, { encoding: "utf8" })).toBe("a 'b\" $c \\d");
    rmSync(folder, { recursive: true });
  });
});
