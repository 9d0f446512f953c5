import { checkDialplan } from "./check/dialplan.ts";
import type { ConfigFault } from "./check/fault.ts";
import { checkNode } from "./check/node.ts";
import { checkReferences } from "./check/references.ts";
import { checkSettings } from "./check/settings.ts";
import { readTree } from "./check/tree.ts";
import type { SwitchFiles } from "./config.ts";
import { RUNTIME_INCLUDES } from "./config-core.ts";

export type { ConfigFault, ConfigRule } from "./check/fault.ts";

/**
 * What FreeSWITCH would swallow in its configuration: it ignores unknown parameters, undefined variables, includes
 * that match nothing and names of nothing, and finds out when a call arrives. Empty when the files are sound.
 */
export function checkConfig(files: SwitchFiles): readonly ConfigFault[] {
  const texts = new Map<string, string>();
  for (const [tree, set] of [
    ["restart", files.restart],
    ["reload", files.reload],
  ] as const)
    for (const [path, text] of Object.entries(set)) if (path.endsWith(".xml")) texts.set(`${tree}/${path}`, text);
  const { root, faults } = readTree(texts, { root: "restart/freeswitch.xml", runtimeIncludes: RUNTIME_INCLUDES });
  if (root === undefined) return faults;
  const found = [...faults];
  const report = (rule: ConfigFault["rule"], at: { file: string; line: number }, message: string) =>
    found.push({ rule, file: at.file, line: at.line, message });
  const sounds = soundsOf(files.reload["prompts.json"]);
  checkReferences(root, sounds, report);
  checkSettings(root, report);
  checkDialplan(root, report);
  checkNode(root, report);
  return found;
}

/** Announcements of the inventory, below the hotline's own folder. */
function soundsOf(inventory: string | undefined): ReadonlySet<string> {
  return new Set([...(inventory ?? "").matchAll(/"path": "hotline\/([^"]*)"/g)].map(([, path = ""]) => path));
}

/** The same as an exception: whatever the province says, unsound files are this program's fault. */
export function assertSoundConfig(files: SwitchFiles): void {
  const faults = checkConfig(files).map(({ rule, file, line, message }) => `${file}:${line}  ${rule}: ${message}`);
  if (faults.length > 0) throw new Error(`the generated FreeSWITCH configuration is unsound:\n${faults.join("\n")}`);
}
