import pb, { type RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { Properties } from "../offline/value.ts";
import type { Registration } from "./registration.ts";
import type { Monitor } from "./sdk.ts";

/** What a resource has after it was planned; properties that are missing become unknown to the program. */
export interface Registered {
  readonly urn: string;
  readonly id: string;
  readonly outputs: Properties;
}

const FEATURES = [
  pb.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS,
  pb.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
  pb.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
  pb.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
  pb.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
];

/** Hands each registration of a program to `register`, and refuses whatever only a real provider can answer. */
export function planningMonitor(register: (registration: Registration) => Registered): Monitor {
  const refuse = (what: string) => (_request: unknown, answer: (error: Error | null, response: unknown) => void) => {
    answer(new Error(`${what} asks a real provider; a plan can't depend on it`), undefined);
  };
  return {
    registerResource(request, answer) {
      try {
        answer(null, response(register(registrationOf(request))));
      } catch (error) {
        answer(error instanceof Error ? error : new Error(String(error)), undefined);
      }
    },
    registerResourceOutputs: (_request, answer) => answer(null, {}),
    readResource: refuse("reading a resource"),
    invoke: refuse("a function"),
    call: refuse("a method"),
    getDeploymentInfo: (_request, answer) => answer(null, { getSupportedfeaturesList: () => FEATURES }),
  };
}

function registrationOf(request: RegisterResourceRequest): Registration {
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: request.getCustom(),
    inputs: request.getObject()?.toJavaScript() ?? {},
    provider: request.getProvider(),
    version: request.getVersion(),
    protect: request.getProtect() === true,
    retainOnDelete: request.getRetainondelete() === true,
    deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    aliases: request.getAliasesList().map((alias) => {
      const spec = alias.getSpec();
      return spec === undefined
        ? { urn: alias.getUrn() }
        : {
            name: spec.getName(),
            type: spec.getType(),
            parent: spec.getNoparent() ? "" : spec.getParenturn(),
            noParent: spec.getNoparent(),
          };
    }),
  };
}

/** The part of a RegisterResourceResponse that the SDK reads, without the cost of a protocol message. */
function response({ urn, id, outputs }: Registered): unknown {
  return {
    getUrn: () => urn,
    getId: () => id,
    getObject: () => ({ toJavaScript: () => outputs }),
    getPropertydependenciesMap: () => undefined,
    getResult: () => 0,
    getUnknown: () => false,
    // The SDK writes every response into a debug message.
    toString: () => urn,
  };
}
