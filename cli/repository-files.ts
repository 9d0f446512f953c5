import { readFileSync } from "node:fs";
import { schemaText } from "./generated-files.ts";
import type { Language } from "./language.ts";

const CHECKS = `npx --no-install hotline validate --provinces provinces
npx --no-install hotline preview --all --offline --provinces provinces`;

const GITLAB = `# 每次合并请求：校验并离线预览全部省份。Every merge request: checks and previews all provinces, offline.
hotline:
  image: node:24
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - npm ci
    - npx --no-install hotline validate --provinces provinces
    - npx --no-install hotline preview --all --offline --provinces provinces
`;

const GITHUB = `# Every pull request: checks and previews all provinces, offline. 每次合并请求：校验并离线预览全部省份。
name: hotline
on: [pull_request]
permissions:
  contents: read
jobs:
  preview:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 24 }
      - run: npm ci
      - run: npx --no-install hotline validate --provinces provinces
      - run: npx --no-install hotline preview --all --offline --provinces provinces
`;

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
| provinces/prices/ | 本单位的价格与报价（kind: overrides），hotline compare 读取 |
| holidays/ | 本地放假与调休，先行存档；尚无命令读取 |
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
| provinces/prices/ | this department's own prices and quotations (kind: overrides), read by hotline compare |
| holidays/ | days off and make-up workdays of the region, to be kept; no command reads them yet |
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
    ".gitlab-ci.yml": GITLAB,
    ".github/workflows/hotline.yml": GITHUB,
    "provinces/province.schema.json": schemaText(),
    "provinces/prices/own.yaml": OWN_PRICES,
    "holidays/.gitkeep": "",
    "Pulumi.yaml": PROJECT,
    "stacks/index.js": PROGRAM,
  };
}
