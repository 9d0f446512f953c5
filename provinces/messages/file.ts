import type { MessageTable } from "./message.ts";

/** The file itself and its YAML, before anything is understood. */
export const FILE_MESSAGES = {
  DIRECTORY_MISSING: {
    severity: "error",
    zh: { what: "没有目录 {directory}。", fix: "请检查 --provinces，或用 hotline new <省份> 新建文件。" },
    en: {
      what: "There is no directory {directory}.",
      fix: "Check --provinces, or write a first file with hotline new <province>.",
    },
  },
  NO_PROVINCE_FILES: {
    severity: "error",
    zh: { what: "目录 {directory} 中没有 .yaml 文件。", fix: "用 hotline new <省份> 新建第一个。" },
    en: {
      what: "The directory {directory} holds no .yaml file.",
      fix: "Write the first one with hotline new <province>.",
    },
  },
  PROVINCE_TWICE: {
    severity: "error",
    zh: { what: "省份 {id} 有两个文件：{other} 也写了它；一省只能有一个文件。", fix: "合并后删除其中一个。" },
    en: {
      what: "Province {id} has two files: {other} states it too; a province has one file.",
      fix: "Merge them and delete one.",
    },
  },
  FILE_NAME_DIFFERS: {
    severity: "error",
    zh: {
      what: "文件名是 {name}，内容却是省份 {id}；两者必须相同。",
      fix: "将文件改名为 {id}.yaml，或改正 province。",
    },
    en: {
      what: "The file is named {name} but states province {id}; they must be equal.",
      fix: "Rename it {id}.yaml or correct province.",
    },
  },
  FILE_IS_DIRECTORY: {
    severity: "error",
    zh: { what: "这是目录，不是文件；省份文件必须是普通文件。", fix: "将目录改名或移走。" },
    en: {
      what: "This is a directory; a province file must be a plain file.",
      fix: "Rename the directory or move it away.",
    },
  },
  FILE_UNREADABLE: {
    severity: "error",
    zh: { what: "无法读取文件：{reason}。", fix: "请检查链接目标和读取权限。" },
    en: { what: "The file can't be read: {reason}.", fix: "Check where the link points and who may read it." },
  },
  FILE_TOO_LARGE: {
    severity: "error",
    zh: { what: "文件有 {mib} MiB，省份文件至多 1 MiB，故未读取。", fix: "多半放错了文件；请移走。" },
    en: {
      what: "The file has {mib} MiB; a province file has at most 1 MiB, so it was not read.",
      fix: "Probably another file was put here: move it away.",
    },
  },
  FILE_EMPTY: {
    severity: "error",
    zh: { what: "文件是空的（或只有注释）。", fix: "用 hotline new <省份> 写出带注释的模板，或删除此文件。" },
    en: {
      what: "The file is empty or holds only comments.",
      fix: "Write a commented one with hotline new <province>, or delete it.",
    },
  },
  FILE_BOM: {
    severity: "error",
    zh: {
      what: "文件以 BOM（EF BB BF）开头；比较工具和模式校验会把它当作第一个键的一部分。",
      fix: "另存为“UTF-8”（不是“UTF-8 带 BOM”）。",
    },
    en: {
      what: "The file starts with a byte order mark (EF BB BF), which other tools take for a part of the first key.",
      fix: "Save it as UTF-8 without BOM.",
    },
  },
  FILE_GB18030: {
    severity: "error",
    zh: {
      what: "文件编码是 GB18030（GBK），不是 UTF-8。",
      fix: "转换：iconv -f GB18030 -t UTF-8 {name} > {name}.utf8，再替换原文件。",
    },
    en: {
      what: "The file is encoded in GB18030 (GBK), not in UTF-8.",
      fix: "Convert it: iconv -f GB18030 -t UTF-8 {name} > {name}.utf8, then replace the file.",
    },
  },
  FILE_UTF16: {
    severity: "error",
    zh: {
      what: "文件编码是 UTF-16，不是 UTF-8。",
      fix: "转换：iconv -f UTF-16 -t UTF-8 {name} > {name}.utf8，再替换原文件。",
    },
    en: {
      what: "The file is encoded in UTF-16, not in UTF-8.",
      fix: "Convert it: iconv -f UTF-16 -t UTF-8 {name} > {name}.utf8, then replace the file.",
    },
  },
  FILE_NOT_UTF8: {
    severity: "error",
    zh: {
      what: "第 {offset} 字节不是 UTF-8，也认不出是哪种编码。",
      fix: "在编辑器中另存为 UTF-8；若是二进制文件请移走。",
    },
    en: {
      what: "Byte {offset} is not UTF-8, nor is any other encoding recognized.",
      fix: "Save the file as UTF-8; move it away if it is binary.",
    },
  },
  SECRET_IN_FILE: {
    severity: "error",
    zh: {
      what: "此处像是明文的{kind}；省份文件会进入版本库，不得含密钥。",
      fix: "删除它并立即更换；密钥用 hotline secrets set 存放。",
    },
    en: {
      what: "This looks like {kind} in plain text; province files are committed and must hold no secret.",
      fix: "Remove and change it now; keep secrets with hotline secrets set.",
    },
  },
  FULL_WIDTH_CHARACTER: {
    severity: "error",
    zh: { what: "此处是全角字符“{found}”，YAML 只认半角“{use}”。", fix: "切换到英文输入法，改为“{use}”。" },
    en: {
      what: 'Here stands the full-width character "{found}"; YAML knows only "{use}".',
      fix: 'Switch the input method to English and write "{use}".',
    },
  },
  YAML_TAB: {
    severity: "error",
    zh: { what: "缩进中有制表符（Tab）；YAML 只允许空格。", fix: "改为空格，每级两个。" },
    en: { what: "A tab is used for indentation; YAML allows only spaces.", fix: "Use two spaces a level." },
  },
  YAML_INDENT: {
    severity: "error",
    zh: { what: "缩进与所在层级不符。", fix: "与同级的键对齐，每级两个空格。" },
    en: { what: "The indentation fits no level.", fix: "Align it with the keys beside it, two spaces a level." },
  },
  YAML_MISSING_CHARACTER: {
    severity: "error",
    zh: { what: "此处缺少冒号、引号、逗号或括号。", fix: "键写作“名称: 值”（冒号后有空格）；引号和括号须成对。" },
    en: {
      what: "A colon, quote, comma or bracket is missing here.",
      fix: "Write name: value with a space after the colon; quotes and brackets come in pairs.",
    },
  },
  YAML_DUPLICATE_KEY: {
    severity: "error",
    zh: { what: "键 {key} 在同一处写了两次，后一个会悄悄覆盖前一个。", fix: "删除或改名其中一个。" },
    en: {
      what: "The key {key} stands twice in one place; the second would silently win.",
      fix: "Delete or rename one.",
    },
  },
  YAML_SEVERAL_DOCUMENTS: {
    severity: "error",
    zh: {
      what: "文件中有多个 YAML 文档（以 --- 分隔）；一个文件只能有一个。",
      fix: "删除 --- 及其后的内容，或另存为文件。",
    },
    en: {
      what: "The file holds several YAML documents (split by ---); it must hold one.",
      fix: "Delete --- and what follows, or move it to a file of its own.",
    },
  },
  YAML_REFERENCE: {
    severity: "error",
    zh: { what: "不允许锚点、别名和合并键（{found}）：比较两版文件时看不出改了什么。", fix: "把值写全。" },
    en: {
      what: "Anchors, aliases and merge keys ({found}) are not allowed: a comparison of two versions would hide what they change.",
      fix: "Write the values out.",
    },
  },
  YAML_TAG: {
    severity: "error",
    zh: { what: "不允许类型标签（{found}）；类型由字段决定。", fix: "删除标签；需要文本时加引号。" },
    en: {
      what: "Tags ({found}) are not allowed; the field decides the type.",
      fix: "Remove the tag; quote the value if text is meant.",
    },
  },
  YAML_DIRECTIVE: {
    severity: "error",
    zh: { what: "不允许 YAML 指令（以 % 开头的行），它会改变值的读法。", fix: "删除此行。" },
    en: {
      what: "YAML directives (lines starting with %) are not allowed: they change how values are read.",
      fix: "Delete the line.",
    },
  },
  YAML_KEY_NOT_TEXT: {
    severity: "error",
    zh: { what: "键 {found} 没有加引号，会被读成{type}；键必须是文本。", fix: '写作 "{found}"。' },
    en: { what: "The key {found} is not quoted and is read as {type}; keys must be text.", fix: 'Write "{found}".' },
  },
  YAML_SYNTAX: {
    severity: "error",
    zh: { what: "此处不是可读的 YAML。", fix: "检查本行和上一行的引号、括号、冒号和缩进。" },
    en: {
      what: "This can't be read as YAML.",
      fix: "Check quotes, brackets, colons and indentation of this line and the one before.",
    },
  },
} as const satisfies MessageTable;
