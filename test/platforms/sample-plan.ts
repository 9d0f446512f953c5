import type { CallCenterPlan, Identity, Mount, PlanItem, Probe, Workload } from "../../planning/plan.ts";

const probe = (word: string): Probe => ({
  check: { kind: "command", command: ["bash", "/etc/freeswitch/scripts/probe.sh", word] },
  everySeconds: 5,
  timeoutSeconds: 8,
  failures: 3,
});

const image = (name: "freeswitch" | "postgres" | "database-tools" | "agent-desk") =>
  ({ image: name, reference: `registry.example/${name}:1.0` }) as const;

const item = (name: string, zone: "media" | "data" | "desk") =>
  ({ name, id: `hotline-anhui-${name}`, zone, meters: [] }) as const;

const config: Mount = { source: { kind: "config", set: "switch-config" }, path: "/etc/freeswitch", readOnly: true };
const reload: Mount = {
  source: { kind: "config", set: "switch-reload" },
  path: "/etc/freeswitch/reload",
  readOnly: true,
};
const memory: Mount = { source: { kind: "memory", sizeMiB: 64 }, path: "/run/freeswitch", readOnly: false };

function mediaNode(name: "media-a" | "media-b", after: readonly string[]): Workload {
  return {
    kind: "workload",
    ...item(name, "media"),
    image: image("freeswitch"),
    command: ["bash", "/etc/freeswitch/scripts/init.sh"],
    user: { uid: 499, gid: 498 },
    replicas: 1,
    network: "host",
    ports: [
      { name: "sip", port: 5060, protocol: "udp" },
      { name: "rtp", port: 16384, last: 20000, protocol: "udp" },
    ],
    environment: {
      MEDIA_ADDRESS: { kind: "node-address" },
      NODE_NAME: { kind: "node-name" },
      EVENT_SOCKET_PASSWORD: { kind: "secret", set: "event-socket", key: "password" },
    },
    mounts: [
      config,
      reload,
      memory,
      { source: { kind: "volume", volume: `spool-${name}` }, path: "/var/spool/hotline", readOnly: false },
    ],
    companions: [],
    resources: { cpu: 2000, memory: 1024 },
    health: { startup: probe("startup"), liveness: probe("liveness"), readiness: probe("readiness") },
    drain: { deadlineSeconds: 2700, graceSeconds: 2730, updateSeconds: 3300 },
    node: name,
    after,
  };
}

const volume = (name: "media-a" | "media-b", stateful: boolean): PlanItem => ({
  kind: "volume",
  ...item(`spool-${name}`, "media"),
  sizeGiB: 20,
  storageClass: "local",
  node: name,
  stateful,
  purpose: "call records that wait for the database",
});

const switchItems: readonly PlanItem[] = [
  {
    kind: "config-set",
    ...item("switch-config", "media"),
    id: "hotline-anhui-switch-config-0a1b2c3d4e",
    set: "restart",
    files: { "freeswitch.xml": "<document/>", "scripts/init.sh": "#!/bin/bash\n" },
    hash: "0a1b2c3d4e",
  },
  {
    kind: "config-set",
    ...item("switch-reload", "media"),
    set: "reload",
    files: { "directory.xml": "<include/>" },
    hash: "5f5f5f5f5f",
  },
  {
    kind: "secret-set",
    ...item("event-socket", "media"),
    type: "opaque",
    keys: { password: { kind: "secret", secret: "event-socket-password" } },
  },
  volume("media-a", true),
  volume("media-b", false),
  mediaNode("media-b", []),
  mediaNode("media-a", ["media-b"]),
  {
    kind: "host-firewall",
    ...item("firewall", "media"),
    nodes: ["media-a", "media-b"],
    rules: "table inet hotline {}\n",
    hash: "1234567890",
  },
];

function databaseItems(docker: boolean): readonly PlanItem[] {
  return [
    {
      kind: "secret-set",
      ...item("database-owner", "data"),
      type: "basic-auth",
      keys: {
        username: { kind: "plain", value: "hotline" },
        password: { kind: "secret", secret: "database-password" },
      },
    },
    {
      kind: "secret-set",
      ...item("backup-store", "data"),
      type: "opaque",
      keys: {
        "access-key": { kind: "secret", secret: "backup-access-key" },
        "secret-key": { kind: "secret", secret: "backup-secret-key" },
      },
    },
    ...(docker
      ? ([
          {
            kind: "secret-set",
            ...item("backup-cipher", "data"),
            type: "opaque",
            keys: { passphrase: { kind: "secret", secret: "backup-passphrase" } },
          },
          {
            kind: "secret-set",
            ...item("database-replication", "data"),
            type: "opaque",
            keys: { password: { kind: "secret", secret: "database-replication-password" } },
          },
        ] as const)
      : []),
    {
      kind: "postgres",
      ...item("database", "data"),
      image: image("postgres"),
      instances: docker ? 2 : 3,
      synchronous: !docker,
      database: "hotline",
      owner: "hotline",
      ownerSecret: "database-owner",
      storageGiB: 100,
      storageClass: docker ? undefined : "local",
      resources: { cpu: 1000, memory: 2048 },
      parameters: { max_connections: "100", timezone: "Asia/Shanghai" },
      backup: {
        store: { location: "s3://hotline-anhui/base", endpoint: "https://s3.example", secret: "backup-store" },
        fullEveryDays: 7,
        keepDays: 30,
        cipherSecret: docker ? "backup-cipher" : undefined,
      },
      replicationSecret: docker ? "database-replication" : undefined,
      bootstrap: "CREATE SCHEMA hotline;\n",
      clients: ["data", "desk"],
      clientAddresses: ["192.0.2.101/32", "192.0.2.102/32"],
      hosts: docker ? ["media-a", "media-b"] : [],
      stateful: true,
    },
    {
      kind: "job",
      ...item("upkeep", "data"),
      image: image("database-tools"),
      command: ["psql", "--command", "SELECT 1"],
      user: { uid: 26, gid: 26 },
      environment: {
        PGHOST: { kind: "plain", value: "db.example" },
        PGPASSWORD: { kind: "secret", set: "database-owner", key: "password" },
      },
      mounts: [],
      resources: { cpu: 50, memory: 64 },
      schedule: "20 2 * * *",
      deadlineSeconds: 300,
    },
    {
      kind: "job",
      ...item("migrate", "data"),
      image: image("database-tools"),
      command: ["psql", "--command", "SELECT 2"],
      user: { uid: 26, gid: 26 },
      environment: {},
      mounts: [],
      resources: { cpu: 50, memory: 64 },
      deadlineSeconds: 600,
    },
  ];
}

const deskItems: readonly PlanItem[] = [
  {
    kind: "secret-set",
    ...item("desk-tls", "desk"),
    type: "tls",
    keys: {
      "tls.crt": { kind: "secret", secret: "desk-tls-certificate" },
      "tls.key": { kind: "secret", secret: "desk-tls-key" },
    },
  },
  { kind: "certificate", ...item("desk-certificate", "desk"), dnsNames: ["desk.example"], secret: "desk-tls" },
  {
    kind: "workload",
    ...item("desk", "desk"),
    image: image("agent-desk"),
    command: ["agent-desk"],
    user: { uid: 10001, gid: 10001 },
    replicas: 2,
    network: "private",
    ports: [{ name: "https", port: 8443, protocol: "tcp" }],
    environment: { LANGUAGE: { kind: "plain", value: "zh-CN" } },
    mounts: [
      { source: { kind: "secret", set: "desk-tls" }, path: "/etc/desk/tls", readOnly: true },
      { source: { kind: "memory", sizeMiB: 16 }, path: "/tmp", readOnly: false },
    ],
    companions: [
      {
        name: "metrics",
        image: image("agent-desk"),
        command: ["desk-metrics"],
        environment: {},
        mounts: [],
        resources: { cpu: 20, memory: 32 },
      },
    ],
    resources: { cpu: 200, memory: 256 },
    health: {
      startup: {
        check: { kind: "http", path: "/healthz", port: 8443 },
        everySeconds: 2,
        timeoutSeconds: 2,
        failures: 30,
      },
      liveness: {
        check: { kind: "http", path: "/healthz", port: 8443 },
        everySeconds: 10,
        timeoutSeconds: 2,
        failures: 3,
      },
      readiness: {
        check: { kind: "http", path: "/readyz", port: 8443 },
        everySeconds: 5,
        timeoutSeconds: 2,
        failures: 2,
      },
    },
    drain: { deadlineSeconds: 30, graceSeconds: 60, updateSeconds: 600 },
    after: [],
    reaches: [{ network: "10.1.0.11/32", port: 7480 }],
    scaling: { most: 6, cpuPercent: 70 },
  },
  {
    kind: "endpoint",
    ...item("desk-web", "desk"),
    workload: "desk",
    ports: [{ name: "https", port: 443, protocol: "tcp" }],
    exposure: {
      kind: "ingress",
      host: "desk.example",
      className: "nginx",
      tlsSecret: "desk-tls",
      streams: { buffered: false, idleSeconds: 600, bodyMiB: 1 },
    },
    from: { zones: [], networks: ["10.0.0.0/8"] },
  },
];

/** A small center with an item of every kind, written by hand so that these tests hang on no planner. */
export function samplePlan(platform: Identity["platform"]): CallCenterPlan {
  return {
    format: 1,
    identity: {
      province: "anhui",
      name: { zh: "安徽省", en: "Anhui" },
      site: "main",
      stack: "anhui",
      status: "example",
      workMode: "call-center",
      buildMode: "self-built",
      mergeMode: "independent",
      platform,
      securityLevel: 3,
    },
    traffic: {
      callsPerYear: 1_000_000,
      serviceDays: 365,
      callsPerDay: 2740,
      peakDayCalls: 4000,
      busyHourCalls: 480,
      trunkGroups: [],
      pooled: { erlangs: 20, channelsNeeded: 30, e1Needed: 1 },
      agents: {
        erlangs: 15,
        seatsNeeded: 18,
        seats: 20,
        headsNeeded: 50,
        heads: 56,
        serviceLevelPercent: 90,
        asaSeconds: 10,
        meanWaitSeconds: 9,
        abandonPercent: 2,
        occupancyPercent: 80,
        hours: [],
        shifts: [],
      },
      queues: [],
      channels: 60,
      legs: 90,
    },
    trunkOrders: [],
    zones: [
      { name: "media", id: "hotline-anhui-media", security: "host-network", stateful: true },
      { name: "data", id: "hotline-anhui-data", security: "restricted", stateful: true },
      { name: "desk", id: "hotline-anhui-desk", security: "restricted", stateful: false },
    ],
    parts: [
      {
        part: "database",
        summary: { instances: platform === "docker" ? 2 : 3, storageGiB: 100 },
        items: databaseItems(platform === "docker"),
      },
      { part: "freeswitch", summary: { channels: 60 }, items: switchItems },
      { part: "agents", summary: { agents: 20 }, items: deskItems },
    ],
    figures: {},
  };
}
