import { DELIVERY } from "../../components/freeswitch/provider-delivery.ts";
import type { CallCenterPlan } from "../../planning/plan.ts";
import { itemsOf } from "../../planning/references.ts";
import type { Language, Text } from "../language.ts";

const { records, recordings, total, manifest } = DELIVERY;

const LAYOUT = `outgoing/
  2026-11-24/
    ${records}
    ${recordings}/<name>.wav
    ${total}
    ${manifest}`;

const RECORD = `{"uuid": "7f0c…", "started_at": "2026-11-24T09:15:02+08:00", "recording": "<name>.wav"}`;
const TOTAL = `{"date": "2026-11-24", "calls": 1234, "recordings": 1100}`;

/** Lines of the contract's annex; backticks mark what is written as it stands. */
const RULES: readonly Text[] = [
  {
    zh: "每天一个目录，以呼叫开始当日的日期命名（Asia/Shanghai），次日 01:30 前放在 SFTP/SSH 用户 `hotline` 的 `outgoing/` 下；无呼叫之日也要交付，数量为 0。",
    en: "One folder a day, named by the date on which its calls began (Asia/Shanghai), laid out by 01:30 of the next day under `outgoing/` of the SSH user `hotline`; a day without calls is delivered too, with zeros.",
  },
  {
    zh: `\`${records}\`：每行一个呼叫，UTF-8 JSON，至少有 uuid、started_at（RFC 3339，带时区）、recording（录音文件名，无录音为 null）；其余字段原样入库。例：\`${RECORD}\``,
    en: `\`${records}\`: one call a line, UTF-8 JSON, with at least uuid, started_at (RFC 3339 with zone) and recording (file name, null without one); all else is kept as it is. For example \`${RECORD}\``,
  },
  {
    zh: `\`${recordings}/\`：每个有录音的呼叫一个文件；没有不属于任何呼叫的录音。不放链接。`,
    en: `\`${recordings}/\`: one file for each recorded call, none that belongs to no call. No links.`,
  },
  {
    zh: `\`${total}\`：当日总数，取自服务商自己的统计，不从上述文件数出。例：\`${TOTAL}\``,
    en: `\`${total}\`: the day's totals, taken from the provider's own statistics and not counted from these files. For example \`${TOTAL}\``,
  },
  {
    zh: `\`${manifest}\`：最后写，sha256sum 格式，列出以上全部文件，路径相对当日目录。没有它即视为未交付完。`,
    en: `\`${manifest}\`: written last, in sha256sum's form, lists all of these with paths relative to the day's folder. Without it the day is not finished.`,
  },
  {
    zh: "不合格之日整日不入库，原因记入 provider_delivery 表；服务商更正后在同一目录重新交付，次夜重收。缺日、缺录音、数量不符均列入当月服务考核。",
    en: "A faulty day is not filed at all and its faults stand in the table provider_delivery; the provider corrects the same folder and it is taken the next night. Missing days, recordings and counts belong to the month's assessment.",
  },
  {
    zh: "收件侧只读取，不删除；服务商至少保留 45 天。",
    en: "We read and never delete; the provider keeps what it delivered for 45 days at least.",
  },
];

const TITLE: Text = { zh: "话单与录音交付约定", en: "Delivery of call records and recordings" };

/** The contract's annex for a provider whose copies the department keeps; nothing where there is none. */
export function providerDeliveryDocument(plan: CallCenterPlan, language: Language): Readonly<Record<string, string>> {
  if (!itemsOf(plan).some((item) => item.name === "provider-copies-fetch")) return {};
  const { name, stack } = plan.identity;
  const rules = RULES.map((rule, index) => `${index + 1}. ${rule[language]}`).join("\n");
  const title = `# ${TITLE[language]} · ${name[language]} 12333`;
  const text = [title, `\`\`\`text\n${LAYOUT}\n\`\`\``, rules, `\`${stack}\``].join("\n\n");
  return { "documents/provider-delivery.md": `${text}\n` };
}
