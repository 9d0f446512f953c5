import { type Box, type Diagram, type Frame, type Line, widthOf } from "../../../planning/dossier/diagram.ts";
import { TYPEFACE } from "./typography.ts";

/** 156 mm, the text's width, are 1000 units of a drawing. */
const EMU = 5616;
const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
const A = "http://schemas.openxmlformats.org/drawingml/2006/main";
const WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";
const WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";

/** A run with the drawing as shapes and text of the document itself: sharp in print, and people can edit it. */
export function drawingRun(diagram: Diagram, options: { id: number; alternative: string }): string {
  const width = emu(diagram.width);
  const height = emu(diagram.height);
  const shapes = [
    ...diagram.frames.map(frameShape),
    ...diagram.lines.map(lineShape),
    ...diagram.boxes.map(boxShape),
    ...diagram.lines.flatMap(labelShape),
  ];
  return [
    `<w:r xmlns:w="${W}"><w:drawing><wp:inline xmlns:wp="${WP}" distT="0" distB="0" distL="0" distR="0">`,
    `<wp:extent cx="${width}" cy="${height}"/><wp:docPr id="${options.id}" name="图${options.id}" descr="${escaped(options.alternative)}"/>`,
    `<a:graphic xmlns:a="${A}"><a:graphicData uri="${WPG}"><wpg:wgp xmlns:wpg="${WPG}" xmlns:wps="${WPS}"><wpg:cNvGrpSpPr/>`,
    `<wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${width}" cy="${height}"/><a:chOff x="0" y="0"/><a:chExt cx="${width}" cy="${height}"/></a:xfrm></wpg:grpSpPr>`,
    ...shapes,
    "</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
  ].join("");
}

function frameShape(frame: Frame): string {
  return shape(frame, {
    fill: "F6F6F6",
    outline: { width: 9525, dash: "sysDot" },
    text: [{ text: frame.title, bold: true, size: 17 }],
    anchor: "t",
  });
}

function boxShape(box: Box): string {
  return shape(box, {
    fill: "FFFFFF",
    outline: { width: box.style === "dark" ? 25_400 : 12_700, dash: box.style === "dashed" ? "dash" : "solid" },
    text: [{ text: box.title, bold: true, size: 18 }, ...box.lines.map((text) => ({ text, bold: false, size: 16 }))],
    anchor: "ctr",
  });
}

interface Look {
  readonly fill: string | undefined;
  readonly outline: { readonly width: number; readonly dash: string } | undefined;
  readonly text: readonly { readonly text: string; readonly bold: boolean; readonly size: number }[];
  readonly anchor: "t" | "ctr";
}

function shape(area: { x: number; y: number; width: number; height: number }, look: Look): string {
  const { fill, outline, text, anchor } = look;
  const paragraphs = text.map(
    (line) =>
      `<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="${line.size * 12}" w:lineRule="exact"/><w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="${line.bold ? TYPEFACE.heading : TYPEFACE.body}" w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="${line.size}"/></w:rPr><w:t xml:space="preserve">${escaped(line.text)}</w:t></w:r></w:p>`,
  );
  return [
    "<wps:wsp><wps:cNvSpPr/><wps:spPr>",
    transform({ x: area.x, y: area.y, width: area.width, height: area.height }),
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
    fill === undefined ? "<a:noFill/>" : `<a:solidFill><a:srgbClr val="${fill}"/></a:solidFill>`,
    outline === undefined
      ? "<a:ln><a:noFill/></a:ln>"
      : `<a:ln w="${outline.width}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:prstDash val="${outline.dash}"/></a:ln>`,
    `</wps:spPr><wps:txbx><w:txbxContent>${paragraphs.join("")}</w:txbxContent></wps:txbx>`,
    `<wps:bodyPr lIns="18000" tIns="36000" rIns="18000" bIns="0" anchor="${anchor}"><a:noAutofit/></wps:bodyPr></wps:wsp>`,
  ].join("");
}

function lineShape(line: Line): string {
  const [x1, y1] = line.from;
  const [x2, y2] = line.to;
  const flips = `${x2 < x1 ? ' flipH="1"' : ""}${y2 < y1 ? ' flipV="1"' : ""}`;
  return [
    "<wps:wsp><wps:cNvCnPr/><wps:spPr>",
    transform({ x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) }, flips),
    '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>',
    `<a:ln w="12700"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:prstDash val="${line.carries === "data" ? "dash" : "solid"}"/>`,
    line.arrows === "both" ? '<a:headEnd type="triangle"/>' : "",
    '<a:tailEnd type="triangle"/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>',
  ].join("");
}

/** Beside the middle of a line that runs down, above one that runs across. */
function labelShape(line: Line): readonly string[] {
  if (line.label === "") return [];
  const [x1, y1] = line.from;
  const [x2, y2] = line.to;
  const vertical = Math.abs(x1 - x2) < 1;
  const width = widthOf(line.label) * 18 + 16;
  const x = (x1 + x2) / 2 + (vertical ? 4 : -width / 2);
  const y = (y1 + y2) / 2 - (vertical ? 14 : 28);
  return [
    shape(
      { x, y, width, height: 26 },
      { fill: undefined, outline: undefined, text: [{ text: line.label, bold: false, size: 15 }], anchor: "ctr" },
    ),
  ];
}

function transform(area: { x: number; y: number; width: number; height: number }, flips = ""): string {
  return `<a:xfrm${flips}><a:off x="${emu(area.x)}" y="${emu(area.y)}"/><a:ext cx="${emu(area.width)}" cy="${emu(area.height)}"/></a:xfrm>`;
}

function emu(units: number): number {
  return Math.round(units * EMU);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
