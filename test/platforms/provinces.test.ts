import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { OutsourcedCallCenter, SelfBuiltCallCenter } from "../../components/call-center/component.ts";
import type { Platform, SecretSource } from "../../components/platform.ts";
import { mediaNodes } from "../../planning/media-nodes.ts";
import { stackName } from "../../planning/names.ts";
import { DockerPlatform } from "../../platforms/docker/platform.ts";
import { KubernetesPlatform } from "../../platforms/kubernetes/platform.ts";
import { loadProvinces } from "../../provinces/load.ts";
import type { Site } from "../../provinces/schema/site.ts";
import { holdsSecret, record } from "./recorder.ts";

const { provinces } = loadProvinces(join(import.meta.dirname, "../../provinces"));
const all = provinces.flatMap(({ province }) =>
  Object.entries(province.sites).map(([name, site]) => ({
    stack: stackName(province.province, name),
    province,
    name,
    site,
  })),
);

/** What decides which resources there are: one target of each sort is enough. */
function sortOf({ province: { build, merge, workMode }, site }: (typeof all)[number]): string {
  const ingress = build.mode === "outsourced" && build.leases.equipment ? (build.ingress ?? "department-edge") : "own";
  return [site.platform.kind, mediaNodes(site).length, workMode, merge.mode === "merged", ingress].join(" ");
}

const targets = [...new Map(all.map((target) => [sortOf(target), target])).values()].map((target) => ({
  ...target,
  sort: sortOf(target),
}));

const secrets: SecretSource = (name) => pulumi.secret(`value-of-${name}`);

function platformOf(site: Site): Platform {
  if (site.platform.kind === "kubernetes") return new KubernetesPlatform({ secrets });
  return new DockerPlatform({
    secrets,
    hosts: Object.fromEntries(mediaNodes(site).map(({ name, address }) => [name, { address }])),
  });
}

describe("every sort of province", () => {
  test.each(targets)(
    "$sort ($stack) is realized with secrets in their places only and its data protected",
    async ({ stack, province, name, site }) => {
      const resources = await record(() => {
        const args = { province, site: name, platform: platformOf(site) };
        if (province.build.mode === "self-built") new SelfBuiltCallCenter(province.province, args);
        else new OutsourcedCallCenter(province.province, args);
      }, stack);
      expect(new Set(resources.map(({ type, name: each }) => `${type} ${each}`)).size).toBe(resources.length);
      for (const resource of resources.filter(holdsSecret)) {
        expect(
          resource.type === "kubernetes:core/v1:Secret" || /-u\d+-filler$/.test(resource.name),
          `${resource.type} ${resource.name}`,
        ).toBe(true);
      }
      for (const { protect, retainOnDelete, name: each } of resources) expect(protect, each).toBe(retainOnDelete);
    },
  );
});
