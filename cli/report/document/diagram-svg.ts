import type { Box, Diagram, Line } from "../../../planning/dossier/diagram.ts";

const FONT = "FangSong, 仿宋, STFangsong, 'Noto Serif CJK SC', serif";

/** The drawing as a self-contained SVG that prints in black and white; `alternative` is read aloud. */
export function diagramSvg(diagram: Diagram, alternative: string): string {
  const { width, height } = diagram;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" role="img" aria-label="${escaped(alternative)}" font-family="${escaped(FONT)}">`,
    `<title>${escaped(alternative)}</title>`,
    '<defs><marker id="end" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker></defs>',
    `<rect width="${round(width)}" height="${round(height)}" fill="#fff"/>`,
    ...diagram.frames.map(
      (frame) =>
        `<rect ${area(frame)} fill="#f6f6f6" stroke="#888" stroke-dasharray="2 3"/><text x="${round(frame.x + frame.width / 2)}" y="${round(frame.y + 30)}" text-anchor="middle" font-size="19" font-weight="bold">${escaped(frame.title)}</text>`,
    ),
    ...diagram.boxes.map(box),
    ...diagram.lines.map(line),
    "</svg>",
    "",
  ].join("\n");
}

function box(each: Box): string {
  const middle = round(each.x + each.width / 2);
  const stroke = each.style === "dashed" ? 'stroke-dasharray="7 4"' : "";
  const heavy = each.style === "dark" ? "3" : "1.5";
  const text = (content: string, y: number, bold: boolean) =>
    `<text x="${middle}" y="${round(y)}" text-anchor="middle" font-size="${bold ? 20 : 18}"${bold ? ' font-weight="bold"' : ""}>${escaped(content)}</text>`;
  return [
    `<rect ${area(each)} rx="4" fill="#fff" stroke="#000" stroke-width="${heavy}" ${stroke}/>`,
    text(each.title, each.y + 27, true),
    ...each.lines.map((content, index) => text(content, each.y + 52 + index * 24, false)),
  ].join("");
}

function line(each: Line): string {
  const [x1, y1] = each.from;
  const [x2, y2] = each.to;
  const dash = each.carries === "data" ? ' stroke-dasharray="6 5"' : "";
  const start = each.arrows === "both" ? ' marker-start="url(#end)"' : "";
  const vertical = Math.abs(x1 - x2) < 1;
  const label =
    each.label === ""
      ? ""
      : `<text x="${round((x1 + x2) / 2 + (vertical ? 8 : 0))}" y="${round((y1 + y2) / 2 + (vertical ? 6 : -7))}" text-anchor="${vertical ? "start" : "middle"}" font-size="16" stroke="#f6f6f6" stroke-width="4" paint-order="stroke">${escaped(each.label)}</text>`;
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="#000" stroke-width="1.5"${dash}${start} marker-end="url(#end)"/>${label}`;
}

function area(each: { x: number; y: number; width: number; height: number }): string {
  return `x="${round(each.x)}" y="${round(each.y)}" width="${round(each.width)}" height="${round(each.height)}"`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
