import type { Figure, Figures } from "../../planning/figures.ts";
import { type FieldPath, UserError } from "../../provinces/finding.ts";
import type { ExitCode, Invocation } from "../command.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import { advice, nearest } from "../nearest.ts";
import { originWords } from "../origin-words.ts";
import { selectSound } from "../selection.ts";
import { table } from "../table.ts";

const SMALLEST = 0.000001;
const MOST_NAMES = 8;

const ALL = { zh: "不写名字则列出全部。", en: "Without a name all are listed." };

/** Names that have the word in them; else the one that is spelled nearly so, whole or by its last part. */
function adviceOn(asked: string, names: readonly string[]) {
  const word = asked.toLowerCase();
  const inside = names.filter((name) => name.toLowerCase().includes(word));
  if (inside.length > 0) {
    const listed = inside.slice(0, MOST_NAMES).join(", ");
    return { "advice.zh": `有：${listed}。`, "advice.en": `There are ${listed}.` };
  }
  const last = new Map(names.map((name) => [name.slice(name.lastIndexOf(".") + 1), name]));
  const meant = nearest(asked, names) ?? last.get(nearest(asked, [...last.keys()]) ?? "");
  return advice(meant ?? asked, meant === undefined ? [] : [meant], ALL);
}

/**
 * At most six significant digits, no exponent for the sizes that occur. What is too small to be measured or paid (a
 * blocking of 1e-16 %) is said to be less than what is shown.
 */
function shown(value: number): string {
  if (value !== 0 && Math.abs(value) < SMALLEST) return `< ${SMALLEST}`;
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(Math.abs(value) < 100_000 ? 6 : 9)));
}

interface View {
  readonly language: Language;
  /** File and line of a field. */
  readonly place: (field: string) => string;
}

/** `localNetworks[0].trunk.e1` in steps. */
function pathOf(field: string): FieldPath {
  const steps = field.split(/[.[\]]+/).filter((step) => step !== "");
  return steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function colon(language: Language): string {
  return language === "zh" ? "：" : ": ";
}

function originOf(figure: Figure, { language, place }: View): string {
  switch (figure.origin.kind) {
    case "given":
      return `${say(language, "given")}${colon(language)}${figure.origin.field} ${place(figure.origin.field)}`;
    case "default":
      return `${say(language, "default")}${colon(language)}${originWords(figure.origin.because, language)}`;
    case "computed":
      return `${say(language, "computed")}${colon(language)}${originWords(figure.origin.formula, language)}`;
  }
}

/** The figure and, indented below it, all it was computed from; what stands above already is not repeated. */
function tree(name: string, figures: Figures, options: View & { depth: number; seen: Set<string> }): readonly string[] {
  const figure = figures[name];
  const indent = "  ".repeat(options.depth);
  if (figure === undefined) return [`${indent}${name}`];
  const value = `${indent}${name} = ${shown(figure.value)} ${figure.unit}`.trimEnd();
  const below = figure.origin.kind === "computed" ? figure.origin.from : [];
  if (options.seen.has(name) && below.length > 0) return [`${value}   ${say(options.language, "above")}`];
  options.seen.add(name);
  return [
    `${value}   ${originOf(figure, options)}`,
    ...below.flatMap((source) => tree(source, figures, { ...options, depth: options.depth + 1 })),
  ];
}

/** Figures whose name is or begins with what was asked for; one alone is shown with its whole derivation. */
export function run(invocation: Invocation): ExitCode {
  const { language, terminal } = invocation;
  const [id = "", asked] = invocation.arguments;
  const [province] = selectSound(invocation, [id]);
  if (province === undefined) return 1;
  const { figures } = province.plan;
  const view: View = {
    language,
    place: (field) => `${province.loaded.file}:${province.loaded.locate(pathOf(field)).line}`,
  };
  const names = Object.keys(figures).filter((name) => asked === undefined || name === asked || name.startsWith(asked));
  const exact = asked !== undefined && figures[asked] !== undefined;
  if (names.length === 0)
    throw new UserError([
      {
        code: "FIGURE_UNKNOWN",
        where: {},
        facts: { found: asked ?? "", ...adviceOn(asked ?? "", Object.keys(figures)) },
      },
    ]);
  if (invocation.value("format") === "json")
    terminal.out(JSON.stringify(Object.fromEntries(names.map((name) => [name, figures[name]])), null, 2));
  else if (exact) terminal.out(tree(asked, figures, { ...view, depth: 0, seen: new Set() }).join("\n"));
  else
    terminal.out(
      table(
        [
          { title: say(language, "name") },
          { title: say(language, "value"), align: "right" },
          { title: say(language, "unit") },
          { title: say(language, "origin") },
        ],
        names.flatMap((name) => {
          const figure = figures[name];
          return figure === undefined ? [] : [[name, shown(figure.value), figure.unit, originOf(figure, view)]];
        }),
      ),
    );
  return 0;
}
