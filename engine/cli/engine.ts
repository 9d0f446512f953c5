/** The version all SDKs and providers are pinned to. */
export const ENGINE_VERSION = "3.259.0";

/** Pulumi's command line: the engine that plans and deploys. */
export interface Engine {
  /** Absolute path of the executable. */
  readonly command: string;
  readonly version: string;
  readonly source: "environment" | "path" | "cache" | "download" | "build";
  /** Set when another version than the pinned one was taken. */
  readonly differs?: { readonly wanted: string } | undefined;
}
