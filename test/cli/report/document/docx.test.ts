import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { documentDocx } from "../../../../cli/report/document/docx.ts";
import type { OfficialDocument } from "../../../../planning/dossier/document.ts";

const PAPER: OfficialDocument = {
  id: "paper",
  title: "技术方案",
  annex: 2,
  body: [{ kind: "paragraph", text: "区号0315、0335、0310的用户，广东、广西。" }],
  attachments: [],
};

async function partOf(document: OfficialDocument, path: string): Promise<string> {
  return strFromU8(unzipSync(await documentDocx(document, "00"))[path] ?? new Uint8Array());
}

test("lines can break in a list of numbers, behind the mark and nowhere else", async () => {
  const xml = await partOf(PAPER, "word/document.xml");
  expect(xml).toContain("区号0315、\u200B0335、\u200B0310的用户，广东、广西。");
  expect(await partOf(PAPER, "word/styles.xml")).toContain('<w:lang w:val="en-US" w:eastAsia="zh-CN"/>');
});

test("an annex says its number above its title, as GB/T 9704 has it", async () => {
  const text = (await partOf(PAPER, "word/document.xml")).replaceAll(/<[^>]+>/g, "");
  expect(text).toMatch(/^\s*附件2技术方案/);
  expect((await partOf({ ...PAPER, annex: undefined }, "word/document.xml")).replaceAll(/<[^>]+>/g, "")).not.toContain(
    "附件",
  );
});
