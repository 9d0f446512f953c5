import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import * as z from "zod";
import type { OfficialDocument } from "../../../planning/dossier/document.ts";
import { UserError } from "../../../provinces/finding.ts";
import { IsoDate } from "../../../provinces/schema/date.ts";
import { DIGEST_PROPERTY } from "./docx.ts";
import { MANIFEST, type Manifest, textDigest } from "./dossier-files.ts";

const ManifestFile = z.object({
  format: z.literal(1),
  subject: z.string(),
  from: IsoDate.nullable(),
  plan: z.string(),
  documents: z.array(
    z.object({
      id: z.string().regex(/^[a-z0-9-]+$/),
      // Goes to the terminal.
      title: z.string().regex(/^\P{C}*$/u),
      text: z.string(),
      blanks: z.array(z.string()),
    }),
  ),
});

/**
 * current: made from today's plan. same-text: the plan changed, this paper would not. stale: it would read otherwise.
 * foreign: the file carries another plan's digest than its folder. missing: no file of it. superfluous: no such paper is needed any more.
 */
export type PaperState = "current" | "same-text" | "stale" | "foreign" | "missing" | "superfluous";

export interface PaperReport {
  readonly id: string;
  readonly title: string;
  readonly state: PaperState;
  /** Blanks left when it was made. */
  readonly blanks: readonly string[];
}

/** @throws UserError where the folder holds no readable manifest. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST);
  try {
    return ManifestFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "JSON";
    throw new UserError([{ code: "DOSSIER_UNREADABLE", where: {}, facts: { path, reason } }]);
  }
}

/** Each paper of a folder against what today's plan would write. */
export function dossierState(
  folder: string,
  manifest: Manifest,
  today: { readonly plan: string; readonly documents: readonly OfficialDocument[] },
): readonly PaperReport[] {
  const needed = new Map(today.documents.map((document) => [document.id, document]));
  const made = new Set(manifest.documents.map(({ id }) => id));
  return [
    ...manifest.documents.map(({ id, title, text, blanks }): PaperReport => {
      const document = needed.get(id);
      const report = (state: PaperState): PaperReport => ({ id, title, state, blanks });
      if (document === undefined) return report("superfluous");
      const digests = digestsOf(folder, id);
      if (digests.length === 0) return report("missing");
      if (digests.some((digest) => digest !== manifest.plan)) return report("foreign");
      if (manifest.plan === today.plan && textDigest(document) === text) return report("current");
      return report(textDigest(document) === text ? "same-text" : "stale");
    }),
    ...today.documents
      .filter(({ id }) => !made.has(id))
      .map(({ id, title }): PaperReport => ({ id, title, state: "missing", blanks: [] })),
  ];
}

/** Digests that the paper's files carry; people fill in the blanks of a .docx, so its text proves nothing. */
function digestsOf(folder: string, id: string): readonly string[] {
  const docx = join(folder, `${id}.docx`);
  const markdown = join(folder, `${id}.md`);
  return [
    ...(existsSync(docx) ? [docxDigest(docx)] : []),
    ...(existsSync(markdown) ? [/<!-- plan ([0-9a-f]+) -->/.exec(readFileSync(markdown, "utf8"))?.[1] ?? ""] : []),
  ];
}

function docxDigest(path: string): string {
  try {
    const custom = unzipSync(readFileSync(path))["docProps/custom.xml"];
    const found = new RegExp(`name="${DIGEST_PROPERTY}"[^>]*>\\s*<[^>]+>([0-9a-f]+)<`).exec(
      custom === undefined ? "" : strFromU8(custom),
    );
    return found?.[1] ?? "";
  } catch {
    return "";
  }
}
