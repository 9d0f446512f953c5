#!/bin/bash
set -u
umask 077
records=${HOTLINE_SPOOL_DIR:-/var/spool/hotline}/call-records
trap 'exit 0' TERM
mkdir -p "$records/refused"
while :; do
  for file in "$records"/cdr-spool.sql.*; do
    [ -s "$file" ] || { rm -f "$file"; continue; }
    errors=$(psql --no-psqlrc --quiet --file "$file" 2>&1 > /dev/null) || break
    if [ -z "$errors" ]; then
      rm "$file"
    else
      echo "hotline: $errors"
      mv "$file" "$records/refused/"
    fi
  done
  sleep 15 &
  wait $!
done
