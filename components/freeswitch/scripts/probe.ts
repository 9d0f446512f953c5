import { RUN_DIRECTORY } from "../config-core.ts";

/**
 * Probes. None needs the database or another node, and none has a password in its arguments.
 * startup and liveness: the switch answers. readiness: every configured profile runs and nothing is paused.
 */
export const PROBE = `#!/bin/bash
set -u
export HOME=\${HOTLINE_RUN_DIR:-${RUN_DIRECTORY}}
cli() { timeout -k 1 5 fs_cli -t 3000 -x "$1"; }

case "\${1:-}" in
  startup | liveness)
    [ "$(cli 'fsctl ready_check')" = true ]
    ;;
  readiness)
    status=$(cli 'sofia status') || exit 1
    for file in "$(dirname "$0")"/../sip_profiles/*.xml; do
      name=$(basename "$file" .xml)
      grep -Eq "^[[:space:]]*$name[[:space:]]+profile[[:space:]].*RUNNING" <<< "$status" || { echo "profile $name is not running"; exit 1; }
    done
    [ "$(cli 'fsctl pause_check inbound')" = false ]
    ;;
  *)
    echo "usage: probe.sh startup|liveness|readiness"
    exit 2
    ;;
esac
`;
