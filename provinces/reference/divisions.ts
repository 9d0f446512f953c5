// biome-ignore-all format: one province a line reads as the table it is.
/**
 * The 31 provinces: names, codes (ISO 3166-2:CN, GB/T 2260), capital and its area code, population of the
 * 2020 census, and the carrier recommended for interconnection (21 southern telecom, 10 northern unicom).
 */
export interface Division {
  readonly zh: string;
  readonly en: string;
  readonly iso: string;
  readonly gb: string;
  readonly capital: string;
  readonly capitalAreaCode: string;
  readonly carrierGroup: "north" | "south";
  readonly population: number;
  /** Prefecture-level divisions, 0 for the four municipalities. */
  readonly prefectures: number;
}

export const PROVINCE_IDS = [
  "beijing",
  "tianjin",
  "hebei",
  "shanxi",
  "neimenggu",
  "liaoning",
  "jilin",
  "heilongjiang",
  "shanghai",
  "jiangsu",
  "zhejiang",
  "anhui",
  "fujian",
  "jiangxi",
  "shandong",
  "henan",
  "hubei",
  "hunan",
  "guangdong",
  "guangxi",
  "hainan",
  "chongqing",
  "sichuan",
  "guizhou",
  "yunnan",
  "xizang",
  "shaanxi",
  "gansu",
  "qinghai",
  "ningxia",
  "xinjiang",
] as const;

export type ProvinceId = (typeof PROVINCE_IDS)[number];

export const DIVISIONS: Readonly<Record<ProvinceId, Division>> = {
  beijing: { zh: "北京市", en: "Beijing", iso: "CN-BJ", gb: "110000", capital: "北京", capitalAreaCode: "010", carrierGroup: "north", population: 21_893_095, prefectures: 0 },
  tianjin: { zh: "天津市", en: "Tianjin", iso: "CN-TJ", gb: "120000", capital: "天津", capitalAreaCode: "022", carrierGroup: "north", population: 13_866_009, prefectures: 0 },
  hebei: { zh: "河北省", en: "Hebei", iso: "CN-HE", gb: "130000", capital: "石家庄", capitalAreaCode: "0311", carrierGroup: "north", population: 74_610_235, prefectures: 11 },
  shanxi: { zh: "山西省", en: "Shanxi", iso: "CN-SX", gb: "140000", capital: "太原", capitalAreaCode: "0351", carrierGroup: "north", population: 34_915_616, prefectures: 11 },
  neimenggu: { zh: "内蒙古自治区", en: "Inner Mongolia", iso: "CN-NM", gb: "150000", capital: "呼和浩特", capitalAreaCode: "0471", carrierGroup: "north", population: 24_049_155, prefectures: 12 },
  liaoning: { zh: "辽宁省", en: "Liaoning", iso: "CN-LN", gb: "210000", capital: "沈阳", capitalAreaCode: "024", carrierGroup: "north", population: 42_591_407, prefectures: 14 },
  jilin: { zh: "吉林省", en: "Jilin", iso: "CN-JL", gb: "220000", capital: "长春", capitalAreaCode: "0431", carrierGroup: "north", population: 24_073_453, prefectures: 9 },
  heilongjiang: { zh: "黑龙江省", en: "Heilongjiang", iso: "CN-HL", gb: "230000", capital: "哈尔滨", capitalAreaCode: "0451", carrierGroup: "north", population: 31_850_088, prefectures: 13 },
  shanghai: { zh: "上海市", en: "Shanghai", iso: "CN-SH", gb: "310000", capital: "上海", capitalAreaCode: "021", carrierGroup: "south", population: 24_870_895, prefectures: 0 },
  jiangsu: { zh: "江苏省", en: "Jiangsu", iso: "CN-JS", gb: "320000", capital: "南京", capitalAreaCode: "025", carrierGroup: "south", population: 84_748_016, prefectures: 13 },
  zhejiang: { zh: "浙江省", en: "Zhejiang", iso: "CN-ZJ", gb: "330000", capital: "杭州", capitalAreaCode: "0571", carrierGroup: "south", population: 64_567_588, prefectures: 11 },
  anhui: { zh: "安徽省", en: "Anhui", iso: "CN-AH", gb: "340000", capital: "合肥", capitalAreaCode: "0551", carrierGroup: "south", population: 61_027_171, prefectures: 16 },
  fujian: { zh: "福建省", en: "Fujian", iso: "CN-FJ", gb: "350000", capital: "福州", capitalAreaCode: "0591", carrierGroup: "south", population: 41_540_086, prefectures: 9 },
  jiangxi: { zh: "江西省", en: "Jiangxi", iso: "CN-JX", gb: "360000", capital: "南昌", capitalAreaCode: "0791", carrierGroup: "south", population: 45_188_635, prefectures: 11 },
  shandong: { zh: "山东省", en: "Shandong", iso: "CN-SD", gb: "370000", capital: "济南", capitalAreaCode: "0531", carrierGroup: "north", population: 101_527_453, prefectures: 16 },
  henan: { zh: "河南省", en: "Henan", iso: "CN-HA", gb: "410000", capital: "郑州", capitalAreaCode: "0371", carrierGroup: "north", population: 99_365_519, prefectures: 17 },
  hubei: { zh: "湖北省", en: "Hubei", iso: "CN-HB", gb: "420000", capital: "武汉", capitalAreaCode: "027", carrierGroup: "south", population: 57_752_557, prefectures: 13 },
  hunan: { zh: "湖南省", en: "Hunan", iso: "CN-HN", gb: "430000", capital: "长沙", capitalAreaCode: "0731", carrierGroup: "south", population: 66_444_864, prefectures: 14 },
  guangdong: { zh: "广东省", en: "Guangdong", iso: "CN-GD", gb: "440000", capital: "广州", capitalAreaCode: "020", carrierGroup: "south", population: 126_012_510, prefectures: 21 },
  guangxi: { zh: "广西壮族自治区", en: "Guangxi", iso: "CN-GX", gb: "450000", capital: "南宁", capitalAreaCode: "0771", carrierGroup: "south", population: 50_126_804, prefectures: 14 },
  hainan: { zh: "海南省", en: "Hainan", iso: "CN-HI", gb: "460000", capital: "海口", capitalAreaCode: "0898", carrierGroup: "south", population: 10_081_232, prefectures: 4 },
  chongqing: { zh: "重庆市", en: "Chongqing", iso: "CN-CQ", gb: "500000", capital: "重庆", capitalAreaCode: "023", carrierGroup: "south", population: 32_054_159, prefectures: 0 },
  sichuan: { zh: "四川省", en: "Sichuan", iso: "CN-SC", gb: "510000", capital: "成都", capitalAreaCode: "028", carrierGroup: "south", population: 83_674_866, prefectures: 21 },
  guizhou: { zh: "贵州省", en: "Guizhou", iso: "CN-GZ", gb: "520000", capital: "贵阳", capitalAreaCode: "0851", carrierGroup: "south", population: 38_562_148, prefectures: 9 },
  yunnan: { zh: "云南省", en: "Yunnan", iso: "CN-YN", gb: "530000", capital: "昆明", capitalAreaCode: "0871", carrierGroup: "south", population: 47_209_277, prefectures: 16 },
  xizang: { zh: "西藏自治区", en: "Xizang", iso: "CN-XZ", gb: "540000", capital: "拉萨", capitalAreaCode: "0891", carrierGroup: "south", population: 3_648_100, prefectures: 7 },
  shaanxi: { zh: "陕西省", en: "Shaanxi", iso: "CN-SN", gb: "610000", capital: "西安", capitalAreaCode: "029", carrierGroup: "south", population: 39_528_999, prefectures: 10 },
  gansu: { zh: "甘肃省", en: "Gansu", iso: "CN-GS", gb: "620000", capital: "兰州", capitalAreaCode: "0931", carrierGroup: "south", population: 25_019_831, prefectures: 14 },
  qinghai: { zh: "青海省", en: "Qinghai", iso: "CN-QH", gb: "630000", capital: "西宁", capitalAreaCode: "0971", carrierGroup: "south", population: 5_923_957, prefectures: 8 },
  ningxia: { zh: "宁夏回族自治区", en: "Ningxia", iso: "CN-NX", gb: "640000", capital: "银川", capitalAreaCode: "0951", carrierGroup: "south", population: 7_202_654, prefectures: 5 },
  xinjiang: { zh: "新疆维吾尔自治区", en: "Xinjiang", iso: "CN-XJ", gb: "650000", capital: "乌鲁木齐", capitalAreaCode: "0991", carrierGroup: "south", population: 25_852_345, prefectures: 14 },
};

export function isProvinceId(id: string): id is ProvinceId {
  return Object.hasOwn(DIVISIONS, id);
}

/** Carrier that should terminate 12333 in a province of this group; another choice is a warning, not an error. */
export const RECOMMENDED_CARRIER = { north: "unicom", south: "telecom" } as const;
