import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { emptyFolder, writeFiles } from "../output-folder.ts";
import { providerDeliveryDocument } from "../report/provider-delivery.ts";
import { trunkDocuments } from "../report/trunk-documents.ts";
import { selectSound } from "../selection.ts";

/** Orders, gateway sheets and opening-test records, in Chinese unless `--lang en` is given: carriers read them. */
export function run(invocation: Invocation): ExitCode {
  const { language, terminal } = invocation;
  const [province] = selectSound(invocation, invocation.arguments);
  if (province === undefined) return 1;
  const chosen = invocation.value("lang") === "en" ? "en" : "zh";
  const files = {
    ...trunkDocuments(province.plan, chosen),
    ...providerDeliveryDocument(province.plan, chosen),
  };
  const texts = Object.values(files);
  if (texts.length === 0) {
    terminal.err(say(language, "noTrunkDocuments"));
    return 0;
  }
  const out = invocation.value("out");
  if (out === undefined) {
    terminal.out(texts.join("\n"));
    return 0;
  }
  writeFiles(emptyFolder(out), files);
  terminal.out(say(language, "renderedSummary", { files: texts.length, path: out }));
  return 0;
}
