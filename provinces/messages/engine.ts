import type { MessageTable } from "./message.ts";

/** Finding the engine, previews, rehearsals, secrets. */
export const ENGINE_MESSAGES = {
  ENGINE_UNAVAILABLE: {
    severity: "error",
    zh: {
      what: "没有 Pulumi {version} 命令行，也无法取得：{reasons}。",
      fix: "安装后放入 PATH，或用 HOTLINE_PULUMI 指明路径；也可安装 Go {go} 以上由本工具编译。",
    },
    en: {
      what: "The Pulumi command line {version} is not there and can't be had: {reasons}.",
      fix: "Install it on PATH, name it by HOTLINE_PULUMI, or install Go {go} or later so that it can be built.",
    },
  },
  ENGINE_GIVEN_UNUSABLE: {
    severity: "error",
    zh: {
      what: "HOTLINE_PULUMI 指向 {found}，不能用：{reason}。",
      fix: "改为 {version} 或更新的 3.x 版本，或取消此变量。",
    },
    en: {
      what: "HOTLINE_PULUMI names {found}, which can't be used: {reason}.",
      fix: "Name version {version} or a later 3.x, or unset it.",
    },
  },
  ENGINE_FAILED: {
    severity: "error",
    zh: { what: "堆栈 {stack}：引擎中断。{message}", fix: "用 hotline doctor 检查；再不行请附上以上输出报告。" },
    en: {
      what: "Stack {stack}: the engine broke off. {message}",
      fix: "Run hotline doctor; then report it with this output.",
    },
  },
  PREVIEW_TIMEOUT: {
    severity: "error",
    zh: { what: "堆栈 {stack} 超过时限仍未完成，已中止。", fix: "机器太忙时减少并行数（--workers 1）后重试。" },
    en: {
      what: "Stack {stack} was not done in time and was stopped.",
      fix: "On a busy machine try again with --workers 1.",
    },
  },
  PREVIEW_CRASHED: {
    severity: "error",
    zh: { what: "堆栈 {stack} 的工作进程意外退出（{reason}）。{message}", fix: "单独预览这个堆栈以看清原因。" },
    en: {
      what: "The process that worked on stack {stack} died ({reason}). {message}",
      fix: "Preview this stack alone to see why.",
    },
  },
  PROGRAM_REFUSED: {
    severity: "error",
    zh: { what: "堆栈 {stack} 的程序拒绝继续：{message}", fix: "按所述改正。" },
    en: { what: "The program of stack {stack} refused: {message}", fix: "Put it right as it says." },
  },
  PROGRAM_FAILED: {
    severity: "error",
    zh: { what: "堆栈 {stack} 的程序出错：{message}", fix: "这是程序缺陷，请附上堆栈信息报告。" },
    en: {
      what: "The program of stack {stack} failed: {message}",
      fix: "This is a bug; report it with its stack trace.",
    },
  },
  RESOURCE_PROTECTED: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 的资源 {resource} 含数据、受保护，不会删除或替换。",
      fix: "改回原来的名字或位置；确要迁移时，先备份并在新处恢复。",
    },
    en: {
      what: "Stack {stack}: {resource} holds data and is protected; it is neither deleted nor replaced.",
      fix: "Give it back its name and place; to move it, back up and restore at the new place first.",
    },
  },
  RESOURCE_REFUSED: {
    severity: "error",
    zh: { what: "堆栈 {stack} 的资源 {resource}：{message}", fix: "按所述改正，省份文件或程序。" },
    en: {
      what: "Stack {stack}, resource {resource}: {message}",
      fix: "Correct the province file or the program accordingly.",
    },
  },
  OFFLINE_PROVIDER_ANNOUNCED: {
    severity: "error",
    zh: {
      what: "环境变量 PULUMI_DEBUG_PROVIDERS 是 {found}：离线预览用的假提供者会把虚构的资源写入状态。",
      fix: "取消该变量后再部署。",
    },
    en: {
      what: "PULUMI_DEBUG_PROVIDERS is {found}: a provider for offline planning would write fiction into the state.",
      fix: "Unset it, then deploy.",
    },
  },
  RECORDED_STATE_UNUSABLE: {
    severity: "error",
    zh: { what: "无法与此文件比较：{reason}。", fix: "先用 hotline rehearse <省份> --forget 删除，再重新演练。" },
    en: {
      what: "This can't be compared with: {reason}.",
      fix: "Remove it with hotline rehearse <province> --forget, then rehearse anew.",
    },
  },
  SECRET_IN_STACK_FILE: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 的文件中，密钥 {found} 是明文。",
      fix: "删去该行，用 hotline secrets set 重新写入；若已提交过，请更换该密钥。",
    },
    en: {
      what: "The secret {found} stands in plain text in the file of stack {stack}.",
      fix: "Remove the line and write it with hotline secrets set; if it was ever committed, change the secret.",
    },
  },
  STACK_FILE_MALFORMED: {
    severity: "error",
    zh: { what: "不是堆栈配置文件：{reason}。", fix: "改正 YAML；密钥用 hotline secrets 写入。" },
    en: {
      what: "This is not a stack's configuration: {reason}.",
      fix: "Correct the YAML; secrets are written by hotline secrets.",
    },
  },
  PASSPHRASE_MISSING: {
    severity: "error",
    zh: {
      what: "加密堆栈 {stack} 的密钥需要口令。",
      fix: "设置 PULUMI_CONFIG_PASSPHRASE，或 PULUMI_CONFIG_PASSPHRASE_FILE（文件路径）。",
    },
    en: {
      what: "Encrypting the secrets of stack {stack} takes a passphrase.",
      fix: "Set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE to a file's path.",
    },
  },
  PASSPHRASE_WRONG: {
    severity: "error",
    zh: { what: "口令不是堆栈 {stack} 的口令；文件未改动。", fix: "换成建立这个堆栈时用的口令。" },
    en: {
      what: "The passphrase is not that of stack {stack}; its file is unchanged.",
      fix: "Use the one the stack was set up with.",
    },
  },
  SECRETS_PROVIDER_OTHER: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 的密钥由 {found} 加密，本命令只写口令加密的文件。",
      fix: "用 pulumi config set --secret 写入。",
    },
    en: {
      what: "The secrets of stack {stack} are encrypted by {found}; this command writes passphrase-encrypted files only.",
      fix: "Write them with pulumi config set --secret.",
    },
  },
  SECRET_EMPTY: {
    severity: "error",
    zh: { what: "没有为密钥 {found} 给出值。", fix: "由标准输入给出，例如 hotline secrets set … < 文件。" },
    en: {
      what: "No value was given for the secret {found}.",
      fix: "Give it on standard input: hotline secrets set ... < file.",
    },
  },
} as const satisfies MessageTable;
