import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { killGroup } from "./control-groups.ts";
import { addresses, controlGroup, type Layout, namespacePath, program, STORE_PORT } from "./layout.ts";
import { execute, launch, untilReady } from "./processes.ts";

export interface ObjectStore {
  /** URL at which pods reach it. */
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Buckets are folders of it, objects are files. */
  readonly folder: string;
}

export function objectStoreOf(layout: Layout): ObjectStore {
  return {
    endpoint: `http://${addresses(layout).store}:${STORE_PORT}`,
    accessKey: "test-cluster",
    secretKey: "only-for-this-cluster",
    folder: join(layout.home, "objects"),
  };
}

const storeGroup = (layout: Layout): string => `${controlGroup(layout)}/object-store`;

/** Its objects stay. */
export async function stopObjectStore(layout: Layout): Promise<void> {
  await killGroup(storeGroup(layout));
}

/** An S3 server that keeps objects as plain files, reached by pods and over the link. */
export async function startObjectStore(layout: Layout): Promise<ObjectStore> {
  const store = objectStoreOf(layout);
  mkdirSync(store.folder, { recursive: true });
  const server = launch(layout, {
    name: "object-store",
    command: [
      program(layout, "versitygw"),
      ...["--port", new URL(store.endpoint).host, "--region", "us-east-1"],
      ...["posix", store.folder],
    ],
    environment: { ROOT_ACCESS_KEY: store.accessKey, ROOT_SECRET_KEY: store.secretKey },
    group: storeGroup(layout),
  });
  await untilReady(
    () => execute(["nsenter", `--net=${namespacePath(layout)}`, "--", "curl", "-s", "-o", "/dev/null", store.endpoint]),
    { what: "the object store", seconds: 30, running: [server] },
  );
  return store;
}
