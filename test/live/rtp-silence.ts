import { randomInt } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";

/** A switch takes a telephone that sends nothing for gone; one packet in five is enough to be there. */
const EVERY_MILLISECONDS = 100;
const SAMPLES = 160;
const PCMA = 8;
const SILENCE = 0xd5;

/** What a telephone whose agent says nothing sends while a call goes on: A-law silence over RTP. */
export class RtpSilence {
  readonly #socket: Socket;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static open(address: string): Promise<RtpSilence> {
    const socket = createSocket("udp4");
    return new Promise((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(0, address, () => resolve(new RtpSilence(socket)));
    });
  }

  get port(): number {
    return this.#socket.address().port;
  }

  /** To where the session description of the offer says. */
  start(call: string, offer: string): void {
    const host = /^c=IN IP4 (\S+)/m.exec(offer)?.[1];
    const port = Number(/^m=audio (\d+)/m.exec(offer)?.[1] ?? 0);
    if (host === undefined || port === 0) throw new Error("the offer names no place for sound");
    let [sequence, time] = [randomInt(0x8000), randomInt(0x8000_0000)];
    const source = randomInt(0x8000_0000);
    const send = (): void => {
      const packet = Buffer.alloc(12 + SAMPLES, SILENCE);
      packet.writeUInt8(0x80, 0);
      packet.writeUInt8(PCMA, 1);
      packet.writeUInt16BE(sequence, 2);
      packet.writeUInt32BE(time, 4);
      packet.writeUInt32BE(source, 8);
      this.#socket.send(packet, port, host);
      sequence = (sequence + 1) % 0x1_0000;
      time = (time + 8 * EVERY_MILLISECONDS) % 0x1_0000_0000;
    };
    send();
    this.#timers.set(call, setInterval(send, EVERY_MILLISECONDS));
  }

  stop(call: string): void {
    clearInterval(this.#timers.get(call));
    this.#timers.delete(call);
  }

  close(): void {
    for (const call of [...this.#timers.keys()]) this.stop(call);
    this.#socket.close();
  }
}
