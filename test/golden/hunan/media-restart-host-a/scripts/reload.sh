#!/bin/bash
set -u
export HOME=${HOTLINE_RUN_DIR:-/run/hotline}
wanted=${1:?"usage: reload.sh VERSION"}
here=$(dirname "$0")
cli() { timeout -k 1 10 fs_cli -t 3000 -x "$1"; }
fail() { echo "$*"; exit 1; }
expect() { local reply; reply=$(cli "$1"); [[ "$reply" == *"$2"* ]] || fail "$1: $reply"; }

grep -q "config_version=$wanted\"" "$here/../../reload/vars.xml" || fail "version $wanted has not arrived"
expect reloadxml '+OK [Success]'
expect reloadacl '+OK acl reloaded'
# A rescan adds gateways and ignores changed ones; those that changed or went are taken out first.
wanted_gateways() {
  for profile in trunk peers; do
    sed -n -e 's/.*<gateway name="\([^"]*\)".*/\1/p' -e 's/.*name="proxy" value="\([^"]*\)".*/\1/p' "$here/../../reload/gateways/$profile.xml" \
      | paste -d ' ' - - | sed "s/^/$profile::/"
  done
}
loaded_gateways() {
  cli 'sofia status' | awk '$2 == "gateway" { print $1 }' | while read -r gateway; do
    echo "$gateway $(cli "sofia status gateway ${gateway#*::}" | awk '$1 == "Proxy" { sub(/^sip:/, "", $2); print $2 }')"
  done
}
gone=$(grep -vxF "$(wanted_gateways)" <<< "$(loaded_gateways)" || true)
if [ -n "$gone" ]; then
  while read -r gateway _; do expect "sofia profile ${gateway%%::*} killgw ${gateway#*::}" '+OK'; done <<< "$gone"
  sleep 2
fi
for file in "$here"/../sip_profiles/*.xml; do
  expect "sofia profile $(basename "$file" .xml) rescan" '+OK scan complete'
done
for queue in $(sed -n 's/.*<queue name="\([^"]*\)".*/\1/p' "$here/../../reload/queues/queues.xml"); do
  expect "callcenter_config queue reload $queue" '+OK'
done
cli "fsctl max_sessions $(cli 'global_getvar max_sessions')" > /dev/null
cli "fsctl sps $(cli 'global_getvar sessions_per_second')" > /dev/null
[ "$(cli 'global_getvar config_version')" = "$wanted" ] || fail "the switch did not take version $wanted"
