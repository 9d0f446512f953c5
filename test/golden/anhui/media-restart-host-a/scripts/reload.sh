#!/bin/bash
set -u
umask 077
export HOME=${HOTLINE_RUN_DIR:-/run/hotline}
wanted=${1:?"usage: reload.sh VERSION"}
scripts=$(cd "$(dirname "$0")" && pwd)
mounted=$scripts/../../reload
. "$scripts/reload-sets.sh"
cli() { timeout -k 1 10 fs_cli -t 3000 -x "$1"; }
fail() { echo "$*"; exit 1; }
faults=
fault() { faults+="$*"$'\n'; }
expect() { local reply; reply=$(cli "$1"); [[ "$reply" == *"$2"* ]] || fault "$1: $reply"; }
# names ATTRIBUTE-OWNER FILE...: value of name= in each such element.
names() { sed -n "s/.*<$1 name=\"\([^\"]*\)\".*/\\1/p" "${@:2}" 2> /dev/null; }
without() { grep -vxF -- "$1" || true; }

profiles() { for file in "$scripts"/../sip_profiles/*.xml; do basename "$file" .xml; done; }
# A line for each gateway of a set: profile::name, a tab, everything that stands in it.
gateways_of() {
  local profile
  for profile in trunk peers; do
    awk -v profile="$profile" '
      /<gateway name="/ { split($0, part, "\""); name = part[2]; text = "" }
      { gsub(/^ +/, ""); text = text $0 }
      /<\/gateway>/ { print profile "::" name "\t" text }' "$sets/$1/gateways/$profile.xml" 2> /dev/null
  done
}
wanted_gateways() {
  gateways_of "$1" | sed 's/\t.*<param name="proxy" value="\([^"]*\)".*/ \1/'
}
loaded_gateways() {
  cli 'sofia status' | awk '$2 == "gateway" { print $1 }' | while read -r gateway; do
    echo "$gateway $(cli "sofia status gateway ${gateway#*::}" | awk '$1 == "Proxy" { sub(/^sip:/, "", $2); print $2 }')"
  done
}
# Callers who wait in a queue or talk over it; who left stays in the list for a minute.
callers_in() {
  cli "callcenter_config queue list members $1" | awk -F'|' 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
    NR > 1 && NF > 5 && $column["state"] != "Abandoned" { callers++ } END { print callers + 0 }'
}
loaded_queues() { cli 'callcenter_config queue list' | awk -F'|' 'NF > 5 && $1 != "name" { print $1 }'; }
# LIST ADDRESS of each entry; of a network its first address.
access_of() {
  awk '/<list name="/ { split($0, part, "\""); list = part[2] }
    /<node type="allow"/ { match($0, /cidr="[^"]*"/); print list, substr($0, RSTART + 6, RLENGTH - 7) }' "$sets/$1/acl/lists.xml"
}
# Entries of the first set that no entry of the second covers: ADDRESS/BITS compared as numbers.
access_gone() {
  awk 'function number(address,  part) { split(address, part, "."); return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4] }
    { split($2, net, "/") }
    NR == FNR { kept++; list[kept] = $1; size[kept] = 2 ^ (32 - net[2]); base[kept] = int(number(net[1]) / size[kept]); next }
    { for (i = 1; i <= kept; i++) if (list[i] == $1 && int(number(net[1]) / size[i]) == base[i]) next; print }' <(access_of "$2") <(access_of "$1")
}
limits_of() { grep -ho 'application="limit" data="hash [^"]*"' "$sets/$1"/dialplan/*.xml | sort -u; }
# USER@DOMAIN of each registration whose user is in no directory any more.
orphans() {
  cli 'sofia status profile agents reg' | awk '$1 == "User:" { print $2 }' | sort -u | while read -r user; do
    [ "$(cli "user_exists id ${user%@*} ${user#*@}")" = true ] || echo "$user"
  done
}

# apply OLD NEW: NEW is what sets/current points to already. Leaves in faults what did not go.
apply() {
  local old=$1 new=$2 gone gateway queue user domain
  faults=
  expect reloadxml '+OK [Success]'
  # The switch goes on with the tree that it has.
  [ -z "$faults" ] || return 1
  expect reloadacl '+OK acl reloaded'

  # A rescan adds gateways and ignores changed ones; those that changed or went are taken out first.
  gone=$( { gateways_of "$old" | without "$(gateways_of "$new")" | cut -f 1
    loaded_gateways | without "$(wanted_gateways "$new")" | cut -d ' ' -f 1; } | sort -u)
  for gateway in $gone; do
    cli "sofia profile ${gateway%%::*} killgw ${gateway#*::}" > /dev/null
  done
  for gateway in $gone; do
    for _ in $(seq 40); do
      # It answers "Invalid Gateway" at once, and stands in the list for a while longer.
      grep -qE "^[[:space:]]*$gateway[[:space:]]" <<< "$(cli 'sofia status')" || break
      sleep 0.25
    done
  done
  for profile in $(profiles); do expect "sofia profile $profile rescan" '+OK scan complete'; done

  for queue in $(names queue "$sets/$new/queues/queues.xml"); do
    expect "callcenter_config queue reload $queue" '+OK'
  done
  # Unloading a queue strands whoever waits in it. Its controller unloads it when the last one is served.
  for queue in $(loaded_queues | without "$(names queue "$sets/$new/queues/queues.xml")"); do
    [ "$(callers_in "$queue")" = 0 ] && cli "callcenter_config queue unload $queue" > /dev/null
  done

  cli "fsctl max_sessions $(cli 'global_getvar max_sessions')" > /dev/null
  cli "fsctl sps $(cli 'global_getvar sessions_per_second')" > /dev/null

  # A user who is gone can't register again, but would keep the registration that stands.
  for user in $(orphans); do cli "sofia profile agents flush_inbound_reg $user" > /dev/null; done

  read_back "$old" "$new"
  [ -z "$faults" ]
}

# Everything that the switch holds apart from the XML, and of the XML what limits and names it.
read_back() {
  local old=$1 new=$2 value line list address queue loaded
  value=$(cli 'global_getvar config_version')
  [ "$value" = "$(version_in "$sets/$new")" ] || fault "the switch has version $value"
  for name in max_sessions:max_sessions sps:sessions_per_second; do
    value=$(sed -n "s/.*data=\"${name#*:}=\([0-9]*\)\".*/\1/p" "$sets/$new/vars.xml")
    line=$(cli "fsctl ${name%:*}")
    [ "$(grep -o '[0-9]*' <<< "$line" | tail -n 1)" = "$value" ] || fault "${name%:*}: wanted $value, loaded ${line#+OK }"
  done
  loaded=$(loaded_gateways)
  while read -r line; do [ -z "$line" ] || fault "gateway not loaded: $line"; done <<< "$(wanted_gateways "$new" | without "$loaded")"
  while read -r line; do [ -z "$line" ] || fault "gateway still loaded: $line"; done <<< "$(without "$(wanted_gateways "$new")" <<< "$loaded")"

  while read -r list address; do
    [ -z "$list" ] || [ "$(cli "acl ${address%/*} $list")" = true ] || fault "access list $list does not let $address in"
  done <<< "$(access_of "$new")"
  while read -r list address; do
    [ -z "$list" ] || [ "$(cli "acl ${address%/*} $list")" = false ] || fault "access list $list still lets $address in"
  done <<< "$(access_gone "$old" "$new")"

  loaded=$(cli 'callcenter_config queue list')
  for queue in $(names queue "$sets/$new/queues/queues.xml"); do
    line=$(queue_of "$new" "$queue")
    [ "$(awk -F'|' -v queue="$queue" 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i }
      $1 == queue { print $column["strategy"], $column["max_wait_time"] }' <<< "$loaded")" = "$line" ] || fault "queue $queue is not loaded with $line"
  done
  for queue in $(loaded_queues | without "$(names queue "$sets/$new/queues/queues.xml")"); do
    value=$(callers_in "$queue")
    [ "$value" != 0 ] || fault "queue $queue is still loaded"
    echo "queue $queue is gone and serves $value callers to their end"
  done

  # xml_locate prints the tree that calls are handled by, its variables replaced.
  loaded=$(for name in $(names context "$sets/$new"/dialplan/*.xml); do cli "xml_locate dialplan context name $name"; done)
  while read -r line; do
    [ -z "$line" ] || grep -qF -- "$line" <<< "$loaded" || fault "limit not loaded: $line"
  done <<< "$(limits_of "$new")"
  for user in $(orphans); do fault "$user is in no directory and still registered"; done
}
# Strategy and longest wait of a queue, as the set wants them.
queue_of() {
  awk -v queue="$2" 'index($0, "<queue name=\"" queue "\"") { in_it = 1 }
    in_it && /name="(strategy|max-wait-time)"/ { match($0, /value="[^"]*"/); value[++n] = substr($0, RSTART + 7, RLENGTH - 8) }
    /<\/queue>/ { in_it = 0 }
    END { print value[1], value[2] }' "$sets/$1/queues/queues.xml"
}

mkdir -p "$sets"
exec 9> "$sets/lock"
flock -w 60 9 || fail "another reload is under way"
[ "$(version_in "$mounted")" = "$wanted" ] || fail "version $wanted has not arrived"
before=$(pointed applied)
staged=$(stage "$mounted") || fail "version $wanted has not arrived whole ($staged); version $before goes on serving"
point current "$wanted"
if apply "$before" "$wanted"; then
  point applied "$wanted"
  tidy_sets
  exit 0
fi
printf '%s' "$faults"
point current "$before"
apply "$wanted" "$before" || { printf '%s' "$faults"; fail "version $wanted was not taken over, and version $before not wholly given back"; }
tidy_sets
fail "version $wanted was not taken over; version $before serves again"
