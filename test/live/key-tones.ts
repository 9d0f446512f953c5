import { writeFileSync } from "node:fs";

const ROWS = [697, 770, 852, 941] as const;
const COLUMNS = [1209, 1336, 1477] as const;
const KEYS = ["123", "456", "789", "*0#"] as const;
const RATE = 48_000;
const SOUND_SECONDS = 0.18;
const PAUSE_SECONDS = 0.07;
/** Peak of each of the two tones. */
const AMPLITUDE = 6000;

/** The two frequencies (Hz) of a key of a telephone. */
export function tonesOf(key: string): readonly [number, number] {
  const row = KEYS.findIndex((keys) => keys.includes(key));
  const column = (KEYS[row] ?? "").indexOf(key);
  const [low, high] = [ROWS[row], COLUMNS[column]];
  if (low === undefined || high === undefined) throw new Error(`no key ${key}`);
  return [low, high];
}

/** A WAV file in which keys are pressed one after the other: what a browser's microphone hears, over and over. */
export function writeKeyTones(path: string, keys: string): void {
  const [sound, pause] = [SOUND_SECONDS * RATE, PAUSE_SECONDS * RATE];
  const samples = Array.from(keys).flatMap((key) => {
    const tones = tonesOf(key);
    return Array.from({ length: sound + pause }, (_, at) =>
      at < sound
        ? Math.round(tones.reduce((sum, hertz) => sum + AMPLITUDE * Math.sin((2 * Math.PI * hertz * at) / RATE), 0))
        : 0,
    );
  });
  const data = Buffer.alloc(samples.length * 2);
  for (const [at, sample] of samples.entries()) data.writeInt16LE(sample, at * 2);
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(data.length, 40);
  writeFileSync(path, Buffer.concat([header, data]));
}
