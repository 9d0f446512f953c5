/**
 * Runs work in which no error knows where it was made. The SDK notes a trace for every promise and every resource:
 * a fifth of the program's CPU-seconds in a preview, measured, for what is read only when something breaks.
 */
export async function withoutStackTraces<Result>(work: () => Promise<Result>): Promise<Result> {
  const limit = Error.stackTraceLimit;
  const prepare: unknown = Reflect.get(Error, "prepareStackTrace");
  Error.stackTraceLimit = 0;
  // The SDK lifts the limit for itself; then at least no place is looked up.
  Error.prepareStackTrace = (error) => String(error);
  try {
    return await work();
  } finally {
    Error.stackTraceLimit = limit;
    Reflect.set(Error, "prepareStackTrace", prepare);
  }
}
