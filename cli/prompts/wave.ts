import wavefile from "wavefile";
import { DEMO_VOICE } from "../../planning/demo-voice.ts";

/** Below full scale in dB; -Infinity for digital silence. */
type Dbfs = number;

export interface WaveFacts {
  readonly channels: number;
  readonly sampleRate: number;
  /** As wavefile names it: `16` for PCM, `8a` for A-law. */
  readonly bitDepth: string;
  readonly seconds: number;
  readonly peak: Dbfs;
  /** Of the stretches in which somebody speaks: frames of 20 ms above -50 dBFS. */
  readonly speech: Dbfs;
  /** Longest run of samples at full scale; from 3 on it is heard as a crack. */
  readonly clippedRun: number;
  /** Before the first and after the last speech. */
  readonly silence: { readonly before: number; readonly after: number };
  readonly demo: boolean;
}

const FULL_SCALE = 32_768;
const FRAME_SECONDS = 0.02;
const SPEECH_ABOVE: Dbfs = -50;

/** Reads a WAV file. Throws what the library says of one that it can't read. */
export function readWave(bytes: Uint8Array): WaveFacts {
  const wave = new wavefile.WaveFile(bytes);
  const { numChannels: channels, sampleRate } = formatOf(wave);
  const demo = wave.getTag("ICMT")?.startsWith(DEMO_VOICE.comment) === true;
  const { bitDepth } = wave;
  if (bitDepth === "8a") wave.fromALaw();
  else if (bitDepth !== "16") wave.toBitDepth("16");
  const samples = wave.getSamples(true);
  return { channels, sampleRate, bitDepth, demo, ...measure(samples, sampleRate * channels) };
}

/** wavefile leaves the format's type open. */
function formatOf(wave: InstanceType<typeof wavefile.WaveFile>): { numChannels: number; sampleRate: number } {
  const format = new Map<string, unknown>(Object.entries(wave.fmt));
  const number = (name: string) => {
    const value = format.get(name);
    return typeof value === "number" ? value : 0;
  };
  return { numChannels: number("numChannels"), sampleRate: number("sampleRate") };
}

/** Length and levels of 16-bit samples. */
export function measure(
  samples: Float64Array,
  samplesPerSecond: number,
): Pick<WaveFacts, "seconds" | "peak" | "speech" | "clippedRun" | "silence"> {
  let peak = 0;
  let run = 0;
  let clippedRun = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    // A-law's largest value is 32,256.
    run = Math.abs(sample) >= 32_256 ? run + 1 : 0;
    clippedRun = Math.max(clippedRun, run);
  }
  const step = Math.max(1, Math.round(FRAME_SECONDS * samplesPerSecond));
  const frames = Array.from({ length: Math.ceil(samples.length / step) }, (_, index) => {
    const frame = samples.subarray(index * step, (index + 1) * step);
    return frame.reduce((sum, sample) => sum + sample * sample, 0) / frame.length;
  });
  const active = frames.map((power) => decibels(Math.sqrt(power)) > SPEECH_ABOVE);
  const loud = frames.filter((_, index) => active[index] === true);
  const seconds = samplesPerSecond === 0 ? 0 : samples.length / samplesPerSecond;
  return {
    seconds,
    peak: decibels(peak),
    speech: decibels(loud.length === 0 ? 0 : Math.sqrt(loud.reduce((sum, power) => sum + power, 0) / loud.length)),
    clippedRun,
    silence:
      loud.length === 0
        ? { before: seconds, after: 0 }
        : {
            before: active.indexOf(true) * FRAME_SECONDS,
            after: (active.length - 1 - active.lastIndexOf(true)) * FRAME_SECONDS,
          },
  };
}

function decibels(value: number): Dbfs {
  return 20 * Math.log10(value / FULL_SCALE);
}
