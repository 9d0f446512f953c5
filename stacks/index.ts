import * as pulumi from "@pulumi/pulumi";
import { OutsourcedCallCenter, SelfBuiltCallCenter } from "../components/call-center/component.ts";
import { heldTrunks } from "./connected-trunks.ts";
import { databaseRestores } from "./database-restores.ts";
import { newPlatform } from "./platform.ts";
import { findTarget } from "./target.ts";

/**
 * The Pulumi program: the stack's name says which province at which site, and its file what is built.
 * Pulumi itself calls it without arguments; only the offline engine, which touches nothing, says so.
 */
export default async function program({ offline = false }: { readonly offline?: boolean } = {}): Promise<void> {
  const stack = pulumi.getStack();
  const { province, site, holidays } = findTarget(stack);
  const platform = await newPlatform({ stack, province, site, offline });
  const restores = databaseRestores(province, site);
  const args = { province, site, platform, holidays, heldTrunks: heldTrunks(province), restores };
  switch (province.build.mode) {
    case "self-built":
      new SelfBuiltCallCenter(province.province, args);
      break;
    case "outsourced":
      new OutsourcedCallCenter(province.province, args);
      break;
  }
}
