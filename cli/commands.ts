import { PROVINCE_IDS } from "../provinces/reference/divisions.ts";
import type { Argument, Command, Option } from "./command.ts";

const provinces: Argument = {
  name: "province",
  need: "many",
  text: { zh: "省份拼音，可多个", en: "Province ids, such as anhui guangdong" },
};
const province: Argument = {
  name: "province",
  need: "required",
  text: { zh: "省份拼音，如 anhui", en: "Province id, such as anhui" },
};
const all: Option = { type: "boolean", text: { zh: "全部省份", en: "All provinces of the folder" } };
const site: Option = {
  type: "string",
  value: "SITE",
  text: { zh: "站点，默认 main", en: "Site of the province; main if left out" },
};
const format: Option = {
  type: "string",
  choices: ["table", "json"],
  text: { zh: "输出格式，默认 table", en: "Form of the result; table if left out" },
};
const reportFormat: Option = {
  type: "string",
  choices: ["table", "json", "markdown", "html"],
  text: { zh: "输出格式，默认 table", en: "Form of the result; table if left out" },
};
const previewFormat: Option = {
  type: "string",
  choices: ["table", "text", "json", "markdown", "html"],
  text: {
    zh: "输出格式，默认 table；text、markdown、html 为完整报告",
    en: "Form of the result; table if left out. text, markdown and html are the whole report",
  },
};
/** What previews and diffs have in common for pull requests. */
const reportOptions: Readonly<Record<string, Option>> = {
  report: {
    type: "string",
    value: "DIR",
    text: {
      zh: "把报告写入目录：comment.md、preview.md、preview.html、preview.json、行注释",
      en: "Folder for the report: comment.md, preview.md, preview.html, preview.json, annotations",
    },
  },
  "max-increase": {
    type: "string",
    value: "PERCENT",
    text: {
      zh: "每月费用涨幅超过即为风险，退出码 3",
      en: "A monthly cost that rises by more is refused with exit code 3",
    },
  },
  key: {
    type: "string",
    value: "NAME",
    text: {
      zh: "评论的名字：一个合并请求里有几条流水线时各取其名",
      en: "Name of the comment, where several pipelines comment on one pull request",
    },
  },
  "source-url": {
    type: "string",
    value: "URL",
    text: {
      zh: "此提交的文件在代码平台上的地址，用于链接",
      en: "Where the forge shows the files of this commit, for links",
    },
  },
};
const chartFormat: Option = {
  type: "string",
  choices: ["table", "json", "markdown", "html", "svg"],
  text: { zh: "输出格式，默认 table", en: "Form of the result; table if left out" },
};
const workers: Option = {
  type: "string",
  value: "N",
  text: { zh: "并行进程数，默认为 CPU 数，至多 4", en: "Worker processes; as many as cores, 4 at most, if left out" },
};
const snapshots: Option = {
  type: "string",
  value: "DIR",
  text: {
    zh: "快照目录，如检出的分支或下载的产物；默认 .hotline/snapshots",
    en: "Folder of snapshots, such as a branch or artifact put there; .hotline/snapshots if left out",
  },
};

const by: Option = {
  type: "string",
  value: "NAME",
  text: { zh: "操作人，默认本机用户名", en: "Who does it; the user's name if left out" },
};
const controllers: Option = {
  type: "string",
  value: "HOST[:PORT],...",
  text: {
    zh: "媒体控制器地址，默认取 HOTLINE_CONTROLLERS，其次取省份文件",
    en: "Addresses of the media controllers; HOTLINE_CONTROLLERS, else those of the province file",
  },
};
const keyFile: Option = {
  type: "string",
  value: "FILE",
  text: {
    zh: "媒体控制密钥文件，默认取环境变量 HOTLINE_CONTROL_KEY",
    en: "File with the media control key; the variable HOTLINE_CONTROL_KEY if left out",
  },
};

export const GLOBAL_OPTIONS: Readonly<Record<string, Option>> = {
  provinces: {
    type: "string",
    value: "DIR",
    text: {
      zh: "省份文件目录，默认 ./provinces，其次为随附示例",
      en: "Folder of province files; ./provinces, else the examples that come along",
    },
  },
  lang: {
    type: "string",
    choices: ["zh", "en"],
    text: { zh: "语言，默认随 LANG", en: "Language; by LANG if left out" },
  },
  version: { type: "boolean", text: { zh: "版本", en: "Version" } },
  help: { type: "boolean", text: { zh: "帮助", en: "Help" } },
};

export const COMMANDS: readonly Command[] = [
  {
    name: "start",
    text: {
      zh: "一次看全国：规划全部省份，取得引擎，离线预览，汇总",
      en: "The main job: plans all provinces, gets the engine, previews them offline, sums up",
    },
    examples: ["npm start", "npx hotline start --lang zh"],
    arguments: [],
    options: { workers },
  },
  {
    name: "new",
    text: { zh: "新建一个带注释的省份文件", en: "Writes a commented province file" },
    examples: [
      "npx hotline new hubei --provinces ./my-provinces",
      "npx hotline new hubei --build outsourced --platform docker",
    ],
    arguments: [{ ...province, choices: PROVINCE_IDS }],
    options: {
      build: {
        type: "string",
        choices: ["self-built", "outsourced"],
        text: { zh: "建设模式，默认 self-built", en: "Build mode; self-built if left out" },
      },
      platform: {
        type: "string",
        choices: ["docker", "kubernetes"],
        text: { zh: "平台，默认 docker", en: "Platform; docker if left out" },
      },
    },
  },
  {
    name: "init",
    text: {
      zh: "为本单位新建仓库：省份、价格、节假日、密钥、CI",
      en: "Starts a department's own repository: provinces, prices, holidays, stacks, CI",
    },
    examples: ["npx hotline init ../our-12333"],
    arguments: [
      { name: "dir", need: "required", text: { zh: "新目录", en: "Folder to create; must be empty or absent" } },
    ],
    options: {},
  },
  {
    name: "validate",
    text: { zh: "校验省份文件：语法、规则、话务能力", en: "Checks province files: syntax, rules, capacity" },
    examples: ["npx hotline validate", "npx hotline validate anhui --lang zh"],
    arguments: [provinces],
    options: { format },
  },
  {
    name: "plan",
    text: { zh: "规划：中继、座席、人数、要建什么", en: "Plans: trunks, seats, heads, what is built" },
    examples: ["npx hotline plan --all", "npx hotline plan anhui", "npx hotline plan anhui --format json"],
    arguments: [provinces],
    options: { all, site, format },
  },
  {
    name: "timeline",
    text: {
      zh: "开通时间表：何时由谁办什么、何项逾期、最早何日开通；甘特图",
      en: "When 12333 opens: what is due when and by whom, what is late, the critical path; Gantt chart",
    },
    examples: ["npx hotline timeline anhui", "npx hotline timeline --all", "npx hotline timeline anhui --format html"],
    arguments: [provinces],
    options: {
      all,
      today: {
        type: "string",
        value: "DATE",
        text: { zh: "截至日期 YYYY-MM-DD，默认当日", en: "Day to judge by, YYYY-MM-DD; today if left out" },
      },
      chain: {
        type: "string",
        choices: ["parallel", "sequential"],
        text: {
          zh: "并行或逐步办理，默认按省份文件",
          en: "Steps side by side or one by one; by the province file if left out",
        },
      },
      strict: {
        type: "boolean",
        text: {
          zh: "日期超出已有放假通知的年份即报错",
          en: "Fails where a date counts days of a year whose notice of days off is not known",
        },
      },
      format: chartFormat,
    },
  },
  {
    name: "compare-modes",
    text: {
      zh: "热线电话、呼叫中心、业务集成三种工作模式比较",
      en: "Sets the work modes side by side for a province: people, trunks, what callers get, what it needs",
    },
    examples: ["npx hotline compare-modes anhui", "npx hotline compare-modes xizang --format html"],
    arguments: [province],
    options: { site, format: reportFormat },
  },
  {
    name: "explain",
    text: {
      zh: "说明任一数字的来历：给定、默认、计算公式",
      en: "Shows where any number comes from: given, default, or computed and how",
    },
    examples: ["npx hotline explain anhui agents.seatsNeeded", "npx hotline explain anhui trunks"],
    arguments: [
      province,
      { name: "figure", need: "optional", text: { zh: "数字名或其开头", en: "Name of a figure, or its beginning" } },
    ],
    options: { site, format },
  },
  {
    name: "compare",
    text: {
      zh: "自建与外包比较：同等服务水平下的现值、敏感性、结论",
      en: "Compares self-build with outsourcing at the same service level: present values, sensitivity, verdict",
    },
    examples: [
      "npx hotline compare anhui",
      "npx hotline compare --all --format json --seed 7",
      "npx hotline compare --all --budget 300000000",
      "npx hotline compare anhui --format html --out anhui.html",
      "npx hotline compare anhui --format xlsx --out anhui.xlsx",
      "npx hotline compare anhui --why people.agents",
      "npx hotline compare anhui --against main --max-increase 5",
      "npx hotline compare --reproduce anhui.html",
    ],
    arguments: [provinces],
    options: {
      all,
      site,
      format: { ...format, choices: ["table", "markdown", "json", "html", "xlsx"] },
      out: {
        type: "string",
        value: "FILE",
        text: { zh: "写入文件（xlsx 必需）", en: "File to write; needed for xlsx" },
      },
      why: {
        type: "string",
        value: "LINE",
        text: {
          zh: "说明某一费用行、类别、合计或价格的公式、数量与出处",
          en: "Formula, inputs and sources of a line, class, total or price",
        },
      },
      reproduce: {
        type: "string",
        value: "REPORT",
        text: {
          zh: "重新计算一份报告（json 或 html），说明是否一致",
          en: "Computes a report (json or html) again and says whether it is the same",
        },
      },
      against: {
        type: "string",
        value: "REF",
        text: {
          zh: "与 git 版本比较，区分假设（价格）与设计（规划）的变化",
          en: "Compares with a git ref: what assumptions (prices) changed, and what the design (plan) did",
        },
      },
      "max-increase": {
        type: "string",
        value: "PERCENT",
        text: {
          zh: "与 --against 合用：现值涨幅超过即退出码 3",
          en: "With --against: exit with 3 when the present value rises by more",
        },
      },
      seed: {
        type: "string",
        value: "N",
        text: { zh: "随机数种子，默认 12333", en: "Seed of the simulation; 12333 if left out" },
      },
      draws: {
        type: "string",
        value: "N",
        text: {
          zh: "模拟次数，默认 10000，至多 100000",
          en: "Draws of the simulation; 10000 if left out, 100000 at most",
        },
      },
      "labor-correlation": {
        type: "string",
        value: "PERCENT",
        text: {
          zh: "工资与外包人力单价同涨同跌的次数占比，默认 0",
          en: "Percent of draws in which wages and the provider's prices of labor move together; 0 if left out",
        },
      },
      budget: {
        type: "string",
        value: "YUAN",
        text: {
          zh: "首年预算（元）：一省超出即退出码 3，多省求最佳组合",
          en: "Budget of the first year in yuan: exit with 3 above it; for several provinces the best mix within it",
        },
      },
      "as-of": {
        type: "string",
        value: "DATE",
        text: { zh: "测算日，默认今天", en: "Day for which prices are judged; today if left out" },
      },
      "min-sourced": {
        type: "string",
        value: "PERCENT",
        text: {
          zh: "有出处价格的最低占比，默认 50",
          en: "Least share that must rest on sourced prices; 50 if left out",
        },
      },
      "max-unknown": {
        type: "string",
        value: "PERCENT",
        text: {
          zh: "缺价行的最高占比，默认 0；写明时超出即退出码 3",
          en: "Most share of lines with a missing price, 0 if left out; exit with 3 above it when given",
        },
      },
      "require-fit": {
        type: "boolean",
        text: { zh: "结论不足以决策时退出码为 3", en: "Exit with 3 when a verdict is not fit for a decision" },
      },
    },
  },
  {
    name: "render",
    text: { zh: "把将要部署的全部文件写出来供阅读", en: "Writes every file that would be deployed, for reading" },
    examples: ["npx hotline render anhui --out ./rendered"],
    arguments: [province],
    options: {
      out: {
        type: "string",
        value: "DIR",
        text: { zh: "输出目录，须为空或不存在", en: "Folder to write into; must be empty or absent" },
      },
      site,
    },
  },
  {
    name: "dossier",
    text: {
      zh: "码号文书：申请、备案、中继需求、开通函、报告；核对是否过时",
      en: "Papers of the number: application, filing, trunk orders, requests, report; checks which are stale",
    },
    examples: [
      "npx hotline dossier anhui",
      "npx hotline dossier anhui --out ./anhui-papers",
      "npx hotline dossier national --out ./application --format docx",
      "npx hotline dossier check ./anhui-papers",
    ],
    arguments: [
      {
        name: "subject",
        need: "required",
        choices: [...PROVINCE_IDS, "national", "check"],
        text: {
          zh: "省份拼音、national（部级申请）或 check（核对）",
          en: "Province id, national (the ministry's application) or check",
        },
      },
      { name: "folder", need: "optional", text: { zh: "check 时的文书目录", en: "With check: folder of papers" } },
    ],
    options: {
      out: {
        type: "string",
        value: "DIR",
        text: { zh: "输出目录，须为空或不存在", en: "Folder to write into; must be empty or absent" },
      },
      format: {
        type: "string",
        choices: ["all", "docx", "markdown", "json"],
        text: {
          zh: "all（docx 与 Markdown）、docx、markdown；不写文件时可用 json",
          en: "all (docx and Markdown), docx or markdown; json when nothing is written",
        },
      },
      from: {
        type: "string",
        value: "DATE",
        text: {
          zh: "自该日起推算预计日期；不给则只写时限",
          en: "Day from which expected dates are counted; limits only if left out",
        },
      },
    },
  },
  {
    name: "sheets",
    text: {
      zh: "中继申请单、网关参数表、开通测试记录（Markdown）",
      en: "Trunk orders, gateway sheets and opening-test records, as Markdown",
    },
    examples: ["npx hotline sheets anhui --out ./sheets", "npx hotline sheets anhui --lang en"],
    arguments: [province],
    options: {
      out: {
        type: "string",
        value: "DIR",
        text: {
          zh: "输出目录，须为空或不存在；不写则直接输出",
          en: "Folder to write into, empty or absent; printed if left out",
        },
      },
      site,
    },
  },
  {
    name: "prompts",
    text: {
      zh: "语音提示：列出录音单，检查录音文件，生成演示语音",
      en: "Announcements: the recording sheet, a check of what was recorded, a demo voice",
    },
    examples: [
      "npx hotline prompts list anhui --format markdown",
      "npx hotline prompts check anhui --folder ./sounds",
      "npx hotline prompts demo anhui --output ./demo-sounds",
    ],
    arguments: [
      { name: "action", need: "required", choices: ["list", "check", "demo"], text: { zh: "动作", en: "What to do" } },
      province,
    ],
    options: {
      site,
      format: {
        type: "string",
        choices: ["table", "markdown", "json"],
        text: { zh: "输出格式，默认 table", en: "Form of the result; table if left out" },
      },
      folder: { type: "string", value: "DIR", text: { zh: "check：录音目录", en: "With check: the recordings" } },
      output: {
        type: "string",
        value: "DIR",
        text: { zh: "demo：输出目录，须为空或不存在", en: "With demo: folder to write into; must be empty or absent" },
      },
    },
  },
  {
    name: "preview",
    text: {
      zh: "离线预览：真实引擎，无需集群、插件、凭据",
      en: "Previews with the real engine: no cluster, plugin or credential needed",
    },
    examples: [
      "npx hotline preview guangdong --offline",
      "npx hotline preview --all --changed-since origin/main",
      "npx hotline preview --all --tier fast --verify",
    ],
    arguments: [provinces],
    options: {
      offline: {
        type: "boolean",
        text: {
          zh: "明示离线（本命令从不接触目标）",
          en: "Says what is true anyway: this command never touches a target",
        },
      },
      all,
      site,
      format: previewFormat,
      ...reportOptions,
      workers,
      tier: {
        type: "string",
        choices: ["fast", "plan", "live"],
        text: {
          zh: "fast：不用引擎；plan：真实引擎，离线应答（默认）；live：真实引擎与官方插件",
          en: "fast: no engine; plan: the real engine, answered offline, if left out; live: the real engine and the official plugin",
        },
      },
      verify: {
        type: "boolean",
        text: {
          zh: "再用另一层预览一遍，列出两者不一致之处；有则退出码为 3",
          en: "Previews by a second tier as well and shows where the two disagree; exits with 3 if they do",
        },
      },
      "changed-since": {
        type: "string",
        value: "REF",
        text: {
          zh: "只预览自该 git 版本以来结果有变的省份，说明其余为何略过",
          en: "Only provinces whose result differs from that git revision; says why the others are skipped",
        },
      },
      snapshots,
      "as-of": {
        type: "string",
        value: "DATE",
        text: { zh: "预览日期，默认今天", en: "Day of the preview; today if left out" },
      },
      "exit-code": {
        type: "boolean",
        text: { zh: "有待执行的变更时退出码为 2", en: "Exit with 2 when changes are pending" },
      },
    },
  },
  {
    name: "diff",
    text: {
      zh: "比较两个 git 版本的省份文件会建出什么，不需要状态、引擎、凭据",
      en: "Compares what the province files of two git revisions would build: no state, engine or credential needed",
    },
    examples: ["npx hotline diff main..HEAD", "npx hotline diff v1.0.0.. --format json"],
    arguments: [
      {
        name: "range",
        need: "required",
        text: {
          zh: "<旧>..<新>；省略 <新> 则与工作目录比较",
          en: "<from>..<to>; without <to> the files as they lie in the folder",
        },
      },
    ],
    options: {
      site,
      format: previewFormat,
      ...reportOptions,
      "as-of": { type: "string", value: "DATE", text: { zh: "日期，默认今天", en: "Day; today if left out" } },
    },
  },
  {
    name: "state",
    text: {
      zh: "发布或查看已部署状态的脱敏快照，供以后预览比较",
      en: "Publishes or shows the redacted snapshot of what is deployed; later previews compare with it",
    },
    examples: [
      "npx hotline state publish anhui",
      "pulumi stack export --stack anhui | npx hotline state publish anhui --from -",
      "npx hotline state show anhui",
    ],
    arguments: [
      {
        name: "action",
        need: "required",
        choices: ["publish", "show"],
        text: { zh: "发布或查看", en: "What to do" },
      },
      province,
    ],
    options: {
      site,
      from: {
        type: "string",
        value: "FILE",
        text: {
          zh: "pulumi stack export 的输出，- 为标准输入；省略则向后端导出",
          en: "Output of pulumi stack export, - for standard input; asked of the backend if left out",
        },
      },
      snapshots,
      format,
    },
  },
  {
    name: "comment",
    text: {
      zh: "在 CI 中把预览报告发表到合并请求；再次运行更新同一条评论（GitHub、GitLab）",
      en: "In CI, puts a preview's report beside the pull request; another run updates the same comment (GitHub, GitLab)",
    },
    examples: ["npx hotline comment preview/comment.md"],
    arguments: [
      {
        name: "file",
        need: "required",
        text: {
          zh: "hotline preview --report 写出的 comment.md",
          en: "comment.md as hotline preview --report wrote it",
        },
      },
    ],
    options: {},
  },
  {
    name: "rehearse",
    text: {
      zh: "演练一次完整部署，所得状态只供以后预览比较",
      en: "Runs a full update against the offline provider; later previews compare with its state",
    },
    examples: ["npx hotline rehearse guangdong", "npx hotline rehearse guangdong --forget"],
    arguments: [province],
    options: { site, forget: { type: "boolean", text: { zh: "删除演练状态", en: "Removes the rehearsal's state" } } },
  },
  {
    name: "emergency",
    text: {
      zh: "应急：全部来电改放公告，或转12345、兄弟省份；不依赖数据库与座席系统",
      en: "Emergency: every call to an announcement, to 12345 or a sister province; needs no database, no desk",
    },
    examples: [
      "npx hotline emergency list anhui",
      "npx hotline emergency on anhui --why '数据中心停电'",
      "npx hotline emergency on anhui --divert jiangsu --why '数据中心停电'",
      "npx hotline emergency off anhui --why '已恢复'",
    ],
    arguments: [
      {
        name: "action",
        need: "required",
        choices: ["on", "off", "status", "list"],
        text: { zh: "动作", en: "What to do" },
      },
      province,
    ],
    options: {
      site,
      announcement: {
        type: "string",
        value: "NAME",
        text: {
          zh: "播放的公告（list 列出），默认 emergency",
          en: "Announcement that callers hear, one of list; emergency if left out",
        },
      },
      divert: {
        type: "string",
        value: "TARGET",
        text: { zh: "转至：12345 或省份拼音（list 列出）", en: "Where calls go: 12345 or a province, one of list" },
      },
      why: { type: "string", value: "TEXT", text: { zh: "原因，记入日志", en: "Reason, kept in the log" } },
      by,
      controllers,
      "key-file": keyFile,
    },
  },
  {
    name: "drain",
    text: {
      zh: "把媒体节点的来电与座席逐一移交另一节点，不掉话",
      en: "Hands a media node's calls and agents over to the other node, one by one, and cuts nobody off",
    },
    examples: ["npx hotline drain anhui", "npx hotline drain anhui --plan", "npx hotline drain anhui --node host-a"],
    arguments: [province],
    options: {
      site,
      node: {
        type: "string",
        value: "NODE",
        text: { zh: "节点名，默认当前主用节点", en: "Name of the node; the one that owns the calls if left out" },
      },
      plan: {
        type: "boolean",
        text: {
          zh: "只说明会怎样、最长多久；不连接",
          en: "Says what would happen and how long it may take; connects to nothing",
        },
      },
      by,
      controllers,
      "key-file": keyFile,
    },
  },
  {
    name: "secrets",
    text: {
      zh: "密钥：初始化、设置、读取、轮换（加密存于 stacks/）",
      en: "Secrets: makes, sets, reads and rotates them, encrypted in stacks/",
    },
    examples: [
      "npx hotline secrets init anhui",
      "npx hotline secrets set anhui desk-tls-key < key.pem",
      "npx hotline secrets get anhui media-control-key > media-control.key",
      "npx hotline secrets rotate anhui event-socket-password",
    ],
    arguments: [
      {
        name: "action",
        need: "required",
        choices: ["init", "set", "get", "rotate"],
        text: { zh: "动作", en: "What to do" },
      },
      province,
      {
        name: "name",
        need: "optional",
        text: { zh: "密钥名（set、get、rotate）", en: "Name of the secret, for set, get and rotate" },
      },
    ],
    options: {
      site,
      all: { type: "boolean", text: { zh: "轮换全部可生成的密钥", en: "With rotate: all that can be made" } },
    },
  },
  {
    name: "prices",
    text: {
      zh: "检查价格库：缺价、过期、仅凭假设的价格，已有报价",
      en: "Checks the prices: missing, stale, merely assumed, and quotations",
    },
    examples: ["npx hotline prices check", "npx hotline prices check --format json"],
    arguments: [{ name: "action", need: "required", choices: ["check"], text: { zh: "动作", en: "What to do" } }],
    options: {
      format,
      "as-of": {
        type: "string",
        value: "DATE",
        text: { zh: "判断日，默认今天", en: "Day for which prices are judged; today if left out" },
      },
    },
  },
  {
    name: "schema",
    text: { zh: "JSON Schema 与由代码生成的文档", en: "Prints the JSON Schema; writes or checks the generated files" },
    examples: ["npx hotline schema", "npx hotline schema --check"],
    arguments: [],
    options: {
      write: { type: "boolean", text: { zh: "写入生成的文件", en: "Writes the generated files" } },
      check: { type: "boolean", text: { zh: "生成的文件过期则报错", en: "Fails when a generated file is stale" } },
    },
  },
  {
    name: "doctor",
    text: { zh: "检查本机：有什么、缺什么、怎么补", en: "Says what is installed, what is missing, and how to get it" },
    examples: ["npx hotline doctor"],
    arguments: [],
    options: { format },
  },
  {
    name: "completion",
    text: { zh: "输出 shell 补全脚本", en: "Prints a completion script for the shell" },
    examples: ["source <(npx hotline completion bash)"],
    arguments: [{ name: "shell", need: "required", choices: ["bash", "zsh"], text: { zh: "shell", en: "Shell" } }],
    options: {},
  },
];
