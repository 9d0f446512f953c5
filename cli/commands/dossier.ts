import { join } from "node:path";
import { planTimeline } from "../../planning/activation/timeline.ts";
import type { OfficialDocument } from "../../planning/dossier/document.ts";
import { blanksOf } from "../../planning/dossier/document.ts";
import { planDigest, plansDigest, provinceDossier } from "../../planning/dossier/dossier.ts";
import { nationalApplication } from "../../planning/dossier/national.ts";
import { scheduleRows } from "../../planning/dossier/schedule-rows.ts";
import type { DossierSubject } from "../../planning/dossier/subject.ts";
import { UserError } from "../../provinces/finding.ts";
import { loadHolidays } from "../../provinces/load-holidays.ts";
import { loadNational } from "../../provinces/load-national.ts";
import { severityOf } from "../../provinces/messages.ts";
import { IsoDate } from "../../provinces/schema/date.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { emptyFolder, writeFiles } from "../output-folder.ts";
import type { DossierFormat } from "../report/document/dossier-files.ts";
import { type PlannedProvince, selectSound } from "../selection.ts";
import { table } from "../table.ts";

interface Papers {
  readonly plan: string;
  readonly documents: readonly OfficialDocument[];
}

/** Draws up the papers of a province or of the ministry, says what is missing, or checks a folder of them. */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const [subject = "", folder] = invocation.arguments;
  if (subject === "check") return check(invocation, folder);
  if (folder !== undefined)
    throw new UserError([
      { code: "ARGUMENT_SUPERFLUOUS", where: {}, facts: { command: `dossier ${subject}`, found: folder } },
    ]);
  const from = dateOf(invocation.value("from"));
  const papers = papersOf(invocation, subject, from);
  const out = invocation.value("out");
  if (out !== undefined) await write(invocation, papers, { subject, from, out });
  else report(invocation, papers);
  return 0;
}

function dateOf(given: string | undefined): IsoDate | undefined {
  if (given === undefined) return undefined;
  const parsed = IsoDate.safeParse(given);
  if (!parsed.success)
    throw new UserError([{ code: "OPTION_DATE", where: {}, facts: { option: "--from", found: given } }]);
  return parsed.data;
}

function papersOf(invocation: Invocation, subject: string, from: IsoDate | undefined): Papers {
  if (subject !== "national") {
    const [province] = selectSound(invocation, [subject]);
    if (province === undefined) throw new Error(`${subject} was selected and is not there`);
    return { plan: planDigest(province.plan), documents: provinceDossier(subjectOf(invocation, province, from)) };
  }
  const path = join(invocation.provinces, "national", "application.yaml");
  const { application, findings } = loadNational(path);
  const errors = findings.filter(({ code }) => severityOf(code) === "error");
  if (errors.length > 0) throw new UserError(errors);
  const provinces = selectSound(invocation, []);
  return {
    plan: plansDigest(provinces.map(({ plan }) => plan)),
    documents: nationalApplication(
      provinces.map((province) => subjectOf(invocation, province, from)),
      application,
    ),
  };
}

function subjectOf(
  invocation: Invocation,
  { loaded: { province }, plan }: PlannedProvince,
  from: IsoDate | undefined,
): DossierSubject {
  if (from === undefined) return { province, plan, schedule: scheduleRows(province) };
  const { holidays } = loadHolidays(join(invocation.provinces, "holidays"));
  const timeline = planTimeline({ province, holidays, today: from });
  return { province, plan, schedule: scheduleRows(province, timeline), timeline };
}

async function write(
  { language, terminal, value }: Invocation,
  { plan, documents }: Papers,
  { subject, from, out }: { subject: string; from: string | undefined; out: string },
): Promise<void> {
  const { dossierFiles } = await import("../report/document/dossier-files.ts");
  const given = value("format");
  const format: DossierFormat = given === "docx" || given === "markdown" ? given : "all";
  const files = await dossierFiles(documents, { subject, from: from ?? null, plan, format });
  writeFiles(emptyFolder(out), files);
  const blanks = documents.reduce((sum, document) => sum + blanksOf(document).length, 0);
  terminal.out(say(language, "dossierWritten", { papers: documents.length, path: out, blanks }));
}

/** Without a folder: which papers there are, and what only people can supply. */
function report({ language, terminal, value }: Invocation, { plan, documents }: Papers): void {
  if (value("format") === "json") {
    terminal.out(
      JSON.stringify({ plan, documents: documents.map((each) => ({ ...each, blanks: blanksOf(each) })) }, undefined, 2),
    );
    return;
  }
  const word = (key: "paper" | "title" | "blanks"): { title: string } => ({ title: say(language, `dossier.${key}`) });
  terminal.out(
    table(
      [word("paper"), word("title"), { ...word("blanks"), align: "right" }],
      documents.map((document) => [document.id, document.title, String(blanksOf(document).length)]),
    ),
  );
  const blanks = [...new Set(documents.flatMap(blanksOf))];
  if (blanks.length > 0)
    terminal.out(
      `\n${say(language, "dossierBlanks", { count: blanks.length })}\n${blanks.map((each) => `  - ${each}`).join("\n")}`,
    );
  terminal.out(`\n${say(language, "dossierPlan", { plan: plan.slice(0, 12) })}`);
}

/** Exit 3 when a paper no longer says what would be deployed. */
async function check(invocation: Invocation, folder: string | undefined): Promise<ExitCode> {
  const { language, terminal } = invocation;
  if (folder === undefined)
    throw new UserError([
      { code: "ARGUMENT_MISSING", where: {}, facts: { command: "dossier check", argument: "folder", allowed: "DIR" } },
    ]);
  const { dossierState, readManifest } = await import("../report/document/dossier-state.ts");
  const manifest = readManifest(folder);
  const papers = dossierState(
    folder,
    manifest,
    papersOf(invocation, manifest.subject, dateOf(manifest.from ?? undefined)),
  );
  if (invocation.value("format") === "json") terminal.out(JSON.stringify(papers, undefined, 2));
  else
    terminal.out(
      table(
        [
          { title: say(language, "dossier.paper") },
          { title: say(language, "dossier.title") },
          { title: say(language, "dossier.state") },
        ],
        papers.map(({ id, title, state }) => [id, title, say(language, `dossier.${state}`)]),
      ),
    );
  const sound = papers.every(({ state }) => state === "current" || state === "same-text");
  if (!sound) terminal.err(say(language, "dossierStale", { subject: manifest.subject }));
  return sound ? 0 : 3;
}
