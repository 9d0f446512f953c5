import { type ServerUnaryCall, type sendUnaryData, status, type UntypedServiceImplementation } from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { DiffAnswer, Difference } from "./difference.ts";
import { type PlanningPackage, Refusal } from "./package.ts";
import { type Properties, revealedProperties } from "./value.ts";

/** plan: every write is refused. rehearsal: writes succeed and record what they were given. */
export type Mode = "plan" | "rehearsal";

type Handler<Request, Response> = (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>) => void;

/**
 * The gRPC service that the engine takes for a provider plugin. A connection is one provider instance of the program:
 * its configuration is kept by peer address, for the later requests name no provider.
 */
export function planningService(planning: PlanningPackage, mode: Mode): UntypedServiceImplementation {
  const configurations = new Map<string, Properties>();
  const nothing = (): empty.Empty => new empty.Empty();

  const answers = {
    handshake: answered<pb.ProviderHandshakeRequest, pb.ProviderHandshakeResponse>(() =>
      new pb.ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        .setAcceptResources(false)
        .setAcceptOutputs(false)
        .setSupportsAutonamingConfiguration(false),
    ),
    attach: answered<plugin.PluginAttach, empty.Empty>(nothing),
    cancel: answered<empty.Empty, empty.Empty>(nothing),
    getPluginInfo: answered<empty.Empty, plugin.PluginInfo>(() => new plugin.PluginInfo().setVersion(planning.version)),

    checkConfig: answered<pb.CheckRequest, pb.CheckResponse>(({ request }) =>
      new pb.CheckResponse().setInputs(request.getNews()),
    ),
    diffConfig: answered<pb.DiffRequest, pb.DiffResponse>(({ request }) =>
      diffResponse(
        planning.diffConfiguration(
          revealedProperties(properties(request.getOldInputs() ?? request.getOlds())),
          revealedProperties(properties(request.getNews())),
        ),
        planning,
      ),
    ),
    configure: answered<pb.ConfigureRequest, pb.ConfigureResponse>((call) => {
      configurations.set(call.getPeer(), revealedProperties(properties(call.request.getArgs())));
      return new pb.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),

    check: answered<pb.CheckRequest, pb.CheckResponse>((call) => {
      const { request } = call;
      const olds = properties(request.getOlds());
      const { inputs, failures } = planning.check({
        type: request.getType(),
        urn: request.getUrn(),
        olds: Object.keys(olds).length === 0 ? undefined : olds,
        news: properties(request.getNews()),
        configuration: configurations.get(call.getPeer()) ?? {},
      });
      const found = failures.map(({ property, reason }) =>
        new pb.CheckFailure().setProperty(property).setReason(reason),
      );
      return new pb.CheckResponse().setInputs(message(inputs)).setFailuresList(found);
    }),
    diff: answered<pb.DiffRequest, pb.DiffResponse>((call) => {
      const { request } = call;
      return diffResponse(
        planning.diff({
          type: request.getType(),
          urn: request.getUrn(),
          state: properties(request.getOlds()),
          oldInputs: properties(request.getOldInputs()),
          news: properties(request.getNews()),
          ignoreChanges: request.getIgnorechangesList(),
          configuration: configurations.get(call.getPeer()) ?? {},
        }),
        planning,
      );
    }),

    create: answered<pb.CreateRequest, pb.CreateResponse>(({ request }) => {
      // Handed back as it came, without being read.
      if (request.getPreview()) return new pb.CreateResponse().setProperties(request.getProperties());
      demandRehearsal("create", request.getUrn());
      const inputs = properties(request.getProperties());
      return new pb.CreateResponse()
        .setId(planning.rehearsedId(request.getType(), inputs))
        .setProperties(message(planning.rehearsedState(request.getType(), inputs)));
    }),
    update: answered<pb.UpdateRequest, pb.UpdateResponse>(({ request }) => {
      if (request.getPreview()) return new pb.UpdateResponse().setProperties(request.getNews());
      demandRehearsal("update", request.getUrn());
      const inputs = properties(request.getNews());
      return new pb.UpdateResponse().setProperties(message(planning.rehearsedState(request.getType(), inputs)));
    }),
    delete: answered<pb.DeleteRequest, empty.Empty>(({ request }) => {
      demandRehearsal("delete", request.getUrn());
      return nothing();
    }),

    read: answered<pb.ReadRequest, pb.ReadResponse>(({ request }) => {
      throw new Refusal(`${request.getUrn()} can't be read offline: nothing of it is known but the recorded state.`);
    }),
    invoke: answered<pb.InvokeRequest, pb.InvokeResponse>(({ request }) => {
      throw new Refusal(`The function ${request.getTok()} asks a real ${planning.name}; a plan can't depend on it.`);
    }),
    call: answered<pb.CallRequest, pb.CallResponse>(({ request }) => {
      throw new Refusal(`The method ${request.getTok()} asks a real ${planning.name}; a plan can't depend on it.`);
    }),
  };
  return answers;

  function demandRehearsal(verb: string, urn: string): void {
    if (mode === "rehearsal") return;
    throw new Refusal(
      `The planning provider was asked to ${verb} ${urn}. It only plans: writing would put fiction into the state. ` +
        "Unset PULUMI_DEBUG_PROVIDERS to deploy.",
    );
  }
}

/** A refusal is told to the user word for word; anything else thrown is a bug and keeps its stack. */
function answered<Request, Response>(
  answer: (call: ServerUnaryCall<Request, Response>) => Response,
): Handler<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, answer(call));
    } catch (error) {
      const isRefusal = error instanceof Refusal;
      const details = isRefusal ? error.message : String(error instanceof Error ? error.stack : error);
      callback({ code: isRefusal ? status.FAILED_PRECONDITION : status.INTERNAL, details });
    }
  };
}

function diffResponse(
  { differences, deleteBeforeReplace, changed = differences.length > 0, detailed = true }: DiffAnswer,
  planning: PlanningPackage,
): pb.DiffResponse {
  const { NONE, SOME } = CHANGES;
  const response = new pb.DiffResponse()
    .setChanges(changed ? SOME : NONE)
    .setHasdetaileddiff(detailed)
    .setDeletebeforereplace(deleteBeforeReplace)
    .setDiffsList([...new Set(differences.map(({ path }) => String(path[0])))])
    .setReplacesList(differences.filter(isForced).map(({ path }) => planning.writePath(path)));
  if (!detailed) return response;
  const details = response.getDetaileddiffMap();
  for (const { path, kind, replaces, inputOnly } of differences) {
    details.set(
      planning.writePath(path),
      new pb.PropertyDiff().setKind(KINDS[kind][replaces ? 1 : 0]).setInputdiff(inputOnly ?? false),
    );
  }
  return response;
}

function isForced({ replaces, replacesSilently = false }: Difference): boolean {
  return replaces || replacesSilently;
}

const CHANGES = { NONE: pb.DiffResponse.DiffChanges.DIFF_NONE, SOME: pb.DiffResponse.DiffChanges.DIFF_SOME } as const;
const KINDS = {
  add: [pb.PropertyDiff.Kind.ADD, pb.PropertyDiff.Kind.ADD_REPLACE],
  update: [pb.PropertyDiff.Kind.UPDATE, pb.PropertyDiff.Kind.UPDATE_REPLACE],
  delete: [pb.PropertyDiff.Kind.DELETE, pb.PropertyDiff.Kind.DELETE_REPLACE],
} as const;

/** The engine sends nothing but JSON values in a Struct. */
function properties(given: struct.Struct | undefined): Properties {
  return given?.toJavaScript() ?? {};
}

function message(given: Properties): struct.Struct {
  return struct.Struct.fromJavaScript(given);
}
