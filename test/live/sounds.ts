import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A sound file of so many milliseconds, hardly audible, for every announcement of the inventory. */
export function writeSounds(folder: string, inventory: string, milliseconds: number): void {
  const bytes = waveFile(Int16Array.from({ length: 8 * milliseconds }, (_, index) => (index % 2) * 8));
  for (const [, path = ""] of inventory.matchAll(/"path": "([^"]*)"/g)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** RIFF of one channel, 8 kHz, 16 bit. */
export function waveFile(samples: Int16Array): Buffer {
  const data = Buffer.from(samples.buffer);
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
