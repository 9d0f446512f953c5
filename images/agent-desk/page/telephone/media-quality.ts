export interface MediaQuality {
  /** Share of packets lost on the way here, 0 to 1, of the last interval. */
  readonly lost: number;
  readonly jitterMilliseconds: number;
  readonly roundTripMilliseconds: number | null;
  /** Nothing arrived in the last interval: the caller can't be heard. */
  readonly silent: boolean;
  readonly codec: string | null;
}

interface Totals {
  readonly received: number;
  readonly lost: number;
}

/** Reads the figures of a connection, as the difference to the time before. */
export class QualityWatch {
  #before: Totals | undefined;

  async read(connection: RTCPeerConnection): Promise<MediaQuality | undefined> {
    const report = await connection.getStats();
    const all = new Map<string, Readonly<Record<string, unknown>>>();
    report.forEach((value: Readonly<Record<string, unknown>>, id: string) => {
      all.set(id, value);
    });
    const stats = [...all.values()];
    const inbound = stats.find((each) => each["type"] === "inbound-rtp" && each["kind"] === "audio");
    if (inbound === undefined) return undefined;
    const totals = { received: figure(inbound["packetsReceived"]), lost: figure(inbound["packetsLost"]) };
    const before = this.#before;
    this.#before = totals;
    if (before === undefined) return undefined;
    const received = totals.received - before.received;
    const lost = Math.max(0, totals.lost - before.lost);
    const pair = stats.find((each) => each["type"] === "candidate-pair" && each["nominated"] === true);
    const codec = all.get(String(inbound["codecId"]))?.["mimeType"];
    return {
      lost: received + lost === 0 ? 0 : lost / (received + lost),
      jitterMilliseconds: figure(inbound["jitter"]) * 1000,
      roundTripMilliseconds:
        typeof pair?.["currentRoundTripTime"] === "number" ? pair["currentRoundTripTime"] * 1000 : null,
      silent: received === 0,
      codec: typeof codec === "string" ? codec.replace("audio/", "") : null,
    };
  }
}

function figure(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
