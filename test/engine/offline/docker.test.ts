import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DiffReply, PlanningClient, secret, UNKNOWN } from "./planning-client.ts";

type Plain = Record<string, unknown>;

let client: PlanningClient;
let rehearsal: PlanningClient;
beforeAll(async () => {
  client = await PlanningClient.open("docker");
  rehearsal = await PlanningClient.open("docker", "rehearsal");
  await client.configure({ host: "unix:///var/run/docker.sock" });
});
afterAll(() => {
  client.close();
  rehearsal.close();
});

const CONTAINER = "docker:index/container:Container";
const container = (own: Plain = {}): Plain => ({
  name: "media",
  image: "sha256:aa",
  envs: ["A=1", "B=2"],
  labels: [{ label: "app", value: "media" }],
  ports: [{ internal: 80, external: 8080 }],
  uploads: secret([{ file: "/etc/a", content: "1" }]),
  ...own,
});

/** What the engine would send: the state a rehearsal recorded for checked inputs, then the new ones, checked too. */
async function diff(type: string, old: Plain, next: Plain): Promise<DiffReply> {
  const before = await client.check(type, old);
  const { state } = await rehearsal.create(type, before.inputs, false);
  const after = await client.check(type, next, before.inputs);
  return client.diff(type, { state, oldInputs: before.inputs, news: after.inputs });
}

describe("Check", () => {
  it("accepts what the schema has, and names what it has not", async () => {
    expect((await client.check(CONTAINER, container())).failures).toEqual([]);
    expect((await client.check(CONTAINER, container({ imagee: "x" }))).failures).toEqual([
      "imagee: docker:index/container:Container has no input imagee.",
    ]);
  });

  it("wants a new object to be named, and keeps the name of one that was", async () => {
    const { name, ...nameless } = container();
    expect((await client.check(CONTAINER, nameless)).failures).toEqual([expect.stringMatching(/^name: /)]);
    const { inputs, failures } = await client.check(CONTAINER, nameless, container());
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ name });
    expect(inputs["__defaults"]).toContain("name");
  });

  it("fills defaults in and notes them, as the official plugin does", async () => {
    const { inputs } = await client.check(CONTAINER, container());
    expect(inputs).toMatchObject({
      restart: "no",
      waitTimeout: 60,
      ports: [{ internal: 80, external: 8080, ip: "0.0.0.0", protocol: "tcp", __defaults: ["ip", "protocol"] }],
    });
    // What is false anyway is not said.
    expect(inputs).not.toHaveProperty("rm");
  });

  it.each([
    ["restart", { restart: "sometimes" }],
    ["memory", { memory: -1 }],
    ["mounts[0].type", { mounts: [{ type: "nfs", target: "/a" }] }],
    ["uploads[0].permissions", { uploads: [{ file: "/a", content: "1", permissions: "rw" }] }],
    ["healthcheck.interval", { healthcheck: { tests: ["CMD", "true"], interval: "soon" } }],
    ["labels[0].label", { labels: [{ value: "a" }] }],
  ])("finds %s wrong", async (property, own) => {
    const { failures } = await client.check(CONTAINER, container(own));
    expect(failures).toEqual([expect.stringMatching(new RegExp(`^${property.replace(/[[\].]/g, "\\$&")}: `))]);
  });

  it("refuses a type that is in no table", async () => {
    await expect(client.check("docker:index/service:Service", { name: "a" })).rejects.toThrow(
      /does not know docker:index/,
    );
  });
});

describe("Diff", () => {
  it("is none for the same, a reordered set, and defaults that the official plugin filled in", async () => {
    const recorded = container({
      mustRun: true,
      __defaults: ["mustRun"],
      ports: [{ internal: 80, external: 8080, protocol: "tcp", __defaults: ["protocol"] }],
    });
    const reordered = container({ envs: ["B=2", "A=1"] });
    expect(await diff(CONTAINER, recorded, reordered)).toEqual({
      operation: "none",
      deleteBeforeReplace: false,
      paths: [],
    });
  });

  it.each([
    ["image", { image: "sha256:bb" }, "image: UPDATE_REPLACE"],
    ["an unknown image", { image: UNKNOWN }, "image: UPDATE_REPLACE"],
    ["an environment variable", { envs: ["A=1", "B=3"] }, "envs[1]: UPDATE_REPLACE"],
    ["a port", { ports: [{ internal: 80, external: 8081 }] }, "ports[0].external: UPDATE_REPLACE"],
    ["an upload", { uploads: secret([{ file: "/etc/a", content: "2" }]) }, "uploads: UPDATE_REPLACE"],
    [
      "a label more",
      {
        labels: [
          { label: "app", value: "media" },
          { label: "b", value: "c" },
        ],
      },
      "labels[1]: ADD_REPLACE",
    ],
    ["another name", { name: "other" }, "name: UPDATE_REPLACE"],
  ])("takes a container away before its replacement, for %s", async (_label, own, path) => {
    expect(await diff(CONTAINER, container(), container(own))).toEqual({
      operation: "replace",
      deleteBeforeReplace: true,
      paths: [path],
    });
  });

  it.each([
    ["memory", { memory: 512 }, "memory: ADD"],
    ["restart", { restart: "always" }, "restart: UPDATE"],
    ["destroyGraceSeconds", { destroyGraceSeconds: 60 }, "destroyGraceSeconds: ADD"],
    ["healthcheck", { healthcheck: { tests: ["CMD", "true"] } }, "healthcheck: ADD"],
  ])("updates a container in place for %s", async (_label, own, path) => {
    expect(await diff(CONTAINER, container(), container(own))).toEqual({
      operation: "update",
      deleteBeforeReplace: false,
      paths: [path],
    });
  });

  it("only updates a container whose mount changes inside, which the official plugin then does not carry out", async () => {
    const mounted = (source: string, more: Plain[] = []): Plain =>
      container({ mounts: [{ type: "volume", source, target: "/a" }, ...more] });
    expect(await diff(CONTAINER, mounted("a"), mounted("b"))).toEqual({
      operation: "update",
      deleteBeforeReplace: false,
      paths: ["mounts[0].source: UPDATE"],
    });
    const another = { type: "volume", source: "c", target: "/c" };
    expect(await diff(CONTAINER, mounted("a"), mounted("a", [another]))).toMatchObject({ operation: "replace" });
  });

  it("sees no change in leaving out a default or what the daemon decides", async () => {
    const full = container({ restart: "no", tty: false, hostname: "media", tmpfs: {} });
    expect(await diff(CONTAINER, full, container())).toMatchObject({ operation: "none" });
    expect(await diff(CONTAINER, full, container({ hostname: "other" }))).toMatchObject({ operation: "replace" });
  });

  it("replaces networks and volumes for anything, images for their name", async () => {
    const network = "docker:index/network:Network";
    const volume = "docker:index/volume:Volume";
    const image = "docker:index/remoteImage:RemoteImage";
    expect(await diff(network, { name: "a" }, { name: "a", internal: true })).toMatchObject({ operation: "replace" });
    expect(await diff(volume, { name: "a" }, { name: "a", driver: "local" })).toMatchObject({
      operation: "replace",
      deleteBeforeReplace: true,
    });
    expect(await diff(image, { name: "a:1" }, { name: "a:2" })).toMatchObject({ operation: "replace" });
    expect(await diff(image, { name: "a:1" }, { name: "a:1", keepLocally: true })).toMatchObject({
      operation: "update",
    });
  });
});

describe("DiffConfig", () => {
  it("is an update even for another daemon, as the official plugin has it", async () => {
    const olds = { host: "ssh://a" };
    expect(await client.diffConfiguration(olds, { host: "ssh://b" })).toEqual({
      operation: "update",
      deleteBeforeReplace: false,
      paths: ["host: UPDATE"],
    });
    expect(await client.diffConfiguration(olds, olds)).toMatchObject({ operation: "none" });
  });
});

describe("A rehearsal", () => {
  it("gives an image a digest that follows its name", async () => {
    const rehearsal = await PlanningClient.open("docker", "rehearsal");
    const digest = async (name: string): Promise<unknown> =>
      (await rehearsal.create("docker:index/remoteImage:RemoteImage", { name }, false)).state["imageId"];
    const [first, again, other] = [await digest("a:1"), await digest("a:1"), await digest("a:2")];
    rehearsal.close();
    expect(first).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});
