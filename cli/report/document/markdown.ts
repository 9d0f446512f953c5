import { type Block, chineseDate, numbered, type OfficialDocument } from "../../../planning/dossier/document.ts";

/** The paper as Markdown; drawings are linked as files `<id>-<number>.svg` beside it. */
export function documentMarkdown(document: OfficialDocument, digest: string): string {
  let figures = 0;
  const body = numbered(document.body).flatMap((block) => {
    if (block.kind === "figure") figures += 1;
    return [markdownBlock(block, `${document.id}-${figures}.svg`), ""];
  });
  const { signature, attachments } = document;
  return [
    `# ${document.title}`,
    "",
    ...(document.addressee === undefined ? [] : [`${document.addressee}：`, ""]),
    ...body,
    ...(attachments.length === 0
      ? []
      : [
          `附件：${attachments.map((name, index) => (attachments.length === 1 ? name : `${index + 1}. ${name}`)).join("；")}`,
          "",
        ]),
    ...(signature === undefined
      ? []
      : [signature.organ, "", signature.date === undefined ? "【待填：成文日期】" : chineseDate(signature.date), ""]),
    `<!-- plan ${digest} -->`,
    "",
  ].join("\n");
}

function markdownBlock(block: Block, drawing: string): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level + 1)} ${block.text}`;
    case "paragraph":
      return cell(block.text, false);
    case "table":
      return [
        `**${block.caption}**`,
        "",
        `| ${block.header.map((text) => cell(text, true)).join(" | ")} |`,
        `| ${block.header.map(() => "---").join(" | ")} |`,
        ...block.rows.map((row) => `| ${row.map((text) => cell(text, true)).join(" | ")} |`),
      ].join("\n");
    case "figure":
      return `![${block.alternative}](${drawing})\n\n图：${block.caption}`;
  }
}

/** Text that Markdown would read as markup is escaped; a cell keeps to its line. */
function cell(text: string, inTable: boolean): string {
  const escaped = text.replaceAll(/[\\`*_<>[\]]/g, (character) => `\\${character}`);
  return inTable ? escaped.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ") : escaped;
}
