import type { WriteSheet } from "hucre/xlsx";
import { type Cell, shownValue } from "./cell.ts";
import type { Section } from "./section.ts";
import { Sheet, type Style, type Value } from "./sheet.ts";

/** A section's table as values, in the units that its notes name. */
export function gridSheet({ title, notes, grid }: Section): WriteSheet {
  const sheet = new Sheet(title);
  sheet.add([title], ["title"]);
  for (const note of notes) if (note !== "") sheet.add([note]);
  const columns = grid?.columns ?? [];
  const rows = grid?.rows ?? [];
  const frozen = sheet.add(
    columns.map((column) => column.title),
    ["head"],
  );
  const totals = grid?.totals ?? 0;
  for (const [index, row] of rows.entries())
    sheet.add(
      row.map(sheetValue),
      row.map((cell) => styleOf(cell, index >= rows.length - totals)),
    );
  return sheet.finish({
    widths: columns.map(({ align }, index) => (index === 0 ? 48 : align === "right" ? 16 : 24)),
    frozen,
  });
}

function sheetValue(cell: Cell): Value {
  if (typeof cell === "string") return cell;
  return cell.kind === "percent" ? shownValue(cell) / 100 : shownValue(cell);
}

function styleOf(cell: Cell, total: boolean): Style {
  if (typeof cell === "string") return "text";
  if (cell.bound === "ceiling") return "totalCeiling";
  if (cell.bound === "floor") return total ? "totalFloor" : "floor";
  if (total) return "total";
  switch (cell.kind) {
    case "wan":
    case "yuan":
      return "money";
    case "percent":
      return "percent";
    case "number":
      return "number";
  }
}
