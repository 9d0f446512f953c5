import { createSocket, type Socket } from "node:dgram";

const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const KEYS = ["123", "456", "789", "*0#"];
const RATE = 8000;
/** 20 ms: one packet, long enough to tell the tones of two keys apart. */
const BLOCK = 160;
/** Part of a block's energy that both tones of a key must have between them. */
const CLEAR = 0.6;
/** Less than this, on average of a block, is no sound. */
const SILENCE = 100;

/** Hears A-law over RTP: counts packets by payload type and reads keys out of their tones (Goertzel). */
export class Ear {
  readonly #socket: Socket;
  readonly packets = new Map<number, number>();
  #keys = "";
  #last = "";
  #watched: readonly number[] = [];
  #blocks = new Map<number, number>();
  #square = 0;
  #count = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("message", (packet) => this.#hear(packet));
  }

  static open(address: string, port: number): Promise<Ear> {
    const socket = createSocket("udp4");
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(port, address, () => resolve(new Ear(socket)));
    });
  }

  /** Keys whose tones were heard so far, each once as long as it sounds. */
  get keys(): string {
    return this.#keys;
  }

  /** Counts from now on the blocks in which one of these frequencies (Hz) is nearly all that sounds. */
  watch(frequencies: readonly number[]): void {
    this.#watched = frequencies;
    this.#blocks = new Map();
    [this.#square, this.#count] = [0, 0];
  }

  /** Seconds for which a watched frequency sounded. */
  seconds(frequency: number): number {
    return ((this.#blocks.get(frequency) ?? 0) * BLOCK) / RATE;
  }

  /** Mean level of what sounded since `watch`, in dB below the top of the scale; silence doesn't count. */
  get level(): number {
    return this.#count === 0 ? Number.NEGATIVE_INFINITY : 10 * Math.log10(this.#square / this.#count / 0x7fff ** 2);
  }

  /** From the same port, as symmetric RTP asks. */
  send(packet: Buffer, to: { readonly host: string; readonly port: number }): void {
    this.#socket.send(packet, to.port, to.host);
  }

  clear(): void {
    this.#keys = "";
    this.packets.clear();
  }

  close(): void {
    this.#socket.close();
  }

  #hear(packet: Buffer): void {
    const type = packet.readUInt8(1) & 0x7f;
    this.packets.set(type, (this.packets.get(type) ?? 0) + 1);
    if (type !== 8 || packet.length < 12 + BLOCK) return;
    const samples = Array.from(packet.subarray(12, 12 + BLOCK), linear);
    this.#weigh(samples);
    const key = keyOf(samples);
    if (key !== "" && key !== this.#last) this.#keys += key;
    this.#last = key;
  }

  #weigh(samples: readonly number[]): void {
    const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
    if (energy / samples.length < SILENCE * SILENCE) return;
    this.#square += energy;
    this.#count += samples.length;
    for (const frequency of this.#watched)
      if ((2 * goertzel(samples, frequency)) / (samples.length * energy) > CLEAR)
        this.#blocks.set(frequency, (this.#blocks.get(frequency) ?? 0) + 1);
  }
}

/** A sample out of its A-law octet (ITU-T G.711). */
function linear(octet: number): number {
  const value = octet ^ 0x55;
  const exponent = (value >> 4) & 7;
  const mantissa = ((value & 15) << 4) + 8;
  const size = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return value & 0x80 ? size : -size;
}

function keyOf(samples: readonly number[]): string {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
  if (energy / samples.length < SILENCE * SILENCE) return "";
  const [row, column] = [strongest(samples, ROWS), strongest(samples, COLUMNS)];
  // A pure tone of amplitude a has energy n a^2 / 2 and power (n a / 2)^2.
  const share = (2 * (row.power + column.power)) / (samples.length * energy);
  return share < CLEAR ? "" : (KEYS[row.index]?.[column.index] ?? "");
}

function strongest(samples: readonly number[], frequencies: readonly number[]): { index: number; power: number } {
  return frequencies
    .map((frequency, index) => ({ index, power: goertzel(samples, frequency) }))
    .reduce((best, each) => (each.power > best.power ? each : best));
}

function goertzel(samples: readonly number[], frequency: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequency) / RATE);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + coefficient * last - before];
  return last * last + before * before - coefficient * last * before;
}
