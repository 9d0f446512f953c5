/** Deletes recordings past their time; what is deleted is printed, by name. */
export const EXPIRE = `#!/bin/bash
set -eu
find "$RECORDINGS" -type f -mtime "+$RETENTION_DAYS" -print -delete
find "$RECORDINGS" -mindepth 1 -type d -empty -delete
`;
