import { type Client, credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import { type PlanningServer, servePlanning } from "../../../engine/offline/server.ts";
import type { Mode } from "../../../engine/offline/service.ts";

type Plain = Record<string, unknown>;

export interface DiffReply {
  readonly operation: "none" | "update" | "replace";
  readonly deleteBeforeReplace: boolean;
  /** `spec.replicas: UPDATE`, sorted. */
  readonly paths: readonly string[];
}

const SIGNATURE = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function secret(value: unknown): Plain {
  return { ...SIGNATURE, value };
}

/** Talks to a planning server as the engine does: over gRPC. */
export class PlanningClient {
  readonly #client: ResourceProviderClient;
  readonly #server: PlanningServer;

  private constructor(server: PlanningServer, port: string) {
    this.#server = server;
    this.#client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  static async open(provider: "kubernetes" | "docker", mode: Mode = "plan"): Promise<PlanningClient> {
    const server = await servePlanning(mode);
    const port = new RegExp(`${provider}:(\\d+)`).exec(server.debugProviders)?.[1];
    if (port === undefined) throw new Error(`no port of ${provider} in ${server.debugProviders}`);
    return new PlanningClient(server, port);
  }

  close(): void {
    const client: Client = this.#client;
    client.close();
    this.#server.close();
  }

  async configure(args: Plain): Promise<void> {
    const request = new pb.ConfigureRequest().setArgs(toStruct(args));
    await unary<pb.ConfigureResponse>((done) => this.#client.configure(request, done));
  }

  async check(type: string, news: Plain, olds?: Plain): Promise<{ inputs: Plain; failures: string[] }> {
    const request = new pb.CheckRequest().setUrn(urn(type)).setType(type).setNews(toStruct(news));
    if (olds !== undefined) request.setOlds(toStruct(olds));
    const reply = await unary<pb.CheckResponse>((done) => this.#client.check(request, done));
    return {
      inputs: reply.getInputs()?.toJavaScript() ?? {},
      failures: reply.getFailuresList().map((failure) => `${failure.getProperty()}: ${failure.getReason()}`),
    };
  }

  async diff(type: string, { state, oldInputs, news, ignoreChanges = [] }: DiffQuestion): Promise<DiffReply> {
    const request = new pb.DiffRequest()
      .setId("id")
      .setUrn(urn(type))
      .setType(type)
      .setOlds(toStruct(state))
      .setOldInputs(toStruct(oldInputs))
      .setNews(toStruct(news))
      .setIgnorechangesList([...ignoreChanges]);
    return readDiff(await unary<pb.DiffResponse>((done) => this.#client.diff(request, done)));
  }

  async diffConfiguration(olds: Plain, news: Plain): Promise<DiffReply> {
    const request = new pb.DiffRequest().setOldInputs(toStruct(olds)).setNews(toStruct(news));
    return readDiff(await unary<pb.DiffResponse>((done) => this.#client.diffConfig(request, done)));
  }

  async create(type: string, inputs: Plain, preview: boolean): Promise<{ id: string; state: Plain }> {
    const request = new pb.CreateRequest()
      .setUrn(urn(type))
      .setType(type)
      .setProperties(toStruct(inputs))
      .setPreview(preview);
    const reply = await unary<pb.CreateResponse>((done) => this.#client.create(request, done));
    return { id: reply.getId(), state: reply.getProperties()?.toJavaScript() ?? {} };
  }

  async update(type: string, inputs: Plain): Promise<void> {
    const request = new pb.UpdateRequest().setUrn(urn(type)).setType(type).setNews(toStruct(inputs));
    await unary<pb.UpdateResponse>((done) => this.#client.update(request, done));
  }

  async delete(type: string): Promise<void> {
    const request = new pb.DeleteRequest().setUrn(urn(type)).setType(type);
    await unary<unknown>((done) => this.#client.delete(request, done));
  }

  async read(type: string): Promise<void> {
    const request = new pb.ReadRequest().setUrn(urn(type)).setType(type);
    await unary<unknown>((done) => this.#client.read(request, done));
  }

  async invoke(token: string): Promise<void> {
    await unary<unknown>((done) => this.#client.invoke(new pb.InvokeRequest().setTok(token), done));
  }
}

export interface DiffQuestion {
  readonly state: Plain;
  readonly oldInputs: Plain;
  readonly news: Plain;
  readonly ignoreChanges?: readonly string[];
}

function urn(type: string): string {
  return `urn:pulumi:anhui::hotline::${type}::subject`;
}

function toStruct(value: Plain): struct.Struct {
  return struct.Struct.fromJavaScript(value as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}

function unary<Reply>(call: (done: (error: ServiceError | null, reply: Reply) => void) => unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    call((error, reply) => {
      if (error === null) resolve(reply);
      else reject(error);
    });
  });
}

function readDiff(reply: pb.DiffResponse): DiffReply {
  const kinds = Object.fromEntries(Object.entries(pb.PropertyDiff.Kind).map(([name, kind]) => [kind, name]));
  const paths = reply
    .getDetaileddiffMap()
    .toArray()
    .map(([path, diff]) => `${path}: ${kinds[(diff as unknown as [number?])[0] ?? 0]}`);
  const hasChanges = reply.getChanges() === pb.DiffResponse.DiffChanges.DIFF_SOME;
  const replaces = reply.getReplacesList().length > 0;
  return {
    operation: replaces ? "replace" : hasChanges ? "update" : "none",
    deleteBeforeReplace: reply.getDeletebeforereplace(),
    paths: paths.sort(),
  };
}
