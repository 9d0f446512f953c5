import type { MessageTable } from "./message.ts";

/** Approvals that bind what is deployed to what was previewed. */
export const APPROVAL_MESSAGES = {
  APPROVAL_DIFFERS: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 现在要做的与批准的不一致：批准 {approved}，现为 {found}。",
      fix: "重新预览并重新批准；未作任何改动。",
    },
    en: {
      what: "What would be done to stack {stack} is not what was approved: approved {approved}, now {found}.",
      fix: "Preview again and have that approved; nothing was changed.",
    },
  },
  APPROVAL_DISCREPANCY: {
    severity: "error",
    zh: { what: "{resource}：批准时为 {approved}；现为 {now}。", fix: "查明批准之后改了什么。" },
    en: { what: "{resource}: approved was {approved}; now it is {now}.", fix: "Find out what changed since." },
  },
  APPROVAL_REPORT_NEEDED: {
    severity: "note",
    zh: { what: "没有 {stack} 的预览报告，差异无法逐项列出。", fix: "给出当时的 preview.json。" },
    en: {
      what: "Without the report of {stack} the differences can't be listed.",
      fix: "Give the preview.json of that time.",
    },
  },
  APPROVAL_LOG_ALTERED: {
    severity: "error",
    zh: { what: "批准记录自此行起被改动过，或不是批准记录。", fix: "从版本库或备份恢复；记录只能追加。" },
    en: {
      what: "The log of approvals was altered from this line on, or is none.",
      fix: "Restore it from the repository or a backup; it is only ever added to.",
    },
  },
  CHANGE_CAUSED: {
    severity: "note",
    zh: { what: "本行引起：{what}。", fix: "全部变更见预览报告。" },
    en: { what: "This line changes {what}.", fix: "The preview's report has all of it." },
  },
  COMMENT_UNREADABLE: {
    severity: "error",
    zh: {
      what: "不是预览评论，或无法读取。",
      fix: "先运行 hotline preview --report <目录>，再给出其中的 comment.md。",
    },
    en: {
      what: "This is no comment of a preview, or can't be read.",
      fix: "Run hotline preview --report DIR first, then give the comment.md in it.",
    },
  },
  FORGE_VARIABLE_MISSING: {
    severity: "error",
    zh: { what: "缺少环境变量 {name}，不知道往哪里发表评论。", fix: "在合并请求的 CI 作业里运行，并配置令牌。" },
    en: {
      what: "The variable {name} is not set, so it isn't known where to comment.",
      fix: "Run it in a job of a pull request, and give the job its token.",
    },
  },
  FORGE_REFUSED: {
    severity: "error",
    zh: { what: "代码平台拒绝了 {what}：{reason}。", fix: "核对令牌的权限（可写合并请求的评论）与网络。" },
    en: {
      what: "The forge refused {what}: {reason}.",
      fix: "Check the token's rights (writing comments of pull requests) and the network.",
    },
  },
} as const satisfies MessageTable;
