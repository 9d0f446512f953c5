import type { MessageTable } from "./message.ts";

/** The price book, a department's own prices and quotations. */
export const PRICE_MESSAGES = {
  PRICE_BOOK_MISSING: {
    severity: "error",
    zh: { what: "没有价格库：{directory} 中没有 kind: book 的文件。", fix: "恢复随附的价格库，或写一个。" },
    en: {
      what: "There is no price book: no file of {directory} is of kind: book.",
      fix: "Restore the one that comes along, or write one.",
    },
  },
  PRICE_BOOK_EMPTY: {
    severity: "error",
    zh: { what: "价格库是空的：items 中没有一个价格。", fix: "写出价格；只改几个时用 kind: overrides。" },
    en: {
      what: "The price book is empty: items holds no price.",
      fix: "Give the prices; to change a few, use kind: overrides.",
    },
  },
  PRICE_BOOK_SECOND: {
    severity: "error",
    zh: { what: "有两个价格库：{other} 也是 kind: book。", fix: "保留一个，另一个改为 kind: overrides 或移走。" },
    en: {
      what: "There are two price books: {other} is of kind: book too.",
      fix: "Keep one; make the other kind: overrides or move it away.",
    },
  },
  PRICE_BOOK_FROM_FUTURE: {
    severity: "error",
    zh: { what: "价格库自 {found} 起生效，晚于测算日 {today}。", fix: "核对 validFrom，或用 --as-of 指定日期。" },
    en: {
      what: "The price book is valid from {found}, after the day of the comparison, {today}.",
      fix: "Check validFrom, or say another day with --as-of.",
    },
  },
  PRICE_BOOK_EXPIRED: {
    severity: "warning",
    zh: { what: "价格库已于 {found} 失效（测算日 {today}）。", fix: "更新价格和 validTo。" },
    en: {
      what: "The price book expired on {found} (the day of the comparison is {today}).",
      fix: "Update the prices and validTo.",
    },
  },
  PRICE_BOOK_DATES: {
    severity: "error",
    zh: { what: "失效日 {to} 早于生效日 {from}。", fix: "核对两个日期。" },
    en: { what: "It ends on {to}, before it begins on {from}.", fix: "Check both dates." },
  },
  PRICE_FILE_KIND: {
    severity: "error",
    zh: { what: "价格文件没有写明种类。", fix: "第一行写 kind: book 或 kind: overrides。" },
    en: {
      what: "The price file does not say what it is.",
      fix: "Write kind: book or kind: overrides in its first line.",
    },
  },
  PRICE_UNKNOWN: {
    severity: "error",
    zh: { what: "没有编号为 {found} 的价格。", fix: "{advice}" },
    en: { what: "There is no price with the id {found}.", fix: "{advice}" },
  },
  PRICE_PROVINCE_UNKNOWN: {
    severity: "error",
    zh: { what: "没有省份 {found}。", fix: "写拼音，如 anhui；对全部省份有效则不写。" },
    en: { what: "There is no province {found}.", fix: "Write pinyin, such as anhui; leave it out for all provinces." },
  },
  PRICE_ABSENT: {
    severity: "warning",
    zh: { what: "价格库缺少 {price}（{name}）；用到它的合计只是下限。", fix: "补上这个价格。" },
    en: { what: "The price book lacks {price} ({name}); totals that need it are lower bounds.", fix: "Add the price." },
  },
  PRICE_PARAMETER_ABSENT: {
    severity: "error",
    zh: { what: "缺少测算参数 {price}（{name}），没有它无法测算。", fix: "在价格库中补上。" },
    en: {
      what: "The parameter {price} ({name}) is missing; nothing can be reckoned without it.",
      fix: "Add it to the price book.",
    },
  },
  PRICE_NEGATIVE: {
    severity: "error",
    zh: { what: "{price} 的 {field} 是 {found}；这里不能为负。", fix: "写正数；扣减和涨跌有各自的条目。" },
    en: {
      what: "The {field} of {price} is {found}; it can't be negative.",
      fix: "Write a positive number; deductions and growth are items of their own.",
    },
  },
  PRICE_RANGE_ORDER: {
    severity: "error",
    zh: { what: "{price} 自相矛盾：低 {low}，中 {likely}，高 {high}。", fix: "应为 低 ≤ 中 ≤ 高。" },
    en: {
      what: "The range of {price} contradicts itself: low {low}, likely {likely}, high {high}.",
      fix: "Keep low <= likely <= high.",
    },
  },
  PRICE_DECIMALS: {
    severity: "error",
    zh: { what: "{price} 的 {field} 是 {found} 元；金额至多两位小数（分）。", fix: "舍入到分，或换更大的计价单位。" },
    en: {
      what: "The {field} of {price} is {found} yuan; money has two decimals at most (fen).",
      fix: "Round it to fen, or price a larger unit.",
    },
  },
  PRICE_UNIT: {
    severity: "error",
    zh: { what: "{price} 的单位是 {found}，应为 {allowed}。", fix: "换算后改正 unit 和 per。" },
    en: {
      what: "The unit of {price} is {found}; it must be {allowed}.",
      fix: "Convert the price and correct unit and per.",
    },
  },
  PRICE_LOOKS_YEARLY: {
    severity: "error",
    zh: {
      what: "{price} 的 {field} 每月 {found} 元，大得像年价；除以 12 是 {converted} 元，才在常见范围 {least} 至 {most} 之内。",
      fix: "写 unit: year，或除以 12。",
    },
    en: {
      what: "The {field} of {price} is {found} yuan a month, the size of a yearly price; a twelfth, {converted}, lies in the believable {least} to {most}.",
      fix: "Write unit: year, or divide by 12.",
    },
  },
  PRICE_LOOKS_MONTHLY: {
    severity: "error",
    zh: {
      what: "{price} 的 {field} 每年 {found} 元，小得像月价；乘以 12 是 {converted} 元，才在常见范围 {least} 至 {most} 之内。",
      fix: "写 unit: month，或乘以 12。",
    },
    en: {
      what: "The {field} of {price} is {found} yuan a year, the size of a monthly price; twelve of it, {converted}, lie in the believable {least} to {most}.",
      fix: "Write unit: month, or multiply by 12.",
    },
  },
  PRICE_LOOKS_FEN: {
    severity: "error",
    zh: {
      what: "{price} 的 {field} 是 {found} 元，大得像以分计；百分之一是 {converted} 元，才在常见范围 {least} 至 {most} 之内。",
      fix: "价格以元写。",
    },
    en: {
      what: "The {field} of {price} is {found} yuan, the size of fen; a hundredth, {converted}, lies in the believable {least} to {most}.",
      fix: "Write prices in yuan.",
    },
  },
  PRICE_LOOKS_WAN: {
    severity: "error",
    zh: {
      what: "{price} 的 {field} 是 {found} 元，小得像以万元计；一万倍是 {converted} 元，才在常见范围 {least} 至 {most} 之内。",
      fix: "价格以元写。",
    },
    en: {
      what: "The {field} of {price} is {found} yuan, the size of ten thousands (万元); {converted} would lie in the believable {least} to {most}.",
      fix: "Write prices in yuan.",
    },
  },
  PRICE_ABSURD: {
    severity: "error",
    zh: { what: "{price} 的 {field} 是 {found}，远在常见范围 {least} 至 {most} 之外。", fix: "核对数值和单位。" },
    en: {
      what: "The {field} of {price} is {found}, far from the believable {least} to {most}.",
      fix: "Check the figure and its unit.",
    },
  },
  PRICE_FROM_FUTURE: {
    severity: "error",
    zh: { what: "{price} 的时点 {found} 晚于测算日 {today}。", fix: "核对日期，或用 --as-of 指定测算日。" },
    en: {
      what: "The price {price} is of {found}, after the day of the comparison, {today}.",
      fix: "Check the date, or say another day with --as-of.",
    },
  },
  PRICE_TWICE: {
    severity: "error",
    zh: {
      what: "{price} 在同一范围（{scope}）内写了两次，另一处在 {other}。",
      fix: "删除一个；多家报价写在 quotations 中。",
    },
    en: {
      what: "The price {price} is given twice for the same scope ({scope}); the other is at {other}.",
      fix: "Remove one; several offers belong in quotations.",
    },
  },
  QUOTATION_EXPIRED: {
    severity: "warning",
    zh: { what: "{supplier} 对 {price} 的报价已于 {found} 失效，不予采用。", fix: "请对方重新报价。" },
    en: {
      what: "The quotation of {supplier} for {price} expired on {found} and is not used.",
      fix: "Ask for a new one.",
    },
  },
  QUOTATION_TAX_MIXED: {
    severity: "error",
    zh: {
      what: "{price} 在同一范围（{scope}）内既有含税报价，又有不含税报价，无法取低、中、高。",
      fix: "换算为同一口径。",
    },
    en: {
      what: "Quotations for {price} in one scope ({scope}) are both with and without tax and can't be ranked.",
      fix: "Convert them to one basis.",
    },
  },
} as const satisfies MessageTable;
