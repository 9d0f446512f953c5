import { event } from "./call-events.ts";
import { action, say } from "./dialplan-steps.ts";
import { recordingFolder, recordingPath } from "./recording-path.ts";
import type { Switch } from "./switch.ts";
import { channelVariable, type XmlNode } from "./xml.ts";

/** Longest message, and the pause after which it is taken to be over, in seconds. */
const LONGEST = 180;
const PAUSE = 8;
/** Energy below which FreeSWITCH takes the line for silent. */
const SILENCE = 30;

/**
 * A message is a recording: it lies with them, is found by the call's record and deleted with them. Whoever hangs up
 * while speaking has left a message too, so the request is noted before it.
 */
export function voicemail(place: string, spec: Pick<Switch, "recording">): readonly XmlNode[] {
  if (!spec.recording.enabled) throw new Error(`voicemail of ${place} has no place for messages`);
  return [
    action("answer"),
    ...say("voicemail"),
    action("playback", "tone_stream://%(500,0,800)"),
    action("set", "callback_requested=true"),
    action("set", `callback_number=${channelVariable("caller_number")}`),
    action("set", "playback_terminators=#"),
    action("set", `cc_record_filename=${recordingPath(spec, "voicemail")}`),
    // `record` makes no folders, unlike the queues' recording.
    action("mkdir", recordingFolder("voicemail")),
    event("callBack", { "Hotline-Queue": place, "Hotline-Kind": "voicemail" }),
    action("record", `${channelVariable("cc_record_filename")} ${LONGEST} ${SILENCE} ${PAUSE}`),
    ...say("voicemail-saved"),
    action("hangup", "NORMAL_CLEARING"),
  ];
}
