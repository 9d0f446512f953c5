import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { servePlanning } from "../../../engine/offline/server.ts";
import { type Properties, revealedProperties } from "../../../engine/offline/value.ts";

export type PackageName = "kubernetes" | "docker";

/** Versions whose answers are the standard. */
export const VERSIONS: Readonly<Record<PackageName, string>> = { kubernetes: "4.32.0", docker: "5.1.0" };

export interface Checked {
  /** Without secrets, for the official docker plugin drops them. */
  readonly inputs: Properties;
  /** Properties of which something is wrong. */
  readonly failures: readonly string[];
}

export interface DiffRequest {
  readonly state: Properties;
  readonly oldInputs: Properties;
  readonly news: Properties;
  readonly ignoreChanges?: readonly string[];
}

/** Everything of a DiffResponse that the engine goes by, in an order of its own. */
export interface DiffAnswer {
  readonly operation: "none" | "update" | "replace";
  readonly deleteBeforeReplace: boolean;
  /** `spec.replicas: UPDATE`; with `(input)` where the old inputs are compared instead of the state. */
  readonly paths: readonly string[];
}

const LARGEST_MESSAGE = 400 * 1024 * 1024;
const SEED = new Uint8Array(32);

/** A provider as the engine talks to it, whether the official plugin or ours. */
export class Provider {
  readonly #client: ResourceProviderClient;
  readonly #end: () => void;

  private constructor(port: string, end: () => void) {
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.max_receive_message_length": LARGEST_MESSAGE,
    });
    this.#end = end;
  }

  static async ours(name: PackageName): Promise<Provider> {
    const server = await servePlanning("rehearsal");
    const port = new RegExp(`${name}:(\\d+)`).exec(server.debugProviders)?.[1];
    if (port === undefined) throw new Error(`no port of ${name} in ${server.debugProviders}`);
    return new Provider(port, () => server.close());
  }

  static async official(program: string): Promise<Provider> {
    const child: ChildProcess = spawn(program, ["127.0.0.1:1"], {
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, KUBECONFIG: "/nonexistent" },
    });
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout?.once("data", (data) => resolve(String(data).trim().split("\n")[0] ?? ""));
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`${program} ended with ${code}`)));
    });
    return new Provider(port, () => child.kill());
  }

  close(): void {
    this.#client.close();
    this.#end();
  }

  async configure(name: PackageName, args: Readonly<Record<string, string>>): Promise<void> {
    const request = new pb.ConfigureRequest().setArgs(message(args)).setAcceptsecrets(true).setAcceptresources(true);
    for (const [key, value] of Object.entries(args)) request.getVariablesMap().set(`${name}:config:${key}`, value);
    // Without a daemon the docker plugin complains, and yet answers Check and Diff.
    await unary<pb.ConfigureResponse>((done) => this.#client.configure(request, done)).catch((error: unknown) => {
      if (name !== "docker") throw error;
    });
  }

  async check(type: string, news: Properties, olds?: Properties): Promise<Checked> {
    const request = new pb.CheckRequest()
      .setUrn(urn(type))
      .setType(type)
      .setName("subject")
      .setNews(message(news))
      .setRandomseed(SEED);
    if (olds !== undefined) request.setOlds(message(olds));
    const reply = await unary<pb.CheckResponse>((done) => this.#client.check(request, done));
    return {
      inputs: plain(reply.getInputs()),
      failures: reply.getFailuresList().map((failure) => failure.getProperty()),
    };
  }

  async diff(type: string, { state, oldInputs, news, ignoreChanges = [] }: DiffRequest): Promise<DiffAnswer> {
    const request = new pb.DiffRequest()
      .setId("namespace/subject")
      .setUrn(urn(type))
      .setType(type)
      .setOlds(message(state))
      .setOldInputs(message(oldInputs))
      .setNews(message(news))
      .setIgnorechangesList([...ignoreChanges]);
    return readDiff(await unary<pb.DiffResponse>((done) => this.#client.diff(request, done)));
  }

  async diffConfiguration(olds: Properties, news: Properties): Promise<DiffAnswer> {
    const request = new pb.DiffRequest()
      .setUrn("urn:pulumi:anhui::hotline::pulumi:providers:subject::subject")
      .setOlds(message(olds))
      .setOldInputs(message(olds))
      .setNews(message(news));
    return readDiff(await unary<pb.DiffResponse>((done) => this.#client.diffConfig(request, done)));
  }

  /** State as the plugin records it; in a preview with what only the target decides unknown. */
  async create(type: string, inputs: Properties, preview: boolean): Promise<Properties> {
    const request = new pb.CreateRequest()
      .setUrn(urn(type))
      .setType(type)
      .setName("subject")
      .setProperties(message(inputs))
      .setPreview(preview);
    const reply = await unary<pb.CreateResponse>((done) => this.#client.create(request, done));
    return plain(reply.getProperties());
  }
}

/** Of the official plugin on this machine, or undefined. */
export function officialPlugin(name: PackageName): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((directory) => join(directory, `pulumi-resource-${name}`))
    .find((path) => existsSync(path));
}

function urn(type: string): string {
  return `urn:pulumi:anhui::hotline::${type}::subject`;
}

function message(properties: Properties): struct.Struct {
  return struct.Struct.fromJavaScript(properties);
}

function plain(properties: struct.Struct | undefined): Properties {
  return revealedProperties(properties?.toJavaScript() ?? {});
}

function unary<Reply>(call: (done: (error: ServiceError | null, reply: Reply) => void) => unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    call((error, reply) => {
      if (error === null) resolve(reply);
      else reject(error);
    });
  });
}

const KINDS = Object.fromEntries(Object.entries(pb.PropertyDiff.Kind).map(([name, kind]) => [kind, name]));

function readDiff(reply: pb.DiffResponse): DiffAnswer {
  const details = reply.toObject().detaileddiffMap;
  const hasChanges = reply.getChanges() === pb.DiffResponse.DiffChanges.DIFF_SOME;
  return {
    operation: reply.getReplacesList().length > 0 ? "replace" : hasChanges ? "update" : "none",
    deleteBeforeReplace: reply.getDeletebeforereplace(),
    paths: details.map(([path, { kind, inputdiff }]) => `${path}: ${KINDS[kind]}${inputdiff ? " (input)" : ""}`).sort(),
  };
}
