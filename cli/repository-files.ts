import { readFileSync } from "node:fs";
import { schemaText } from "./generated-files.ts";
import type { Language } from "./language.ts";
import { GITHUB_WORKFLOW, GITLAB_PIPELINE } from "./pull-request-files.ts";

const CHECKS = `npx --no-install hotline validate --provinces provinces
npx --no-install hotline preview --all --offline --provinces provinces`;

const PROJECT = `name: hotline
description: 12333 call centers, a stack for each province and site
runtime:
  name: nodejs
  options:
    typescript: false
main: stacks/
stackConfigDir: stacks
`;

/** So that plain Pulumi reads this repository's provinces, not the examples. */
const PROGRAM = `import { join } from "node:path";
import program from "hotline/program";

process.env["HOTLINE_PROVINCES"] ??= join(import.meta.dirname, "..", "provinces");

export default () => program();
`;

const HOLIDAYS = `# 放假与调休 Days off and make-up workdays

工作日期限按国务院办公厅的年度通知计算；工具随附的年份之外，在此加一个文件。JSON 亦可。
Deadlines in working days follow the State Council's yearly notice; for a year that does not come along, add a file here. JSON will do as well.

\`\`\`yaml
# 2027.yaml
year: 2027
source: { title: 国务院办公厅关于2027年部分节假日安排的通知, number: 国办发明电〔2026〕号, date: 2026-11-01 }
off: [2027-01-01, 2027-01-02, 2027-01-03] # 至年底逐日列全 and so on, each day off of the year
work: [2027-01-10] # 上班的周六、周日 Saturdays and Sundays worked
\`\`\`

地方假日（广西三月三、西藏、新疆、宁夏等）另写一个文件，如 2027-guangxi.yaml，加上 province，必要时加 areaCodes。
A region's own days off go into a file of their own, such as 2027-guangxi.yaml, with province, and areaCodes where they hold in some local networks only.
\`\`\`yaml
year: 2027
province: guangxi
source: { title: 自治区人民政府办公厅关于2027年三月三放假的通知, number: 桂政办电〔2027〕号, date: 2027-03-01 }
off: [2027-04-08, 2027-04-09]
work: []
\`\`\`
`;

/** Nothing in it yet; the comments show both kinds of entry. */
const OWN_PRICES = `# 与随附价格库不同的价格，以及收到的报价。What differs from the price book that comes along, and quotations received.
kind: overrides
overrides: []
#  - { item: wage.agent, province: anhui, low: 4200, likely: 4800, high: 6500, confidence: sourced, source: 2026 年工资表, asOf: 2026-06-30 }
quotations: []
#  - { item: out.seatMonth.full, supplier: 某公司, date: 2026-10-08, price: 7600, taxBasis: excluded,
#      document: { name: 报价单.pdf, sha256: 文件的 SHA-256 } }
`;

function version(): string {
  const manifest = new URL(import.meta.url.endsWith(".ts") ? "../package.json" : "../../package.json", import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return version;
}

function readme(language: Language): string {
  return language === "zh"
    ? `# 12333 呼叫中心

| 目录 | 内容 |
| --- | --- |
| provinces/ | 每省一个文件（npx hotline new <省份>） |
| provinces/holidays/ | 新一年的放假通知（如 2027.yaml）与本地放假（如 2027-guangxi.yaml） |
| provinces/prices/ | 本单位的价格与报价（kind: overrides），hotline compare 读取 |
| stacks/ | Pulumi 程序、加密的密钥与连接（npx hotline secrets init <省份>） |

先装好工具：在 hotline 仓库中 \`npm pack --pack-destination <本目录>/vendor\`，再在此 \`npm install\`，并提交 vendor/ 与 package-lock.json。然后：

\`\`\`
${CHECKS}
\`\`\`
`
    : `# 12333 call center

| folder | holds |
| --- | --- |
| provinces/ | one file a province (npx hotline new <province>) |
| provinces/holidays/ | the notice of a new year, such as 2027.yaml, and a region's days off, such as 2027-guangxi.yaml |
| provinces/prices/ | this department's own prices and quotations (kind: overrides), read by hotline compare |
| stacks/ | the Pulumi program, encrypted secrets and connections (npx hotline secrets init <province>) |

Install the toolkit first: \`npm pack --pack-destination <this folder>/vendor\` in hotline's repository, then \`npm install\` here;
commit vendor/ and package-lock.json. Then:

\`\`\`
${CHECKS}
\`\`\`
`;
}

/** Text by path. */
export function repositoryFiles(language: Language): Readonly<Record<string, string>> {
  const manifest = {
    name: "our-12333",
    version: "1.0.0",
    private: true,
    type: "module",
    dependencies: { hotline: `file:vendor/hotline-${version()}.tgz` },
    allowScripts: { node: true, "@pulumi/kubernetes": false, protobufjs: false },
  };
  return {
    "README.md": readme(language),
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    ".gitignore": "node_modules/\n.hotline/\n",
    ".gitlab-ci.yml": GITLAB_PIPELINE,
    ".github/workflows/hotline.yml": GITHUB_WORKFLOW,
    "provinces/province.schema.json": schemaText(),
    "provinces/holidays/README.md": HOLIDAYS,
    "provinces/prices/own.yaml": OWN_PRICES,
    "Pulumi.yaml": PROJECT,
    "stacks/index.js": PROGRAM,
  };
}
