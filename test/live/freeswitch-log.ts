/** Lines at warning level and above that every sound start prints, with the reason why each does not matter. */
const HARMLESS: readonly { readonly pattern: RegExp; readonly because: string }[] = [
  { pattern: /Create additional event dispatch thread/, because: "a count of threads" },
  { pattern: /MSG Thread \d+ Started/, because: "a count of threads" },
  { pattern: /Open of msrp\.conf failed/, because: "MSRP is not used, and without its file it stays off" },
  {
    pattern: /NATIVE SQL ERR \[no such (?:table|view): \w+\]/,
    because: "first start on an empty folder: tables are dropped before they are made",
  },
  { pattern: /Ping failed .* with code \d+ .*failed/, because: "nobody stands behind a documentation address" },
  { pattern: /Task was executed late by \d+ seconds/, because: "the machine was busy while the switch started" },
  { pattern: /Failed to set SCHED_FIFO|Could not set nice level/, because: "real-time scheduling needs a capability" },
];

/** What the switch said at warning level and above that nobody has explained yet. */
export function troubleIn(log: string): readonly string[] {
  return log
    .split("\n")
    .filter((line) => /\[(?:WARNING|ERR|CRIT|ALERT)\]/.test(line))
    .filter((line) => !HARMLESS.some(({ pattern }) => pattern.test(line)));
}
