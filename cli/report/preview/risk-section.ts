import { frameworkOf } from "../../../planning/policies/frameworks.ts";
import { describeFinding } from "../../../provinces/messages.ts";
import { say } from "../../messages.ts";
import { type Block, BREAK, code, joined, type Line, type Span, type Tone } from "./block.ts";
import type { Place, PreviewReport, RiskRow } from "./report.ts";
import { stackNames } from "./stack-names.ts";
import type { View } from "./view.ts";
import { RULE_WORDS, readable } from "./words.ts";

/** The table that is never left out; only its least rows are, when there are hundreds. */
export function riskBlocks({ risks }: PreviewReport, view: View): readonly Block[] {
  const { language, detail } = view;
  if (risks.length === 0) return [];
  const shown = risks.slice(0, detail.risks);
  const rest = risks.length - shown.length;
  return [
    { kind: "heading", text: say(language, "pr.risksTitle"), count: risks.length },
    {
      kind: "table",
      titles: [say(language, "pr.rule"), say(language, "pr.where"), say(language, "pr.what")],
      rows: shown.map((risk) => rowOf(risk, view)),
      tones: shown.map(toneOf),
    },
    ...(rest > 0 ? [{ kind: "paragraph", line: [say(language, "pr.cut.risks", { count: rest })] } as const] : []),
  ];
}

function toneOf({ severity, waived }: RiskRow): Tone {
  if (waived !== undefined) return "clear";
  return severity === "error" ? "blocked" : "warned";
}

/** The rest stand in the annotations. */
const MOST_PLACES = 3;

const SEVERITY = { error: "pr.blocks", warning: "pr.warns", note: "pr.notes" } as const;

function rowOf(risk: RiskRow, view: View): readonly Line[] {
  const { language, detail } = view;
  const { severity, waived, rule, stacks, code: finding, facts, subject } = risk;
  const { what, fix } = describeFinding({ code: finding, where: {}, facts: readableFacts(facts) }, language);
  const framework = frameworkOf(finding, subject)?.[language];
  const causes = risk.places.slice(0, MOST_PLACES).map((place) => placeSpan(place, view));
  const more = risk.places.length - causes.length;
  return [
    [
      waived === undefined
        ? { kind: "word", text: say(language, SEVERITY[severity]), strong: true }
        : { kind: "word", text: say(language, "pr.waivedRisk") },
      BREAK,
      { kind: "word", text: RULE_WORDS[rule][language] },
    ],
    [stackNames(stacks, { language, most: detail.names })],
    [
      what,
      ...(causes.length === 0 ? [] : [" ", ...joined(causes, " ")]),
      ...(more > 0 ? [` ${say(language, "pr.more", { count: more })}`] : []),
      BREAK,
      waived === undefined
        ? fix
        : say(language, "pr.waivedBy", { by: waived.by, until: waived.until, reason: waived.reason }),
      ...(framework === undefined ? [] : [language === "zh" ? `（${framework}）` : ` (${framework})`]),
    ],
  ];
}

function readableFacts(facts: RiskRow["facts"]): RiskRow["facts"] {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === "string" ? readable(value) : value]),
  );
}

/** `provinces/henan.yaml:36`, a link where the forge is known. */
export function placeSpan({ file, line }: Place, { sourceUrl }: View): Span {
  const text = line === undefined ? file : `${file}:${line}`;
  if (sourceUrl === undefined) return code(text);
  const path = file.split("/").map(encodeURIComponent).join("/");
  return { kind: "link", text, url: `${sourceUrl.replace(/\/$/, "")}/${path}${line === undefined ? "" : `#L${line}`}` };
}
