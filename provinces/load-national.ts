import { existsSync } from "node:fs";
import { checkTexts } from "./checks/values.ts";
import type { Finding } from "./finding.ts";
import { schemaFindings } from "./reading/schema-findings.ts";
import { readSource } from "./reading/source.ts";
import { scanText } from "./reading/text-scan.ts";
import { parseYamlFile } from "./reading/yaml-file.ts";
import { NationalApplication } from "./schema/national-application.ts";

export interface LoadedNational {
  /** Undefined where there is no such file, or a faulty one. */
  readonly application: NationalApplication | undefined;
  readonly findings: readonly Finding[];
}

/** The ministry's part of the application, if the file is there; findings name it `shown`. Never throws. */
export function loadNational(path: string, shown = path): LoadedNational {
  if (!existsSync(path)) return { application: undefined, findings: [] };
  const source = readSource(path, shown);
  if (source.fault !== undefined) return { application: undefined, findings: [source.fault] };
  const scan = scanText(source.text);
  const yaml = parseYamlFile(source.text);
  const placed = (findings: readonly Finding[]): LoadedNational => ({
    application: undefined,
    findings: findings.map((finding) => ({ ...finding, where: { ...finding.where, file: shown } })),
  });
  if (scan.findings.length > 0) return placed(scan.findings);
  if (yaml.findings.length > 0) return placed(yaml.findings);
  if (yaml.value === null) return placed([{ code: "FILE_EMPTY", where: { line: 1, column: 1 }, facts: {} }]);
  const parsed = NationalApplication.safeParse(yaml.value);
  if (!parsed.success) return placed(schemaFindings(parsed.error.issues, yaml, NationalApplication));
  const texts = checkTexts(parsed.data);
  return texts.length === 0
    ? { application: parsed.data, findings: [] }
    : placed(
        texts.map((finding) => ({ ...finding, where: { ...finding.where, ...yaml.locate(finding.where.path ?? []) } })),
      );
}
