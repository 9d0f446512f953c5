import { writeFileSync } from "node:fs";

const SAMPLES = 160;

/** A-law of a 425 Hz tone; the even bits are inverted (G.711). */
function tone(samples: number): Buffer {
  return Buffer.from(
    Array.from({ length: samples }, (_, at) => aLaw(8_000 * Math.sin((2 * Math.PI * 425 * at) / 8_000))),
  );
}

/** One 16-bit sample. */
function aLaw(sample: number): number {
  const magnitude = Math.min(32_635, Math.abs(Math.round(sample)));
  const exponent = magnitude < 256 ? 0 : Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent === 0 ? 4 : exponent + 3)) & 0x0f;
  return ((sample >= 0 ? 0x80 : 0) | (exponent << 4) | mantissa) ^ 0x55;
}

/** Raw A-law for SIPp's streams: a second of it, played over and over. */
export function writeStream(path: string): string {
  writeFileSync(path, tone(8_000));
  return path;
}

/**
 * A capture of RTP for SIPp's players: a packet each 20 ms, addresses filled in by SIPp. Keys, with commas between them, are pressed as a gateway
 * does (RFC 2833): five packets of one event, its end three times, then sound again.
 */
export function writeCapture(path: string, of: { seconds: number; keys?: { after: number; digits: string } }): string {
  const sound = tone(SAMPLES);
  const packets: Packet[] = Array.from({ length: of.seconds * 50 }, () => ({ type: 8, payload: sound }));
  for (const [index, digit] of (of.keys?.digits ?? "").split(",").entries()) {
    const first = Math.round(((of.keys?.after ?? 0) + index * 0.4) * 50);
    for (let step = 0; step < 8; step++) {
      const event = [KEYS.indexOf(digit), (step > 4 ? 0x80 : 0) | 10, 0, 0];
      const payload = Buffer.from(event);
      payload.writeUInt16BE(SAMPLES * Math.min(step + 1, 5), 2);
      packets[first + step] = { type: 101, payload, first };
    }
  }
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(1, 20);
  writeFileSync(path, Buffer.concat([head, ...packets.map(record)]));
  return path;
}

const KEYS = "0123456789*#";

interface Packet {
  readonly type: number;
  readonly payload: Buffer;
  /** Of a key's packets: the one with which the key went down; they share its time. */
  readonly first?: number;
}

function record(packet: Packet, index: number): Buffer {
  const rtp = Buffer.alloc(12);
  rtp.writeUInt8(0x80, 0);
  rtp.writeUInt8((packet.first === index ? 0x80 : 0) | packet.type, 1);
  rtp.writeUInt16BE(index + 1, 2);
  rtp.writeUInt32BE((packet.first ?? index) * SAMPLES, 4);
  rtp.writeUInt32BE(0x12333, 8);
  const content = Buffer.concat([rtp, packet.payload]);
  const udp = Buffer.alloc(8);
  udp.writeUInt16BE(udp.length + content.length, 4);
  const ip = Buffer.alloc(20);
  ip.writeUInt8(0x45, 0);
  ip.writeUInt16BE(ip.length + udp.length + content.length, 2);
  ip.writeUInt8(64, 8);
  ip.writeUInt8(17, 9);
  const ethernet = Buffer.alloc(14);
  ethernet.writeUInt16BE(0x0800, 12);
  const frame = Buffer.concat([ethernet, ip, udp, content]);
  const head = Buffer.alloc(16);
  head.writeUInt32LE(Math.floor(index / 50), 0);
  head.writeUInt32LE((index % 50) * 20_000, 4);
  head.writeUInt32LE(frame.length, 8);
  head.writeUInt32LE(frame.length, 12);
  return Buffer.concat([head, frame]);
}
