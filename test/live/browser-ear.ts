import type { Page } from "playwright-core";

/** What a page's call sounds like: the strongest frequency, its level below full scale, packets since the call began. */
export interface Heard {
  readonly hertz: number;
  readonly decibels: number;
  readonly packets: number;
  readonly lost: number;
  readonly codec: string;
}

/**
 * Put into a page before its own scripts: remembers every peer connection, and listens by Web Audio to the remote track
 * of the latest one. A page's own security policy does not see it.
 */
const EAR = `(() => {
  const connections = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...words) { super(...words); connections.push(this); }
  };
  window.hotlineEar = async (milliseconds) => {
    const connection = connections.filter((each) => ["connected", "completed"].includes(each.iceConnectionState)).at(-1);
    const track = connection?.getReceivers()[0]?.track;
    if (track === undefined) return { hertz: 0, decibels: -Infinity, packets: 0, lost: 0, codec: "" };
    const context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    analyser.fftSize = 8192;
    analyser.smoothingTimeConstant = 0;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const spectrum = new Float32Array(analyser.frequencyBinCount);
    const samples = new Float32Array(analyser.fftSize);
    // Of several looks the loudest: a voice pauses.
    let best = { hertz: 0, decibels: -Infinity };
    for (const until = performance.now() + milliseconds; performance.now() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      analyser.getFloatFrequencyData(spectrum);
      analyser.getFloatTimeDomainData(samples);
      const square = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const decibels = 10 * Math.log10(square);
      if (decibels <= best.decibels) continue;
      let peak = 0;
      spectrum.forEach((value, bin) => { if (value > spectrum[peak]) peak = bin; });
      best = { hertz: (peak * context.sampleRate) / analyser.fftSize, decibels };
    }
    await context.close();
    const figures = [...(await connection.getStats()).values()];
    const inbound = figures.find(({ type }) => type === "inbound-rtp") ?? {};
    const codec = figures.find(({ id }) => id === inbound.codecId)?.mimeType ?? "";
    return { ...best, packets: inbound.packetsReceived ?? 0, lost: inbound.packetsLost ?? 0, codec };
  };
})()`;

export async function giveEar(page: Page): Promise<void> {
  await page.addInitScript(EAR);
}

/** Listens for so long; -Infinity decibels is silence. */
export async function hear(page: Page, milliseconds = 800): Promise<Heard> {
  return page.evaluate<Heard>(`window.hotlineEar(${milliseconds})`);
}
