import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { ExitCode, Invocation } from "../command.ts";
import type { Language, Text } from "../language.ts";
import { say } from "../messages.ts";
import { table } from "../table.ts";

/** Version or place; undefined when missing. Or what is there and does not do. */
type Found = string | undefined | { readonly found: string; readonly lacks: Text; readonly howTo: Text };

interface Check {
  readonly tool: string;
  readonly need: Text;
  readonly howTo: Text;
  readonly find: () => Promise<Found> | Found;
  /** Without it even the main job fails. */
  readonly required: boolean;
}

function version(command: string, args: readonly string[]): string | undefined {
  const result = spawnSync(command, args, { encoding: "utf8", timeout: 10_000 });
  if (result.error !== undefined || result.status !== 0) return undefined;
  return `${result.stdout}${result.stderr}`.trim().split("\n")[0]?.trim();
}

/** The client answers also where no daemon does, which is another trouble than one that is not installed. */
function dockerVersion(): Found {
  const both = version("docker", ["version", "--format", "client {{.Client.Version}}, server {{.Server.Version}}"]);
  if (both !== undefined) return both;
  const client = version("docker", ["--version"]);
  if (client === undefined) return undefined;
  return {
    found: client,
    lacks: { zh: "守护进程没有应答", en: "no daemon answers" },
    howTo: {
      zh: "systemctl start docker，或检查 DOCKER_HOST 与 docker 组权限",
      en: "systemctl start docker, or check DOCKER_HOST and the right to use it (group docker)",
    },
  };
}

/** A provider plugin doesn't tell its version; the folder that Pulumi installs it into does. */
function plugin(name: string): string | undefined {
  const home = process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
  const versions = readFolder(join(home, "plugins")).flatMap(
    (entry) => new RegExp(`^resource-${name}-v([\\d.]+)$`).exec(entry)?.[1] ?? [],
  );
  if (versions.length > 0) return versions.join(", ");
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, `pulumi-resource-${name}`)).find((path) => existsSync(path));
}

function readFolder(path: string): readonly string[] {
  return existsSync(path) ? readdirSync(path) : [];
}

const CHECKS: readonly Check[] = [
  {
    tool: "node",
    need: { zh: "全部命令", en: "everything" },
    howTo: { zh: "npm ci（随 npm 包 node 而来）", en: "npm ci (comes as the npm package node)" },
    find: () => process.version,
    required: true,
  },
  {
    tool: "pulumi",
    need: { zh: "preview、rehearse、secrets、render", en: "preview, rehearse, secrets, render" },
    howTo: {
      zh: "首次预览时自动取得：官方下载，或用 Go 构建",
      en: "got by the first preview: the vendor's download, or built with Go",
    },
    find: async () => {
      const { findEngine } = await import("../../engine/cli/find.ts");
      const engine = await findEngine();
      return engine === undefined ? undefined : `${engine.version} (${engine.command})`;
    },
    required: false,
  },
  {
    tool: "go",
    need: { zh: "无法下载引擎时构建之", en: "building the engine where it can't be downloaded" },
    howTo: {
      zh: "apt install golang，或 Go 官方安装包（1.25 以上）",
      en: "apt install golang, or Go's own installer (1.25 or newer)",
    },
    find: () => version("go", ["version"]),
    required: false,
  },
  {
    tool: "git",
    need: { zh: "版本比较", en: "comparing revisions" },
    howTo: { zh: "apt install git", en: "apt install git" },
    find: () => version("git", ["--version"]),
    required: false,
  },
  {
    tool: "pulumi-language-nodejs",
    need: { zh: "直接使用 pulumi preview --stack", en: "plain pulumi preview --stack" },
    howTo: { zh: "随 Pulumi 官方安装包", en: "comes with Pulumi's own installer" },
    find: () => version("pulumi-language-nodejs", ["-version"]),
    required: false,
  },
  {
    tool: "pulumi-resource-kubernetes",
    need: { zh: "部署到 Kubernetes", en: "deploying to Kubernetes" },
    howTo: {
      zh: "pulumi plugin install resource kubernetes 4.32.0",
      en: "pulumi plugin install resource kubernetes 4.32.0",
    },
    find: () => plugin("kubernetes"),
    required: false,
  },
  {
    tool: "pulumi-resource-docker",
    need: { zh: "部署到 Docker", en: "deploying to Docker" },
    howTo: { zh: "pulumi plugin install resource docker 5.1.0", en: "pulumi plugin install resource docker 5.1.0" },
    find: () => plugin("docker"),
    required: false,
  },
  {
    tool: "docker",
    need: { zh: "Docker 目标与镜像", en: "Docker targets and images" },
    howTo: { zh: "apt install docker.io", en: "apt install docker.io" },
    find: dockerVersion,
    required: false,
  },
  {
    tool: "kubectl",
    need: { zh: "Kubernetes 目标", en: "Kubernetes targets" },
    howTo: { zh: "随集群发行版", en: "comes with the cluster's distribution" },
    find: () => version("kubectl", ["version", "--client"]),
    required: false,
  },
  {
    tool: "freeswitch",
    need: { zh: "加载测试所生成的配置", en: "loading the generated configuration in tests" },
    howTo: {
      zh: "自行构建并置于 PATH：1.10.12 为所测版本，建议 1.11.2 以上（docs/images.md）",
      en: "build it and put it on PATH: 1.10.12 is what was tried, 1.11.2 or newer is recommended (docs/images.md)",
    },
    find: () => version("freeswitch", ["-version"]),
    required: false,
  },
];

/** What is installed, what is missing, what it is for, how to get it; exit 1 only if the main job can't run. */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const { language, terminal } = invocation;
  const results = await Promise.all(CHECKS.map(async (check) => ({ check, found: await check.find() })));
  if (invocation.value("format") === "json")
    terminal.out(
      JSON.stringify(
        results.map(({ check, found }) => ({
          tool: check.tool,
          found: shown(found, language) ?? null,
          neededFor: check.need[language],
          howTo: advice(check, found, language),
        })),
        null,
        2,
      ),
    );
  else
    terminal.out(
      table(
        [
          { title: say(language, "tool") },
          { title: say(language, "installed") },
          { title: say(language, "need") },
          { title: say(language, "howTo") },
        ],
        results.map(({ check, found }) => [
          check.tool,
          shown(found, language) ?? `- ${say(language, "missing")}`,
          check.need[language],
          typeof found === "string" ? "" : advice(check, found, language),
        ]),
      ),
    );
  return results.some(({ check, found }) => check.required && found === undefined) ? 1 : 0;
}

function shown(found: Found, language: Language): string | undefined {
  return typeof found === "object" ? `${found.found}, ${found.lacks[language]}` : found;
}

function advice(check: Check, found: Found, language: Language): string {
  return typeof found === "object" ? found.howTo[language] : check.howTo[language];
}
