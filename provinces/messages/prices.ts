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
  PRICE_PARAMETER_PROVINCE: {
    severity: "error",
    zh: {
      what: "{price}（{name}）不能只对 {province} 另定：各省须按同一折现率和测算期比较、加总。",
      fix: "去掉 province，对全部省份有效；或删除。",
    },
    en: {
      what: "The parameter {price} ({name}) can't be {province}'s own: provinces are compared and added up by one rate and horizon.",
      fix: "Leave out province, for all of them, or remove it.",
    },
  },
  PRICE_NOT_WHOLE: {
    severity: "error",
    zh: { what: "{price} 的 {field} 是 {found}；须为整数年，否则年度费用会少计。", fix: "写整数。" },
    en: {
      what: "The {field} of {price} is {found}; it must be whole years, or yearly costs would be cut short.",
      fix: "Write a whole number.",
    },
  },
  PRICE_SLIP_YEARLY: {
    severity: "warning",
    zh: {
      what: "{price} 取 {found} 元，在价格库的 {low} 至 {high} 元之外；除以 12 是 {converted} 元，正在其内：像是把年价写成了月价。",
      fix: "核对报价的时间单位；确实如此则保留。",
    },
    en: {
      what: "The likely value of {price}, {found} yuan, is outside the book's {low} to {high}; a twelfth, {converted}, is inside: a yearly price in place of a monthly one?",
      fix: "Check the unit of time; keep it if it is right.",
    },
  },
  PRICE_SLIP_MONTHLY: {
    severity: "warning",
    zh: {
      what: "{price} 取 {found} 元，在价格库的 {low} 至 {high} 元之外；乘以 12 是 {converted} 元，正在其内：像是把月价写成了年价。",
      fix: "核对报价的时间单位；确实如此则保留。",
    },
    en: {
      what: "The likely value of {price}, {found} yuan, is outside the book's {low} to {high}; twelve times it, {converted}, is inside: a monthly price in place of a yearly one?",
      fix: "Check the unit of time; keep it if it is right.",
    },
  },
  PRICE_SLIP_FEN: {
    severity: "warning",
    zh: {
      what: "{price} 取 {found} 元，在价格库的 {low} 至 {high} 元之外；百分之一是 {converted} 元，正在其内：像是以分写的。",
      fix: "价格以元写；确实如此则保留。",
    },
    en: {
      what: "The likely value of {price}, {found} yuan, is outside the book's {low} to {high}; a hundredth, {converted}, is inside: fen in place of yuan?",
      fix: "Write prices in yuan; keep it if it is right.",
    },
  },
  PRICE_SLIP_YUAN: {
    severity: "warning",
    zh: {
      what: "{price} 取 {found} 元，在价格库的 {low} 至 {high} 元之外；一百倍是 {converted} 元，正在其内：像是除错了 100。",
      fix: "价格以元写；确实如此则保留。",
    },
    en: {
      what: "The likely value of {price}, {found} yuan, is outside the book's {low} to {high}; a hundred times it, {converted}, is inside: divided by 100 by mistake?",
      fix: "Write prices in yuan; keep it if it is right.",
    },
  },
  PRICE_FOLDER_UNREADABLE: {
    severity: "error",
    zh: {
      what: "{directory} 存在，却读不出价格文件（{reason}）；不能当作没有而改用随附价格库。",
      fix: "改成可读的目录；链接须指向存在的目录。",
    },
    en: {
      what: "The folder {directory} is there, but no price file can be read from it ({reason}); the book that comes along must not silently take its place.",
      fix: "Make it a folder that can be read; a link must lead to one that exists.",
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
  QUOTATION_DOCUMENT_SHARED: {
    severity: "error",
    zh: {
      what: "{supplier} 与 {other} 对 {price} 的报价用了同一份文件 {document}（哈希相同）。",
      fix: "每家供应商各附自己的报价文件；开标记录请分别存档。",
    },
    en: {
      what: "The quotations of {supplier} and {other} for {price} rest on one document, {document} (same hash).",
      fix: "Give each supplier's own document; file the pages of a bid opening separately.",
    },
  },
  QUOTATION_INDEXED: {
    severity: "warning",
    zh: {
      what: "对全部省份有效的报价 {price}（{found} 元）随地区指数变化：{province} 按 {index} 倍计，为 {raised} 元。",
      fix: "报价只对一省时写明 province；确对全部省份有效则保留。",
    },
    en: {
      what: "The quotation for {price} ({found} yuan) holds for all provinces and follows the region index: times {index} in {province}, which is {raised}.",
      fix: "Name the province for which it was given; keep it if it was given for all.",
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
