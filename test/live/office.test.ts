import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { documentDocx } from "../../cli/report/document/docx.ts";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { provinceDossier } from "../../planning/dossier/dossier.ts";
import { scheduleRows } from "../../planning/dossier/schedule-rows.ts";
import { loadProvinces } from "../../provinces/load.ts";

const ready = spawnSync("soffice", ["--version"]).status === 0 && spawnSync("pdftotext", ["-v"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "hotline-office-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!ready)(
  `papers in LibreOffice${ready ? "" : " (not run: soffice or pdftotext is not on PATH)"}`,
  () => {
    test("open, become PDF on A4, and read as they were written, drawing included", { timeout: 120_000 }, async () => {
      const [loaded] = loadProvinces("provinces", ["hebei"]).provinces;
      if (loaded === undefined) throw new Error("hebei did not load");
      const { province } = loaded;
      const papers = provinceDossier({ province, plan: planCallCenter(province), schedule: scheduleRows(province) });
      const chosen = papers.filter(({ id }) => ["filing", "trunk-order-0311", "outsourcing-model"].includes(id));
      for (const paper of chosen) writeFileSync(join(folder, `${paper.id}.docx`), await documentDocx(paper, "00"));
      const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
      const files = chosen.map(({ id }) => join(folder, `${id}.docx`));
      spawnSync("soffice", [profile, "--headless", "--convert-to", "pdf", "--outdir", folder, ...files]);
      for (const { id, title } of chosen) {
        const pdf = join(folder, `${id}.pdf`);
        const text = spawnSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" }).stdout.replaceAll(/\s/g, "");
        expect(text).toContain(title.replaceAll(/\s/g, ""));
        expect(text).toContain("—1—");
        expect(spawnSync("pdfinfo", [pdf], { encoding: "utf8" }).stdout).toMatch(/Page size: +59\d.* x 84\d.*A4/);
      }
      const model = spawnSync("pdftotext", [join(folder, "outsourcing-model.pdf"), "-"], { encoding: "utf8" }).stdout;
      expect(model).toContain("边缘与路由");
    });
  },
);
