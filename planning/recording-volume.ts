import type { Gibibytes, Seconds, Share } from "../provinces/units.ts";

/**
 * Bytes of one second, 8 kHz and one channel. FreeSWITCH 1.10.12 writes 16-bit WAV by the ending .wav and headerless
 * A-law by .alaw (tried); it has no ending for A-law inside WAV.
 */
export const RECORDING_BYTES_PER_SECOND = { wav: 16_000, alaw: 8000 } as const;

export type RecordingFormat = keyof typeof RECORDING_BYTES_PER_SECOND;

/** What common block storage takes for one volume. */
export const LARGEST_USUAL_VOLUME_GIB = 16_384;

/** Space for a retention's recordings of all calls with people, a fifth in reserve. */
export function recordingGiB(of: {
  readonly callsPerYear: number;
  readonly humanShare: Share;
  readonly talkSeconds: Seconds;
  readonly retentionDays: number;
  readonly format: RecordingFormat;
}): Gibibytes {
  const seconds = of.callsPerYear * of.humanShare * of.talkSeconds;
  return (1.2 * seconds * RECORDING_BYTES_PER_SECOND[of.format] * of.retentionDays) / 365 / 1024 ** 3;
}
