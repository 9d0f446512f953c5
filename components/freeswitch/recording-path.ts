import type { Switch } from "./switch.ts";
import { channelVariable } from "./xml.ts";

/** One file a call, in the format that the province keeps. */
export function recordingPath(spec: Pick<Switch, "recording">, of: "call" | "voicemail"): string {
  return `${recordingFolder(of)}/${channelVariable("uuid")}.${spec.recording.format}`;
}

/** One folder a day; messages lie in folders of their own. */
export function recordingFolder(of: "call" | "voicemail"): string {
  return `$$\{recordings_dir}/${of === "call" ? "" : "voicemail/"}${channelVariable("strftime(%Y/%m/%d)")}`;
}
