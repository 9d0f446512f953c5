import { stringify } from "yaml";
import type { PreviewedResource } from "../../engine/change.ts";
import type { CallCenterPlan } from "../../planning/plan.ts";

/**
 * All files of a plan by path: `<part>/<set>/...` for configuration, `<part>/<name>.sql` and `.nft` for database and
 * firewall, `resources/<type>/<name>.yaml` for what the engine would hand to the provider.
 */
export function renderedFiles(
  plan: CallCenterPlan,
  resources: readonly PreviewedResource[],
): Readonly<Record<string, string>> {
  const files: Record<string, string> = { "plan.json": `${JSON.stringify(plan, null, 2)}\n` };
  for (const part of plan.parts)
    for (const item of part.items) {
      if (item.kind === "config-set")
        for (const [path, text] of Object.entries(item.files)) files[`${part.part}/${item.name}/${path}`] = text;
      if (item.kind === "postgres") {
        files[`${part.part}/${item.name}.sql`] = item.bootstrap;
        files[`${part.part}/${item.name}.conf`] = `${Object.entries(item.parameters)
          .map(([key, value]) => `${key} = ${value}`)
          .join("\n")}\n`;
      }
      if (item.kind === "host-firewall") files[`${part.part}/${item.name}.nft`] = item.rules;
    }
  for (const resource of resources) {
    const kind = resource.type.split(":").at(-1) ?? resource.type;
    files[`resources/${kind}/${resource.name}.yaml`] = stringify(resource.inputs, {
      lineWidth: 0,
      sortMapEntries: true,
    });
  }
  return files;
}
