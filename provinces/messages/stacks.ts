import type { MessageTable } from "./message.ts";

/** Said by the components and the Pulumi program. */
export const STACK_MESSAGES = {
  COMPONENT_BUILD_MODE: {
    severity: "error",
    zh: { what: "省份 {province} 的建设模式是 {found}，此组件只接受 {allowed}。", fix: "改用 {other}。" },
    en: { what: "Province {province} is {found}; this component takes {allowed} only.", fix: "Use {other}." },
  },
  STACK_UNKNOWN: {
    severity: "error",
    zh: {
      what: "没有省份文件对应堆栈 {stack}；{directory} 中有：{allowed}。",
      fix: "改用其中之一，或为它建立省份文件（hotline new）。",
    },
    en: {
      what: "No province file has the stack {stack}; {directory} has {allowed}.",
      fix: "Use one of these, or write its province file with hotline new.",
    },
  },
  SECRET_MISSING: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 缺少密钥 {secret}（配置 hotline:{secret}）。",
      fix: "运行 hotline secrets init {stack}。",
    },
    en: {
      what: "Stack {stack} has no secret {secret} (config hotline:{secret}).",
      fix: "Run hotline secrets init {stack}.",
    },
  },
  RESTORE_UNREADABLE: {
    severity: "error",
    zh: {
      what: "堆栈文件的 {key} 不可读：{found}。",
      fix: "写明 generation（2 起）和 target（latest，或如 2026-11-24T09:00:00+08:00）；第二次恢复起写成列表，旧的在前。见 docs/database.md。",
    },
    en: {
      what: "{key} of the stack file can't be read: {found}.",
      fix: "Give generation (2 or more) and target (latest, or such as 2026-11-24T09:00:00+08:00); from the second restore on as a list, the oldest first. See docs/database.md.",
    },
  },
  RESTORE_GENERATION: {
    severity: "error",
    zh: {
      what: "{key} 的 generation {found} 已经用过：恢复总是新建一套，绝不覆盖原有的。",
      fix: "改为 {allowed} 或更大；列表按先后排列。",
    },
    en: {
      what: "Generation {found} of {key} is taken: a restore makes another instance, never in place.",
      fix: "Make it {allowed} or more; in a list the oldest stands first.",
    },
  },
  RESTORE_TARGET: {
    severity: "error",
    zh: {
      what: "{key} 的 target {found} 既不是 latest，也不是带时区的时刻。",
      fix: "写 latest，或如 2026-11-24T09:00:00+08:00。",
    },
    en: {
      what: "Target {found} of {key} is neither latest nor a time with an offset.",
      fix: "Write latest, or such as 2026-11-24T09:00:00+08:00.",
    },
  },
  RESTORE_FROM: {
    severity: "error",
    zh: { what: "{key} 的 from {found} 不是在它之前的一代。", fix: "可用：{allowed}。" },
    en: { what: "From {found} of {key} is no generation before it.", fix: "Use {allowed}." },
  },
  RESTORE_HOST: {
    severity: "error",
    zh: { what: "{key} 的 host {found} 不是本站点的 Docker 主机。", fix: "可用：{allowed}。" },
    en: { what: "Host {found} of {key} is no Docker host of this site.", fix: "Use {allowed}." },
  },
  RESTORE_WITHOUT_STORE: {
    severity: "error",
    zh: {
      what: "{key} 要求恢复，但本省没有对象存储（database.backup.store 和 endpoint），在 Kubernetes 上也就没有备份。",
      fix: "在省份文件中填写存有备份的对象存储；没有备份则无从恢复。",
    },
    en: {
      what: "{key} asks for a restore, but the province has no object store (database.backup.store and endpoint), and on Kubernetes no backups without one.",
      fix: "Give the store that has the backups in the province file; without backups there is nothing to restore.",
    },
  },
  DOCKER_HOST_MISSING: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 有多台主机，配置 hotline:dockerHosts 中却没有 {host} 的守护进程地址；不写会把各台都装到本机。",
      fix: "运行 pulumi config set --stack {stack} --path hotline:dockerHosts.{host} ssh://user@host。",
    },
    en: {
      what: "Stack {stack} has several hosts, but config hotline:dockerHosts gives no daemon address of {host}; without it all would land on this machine.",
      fix: "Run pulumi config set --stack {stack} --path hotline:dockerHosts.{host} ssh://user@host.",
    },
  },
} as const satisfies MessageTable;
