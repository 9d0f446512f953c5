/** Bounded, or a busy switch fills the host's disk. */
export const LOGGING = { logDriver: "json-file", logOpts: { "max-size": "50m", "max-file": "5" } };
