import { formatFinding } from "../../provinces/messages.ts";
import { DIVISIONS } from "../../provinces/reference/divisions.ts";
import { CHOICES } from "../glossary.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import type { ModeComparison, ModeFigures } from "../mode-comparison.ts";
import { table } from "../table.ts";
import { escaped, htmlGroupedTable, htmlPage, markdownTable } from "./markup.ts";

interface Section {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

const MONEY = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

type Cell = (mode: ModeFigures) => string;

function sections({ modes, merged }: ModeComparison, language: Language): readonly Section[] {
  const row = (key: Parameters<typeof say>[1], cell: Cell) => [say(language, key), ...modes.map(cell)];
  const yesNo = (value: boolean) => say(language, value ? "yes" : "no");
  // Nobody answers here, so nothing is told of answering.
  const answering = (cell: Cell): Cell => (merged ? () => "-" : cell);
  return [
    {
      title: say(language, "modesDeployed"),
      rows: [
        row("deployableRow", ({ refused }) =>
          refused === undefined ? say(language, "deployable") : say(language, "refusedBy", { rule: refused.code }),
        ),
      ],
    },
    {
      title: say(language, "modesPeople"),
      rows: [
        row(
          "humanShareRow",
          answering(({ humanShare }) => `${(100 * humanShare).toFixed(0)}%`),
        ),
        row(
          "humanErlangsRow",
          answering(({ humanErlangs }) => humanErlangs.toFixed(1)),
        ),
        row(
          "seatsRow",
          answering(({ seats }) => String(seats)),
        ),
        row(
          "headsRow",
          answering(({ heads }) => String(heads)),
        ),
        row("trunksRow", (mode) => trunkWords(mode, language)),
        row("channelsRow", ({ channels }) => String(channels)),
      ],
    },
    {
      title: say(language, "modesCaller"),
      rows: [
        row("reachedRow", (mode) => reachedWords(mode, merged, language)),
        row(
          "levelRow",
          answering(({ serviceLevelPercent }) => serviceLevelPercent.toFixed(1)),
        ),
        row(
          "asaRow",
          answering(({ asaSeconds }) => asaSeconds.toFixed(1)),
        ),
        row(
          "abandonRow",
          answering(({ abandonPercent }) => abandonPercent.toFixed(2)),
        ),
        row("blockingRow", ({ worstBlockingPercent: worst }) =>
          worst > 0 && worst < 0.01 ? "<0.01" : worst.toFixed(2),
        ),
        row(
          "selfServiceRow",
          answering((mode) => say(language, selfServiceKey(mode))),
        ),
        row(
          "recordingRow",
          answering(({ recording }) => yesNo(recording)),
        ),
      ],
    },
    {
      title: say(language, "modesSystems"),
      rows: [
        row("partsRow", ({ parts }) =>
          parts.map((part) => CHOICES.part[part][language]).join(language === "zh" ? "、" : ", "),
        ),
        row(
          "agentRow",
          answering((mode) => say(language, agentKey(mode))),
        ),
        row("businessRow", ({ businessSystems }) => yesNo(businessSystems)),
        row("securityRow", ({ securityLevel }) => String(securityLevel)),
        row("computeRow", ({ vcpu, memoryGiB }) => `${vcpu.toFixed(1)} / ${memoryGiB.toFixed(1)}`),
        row("storageRow", ({ storageGiB }) => storageGiB.toFixed(0)),
      ],
    },
    {
      title: say(language, "modesCost"),
      rows: [
        row("costRow", ({ costFenPerMonth }) =>
          costFenPerMonth === undefined ? say(language, "costUnknown") : MONEY.format(costFenPerMonth / 100),
        ),
      ],
    },
  ];
}

function trunkWords({ trunks }: ModeFigures, language: Language): string {
  return trunks.map(({ unit, count }) => `${count} ${CHOICES.trunkUnit[unit][language]}`).join(" + ");
}

function reachedWords({ menu, queues }: ModeFigures, merged: boolean, language: Language): string {
  if (merged) return say(language, "toPlatform");
  return menu ? say(language, "menuAndQueue", { queues }) : say(language, "ringsPhones");
}

function selfServiceKey({
  menu,
  businessSystems,
}: ModeFigures): "selfServiceNone" | "selfServiceMenu" | "selfServiceQuery" {
  if (!menu) return "selfServiceNone";
  return businessSystems ? "selfServiceQuery" : "selfServiceMenu";
}

function agentKey({ desk, businessSystems }: ModeFigures): "agentPhone" | "agentDesk" | "agentIntegrated" {
  if (!desk) return "agentPhone";
  return businessSystems ? "agentIntegrated" : "agentDesk";
}

function titles({ modes }: ModeComparison, language: Language): readonly string[] {
  return [
    "",
    ...modes.map(({ mode, own }) => {
      const name = CHOICES.workMode[mode][language];
      return own ? say(language, "ownMode", { mode: name }) : name;
    }),
  ];
}

function basis(comparison: ModeComparison, language: Language): string {
  return say(language, "modesBasis", {
    day: Math.round(comparison.callsPerDay),
    busy: Math.round(comparison.busyHourCalls),
  });
}

function remarks(comparison: ModeComparison, language: Language): readonly string[] {
  const refused = comparison.modes.flatMap(({ mode, refused: finding }) =>
    finding === undefined
      ? []
      : [`${CHOICES.workMode[mode][language]}${language === "zh" ? "：" : ": "}${formatFinding(finding, language)}`],
  );
  if (comparison.merged) return [...refused, say(language, "mergedNote")];
  return [
    ...refused,
    say(language, "hotlineNote"),
    say(language, "selfServiceNote", { heads: comparison.headsPerFivePercentSelfService }),
  ];
}

function titleOf({ province }: ModeComparison, language: Language): string {
  return say(language, "modesTitle", { province: DIVISIONS[province][language] });
}

export function modesTable(comparison: ModeComparison, language: Language): string {
  const parts = sections(comparison, language);
  // One table, so that the modes stand below one another in all sections.
  const rows = parts.flatMap(({ title, rows: each }, index) => [...(index === 0 ? [] : [[""]]), [title], ...each]);
  const columns = titles(comparison, language).map((title) => ({ title }));
  return [
    titleOf(comparison, language),
    basis(comparison, language),
    "",
    table(columns, rows),
    "",
    ...remarks(comparison, language),
  ].join("\n");
}

export function modesMarkdown(comparison: ModeComparison, language: Language): string {
  return [
    `# ${titleOf(comparison, language)}`,
    "",
    basis(comparison, language),
    ...sections(comparison, language).flatMap(({ title, rows }) => [
      "",
      `## ${title}`,
      "",
      markdownTable(titles(comparison, language), rows),
    ]),
    "",
    ...remarks(comparison, language).map((line) => `${line}\n`),
  ].join("\n");
}

export function modesHtml(comparison: ModeComparison, language: Language): string {
  const title = titleOf(comparison, language);
  const paragraph = (line: string) => `<p class="note">${escaped(line)}</p>`;
  const body = [
    `<h1>${escaped(title)}</h1>`,
    paragraph(basis(comparison, language)),
    htmlGroupedTable(titles(comparison, language), sections(comparison, language)),
    ...remarks(comparison, language).map(paragraph),
  ];
  return htmlPage({ title, language, body: body.join("\n") });
}
