import { schemaText } from "./generated-files.ts";
import type { Language } from "./language.ts";

const CHECKS = `npx hotline validate --provinces provinces
npx hotline preview --all --offline --provinces provinces`;

const GITLAB = `# 每次合并请求：校验并离线预览全部省份。Every merge request: checks and previews all provinces, offline.
hotline:
  image: node:24
  script:
    - npm ci
    - npx hotline validate --provinces provinces
    - npx hotline preview --all --offline --provinces provinces
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
      - run: npx hotline validate --provinces provinces
      - run: npx hotline preview --all --offline --provinces provinces
`;

function readme(language: Language): string {
  return language === "zh"
    ? `# 12333 呼叫中心

| 目录 | 内容 |
| --- | --- |
| provinces/ | 每省一个文件（npx hotline new <省份>） |
| prices/ | 本单位的报价与合同价 |
| holidays/ | 本地放假与调休 |
| stacks/ | 加密的密钥与连接（npx hotline secrets init <省份>） |

先装好工具：\`npm install <hotline 的安装包>\`（由 hotline 仓库中的 \`npm pack\` 得到），然后：

\`\`\`
${CHECKS}
\`\`\`
`
    : `# 12333 call center

| folder | holds |
| --- | --- |
| provinces/ | one file a province (npx hotline new <province>) |
| prices/ | quotations and contract prices of this department |
| holidays/ | days off and make-up workdays of the region |
| stacks/ | encrypted secrets and connections (npx hotline secrets init <province>) |

Install the toolkit first: \`npm install <tarball>\`, the tarball that \`npm pack\` makes in hotline's repository. Then:

\`\`\`
${CHECKS}
\`\`\`
`;
}

/** Text by path. */
export function repositoryFiles(language: Language): Readonly<Record<string, string>> {
  const manifest = { name: "our-12333", version: "1.0.0", private: true, type: "module" };
  return {
    "README.md": readme(language),
    "package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    ".gitignore": "node_modules/\n.hotline/\n",
    ".gitlab-ci.yml": GITLAB,
    ".github/workflows/hotline.yml": GITHUB,
    "provinces/province.schema.json": schemaText(),
    "prices/.gitkeep": "",
    "holidays/.gitkeep": "",
    "stacks/.gitkeep": "",
  };
}
