import type { Switch } from "./switch.ts";
import { channelVariable } from "./xml.ts";

/** One folder a day, one file a call, in the format that the province keeps. Messages lie in a folder of their own. */
export function recordingPath({ recording }: Pick<Switch, "recording">, of: "call" | "voicemail"): string {
  const folder = of === "call" ? "" : "voicemail/";
  const day = channelVariable("strftime(%Y/%m/%d)");
  return `$$\{recordings_dir}/${folder}${day}/${channelVariable("uuid")}.${recording.format}`;
}
