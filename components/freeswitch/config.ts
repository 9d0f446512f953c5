import { checksums, filesHash } from "../../planning/content-hash.ts";
import { coreFiles, rootFile } from "./config-core.ts";
import { dialplanFiles } from "./config-dialplan.ts";
import { profileFiles } from "./config-profiles.ts";
import { accessFile, directoryFile, menuFile, peerGatewayFile, queueFile, trunkGatewayFile } from "./config-service.ts";
import { controllerFile } from "./controller-file.ts";
import { languageFile } from "./languages.ts";
import { promptsOf } from "./prompts.ts";
import { SCRIPTS } from "./scripts.ts";
import type { Switch } from "./switch.ts";
import { comment, element, setVariable, xmlFile } from "./xml.ts";

/** Text by relative path, sorted. Both trees stand side by side: `restart/` and `reload/`. */
export interface SwitchFiles {
  readonly restart: Readonly<Record<string, string>>;
  readonly reload: Readonly<Record<string, string>>;
}

/**
 * The complete configuration of the media nodes of one call center, for FreeSWITCH 1.10.12.
 * What a running switch takes over without dropping a call is in the reload tree: dialplan, gateways, access
 * lists, directory, queues, menu and session limits. Modules, profiles, RTP range and scripts need a restart.
 */
export function switchFiles(spec: Switch): SwitchFiles {
  const service = {
    "acl/lists.xml": accessFile(spec),
    "controller.json": controllerFile(spec),
    ...dialplanFiles(spec),
    "directory/domain.xml": directoryFile(spec),
    "gateways/peers.xml": peerGatewayFile(spec),
    "gateways/trunk.xml": trunkGatewayFile(spec),
    "ivr/menu.xml": menuFile(spec),
    "languages/zh.xml": languageFile(spec),
    "prompts.json": `${JSON.stringify(promptsOf(spec), null, 2)}\n`,
    "queues/queues.xml": queueFile(spec),
  };
  const reload = {
    ...service,
    "vars.xml": variableFile(spec, filesHash({ ...service, "vars.xml": variableFile(spec, "") })),
  };
  return {
    restart: sorted({ "freeswitch.xml": rootFile(spec), ...coreFiles(spec), ...profileFiles(spec), ...SCRIPTS }),
    // By which the node sees that every file has arrived, whole.
    reload: sorted({ ...reload, "manifest.sha256": checksums(reload) }),
  };
}

/** The marker by which a reload proves that this content, and no older one, has arrived. */
function variableFile(spec: Switch, version: string): string {
  return xmlFile(
    element("include", {}, [
      comment("Applied to a running switch by reload.sh; read at start by switch.conf."),
      setVariable("max_sessions", spec.sizing.maxSessions),
      setVariable("sessions_per_second", spec.sizing.sessionsPerSecond),
      setVariable("config_version", version),
    ]),
  );
}

function sorted(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
}
