import type * as pulumi from "@pulumi/pulumi";
import { type PartArgs, PartStack } from "../part.ts";

/** PostgreSQL of call records, work orders and figures, with its backups. */
export class DatabaseStack extends PartStack {
  static readonly type = "hotline:component:DatabaseStack";

  constructor(name: string, args: PartArgs, opts?: pulumi.ComponentResourceOptions) {
    super({ type: DatabaseStack.type, part: "database", name }, args, opts);
  }
}
