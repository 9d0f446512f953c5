/**
 * GB/T 9704-2012: A4, text of 156 x 225 mm with 22 lines of 28 characters, the paper's typefaces by name. A machine
 * without them falls back to the alternatives, which are written into the font table of the file.
 */
export const PAGE = {
  /** Twips: 210 x 297 mm; margins 37 mm above, 35 below, 28 left, 26 right. */
  width: 11_906,
  height: 16_838,
  top: 2098,
  bottom: 1985,
  left: 1587,
  right: 1474,
  /** Text width: 156 mm. */
  text: 8845,
  footer: 1588,
} as const;

/** Half points: 三号, 二号, 四号, 小四. */
export const SIZE = { body: 32, title: 44, pageNumber: 28, table: 24 } as const;

/** Exactly 22 lines on 225 mm. */
export const LINE = 579;

export const TYPEFACE = {
  body: "仿宋_GB2312",
  title: "方正小标宋简体",
  heading: "黑体",
  subheading: "楷体_GB2312",
  pageNumber: "宋体",
} as const;

/** Word's names of what stands in for a typeface that the machine lacks. */
export const FALLBACK: Readonly<Record<string, string>> = {
  [TYPEFACE.body]: "仿宋",
  [TYPEFACE.title]: "宋体",
  [TYPEFACE.heading]: "SimHei",
  [TYPEFACE.subheading]: "楷体",
  [TYPEFACE.pageNumber]: "SimSun",
};
