import * as pulumi from "@pulumi/pulumi";
import type { CallCenterPlan, PartName, PlanItem, ZoneName } from "../planning/plan.ts";
import { references, zoneOf, zonesOf } from "../planning/references.ts";
import type { Platform } from "./platform.ts";

export interface PartArgs {
  readonly plan: CallCenterPlan;
  readonly platform: Platform;
  /** What stands already: zones and items of the parts before. Left out, the part builds its zones itself. */
  readonly built?: BuiltResources | undefined;
}

/** Resources by zone and by logical name of item, shared by the parts of one call center. */
export class BuiltResources {
  readonly #zones = new Map<ZoneName, readonly pulumi.Resource[]>();
  readonly #items = new Map<string, readonly pulumi.Resource[]>();

  /** The zone's resources; made under `owner` the first time it is asked for. */
  zone(name: ZoneName, owner: ZoneOwner): readonly pulumi.Resource[] {
    const standing = this.#zones.get(name);
    if (standing !== undefined) return standing;
    const resources = owner.platform.zone(zoneOf(owner.plan, name), {
      parent: owner.component,
      name: owner.name,
      plan: owner.plan,
      dependsOn: [],
    });
    this.#zones.set(name, resources);
    return resources;
  }

  add(item: PlanItem, resources: readonly pulumi.Resource[]): void {
    if (this.#items.has(item.name)) throw new Error(`item ${item.name} is built twice`);
    this.#items.set(item.name, resources);
  }

  /** Resources of all that `item` refers to. Throws when one is not built yet: the plan's order is wrong then. */
  needed(item: PlanItem): readonly pulumi.Resource[] {
    return references(item).flatMap((name) => {
      const resources = this.#items.get(name);
      if (resources === undefined)
        throw new Error(`${item.kind} ${item.name} refers to ${name}, which is not built before it`);
      return resources;
    });
  }
}

export interface ZoneOwner {
  readonly component: pulumi.ComponentResource;
  readonly name: string;
  readonly plan: CallCenterPlan;
  readonly platform: Platform;
}

/** One part of a call center: walks its items in order and has the platform realise each. */
export abstract class PartStack extends pulumi.ComponentResource {
  protected constructor(
    declared: { type: string; part: PartName; name: string },
    args: PartArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const part = args.plan.parts.find((candidate) => candidate.part === declared.part);
    if (part === undefined)
      throw new pulumi.RunError(`the plan of ${args.plan.identity.stack} has no part "${declared.part}"`);
    // The summary is all that is registered: the engine's own preview then reads `agents: 50 => 80`.
    super(declared.type, declared.name, { ...part.summary }, opts);
    const built = args.built ?? new BuiltResources();
    const owner = { component: this, name: declared.name, plan: args.plan, platform: args.platform };
    for (const item of part.items) {
      const dependsOn = [...zonesOf(item).flatMap((zone) => built.zone(zone, owner)), ...built.needed(item)];
      built.add(item, args.platform.realize(item, { parent: this, name: declared.name, plan: args.plan, dependsOn }));
    }
    this.registerOutputs();
  }
}
