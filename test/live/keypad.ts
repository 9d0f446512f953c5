import { createSocket, type Socket } from "node:dgram";
import { setTimeout as sleep } from "node:timers/promises";

const KEYS = "0123456789*#";
/** 8 samples a millisecond; a packet each 20 ms. */
const STEP = 160;

/** The sound side of a caller: sends A-law silence all the time, and keys by RFC 2833 as a gateway does. */
export class Keypad {
  readonly #socket: Socket;
  readonly #timer: NodeJS.Timeout;
  #target: { host: string; port: number } | undefined;
  #sequence = 0;
  #time = 0;
  #quiet = true;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#timer = setInterval(() => {
      if (this.#quiet) this.#send({ type: 8, payload: Buffer.alloc(STEP, 0xd5), marker: false, time: this.#time });
      this.#time += STEP;
    }, 20);
  }

  static open(address: string, port: number): Promise<Keypad> {
    const socket = createSocket("udp4");
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(port, address, () => resolve(new Keypad(socket)));
    });
  }

  /** Where the switch listens, out of its answer. */
  talkTo(answer: string): void {
    const host = /^c=IN IP4 (\S+)/m.exec(answer)?.[1];
    const port = /^m=audio (\d+)/m.exec(answer)?.[1];
    if (host === undefined || port === undefined) throw new Error(`no sound in ${answer}`);
    this.#target = { host, port: Number(port) };
  }

  /** Presses each key for 100 ms, 100 ms apart. */
  async press(keys: string): Promise<void> {
    for (const key of keys) {
      const event = KEYS.indexOf(key);
      this.#quiet = false;
      const time = this.#time;
      for (let packet = 1; packet <= 8; packet++) {
        const ends = packet > 5;
        const duration = STEP * Math.min(packet, 5);
        const payload = Buffer.from([event, (ends ? 0x80 : 0) | 10, duration >> 8, duration & 0xff]);
        this.#send({ type: 101, payload, marker: packet === 1, time });
        if (!ends) await sleep(20);
      }
      this.#quiet = true;
      await sleep(100);
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#socket.close();
  }

  #send({ type, payload, marker, time }: { type: number; payload: Buffer; marker: boolean; time: number }): void {
    if (this.#target === undefined) return;
    const head = Buffer.alloc(12);
    head.writeUInt8(0x80, 0);
    head.writeUInt8((marker ? 0x80 : 0) | type, 1);
    head.writeUInt16BE(this.#sequence++ & 0xffff, 2);
    head.writeUInt32BE(time >>> 0, 4);
    head.writeUInt32BE(12_333, 8);
    this.#socket.send(Buffer.concat([head, payload]), this.#target.port, this.#target.host);
  }
}
