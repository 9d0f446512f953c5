import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { OutsourcedCallCenter, SelfBuiltCallCenter } from "../../../components/call-center/component.ts";
import type { Platform, SecretSource } from "../../../components/platform.ts";
import type { Properties } from "../../../engine/offline/value.ts";
import { mediaNodes } from "../../../planning/media-nodes.ts";
import { stackName } from "../../../planning/names.ts";
import { DockerPlatform } from "../../../platforms/docker/platform.ts";
import { KubernetesPlatform } from "../../../platforms/kubernetes/platform.ts";
import { loadProvinces } from "../../../provinces/load.ts";
import type { Site } from "../../../provinces/schema/site.ts";

/** A resource as the program asks the engine for it. */
export interface Asked {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
}

interface Request {
  getType(): string;
  getName(): string;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

const PROVINCES = join(import.meta.dirname, "../../../provinces");

/** Every object of every site of all provinces, with made-up secrets. */
export async function objectsOfAllProvinces(): Promise<readonly Asked[]> {
  const { provinces } = loadProvinces(PROVINCES);
  if (provinces.length !== readdirSync(PROVINCES).filter((file) => file.endsWith(".yaml")).length)
    throw new Error("a province file was not loaded");
  const asked: Asked[] = [];
  for (const { province } of provinces) {
    for (const [site, settings] of Object.entries(province.sites)) {
      const stack = stackName(province.province, site);
      const requests = await requestsOf(stack, () => {
        const args = { province, site, platform: platformOf(settings) };
        if (province.build.mode === "self-built") new SelfBuiltCallCenter(province.province, args);
        else new OutsourcedCallCenter(province.province, args);
      });
      for (const request of requests) {
        if (!/^(kubernetes|docker):/.test(request.getType())) continue;
        const inputs = (request.getObject()?.toJavaScript() ?? {}) as Properties;
        asked.push({ stack, type: request.getType(), name: request.getName(), inputs });
      }
    }
  }
  return asked;
}

const secrets: SecretSource = (name) => pulumi.secret(`value-of-${name}`);

function platformOf(site: Site): Platform {
  if (site.platform.kind === "kubernetes") return new KubernetesPlatform({ secrets });
  return new DockerPlatform({
    secrets,
    hosts: Object.fromEntries(mediaNodes(site).map(({ name, address }) => [name, { address }])),
  });
}

/** What a program registers, taken where it goes to the engine: mocks get no secrets. */
async function requestsOf(stack: string, program: () => void): Promise<readonly Request[]> {
  const requests: Request[] = [];
  const registered = Object.getOwnPropertyDescriptor(MockMonitor.prototype, "registerResource");
  const registerResource: unknown = registered?.value;
  if (typeof registerResource !== "function") throw new TypeError("the mocks have no registerResource");
  MockMonitor.prototype.registerResource = function register(request: Request, callback: unknown) {
    requests.push(request);
    return Reflect.apply(registerResource, this, [request, callback]) as Promise<void>;
  };
  try {
    const newResource = ({
      name,
      type,
      inputs,
    }: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult => ({
      id: `${name}-id`,
      state: type.endsWith(":RemoteImage")
        ? { ...(inputs as object), imageId: `sha256:${"0".repeat(64)}`, repoDigest: "" }
        : (inputs as object),
    });
    await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "hotline", stack, false);
    program();
    await pulumi.runtime.disconnect();
  } finally {
    Object.defineProperty(MockMonitor.prototype, "registerResource", { ...registered });
  }
  return requests;
}
