import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { DOCKER } from "./docker/docker.ts";
import { KUBERNETES } from "./kubernetes/kubernetes.ts";
import { type Mode, planningService } from "./service.ts";

/** Messages of the engine can hold a whole configuration tree. */
const LARGEST_MESSAGE = 400 * 1024 * 1024;

export interface PlanningServer {
  /** Value of PULUMI_DEBUG_PROVIDERS: makes the engine attach instead of starting plugins. */
  readonly debugProviders: string;
  close(): void;
}

/** Serves both planning providers on loopback ports of this process until closed. */
export async function servePlanning(mode: Mode): Promise<PlanningServer> {
  // The engine knows a provider by its port alone, so each has its own.
  const served = await Promise.all(
    [KUBERNETES, DOCKER].map(async (planning) => {
      const server = new Server({
        "grpc.max_receive_message_length": LARGEST_MESSAGE,
        "grpc.max_send_message_length": LARGEST_MESSAGE,
      });
      server.addService(ResourceProviderService, planningService(planning, mode));
      return { server, announcement: `${planning.name}:${await bind(server)}` };
    }),
  );
  return {
    debugProviders: served.map(({ announcement }) => announcement).join(","),
    close: () => {
      for (const { server } of served) server.forceShutdown();
    },
  };
}

function bind(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}
