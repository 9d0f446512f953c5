import type { MessageTable } from "./message.ts";

/** The form of a file: fields, types, allowed values. */
export const SCHEMA_MESSAGES = {
  NOT_A_MAP: {
    severity: "error",
    zh: { what: "文件的最外层应是“键: 值”，现在是{found}。", fix: "以 province: <省份> 开始，参见 hotline new。" },
    en: {
      what: "The outermost level must be key: value; it is {found}.",
      fix: "Start with province: <id>; see hotline new.",
    },
  },
  FIELD_MISSING: {
    severity: "error",
    zh: { what: "缺少必填字段{field}；允许：{allowed}。", fix: "补上 {key}。" },
    en: { what: "The field {field} is required and missing; allowed: {allowed}.", fix: "Add {key}." },
  },
  FIELD_TYPO: {
    severity: "error",
    zh: { what: "没有字段 {key}。", fix: "是否应为 {nearest}？" },
    en: { what: "There is no field {key}.", fix: "Did you mean {nearest}?" },
  },
  FIELD_UNKNOWN: {
    severity: "error",
    zh: { what: "没有字段 {key}；此处允许：{allowed}。", fix: "删除它，或改用其中之一。" },
    en: { what: "There is no field {key}; allowed here: {allowed}.", fix: "Remove it or use one of these." },
  },
  VALUE_EMPTY: {
    severity: "error",
    zh: { what: "{field}没有值；允许：{allowed}。", fix: "填上值，或删除整个键。" },
    en: { what: "{field} has no value; allowed: {allowed}.", fix: "Give it a value or remove the key." },
  },
  VALUE_TYPE: {
    severity: "error",
    zh: { what: "{field}应为{allowed}，现在是{found}。", fix: "按此改写。" },
    en: { what: "{field} must be {allowed}; it is {found}.", fix: "Write it so." },
  },
  VALUE_UNQUOTED: {
    severity: "error",
    zh: {
      what: "{field}是文本，但 {found} 未加引号，会被读成{type}（开头的 0 会丢失）。",
      fix: '加引号："{found}"。',
    },
    en: {
      what: "{field} is text, but {found} without quotes is read as {type} and would lose a leading 0.",
      fix: 'Quote it: "{found}".',
    },
  },
  VALUE_QUOTED: {
    severity: "error",
    zh: { what: "{field}应为{allowed}，带引号的 {found} 是文本。", fix: "去掉引号：{found}。" },
    en: { what: "{field} must be {allowed}; {found} in quotes is text.", fix: "Take the quotes away: {found}." },
  },
  BOOLEAN_WORD: {
    severity: "error",
    zh: { what: "{field}只能是 true 或 false，现在是 {found}。", fix: "写作 {use}。" },
    en: { what: "{field} must be true or false; it is {found}.", fix: "Write {use}." },
  },
  NUMBER_NOT_FINITE: {
    severity: "error",
    zh: { what: "{field}的值 {found} 不是有限的数；允许：{allowed}。", fix: "写一个数，或删除此字段以用默认值。" },
    en: {
      what: "{field} is {found}, which is no finite number; allowed: {allowed}.",
      fix: "Write a number, or remove the field to get its default.",
    },
  },
  NUMBER_NOT_INTEGER: {
    severity: "error",
    zh: { what: "{field}必须是整数，现在是 {found}。", fix: "改为整数，如 {use}。" },
    en: { what: "{field} must be a whole number; it is {found}.", fix: "Write a whole number such as {use}." },
  },
  NUMBER_OUT_OF_RANGE: {
    severity: "error",
    zh: { what: "{field}是 {found}，允许 {allowed}。", fix: "改到范围之内，并核对单位。" },
    en: { what: "{field} is {found}; allowed: {allowed}.", fix: "Bring it into the range; check the unit." },
  },
  TEXT_LENGTH: {
    severity: "error",
    zh: { what: "{field}有 {found} 个字符，允许 {allowed}。", fix: "改到允许的长度。" },
    en: { what: "{field} has {found} characters; allowed: {allowed}.", fix: "Bring it to an allowed length." },
  },
  LIST_LENGTH: {
    severity: "error",
    zh: { what: "{field}有 {found} 项，允许 {allowed}。", fix: "增加或删减条目。" },
    en: { what: "{field} has {found} entries; allowed: {allowed}.", fix: "Add or remove entries." },
  },
  TRUNK_TYPE_MEANT: {
    severity: "error",
    zh: { what: "{field}不能是 {found}；允许：{allowed}。", fix: "写 {use}（数字为例）；见 docs/media.md。" },
    en: {
      what: "{field} can't be {found}; allowed: {allowed}.",
      fix: "Write {use} (with your number); see docs/media.md.",
    },
  },
  VALUE_TYPO: {
    severity: "error",
    zh: { what: "{field}不能是 {found}；允许：{allowed}。", fix: "是否应为 {nearest}？" },
    en: { what: "{field} can't be {found}; allowed: {allowed}.", fix: "Did you mean {nearest}?" },
  },
  VALUE_NOT_ALLOWED: {
    severity: "error",
    zh: { what: "{field}不能是 {found}；允许：{allowed}。", fix: "选其中之一。" },
    en: { what: "{field} can't be {found}; allowed: {allowed}.", fix: "Choose one of these." },
  },
  VALUE_FORMAT: {
    severity: "error",
    zh: { what: "{field}的 {found} 格式不对；应为{allowed}。", fix: "例如 {example}。" },
    en: { what: "{field} is {found}, which has the wrong form; it must be {allowed}.", fix: "For example {example}." },
  },
  LIST_VALUE_TWICE: {
    severity: "error",
    zh: { what: "{field}中 {found} 写了两次。", fix: "删除一个。" },
    en: { what: "{found} stands twice in {field}.", fix: "Remove one." },
  },
  NAME_TWICE: {
    severity: "error",
    zh: { what: "名称 {found} 用了两次（另一处：{other}）；在{scope}内必须唯一。", fix: "改名其中一个。" },
    en: {
      what: "The name {found} is used twice (also at {other}); it must be unique in {scope}.",
      fix: "Rename one.",
    },
  },
  ADDRESS_TWICE: {
    severity: "error",
    zh: {
      what: "地址 {found} 用了两次（另一处：{other}）；呼叫按来源地址识别，必须唯一。",
      fix: "核对两处地址，或写 unassigned。",
    },
    en: {
      what: "The address {found} is used twice (also at {other}); calls are told apart by address, so it must be unique.",
      fix: "Check both, or write unassigned.",
    },
  },
} as const satisfies MessageTable;
