import type { MessageTable } from "./message.ts";

/** Words of the command line. */
export const CLI_MESSAGES = {
  COMMAND_UNKNOWN: {
    severity: "error",
    zh: { what: "没有命令 {found}；可用：{allowed}。", fix: "{advice}" },
    en: { what: "There is no command {found}; there are: {allowed}.", fix: "{advice}" },
  },
  OPTION_UNKNOWN: {
    severity: "error",
    zh: { what: "没有选项 {found}；可用：{allowed}。", fix: "{advice}" },
    en: { what: "There is no option {found}; there are: {allowed}.", fix: "{advice}" },
  },
  OPTION_NEEDS_VALUE: {
    severity: "error",
    zh: { what: "选项 {option} 缺少值。", fix: "写成 {option} {value}。" },
    en: { what: "Option {option} has no value.", fix: "Write {option} {value}." },
  },
  OPTION_TAKES_NO_VALUE: {
    severity: "error",
    zh: { what: "选项 {option} 不带值，却写了 {found}。", fix: "只写 {option}。" },
    en: { what: "Option {option} takes no value, but {found} was given.", fix: "Write {option} alone." },
  },
  OPTION_CHOICE: {
    severity: "error",
    zh: { what: "选项 {option} 不能是 {found}。", fix: "可选：{allowed}。" },
    en: { what: "Option {option} can't be {found}.", fix: "Choose one of: {allowed}." },
  },
  OPTION_PERCENT: {
    severity: "error",
    zh: { what: "选项 {option} 应为 {low} 到 {high} 的百分数，却是 {found}。", fix: "改为该范围内的数，可带小数。" },
    en: {
      what: "Option {option} takes a percentage from {low} to {high}, not {found}.",
      fix: "Give a number in that range; it may have decimals.",
    },
  },
  OPTION_NUMBER: {
    severity: "error",
    zh: { what: "选项 {option} 应为 {low} 到 {high} 的整数，却是 {found}。", fix: "改为该范围内的整数。" },
    en: {
      what: "Option {option} must be a whole number from {low} to {high}, not {found}.",
      fix: "Give a number in that range.",
    },
  },
  ARGUMENT_MISSING: {
    severity: "error",
    zh: { what: "命令 {command} 缺少参数 {argument}。", fix: "可填：{allowed}。详见 hotline {command} --help。" },
    en: {
      what: "Command {command} needs the argument {argument}.",
      fix: "Give: {allowed}. See hotline {command} --help.",
    },
  },
  ARGUMENT_CHOICE: {
    severity: "error",
    zh: { what: "命令 {command} 的参数 {argument} 不能是 {found}。", fix: "可选：{allowed}。" },
    en: { what: "Argument {argument} of {command} can't be {found}.", fix: "Choose one of: {allowed}." },
  },
  ARGUMENT_SUPERFLUOUS: {
    severity: "error",
    zh: { what: "命令 {command} 多了参数 {found}。", fix: "去掉它；详见 hotline {command} --help。" },
    en: { what: "Command {command} takes no argument {found}.", fix: "Leave it out; see hotline {command} --help." },
  },
  OPTION_DATE: {
    severity: "error",
    zh: { what: "选项 {option} 应为日期（如 2026-03-05），却是 {found}。", fix: "改为 1980 至 2099 年间存在的日期。" },
    en: {
      what: "Option {option} must be a date such as 2026-03-05, not {found}.",
      fix: "Give a date of 1980 to 2099 that exists.",
    },
  },
  DOSSIER_UNREADABLE: {
    severity: "error",
    zh: {
      what: "{path} 读不出（{reason}）：这不是 hotline dossier 写出的目录。",
      fix: "指明 hotline dossier <省份> --out 写出的目录。",
    },
    en: {
      what: "{path} can't be read ({reason}): this is no folder that hotline dossier wrote.",
      fix: "Name a folder written by hotline dossier <province> --out.",
    },
  },
  NOTHING_CHOSEN: {
    severity: "error",
    zh: { what: "命令 {command} 没有指明省份。", fix: "写省份（如 hotline {command} anhui），或用 --all 表示全部。" },
    en: {
      what: "Command {command} was not told which provinces.",
      fix: "Name them (hotline {command} anhui), or say --all.",
    },
  },
  PROVINCE_UNKNOWN: {
    severity: "error",
    zh: { what: "没有省份 {found}；可用：{allowed}。", fix: "{advice}" },
    en: { what: "There is no province {found}; there are: {allowed}.", fix: "{advice}" },
  },
  PROVINCE_FILE_MISSING: {
    severity: "error",
    zh: {
      what: "目录 {directory} 中没有 {province}.yaml。",
      fix: "用 hotline new {province} 新建，或用 --provinces 指定目录。",
    },
    en: {
      what: "There is no {province}.yaml in {directory}.",
      fix: "Write one with hotline new {province}, or name the folder with --provinces.",
    },
  },
  PROVINCE_FILE_EXISTS: {
    severity: "error",
    zh: { what: "{province} 的省份文件已存在，不会覆盖。", fix: "直接编辑它，或用 --provinces 写到别处。" },
    en: {
      what: "The file of {province} exists and is not overwritten.",
      fix: "Edit it, or write elsewhere with --provinces.",
    },
  },
  SITE_UNKNOWN: {
    severity: "error",
    zh: { what: "没有站点 {found}；有：{allowed}。", fix: "用 --site 选其中之一，或在 sites 中添加。" },
    en: {
      what: "There is no site {found}; there are: {allowed}.",
      fix: "Choose one with --site, or add it under sites.",
    },
  },
  FIGURE_UNKNOWN: {
    severity: "error",
    zh: { what: "没有名为 {found} 的数字。", fix: "{advice}" },
    en: { what: "There is no figure {found}.", fix: "{advice}" },
  },
  FOLDER_NOT_EMPTY: {
    severity: "error",
    zh: { what: "{path} 不是空目录，不会写入。", fix: "换一个新目录，或先清空它。" },
    en: { what: "{path} is not an empty folder; nothing is written.", fix: "Name a new folder, or empty that one." },
  },
  FOLDER_UNWRITABLE: {
    severity: "error",
    zh: { what: "无法写入 {path}（{reason}）。", fix: "换一个可写的目录，或修改权限。" },
    en: { what: "{path} can't be written ({reason}).", fix: "Name a folder that can be, or change its permissions." },
  },
  OPTION_MISSING: {
    severity: "error",
    zh: { what: "命令 {command} 需要选项 {option}。", fix: "写成 {option} {value}。" },
    en: { what: "Command {command} needs the option {option}.", fix: "Write {option} {value}." },
  },
  GENERATED_STALE: {
    severity: "error",
    zh: { what: "{path} 与生成它的代码不一致。", fix: "执行 npx hotline schema --write。" },
    en: { what: "{path} differs from the code it is made from.", fix: "Run npx hotline schema --write." },
  },
  CONTROLLER_KEY_MISSING: {
    severity: "error",
    zh: {
      what: "没有媒体控制密钥。",
      fix: "设环境变量 {variable}，或写 {option} FILE；其值为堆栈密钥 media-control-key。",
    },
    en: {
      what: "There is no media control key.",
      fix: "Set {variable}, or write {option} FILE; its value is the stack's secret media-control-key.",
    },
  },
  CONTROLLER_ADDRESS_MISSING: {
    severity: "error",
    zh: {
      what: "不知道 {province} 媒体控制器的地址。",
      fix: "写 {option} HOST，或设环境变量 {variable}，或在省份文件中给出节点地址。",
    },
    en: {
      what: "The addresses of the media controllers of {province} are not known.",
      fix: "Write {option} HOST, set {variable}, or give the nodes' addresses in the province file.",
    },
  },
  EMERGENCY_ANNOUNCEMENT_UNKNOWN: {
    severity: "error",
    zh: { what: "没有公告 {found}。", fix: "可用：{allowed}；hotline emergency list 列出文本。" },
    en: {
      what: "There is no announcement {found}.",
      fix: "Use {allowed}; hotline emergency list shows their texts.",
    },
  },
  EMERGENCY_TARGET_UNKNOWN: {
    severity: "error",
    zh: { what: "没有线路通往 {found}。", fix: "可转至：{allowed}；hotline emergency list 列出各自的容量。" },
    en: {
      what: "Nothing leads to {found}.",
      fix: "Calls can be diverted to {allowed}; hotline emergency list shows how many.",
    },
  },
  CONTROLLER_SILENT: {
    severity: "error",
    zh: {
      what: "没有一个媒体控制器应答：{nodes}（{reason}）。",
      fix: "检查地址、密钥与网络；应急也可在节点上手工开启：见 docs/emergency.md。",
    },
    en: {
      what: "No media controller answers: {nodes} ({reason}).",
      fix: "Check address, key and network; an emergency can be switched on by hand on the node, too: see docs/emergency.md.",
    },
  },
  CONTROLLER_REFUSED: {
    severity: "error",
    zh: { what: "{node} 的控制器拒绝：{reason}。", fix: "按其说明更正后再执行。" },
    en: { what: "The controller of {node} refuses: {reason}.", fix: "Correct what it names and run again." },
  },
  DRAIN_NODE_UNKNOWN: {
    severity: "error",
    zh: { what: "没有节点 {found}；有：{allowed}。", fix: "用 --node 写出其中之一。" },
    en: { what: "There is no node {found}; there are {allowed}.", fix: "Name one of them with --node." },
  },
  DRAIN_ALONE: {
    severity: "error",
    zh: {
      what: "{node} 无法移交：{reason}。",
      fix: "先让另一节点恢复；单节点只能停止接入、等通话结束。",
    },
    en: {
      what: "{node} can't hand over: {reason}.",
      fix: "Bring the other node back first; a single node can only refuse calls and wait for the last one.",
    },
  },
  SECRET_NAME_MISSING: {
    severity: "error",
    zh: {
      what: "没有说明要处理哪个密钥；有：{allowed}。",
      fix: "写 hotline secrets {action} {province} <name>；全部轮换写 --all。",
    },
    en: {
      what: "Which secret is meant was not said; there are: {allowed}.",
      fix: "Write hotline secrets {action} {province} <name>; to rotate all, --all.",
    },
  },
  SECRET_NOT_PEM: {
    severity: "error",
    zh: { what: "密钥 {found} 应为 PEM 文本（以 -----BEGIN 开头）。", fix: "由标准输入给出 PEM 文件。" },
    en: {
      what: "The secret {found} must be PEM text, which starts with -----BEGIN.",
      fix: "Give the PEM file on standard input.",
    },
  },
  SECRET_KEPT: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 的密钥 {found} 不能更换：已有的备份只有用它才能打开。",
      fix: "如确需更换，请换用新的备份仓库，用 hotline secrets set {province} {found} 写入新值，并保存旧值直到旧备份到期。",
    },
    en: {
      what: "Secret {found} of stack {stack} can't be changed: it alone opens the backups there are.",
      fix: "If you must, begin a new repository, write the new value with hotline secrets set {province} {found}, and keep the old one until the old backups expire.",
    },
  },
  SECRET_NOT_GENERATED: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 的密钥 {found} 由外部给定，不能自动更换。",
      fix: "用 hotline secrets set {province} {found} 写入新值。",
    },
    en: {
      what: "Secret {found} of stack {stack} comes from outside and can't be made anew.",
      fix: "Write the new value with hotline secrets set {province} {found}.",
    },
  },
  SECRET_NAME_UNKNOWN: {
    severity: "error",
    zh: { what: "堆栈 {stack} 没有名为 {found} 的密钥；可用：{allowed}。", fix: "选其中之一。" },
    en: { what: "Stack {stack} has no secret named {found}; there are: {allowed}.", fix: "Choose one of them." },
  },
} as const satisfies MessageTable;
