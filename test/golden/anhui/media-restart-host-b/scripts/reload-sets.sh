# Sourced; needs bash.
sets=${HOTLINE_SPOOL_DIR:-/var/spool/hotline}/reload

# Version of the set in a folder, empty when there is none.
version_in() { sed -n 's/.*config_version=\([0-9a-f]*\)".*/\1/p' "$1/vars.xml" 2> /dev/null; }

# Whether every file that belongs to the set in a folder is there, whole.
complete() { (cd "$1" 2> /dev/null && sha256sum --check --quiet --strict manifest.sha256 2>&1); }

# Copies the set in a folder and prints its version, or what is wrong with it. Copied first and checked then, so that
# what changes meanwhile is found; files that the set does not name stay behind.
stage() {
  local from=$1 version wrong
  version=$(version_in "$from")
  [ -n "$version" ] || { echo "it has no version"; return 1; }
  [ -s "$from/manifest.sha256" ] || { echo "it has no manifest"; return 1; }
  mkdir -p "$sets"
  if ! { cmp -s "$from/manifest.sha256" "$sets/$version/manifest.sha256" && complete "$sets/$version" > /dev/null; }; then
    rm -rf "$sets/arriving"
    mkdir "$sets/arriving"
    (cd "$from" && sed 's/^[0-9a-f]*  //' manifest.sha256 | xargs -d '\n' cp --dereference --parents -t "$sets/arriving" -- manifest.sha256) 2> /dev/null
    if ! wrong=$(complete "$sets/arriving"); then
      rm -rf "$sets/arriving"
      echo "$(grep -v '^sha256sum: WARNING' <<< "$wrong" | sed 's/^sha256sum: //' | sort -u | head -n 3 | paste -s -d ';')"
      return 1
    fi
    [ "$(version_in "$sets/arriving")" = "$version" ] || { echo "it changed while it was read"; return 1; }
    rm -rf "${sets:?}/$version"
    mv "$sets/arriving" "$sets/$version"
  fi
  echo "$version"
}

# point NAME VERSION: whoever looks sees the old set or the new one.
point() {
  rm -f "$sets/$1.new"
  ln -s "$2" "$sets/$1.new"
  mv -T "$sets/$1.new" "$sets/$1"
}

# Version behind a name, empty when there is none.
pointed() { readlink "$sets/$1" 2> /dev/null; }

# Takes away every set that nobody needs.
tidy_sets() {
  local each
  for each in "$sets"/*/; do
    each=$(basename "$each")
    case "$each" in
      current | applied | "$(pointed current)" | "$(pointed applied)") ;;
      *) rm -rf "${sets:?}/$each" ;;
    esac
  done
}
