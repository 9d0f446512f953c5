import { RETENTION_SCRIPTS } from "./retention.ts";
import { INIT } from "./scripts/init.ts";
import { PROBE } from "./scripts/probe.ts";
import { RELOAD } from "./scripts/reload.ts";
import { RELOAD_SETS } from "./scripts/reload-sets.ts";
import { REPLAY } from "./scripts/replay.ts";

/** Programs of a media node, by path in the restart set. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  "scripts/init.sh": INIT,
  "scripts/probe.sh": PROBE,
  "scripts/reload-sets.sh": RELOAD_SETS,
  "scripts/reload.sh": RELOAD,
  "scripts/replay.sh": REPLAY,
  ...RETENTION_SCRIPTS,
};
