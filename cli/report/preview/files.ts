import type { Language } from "../../language.ts";
import { githubAnnotations, gitlabCodeQuality } from "./annotations.ts";
import { commentOf } from "./comment.ts";
import { documentOf } from "./document.ts";
import { markdownOf } from "./markdown.ts";
import { previewPage } from "./page.ts";
import type { PreviewReport } from "./report.ts";

export interface FilesRequest {
  readonly language: Language;
  readonly key?: string | undefined;
  readonly sourceUrl?: string | undefined;
}

/** Every form of a report by file name; the same report gives the same bytes. */
export function reportFiles(report: PreviewReport, request: FilesRequest): Readonly<Record<string, string>> {
  const { language, sourceUrl } = request;
  return {
    "comment.md": commentOf(report, request),
    "preview.md": markdownOf(documentOf(report, { language, sourceUrl })),
    "preview.html": previewPage(report, { language, sourceUrl }),
    "preview.json": `${JSON.stringify(report, undefined, 1)}\n`,
    "annotations.txt": githubAnnotations(report, language),
    "code-quality.json": gitlabCodeQuality(report, language),
  };
}
