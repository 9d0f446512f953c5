import type { MessageTable } from "./message.ts";

/** Snapshots, git revisions and what is compared with them. */
export const REVISION_MESSAGES = {
  SNAPSHOT_FORMAT: {
    severity: "error",
    zh: {
      what: "快照格式为 {found}，本版本只认 {known}。",
      fix: "用写出它的 hotline 版本预览，或用本版本重新执行 hotline state publish。",
    },
    en: {
      what: "The snapshot is of format {found}; this version reads {known}.",
      fix: "Preview with the hotline version that wrote it, or run hotline state publish with this one.",
    },
  },
  SNAPSHOT_MISSING: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 还没有快照。",
      fix: "部署会发布快照；也可执行 hotline state publish {stack} --from <pulumi stack export 的文件>。",
    },
    en: {
      what: "Stack {stack} has no snapshot yet.",
      fix: "A deployment publishes one; or run hotline state publish {stack} --from <file of pulumi stack export>.",
    },
  },
  SNAPSHOT_CIPHERTEXT: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 的状态由 {found} 加密，无法在此解密以便脱敏。",
      fix: "用 pulumi stack export --show-secrets 导出，经管道交给 hotline state publish {stack} --from -，不要落盘。",
    },
    en: {
      what: "The state of stack {stack} is encrypted by {found}; it can't be opened here to be redacted.",
      fix: "Pipe pulumi stack export --show-secrets into hotline state publish {stack} --from -; don't put it on a disk.",
    },
  },
  EXPORT_UNREADABLE: {
    severity: "error",
    zh: {
      what: "这不是 pulumi stack export 的输出：{reason}。",
      fix: "执行 pulumi stack export --stack {stack} > 文件。",
    },
    en: {
      what: "This is not what pulumi stack export writes: {reason}.",
      fix: "Run pulumi stack export --stack {stack} > file.",
    },
  },
  PLUGIN_MISSING: {
    severity: "error",
    zh: {
      what: "live 预览需要官方插件 {found}，PATH 上没有。",
      fix: "执行 pulumi plugin install resource {name} {version}，并将其放入 PATH；或用 --tier plan。",
    },
    en: {
      what: "A live preview needs the official plugin {found}, which is not on PATH.",
      fix: "Run pulumi plugin install resource {name} {version} and put it on PATH, or use --tier plan.",
    },
  },
  RANGE_MALFORMED: {
    severity: "error",
    zh: { what: "{found} 不是两个版本。", fix: "写成 <旧>..<新>，如 main..HEAD。" },
    en: { what: "{found} does not name two revisions.", fix: "Write <from>..<to>, such as main..HEAD." },
  },
  REVISION_NOT_GIT: {
    severity: "error",
    zh: { what: "{directory} 不在 git 仓库中，没有版本可比（{reason}）。", fix: "在仓库内运行。" },
    en: {
      what: "{directory} is in no git repository, so there is no revision to compare ({reason}).",
      fix: "Run it inside a repository.",
    },
  },
  REVISION_UNKNOWN: {
    severity: "error",
    zh: {
      what: "仓库中没有版本 {ref}。",
      fix: "核对分支、标签或提交号；浅克隆须先取回历史（git fetch --unshallow）。",
    },
    en: {
      what: "The repository has no revision {ref}.",
      fix: "Check the branch, tag or commit; a shallow clone must fetch its history first (git fetch --unshallow).",
    },
  },
} as const satisfies MessageTable;
