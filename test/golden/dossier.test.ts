import { expect, test } from "vitest";
import { documentMarkdown } from "../../cli/report/document/markdown.ts";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { provinceDossier } from "../../planning/dossier/dossier.ts";
import { scheduleRows } from "../../planning/dossier/schedule-rows.ts";
import { loadProvinces } from "../../provinces/load.ts";

/** Own trunks everywhere; one trunk group with routed networks and a provider at the department's edge; the provider's site. */
const TELLING = ["anhui", "hebei", "xinjiang"] as const;

test.each(TELLING)("the papers of %s read as they did", async (id) => {
  const [loaded] = loadProvinces("provinces", [id]).provinces;
  if (loaded === undefined) throw new Error(`${id} did not load`);
  const { province } = loaded;
  const subject = { province, plan: planCallCenter(province), schedule: scheduleRows(province) };
  const text = provinceDossier(subject)
    .map((document) => documentMarkdown(document, "-"))
    .join("\n");
  await expect(text).toMatchFileSnapshot(`dossier/${id}.md`);
});
