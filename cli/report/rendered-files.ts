import { stringify } from "yaml";
import * as z from "zod";
import type { PreviewedResource } from "../../engine/change.ts";
import type { CallCenterPlan, SecretSet } from "../../planning/plan.ts";
import { firewallUnits } from "./firewall-units.ts";

const INDEX = `所示即将要部署的内容，仅供阅读；密钥只有名字。What would be deployed, for reading; secrets appear by name.

plan.json      规划全文 the plan itself
freeswitch/    各配置集的文件 files of its configuration sets; *.nft: 主机防火墙 host firewall (nftables), *.service, *.path: 由 systemd 加载 systemd loads it
database/      *.sql: 建库语句 run once in a new database; *.conf: postgresql.conf; database/: Docker 上的脚本 scripts on Docker
agents/        座席桌面的配置 configuration of the desk
documents/     中继申请单、网关参数表、开通测试记录 trunk orders, gateway sheets, opening-test records
resources/     交给提供者的资源，按种类 resources as handed to the provider, by kind
`;

/**
 * All files of a plan by path: `<part>/<set>/...` for configuration, `<part>/<name>.sql` and `.nft` for database and
 * firewall, the latter with its systemd units, `resources/<type>/<name>.yaml` for what the engine would hand to the provider.
 */
export function renderedFiles(
  plan: CallCenterPlan,
  resources: readonly PreviewedResource[],
): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    "README.txt": INDEX,
    "plan.json": `${JSON.stringify(plan, null, 2)}\n`,
  };
  for (const part of plan.parts)
    for (const item of part.items) {
      if (item.kind === "config-set")
        for (const [path, text] of Object.entries(item.files)) files[`${part.part}/${item.name}/${path}`] = text;
      if (item.kind === "postgres") {
        files[`${part.part}/${item.name}.sql`] = item.bootstrap;
        files[`${part.part}/${item.name}.conf`] = `${Object.entries(item.parameters)
          .map(([key, value]) => `${comment(item.reasons?.[key])}${key} = ${value}`)
          .join("\n")}\n`;
      }
      if (item.kind === "host-firewall") {
        files[`${part.part}/${item.name}.nft`] = item.rules;
        for (const [name, unit] of Object.entries(firewallUnits(plan, item))) files[`${part.part}/${name}`] = unit;
      }
    }
  for (const [path, text] of Object.entries(serverScripts(resources))) files[`database/database/${path}`] = text;
  for (const resource of resources) {
    const kind = resource.type.split(":").at(-1) ?? resource.type;
    files[`resources/${kind}/${resource.name}.yaml`] = stringify(withSecretNames(resource.inputs, plan), {
      lineWidth: 0,
      sortMapEntries: true,
      // kubectl reads YAML 1.1, in which a bare on is true and 0559 an octal number.
      compat: "yaml-1.1",
    });
  }
  return files;
}

const Uploads = z.object({ uploads: z.array(z.object({ file: z.string(), content: z.string() })) });

/**
 * What a PostgreSQL container of Docker reads: its scripts for start, fence, backup, restore and promotion. The platform
 * writes them, so they are found in what it hands over; those of a pair are the same on both hosts.
 */
function serverScripts(resources: readonly PreviewedResource[]): Readonly<Record<string, string>> {
  for (const { inputs } of resources) {
    const read = Uploads.safeParse(inputs);
    if (!read.success || !read.data.uploads.some(({ file }) => file === "/content/promote.sh")) continue;
    return Object.fromEntries(
      read.data.uploads.flatMap(({ file, content }) =>
        file.startsWith("/content/") ? [[file.slice("/content/".length), content]] : [],
      ),
    );
  }
  return {};
}

function comment(reason: string | undefined): string {
  return reason === undefined ? "" : `# ${reason}\n`;
}

/** The engine shows a Secret's data as one hidden value; the plan knows which secret stands under which key. */
function withSecretNames(inputs: PreviewedResource["inputs"], plan: CallCenterPlan): PreviewedResource["inputs"] {
  const { kind, metadata, data, ...rest } = inputs as { kind?: unknown; metadata?: { name?: unknown }; data?: unknown };
  if (kind !== "Secret" || data === undefined) return inputs;
  const set = plan.parts
    .flatMap((part) => part.items)
    .find((item): item is SecretSet => item.kind === "secret-set" && item.id === metadata?.name);
  if (set === undefined) return inputs;
  const stringData = Object.fromEntries(
    Object.entries(set.keys).map(([key, value]) => [
      key,
      value.kind === "plain" ? value.value : `<secret hotline:${value.secret}>`,
    ]),
  );
  return { ...rest, kind, metadata, stringData };
}
