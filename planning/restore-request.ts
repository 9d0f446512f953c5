/** Another instance of the database that begins as an earlier one was at a moment. */
export interface RestoreRequest {
  /** Number of the new instance, 2 or more: it is another one, with its own name, data and repository. */
  readonly generation: number;
  /** RFC 3339 with an offset, or `latest`. */
  readonly target: string;
  /** Generation whose backups are read; left out: the one before in the list, 1 for the first. */
  readonly from?: number | undefined;
  /** Docker host on which it begins: that with the backups, where they are on the hosts. Left out: the owner's. */
  readonly host?: string | undefined;
}

/** A time without an offset would mean another moment in the province than in the server's log. */
export function isRestoreTarget(target: string): boolean {
  return (
    target === "latest" ||
    (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)$/.test(target) &&
      !Number.isNaN(Date.parse(target.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"))))
  );
}
