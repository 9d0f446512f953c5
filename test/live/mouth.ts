import type { Ear } from "./ear.ts";

const RATE = 8000;
/** 20 ms of A-law. */
const PACKET = 160;
/** Peak of one tone: two of them stay below the top of A-law. */
const AMPLITUDE = 8000;

/** Speaks tones as A-law over RTP, from the socket of an ear, as a gateway's one port does. */
export class Mouth {
  readonly #ear: Ear;
  #timer: NodeJS.Timeout | undefined;

  constructor(ear: Ear) {
    this.#ear = ear;
  }

  /** Until `stop`: one packet each 20 ms, all frequencies (Hz) together. */
  speak(to: { readonly host: string; readonly port: number }, frequencies: readonly number[]): void {
    this.stop();
    const began = performance.now();
    let sent = 0;
    const header = Buffer.alloc(12);
    header.writeUInt8(0x80, 0);
    header.writeUInt8(8, 1);
    header.writeUInt32BE(0x686f746c, 8);
    this.#timer = setInterval(() => {
      // A late timer sends what is due, so that the stream keeps its pace.
      for (; sent * 20 <= performance.now() - began; sent++) {
        header.writeUInt16BE(sent & 0xffff, 2);
        header.writeUInt32BE((sent * PACKET) >>> 0, 4);
        this.#ear.send(Buffer.concat([header, samples(sent * PACKET, frequencies)]), to);
      }
    }, 10);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

function samples(from: number, frequencies: readonly number[]): Buffer {
  return Buffer.from(
    Array.from({ length: PACKET }, (_, index) => {
      const seconds = (from + index) / RATE;
      return aLaw(
        Math.round(frequencies.reduce((sum, hertz) => sum + AMPLITUDE * Math.sin(2 * Math.PI * hertz * seconds), 0)),
      );
    }),
  );
}

/** The A-law octet of a 16-bit sample (ITU-T G.711). */
function aLaw(sample: number): number {
  const size = Math.min(Math.abs(sample), 0x7fff) >> 4;
  const exponent = size < 32 ? size >> 4 : 31 - Math.clz32(size) - 3;
  const mantissa = exponent <= 1 ? size & 15 : (size >> (exponent - 1)) & 15;
  return ((sample >= 0 ? 0x80 : 0) | (exponent << 4) | mantissa) ^ 0x55;
}
