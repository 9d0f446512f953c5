import { assertSoundConfig } from "../../components/freeswitch/check-config.ts";
import type { CallCenterPlan } from "../../planning/plan.ts";
import { itemsOf } from "../../planning/references.ts";
import { UserError } from "../../provinces/finding.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { engineFor, requestFor } from "../offline.ts";
import { emptyFolder, writeFiles } from "../output-folder.ts";
import { providerDeliveryDocument } from "../report/provider-delivery.ts";
import { renderedFiles } from "../report/rendered-files.ts";
import { trunkDocuments } from "../report/trunk-documents.ts";
import { selectSound } from "../selection.ts";

/** Every text of the plan and every resource as the engine saw it; secrets appear by name. */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const { language, terminal } = invocation;
  const out = invocation.value("out");
  if (out === undefined)
    throw new UserError([
      { code: "OPTION_MISSING", where: {}, facts: { command: "render", option: "--out", value: "DIR" } },
    ]);
  const [province] = selectSound(invocation, invocation.arguments);
  if (province === undefined) return 1;
  const engine = await engineFor(invocation);
  assertSoundConfig(switchFiles(province.plan));
  const { previewOffline } = await import("../../engine/preview.ts");
  const { resources = [] } = await previewOffline({
    ...requestFor(invocation, province, engine),
    state: false,
    keepResources: true,
  });
  const documents = invocation.value("lang") === "en" ? "en" : "zh";
  const files = {
    ...renderedFiles(province.plan, resources),
    ...trunkDocuments(province.plan, documents),
    ...providerDeliveryDocument(province.plan, documents),
  };
  const folder = emptyFolder(out);
  writeFiles(folder, files);
  terminal.out(say(language, "renderedSummary", { files: Object.keys(files).length, path: out }));
  return 0;
}

/** What FreeSWITCH will read; it would pass over most mistakes, so they are looked for before anybody reads it. */
function switchFiles(plan: CallCenterPlan) {
  const files = (set: "restart" | "reload") =>
    itemsOf(plan).flatMap((item) =>
      item.kind === "config-set" && item.zone === "media" && item.set === set ? [item.files] : [],
    )[0] ?? {};
  return { restart: files("restart"), reload: files("reload") };
}
