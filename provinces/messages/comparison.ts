import type { MessageTable } from "./message.ts";

/** Comparing self-build with outsourcing, and reports of it. */
export const COMPARISON_MESSAGES = {
  REPORT_MISSING: {
    severity: "error",
    zh: { what: "读不到报告 {path}（{reason}）。", fix: "核对路径。" },
    en: { what: "The report {path} can't be read ({reason}).", fix: "Check the path." },
  },
  REPORT_UNREADABLE: {
    severity: "error",
    zh: {
      what: "{path} 不是 hotline compare 的报告，或已损坏。",
      fix: "需要 --format json 或 --format html 写出的文件。",
    },
    en: {
      what: "The file {path} is no report of hotline compare, or it is damaged.",
      fix: "Give a file written with --format json or --format html.",
    },
  },
  COST_LINE_UNKNOWN: {
    severity: "error",
    zh: { what: "没有名为 {found} 的费用行、类别、合计或价格。", fix: "{advice}" },
    en: { what: "No cost line, class, total or price is called {found}.", fix: "{advice}" },
  },
  WHY_ONE_PROVINCE: {
    severity: "error",
    zh: { what: "选项 {option} 一次只用于一个省份，却给了 {count} 个。", fix: "只写一个省份。" },
    en: { what: "Option {option} takes one province, not {count}.", fix: "Name one province." },
  },
  OUT_NEEDED: {
    severity: "error",
    zh: { what: "格式 {format} 须写入文件。", fix: "加上 --out 文件名。" },
    en: { what: "The format {format} is written to a file.", fix: "Add --out FILE." },
  },
  OUT_UNWRITABLE: {
    severity: "error",
    zh: { what: "无法写入 {path}（{reason}）。", fix: "换一个可写的文件。" },
    en: { what: "The file {path} can't be written ({reason}).", fix: "Choose a file that can." },
  },
  AGAINST_NOT_GIT: {
    severity: "error",
    zh: {
      what: "省份目录 {directory} 不在 git 仓库中，无法与 {ref} 比较（{reason}）。",
      fix: "在仓库内运行，或去掉 --against。",
    },
    en: {
      what: "The folder {directory} is in no git repository, so nothing can be compared with {ref} ({reason}).",
      fix: "Run it inside the repository, or leave out --against.",
    },
  },
  AGAINST_REF_UNKNOWN: {
    severity: "error",
    zh: {
      what: "仓库中没有版本 {ref}，或其中没有目录 {directory}。",
      fix: "核对分支、标签或提交号；浅克隆须先取回历史。",
    },
    en: {
      what: "The repository has no {ref}, or no folder {directory} in it.",
      fix: "Check the branch, tag or commit; a shallow clone needs its history first.",
    },
  },
  GATE_NEEDS: {
    severity: "error",
    zh: { what: "选项 {option} 须与 {needs} 一起使用。", fix: "加上 {needs}。" },
    en: { what: "Option {option} needs {needs}.", fix: "Add {needs}." },
  },
} as const satisfies MessageTable;
