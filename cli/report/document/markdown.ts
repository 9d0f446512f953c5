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
    ...(document.annex === undefined ? [] : [`附件${document.annex}`, ""]),
    `# ${text(document.title)}`,
    "",
    ...(document.addressee === undefined ? [] : [`${text(document.addressee)}：`, ""]),
    ...body,
    ...(attachments.length === 0
      ? []
      : [
          `附件：${attachments.map((name, index) => (attachments.length === 1 ? text(name) : `${index + 1}. ${text(name)}`)).join("；")}`,
          "",
        ]),
    ...(signature === undefined
      ? []
      : [
          text(signature.organ),
          "",
          signature.date === undefined ? "【待填：成文日期】" : chineseDate(signature.date),
          "",
        ]),
    `<!-- plan ${digest} -->`,
    "",
  ].join("\n");
}

function markdownBlock(block: Block, drawing: string): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level + 1)} ${text(block.text)}`;
    case "paragraph":
      return text(block.text);
    case "table":
      return [
        `**${text(block.caption)}**`,
        "",
        `| ${block.header.map(cell).join(" | ")} |`,
        `| ${block.header.map(() => "---").join(" | ")} |`,
        ...block.rows.map((row) => `| ${row.map(cell).join(" | ")} |`),
      ].join("\n");
    case "figure":
      return `![${text(block.alternative)}](${drawing})\n\n图：${text(block.caption)}`;
  }
}

/** What Markdown would read as markup is escaped. */
function text(plain: string): string {
  return plain.replaceAll(/[\\`*_<>[\]&~]/g, (character) => `\\${character}`);
}

/** A cell keeps to its line and its column. */
function cell(plain: string): string {
  return text(plain)
    .replaceAll("|", "\\|")
    .replaceAll(/\s*\n\s*/g, " ");
}
