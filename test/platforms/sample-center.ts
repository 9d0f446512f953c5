import * as pulumi from "@pulumi/pulumi";
import { CallCenter } from "../../components/call-center/component.ts";
import type { Platform, SecretSource } from "../../components/platform.ts";
import type { CallCenterPlan } from "../../planning/plan.ts";
import { DockerPlatform } from "../../platforms/docker/platform.ts";
import { KubernetesPlatform } from "../../platforms/kubernetes/platform.ts";
import { type Recorded, record } from "./recorder.ts";
import { samplePlan } from "./sample-plan.ts";

/** Builds a plan as it is given. */
class SampleCenter extends CallCenter {
  constructor(name: string, build: { plan: CallCenterPlan; platform: Platform }) {
    super({ type: "hotline:test:SampleCenter", name }, build);
  }
}

const secrets: SecretSource = (name) => pulumi.secret(`value-of-${name}`);

/** What the sample center registers on a platform. */
export async function recordSample(
  kind: "docker" | "kubernetes",
  plan = samplePlan(kind),
): Promise<readonly Recorded[]> {
  return record(() => {
    const platform =
      kind === "docker"
        ? new DockerPlatform({
            secrets,
            hosts: {
              "media-a": { address: "192.0.2.101", daemon: "ssh://media-a" },
              "media-b": { address: "192.0.2.102" },
            },
          })
        : new KubernetesPlatform({ secrets });
    new SampleCenter("anhui", { plan, platform });
  });
}
