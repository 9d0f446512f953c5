import type * as pulumi from "@pulumi/pulumi";
import { type PartArgs, PartStack } from "../part.ts";

/** The media servers: FreeSWITCH with its configuration, volumes and firewall. */
export class FreeSwitchStack extends PartStack {
  static readonly type = "hotline:component:FreeSwitchStack";

  constructor(name: string, args: PartArgs, opts?: pulumi.ComponentResourceOptions) {
    super({ type: FreeSwitchStack.type, part: "freeswitch", name }, args, opts);
  }
}
