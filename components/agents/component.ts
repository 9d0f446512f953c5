import type * as pulumi from "@pulumi/pulumi";
import { type PartArgs, PartStack } from "../part.ts";

/** The desk at which agents work. */
export class AgentStack extends PartStack {
  static readonly type = "hotline:component:AgentStack";

  constructor(name: string, args: PartArgs, opts?: pulumi.ComponentResourceOptions) {
    super({ type: AgentStack.type, part: "agents", name }, args, opts);
  }
}
