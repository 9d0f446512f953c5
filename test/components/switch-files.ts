import type { SwitchFiles } from "../../components/freeswitch/config.ts";
import type { CallCenterPlan } from "../../planning/plan.ts";
import { itemsOf } from "../../planning/references.ts";

/** Both trees of a plan's media nodes; every node of a center has the same. */
export function switchFilesOf(plan: CallCenterPlan): SwitchFiles {
  const files = (set: "restart" | "reload") => {
    for (const item of itemsOf(plan))
      if (item.kind === "config-set" && item.zone === "media" && item.set === set) return item.files;
    throw new Error(`the plan has no ${set} set`);
  };
  return { restart: files("restart"), reload: files("reload") };
}
