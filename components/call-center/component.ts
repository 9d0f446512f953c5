import * as pulumi from "@pulumi/pulumi";
import type { CallCenterPlan, Identity, PartPlan } from "../../planning/plan.ts";
import type { RestoreRequest } from "../../planning/restore-request.ts";
import { formatFinding } from "../../provinces/messages.ts";
import type { Province } from "../../provinces/province.ts";
import type { HolidayDays } from "../../provinces/schema/holidays.ts";
import { AgentStack } from "../agents/component.ts";
import { DatabaseStack } from "../database/component.ts";
import { FreeSwitchStack } from "../freeswitch/component.ts";
import { BuiltResources, type PartArgs, type PartStack } from "../part.ts";
import type { Platform } from "../platform.ts";
import { planCallCenter } from "./plan.ts";

export interface CallCenterArgs {
  /** What the province asks for, checked by its schema. */
  readonly province: Province;
  /** Name of one of its sites; `main` when left out. */
  readonly site?: string | undefined;
  readonly platform: Platform;
  /** Trunk groups, by area code, that are not connected yet: 12333 is not open there. */
  readonly heldTrunks?: readonly string[] | undefined;
  /** The department's own days off and make-up workdays, on which the line opens by other hours. */
  readonly holidays?: readonly HolidayDays[] | undefined;
  /** Restores of the database so far, oldest first: the last one's instance serves, those before keep their data. */
  readonly restores?: readonly RestoreRequest[] | undefined;
}

/** Builds a plan's zones, then its parts in the plan's order. */
export abstract class CallCenter extends pulumi.ComponentResource {
  readonly plan: CallCenterPlan;
  readonly parts: readonly PartStack[];

  protected constructor(
    declared: { type: string; name: string },
    build: { plan: CallCenterPlan; platform: Platform },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const { plan, platform } = build;
    if (plan.identity.platform !== platform.kind) {
      throw new pulumi.RunError(
        `${plan.identity.stack} is planned for ${plan.identity.platform}, the platform given is ${platform.kind}`,
      );
    }
    super(declared.type, declared.name, summary(plan), opts);
    const built = new BuiltResources();
    for (const zone of plan.zones) built.zone(zone.name, { component: this, name: declared.name, plan, platform });
    this.plan = plan;
    this.parts = plan.parts.map((part) =>
      newPart(part, { name: `${declared.name}-${part.part}`, args: { plan, platform, built }, opts: { parent: this } }),
    );
    this.registerOutputs({ stack: plan.identity.stack });
  }
}

/** A call center of the department's own: switch, database and desk. */
export class SelfBuiltCallCenter extends CallCenter {
  static readonly type = "hotline:component:SelfBuiltCallCenter";

  constructor(name: string, args: CallCenterArgs, opts?: pulumi.ComponentResourceOptions) {
    requireBuildMode(args.province, { expected: "self-built", other: "OutsourcedCallCenter" });
    super(
      { type: SelfBuiltCallCenter.type, name },
      { plan: planCallCenter(args.province, args.site, args), platform: args.platform },
      opts,
    );
  }
}

/** What stays with the department when a provider takes the calls: edge or copies, evidence, retained seats. */
export class OutsourcedCallCenter extends CallCenter {
  static readonly type = "hotline:component:OutsourcedCallCenter";

  constructor(name: string, args: CallCenterArgs, opts?: pulumi.ComponentResourceOptions) {
    requireBuildMode(args.province, { expected: "outsourced", other: "SelfBuiltCallCenter" });
    super(
      { type: OutsourcedCallCenter.type, name },
      { plan: planCallCenter(args.province, args.site, args), platform: args.platform },
      opts,
    );
  }
}

function requireBuildMode(province: Province, wanted: { expected: Identity["buildMode"]; other: string }): void {
  const found = province.build.mode;
  if (found === wanted.expected) return;
  const facts = { province: province.province, found, allowed: wanted.expected, other: wanted.other };
  throw new pulumi.RunError(
    formatFinding({ code: "COMPONENT_BUILD_MODE", where: { path: ["build", "mode"] }, facts }, "en"),
  );
}

function newPart(
  { part }: PartPlan,
  child: { name: string; args: PartArgs; opts: pulumi.ComponentResourceOptions },
): PartStack {
  switch (part) {
    case "freeswitch":
      return new FreeSwitchStack(child.name, child.args, child.opts);
    case "database":
      return new DatabaseStack(child.name, child.args, child.opts);
    case "agents":
      return new AgentStack(child.name, child.args, child.opts);
  }
}

/** Figures a reviewer looks for first; short values, no secrets. */
function summary({ identity, traffic }: CallCenterPlan): Record<string, string | number | boolean> {
  return {
    province: identity.province,
    site: identity.site,
    status: identity.status,
    workMode: identity.workMode,
    buildMode: identity.buildMode,
    mergeMode: identity.mergeMode,
    platform: identity.platform,
    securityLevel: identity.securityLevel,
    trunkGroups: traffic.trunkGroups.length,
    channels: traffic.channels,
    seats: traffic.agents.seats,
    heads: traffic.agents.heads,
  };
}
