/** A drawing of boxes and lines, laid out; 1000 units are its width, one Chinese character is 18 of them. */
export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Frame[];
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

/** Who owns what stands inside. */
export interface Frame extends Area {
  readonly title: string;
}

export interface Box extends Area {
  readonly title: string;
  readonly lines: readonly string[];
  /** dark: the number itself; dashed: not of the department. */
  readonly style: "plain" | "dark" | "dashed";
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly label: string;
  /** voice: solid; data: dashed; both must read in black and white. */
  readonly carries: "voice" | "data";
  readonly arrows: "one" | "both";
}

interface Place {
  readonly title: string;
  readonly lines: readonly string[];
  readonly style?: Box["style"];
}

/** One column of a drawing: an owner's frame with boxes below one another. */
export interface Column {
  readonly title: string;
  readonly boxes: readonly Place[];
}

/** A line between boxes, each by column and place in it. */
export interface Link {
  readonly from: readonly [column: number, box: number];
  readonly to: readonly [column: number, box: number];
  readonly label: string;
  readonly carries: Line["carries"];
  readonly arrows?: Line["arrows"];
}

const WIDTH = 1000;
const GAP = 84;
const MARGIN = 10;
const FRAME_TITLE = 44;
const BOX_GAP = 46;
const PADDING = 14;
/** Of a line of text and of a box's title, in the drawing's units. */
const TEXT_LINE = 24;
const BOX_TITLE = 30;
const CHARACTER = 18;

/**
 * Lays columns side by side and their boxes in the middle of the height. Lines run straight between the sides that face
 * one another, or between top and bottom in one column.
 */
export function layOut(columns: readonly Column[], links: readonly Link[]): Diagram {
  const columnWidth = (WIDTH - 2 * MARGIN - GAP * (columns.length - 1)) / columns.length;
  const characters = (columnWidth - 2 * PADDING - 12) / CHARACTER;
  const wrapped = columns.map((column) =>
    column.boxes.map((place) => ({ ...place, lines: place.lines.flatMap((line) => wrap(line, characters)) })),
  );
  const boxHeight = (place: Place): number => BOX_TITLE + 14 + place.lines.length * TEXT_LINE;
  const stack = (boxes: readonly Place[]): number =>
    boxes.reduce((sum, place) => sum + boxHeight(place), 0) + BOX_GAP * (boxes.length - 1);
  const inner = Math.max(...wrapped.map(stack));
  const height = inner + FRAME_TITLE + 2 * PADDING + 2 * MARGIN;
  const frames = columns.map((column, index) => ({
    title: column.title,
    x: MARGIN + index * (columnWidth + GAP),
    y: MARGIN,
    width: columnWidth,
    height: height - 2 * MARGIN,
  }));
  const placed = wrapped.map((boxes, index) => {
    const frame = frames[index];
    const spare = (inner - stack(boxes)) / (boxes.length + 1);
    let y = MARGIN + FRAME_TITLE + PADDING + spare;
    return boxes.map((place): Box => {
      const box = {
        x: (frame?.x ?? 0) + PADDING,
        y,
        width: columnWidth - 2 * PADDING,
        height: boxHeight(place),
        title: place.title,
        lines: place.lines,
        style: place.style ?? "plain",
      };
      y += box.height + BOX_GAP + spare;
      return box;
    });
  });
  const lines = links.map((link) => drawLink(link, placed));
  return { width: WIDTH, height, frames, boxes: placed.flat(), lines };
}

/** Width of a text in Chinese characters; a Latin one counts half. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((sum, each) => sum + (each.charCodeAt(0) < 256 ? 0.5 : 1), 0);
}

/** Breaks a text into lines of so many Chinese characters; a Latin one counts half. */
function wrap(text: string, characters: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const word of text.match(/[\w.+×/-]+|./gu) ?? []) {
    const size = widthOf(word);
    if (width + size > characters && line !== "") {
      lines.push(line);
      line = "";
      width = 0;
    }
    line += word;
    width += size;
  }
  return [...lines, line];
}

function drawLink(link: Link, placed: readonly (readonly Box[])[]): Line {
  const [fromColumn, fromBox] = link.from;
  const [toColumn, toBox] = link.to;
  const from = placed[fromColumn]?.[fromBox];
  const to = placed[toColumn]?.[toBox];
  if (from === undefined || to === undefined) throw new Error(`a line of the drawing ends nowhere: ${link.label}`);
  const rest = { label: link.label, carries: link.carries, arrows: link.arrows ?? "one" };
  const middle = (box: Box): number => box.x + box.width / 2;
  if (fromColumn === toColumn) {
    const down = from.y < to.y;
    return {
      from: [middle(from), down ? from.y + from.height : from.y],
      to: [middle(to), down ? to.y : to.y + to.height],
      ...rest,
    };
  }
  const right = fromColumn < toColumn;
  return {
    from: [right ? from.x + from.width : from.x, from.y + from.height / 2],
    to: [right ? to.x : to.x + to.width, to.y + to.height / 2],
    ...rest,
  };
}
