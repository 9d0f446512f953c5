import { expect, test } from "vitest";
import { documentMarkdown } from "../../../../cli/report/document/markdown.ts";

const MARKUP = "<img src=x>[a](b)`c`*d*";
const ESCAPED = "\\<img src=x\\>\\[a\\](b)\\`c\\`\\*d\\*";

test("what people write is text in every place of a paper, and no markup", () => {
  const diagram = { width: 1000, height: 10, frames: [], boxes: [], lines: [] };
  const markdown = documentMarkdown(
    {
      id: "paper",
      title: MARKUP,
      addressee: MARKUP,
      body: [
        { kind: "heading", level: 1, text: MARKUP },
        { kind: "paragraph", text: MARKUP },
        { kind: "table", caption: MARKUP, header: [`${MARKUP}|`], rows: [[`${MARKUP}|`]] },
        { kind: "figure", caption: MARKUP, alternative: MARKUP, diagram },
      ],
      attachments: [MARKUP],
      signature: { organ: MARKUP },
    },
    "00",
  );
  expect(markdown).not.toContain(MARKUP);
  expect(markdown.split(ESCAPED)).toHaveLength(12);
  expect(markdown).toContain(`| ${ESCAPED}\\| |`);
});
