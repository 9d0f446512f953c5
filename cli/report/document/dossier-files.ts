import { hash } from "node:crypto";
import { blanksOf, type OfficialDocument } from "../../../planning/dossier/document.ts";
import { diagramSvg } from "./diagram-svg.ts";
import { documentDocx } from "./docx.ts";
import { documentMarkdown } from "./markdown.ts";

/** File in which a folder of papers says what it was made from. */
export const MANIFEST = "dossier.json";

/** What a folder of papers was made from; `dossier check` compares it with today's plan. */
export interface Manifest {
  readonly format: 1;
  /** Province id, or `national`. */
  readonly subject: string;
  /** Day from which expected dates were counted, where it was given. */
  readonly from: string | null;
  /** SHA-256 of the plan, or of all plans. */
  readonly plan: string;
  readonly documents: readonly ManifestDocument[];
}

export interface ManifestDocument {
  readonly id: string;
  readonly title: string;
  /** SHA-256 of its text and drawings, blanks included; equal texts are equal papers, whatever else in the plan changed. */
  readonly text: string;
  readonly blanks: readonly string[];
}

export type DossierFormat = "docx" | "markdown" | "all";

/** Texts and bytes by file name: papers, drawings beside the Markdown, manifest. */
export async function dossierFiles(
  documents: readonly OfficialDocument[],
  about: Pick<Manifest, "subject" | "from" | "plan"> & { readonly format: DossierFormat },
): Promise<Readonly<Record<string, string | Uint8Array>>> {
  const files: Record<string, string | Uint8Array> = {};
  for (const document of documents) {
    if (about.format !== "markdown") files[`${document.id}.docx`] = await documentDocx(document, about.plan);
    if (about.format === "docx") continue;
    files[`${document.id}.md`] = documentMarkdown(document, about.plan);
    let figures = 0;
    for (const block of document.body) {
      if (block.kind !== "figure") continue;
      figures += 1;
      files[`${document.id}-${figures}.svg`] = diagramSvg(block.diagram, block.alternative);
    }
  }
  const manifest: Manifest = {
    format: 1,
    subject: about.subject,
    from: about.from,
    plan: about.plan,
    documents: documents.map((document) => ({
      id: document.id,
      title: document.title,
      text: textDigest(document),
      blanks: blanksOf(document),
    })),
  };
  files[MANIFEST] = `${JSON.stringify(manifest, undefined, 2)}\n`;
  return files;
}

/** Drawings count: a box more or a line elsewhere is another paper. */
export function textDigest(document: OfficialDocument): string {
  const drawings = document.body.flatMap((block) => (block.kind === "figure" ? [JSON.stringify(block.diagram)] : []));
  return hash("sha256", [documentMarkdown(document, ""), ...drawings].join("\n"), "hex");
}
