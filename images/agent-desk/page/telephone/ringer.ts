import { headset, route } from "./headset.ts";

/** 450 Hz, one second on, four off: what a telephone in China sounds like. Made here, for no file is needed. */
const TONE_HERTZ = 450;
const [ON_SECONDS, CYCLE_SECONDS] = [1, 5];
const LOUDNESS = 0.25;

/** Rings where it is told to: the bell may be another output than the headset that lies on the desk. */
export class Ringer {
  readonly #element = new Audio();
  #stop: (() => void) | undefined;

  start(device = headset.choice.peek().bell): void {
    if (this.#stop !== undefined) return;
    const context = new AudioContext();
    const [oscillator, gain, out] = [
      context.createOscillator(),
      context.createGain(),
      context.createMediaStreamDestination(),
    ];
    oscillator.frequency.value = TONE_HERTZ;
    gain.gain.value = 0;
    oscillator.connect(gain).connect(out);
    const ring = () => {
      const now = context.currentTime;
      gain.gain.cancelScheduledValues(now);
      gain.gain.setValueAtTime(0, now);
      gain.gain.linearRampToValueAtTime(LOUDNESS, now + 0.03);
      gain.gain.setValueAtTime(LOUDNESS, now + ON_SECONDS - 0.03);
      gain.gain.linearRampToValueAtTime(0, now + ON_SECONDS);
    };
    oscillator.start();
    ring();
    const timer = window.setInterval(ring, CYCLE_SECONDS * 1000);
    this.#element.srcObject = out.stream;
    void route(this.#element, device).then(() => this.#element.play().catch(() => undefined));
    this.#stop = () => {
      window.clearInterval(timer);
      oscillator.stop();
      this.#element.srcObject = null;
      void context.close();
    };
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
