import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { draftProvince } from "../../cli/draft-province.ts";
import { provinceFileText } from "../../cli/province-file.ts";
import { PROVINCE_IDS } from "../../provinces/reference/divisions.ts";

/**
 * Folders of draft provinces, 31 a folder at most since a province has one file: 333 provinces are eleven folders,
 * and what grows more than linearly with files shows as a ratio above the number of files.
 */
export function syntheticFolders(provinces: number): readonly string[] {
  const root = mkdtempSync(join(tmpdir(), "hotline-bench-"));
  const texts = PROVINCE_IDS.map(
    (id) => [id, provinceFileText(draftProvince(id, { build: "self-built", platform: "kubernetes" }))] as const,
  );
  const folders: string[] = [];
  for (let left = provinces; left > 0; left -= texts.length) {
    const folder = join(root, `batch-${folders.length}`);
    mkdirSync(folder);
    for (const [id, text] of texts.slice(0, left)) writeFileSync(join(folder, `${id}.yaml`), text);
    folders.push(folder);
  }
  return folders;
}
