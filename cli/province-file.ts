import { Document, isMap, isScalar, isSeq, Scalar, YAMLMap } from "yaml";
import { clockTime, serviceHours } from "../planning/service-hours.ts";
import type { Province } from "../provinces/province.ts";
import { divisionsOf } from "../provinces/reference/area-codes.ts";
import { DIVISIONS } from "../provinces/reference/divisions.ts";

/** Above each section of a file: what it is for, in both languages. */
const SECTION_COMMENTS: Readonly<Record<string, string>> = {
  status: "example 示例 | draft 草案 | live 正式",
  workMode: "hotline 热线电话 | call-center 呼叫中心 | integrated 呼叫中心与业务集成",
  build: "self-built 自建 | outsourced 外包",
  merge: "与 12345：independent 独立 | dual-number 双号并行 | sub-center 设分中心 | merged 整体并入",
  localNetworks:
    "每个长途区号一项；routedTo 表示汇接至该区号的中继群\nOne entry an area code; routedTo: its calls come over that network's trunk group",
  demand: "话务需求；缺省值及其来历见 hotline explain\nTraffic; for defaults and their reasons: hotline explain",
  serviceTarget: "服务目标 Service target",
  staffing: "人员 Staff",
  queues: "队列与按键 Queues and menu digits",
  integration: "业务系统对接 Business systems",
  recording: "录音 Recording",
  database: "数据库 Database",
  sites: "站点与平台 Sites and platforms",
  activation: "开通进度 Activation so far",
  numbering: "码号 Numbers that 12333 replaces",
};

/** Office hours of the western provinces are others. */
function hoursComment({ province }: Province): string {
  const { workdays } = serviceHours({ province, hours: "office" });
  const openings = workdays.map(({ from, to }) => `${clockTime(from)}-${clockTime(to)}`).join("、");
  return `office 工作日 ${openings} | 24x7（非独立热线必须 24x7）`;
}

/** Said beside a city whose area code public sources don't agree on. */
const DOUBTS = { high: "", medium: "(待核 medium)", low: "(存疑 low)" } as const;

/** Written on one line where they stand in a list. */
const INLINE = new Set([
  "trunk",
  "billing",
  "leases",
  "provider",
  "contract",
  "pricing",
  "retainedUnit",
  "merge",
  "backup",
  "platform12345",
  "integration",
]);

/** The text of a province file: the schema's keys in the schema's order, sections commented, cities named. */
export function provinceFileText(province: Province): string {
  const division = DIVISIONS[province.province];
  const document = new Document(province);
  const root = document.contents;
  if (!isMap(root)) throw new Error("a province is a map");
  root.items.forEach((pair, index) => {
    const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
    const comment = key === "hours" ? hoursComment(province) : SECTION_COMMENTS[key];
    if (comment === undefined) return;
    const keyNode = new Scalar(key);
    keyNode.commentBefore = comment.replaceAll(/^/gm, " ");
    keyNode.spaceBefore = index > 0;
    pair.key = keyNode;
  });
  compact(root);
  const networks = document.get("localNetworks");
  if (isSeq(networks))
    for (const network of networks.items) {
      if (!isMap(network)) continue;
      const code = network.get("areaCode", true);
      if (isScalar(code))
        code.comment = ` ${divisionsOf(String(code.value))
          .filter((entry) => entry.province === province.province)
          .map((entry) => `${entry.zh}${DOUBTS[entry.confidence]}`)
          .join(" ")}`;
    }
  const status =
    province.status === "example"
      ? "\n# 示例数据：号码与地址均未分配，不代表任何真实单位。Example data, no real department's."
      : "";
  const head = `# yaml-language-server: $schema=./province.schema.json\n# ${division.zh} 12333 ${division.en}${status}\n`;
  // Maps are padded and lists are not, as formatters of YAML have it.
  const body = document
    .toString({ lineWidth: 0, flowCollectionPadding: true })
    .replaceAll(/\[ ([^[\]\n]*) \]/g, "[$1]");
  return head + body;
}

/** Small maps and lists of scalars go on one line, as people write them. */
function compact(node: unknown): void {
  if (isMap(node))
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : "";
      if (INLINE.has(key) && pair.value instanceof YAMLMap) pair.value.flow = true;
      else compact(pair.value);
    }
  if (isSeq(node)) {
    if (
      node.items.every((item) => isScalar(item) || (isMap(item) && item.items.every((pair) => isScalar(pair.value))))
    ) {
      for (const item of node.items) if (isMap(item)) item.flow = true;
      if (node.items.every((item) => isScalar(item))) node.flow = true;
    } else for (const item of node.items) compact(item);
  }
}
