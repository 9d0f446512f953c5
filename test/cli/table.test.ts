import stringWidth from "string-width";
import { expect, test } from "vitest";
import { pad, table } from "../../cli/table.ts";

test("a Chinese character takes two cells", () => {
  expect(pad("安徽", 6)).toBe("安徽  ");
  expect(pad("ah", 6)).toBe("ah    ");
  expect(pad("12", 4, "right")).toBe("  12");
});

test("columns of mixed scripts start at the same cell in every row", () => {
  const text = table(
    [{ title: "省份" }, { title: "n", align: "right" }, { title: "x" }],
    [
      ["内蒙古自治区", "1", "end"],
      ["anhui", "1000", "end"],
    ],
  );
  const lines = text.split("\n");
  const column = (line: string, word: string) => stringWidth(line.slice(0, line.indexOf(word)));
  expect(lines).toHaveLength(4);
  expect(column(lines[2] ?? "", "end")).toBe(column(lines[3] ?? "", "end"));
  expect(stringWidth(lines[1] ?? "")).toBe(12 + 2 + 4 + 2 + 3);
});

test("no line ends in blanks", () => {
  for (const line of table([{ title: "a" }, { title: "b" }], [["1", ""]]).split("\n"))
    expect(line).toBe(line.trimEnd());
});
