import { signal } from "@preact/signals";

const EVERY_MILLISECONDS = 60;
/** Speech is somewhere between these. */
const [SILENT_DECIBELS, LOUD_DECIBELS] = [-60, -6];

/** How loud a stream is, 0 to 1, on a scale of decibels. */
export class LevelMeter {
  readonly level = signal(0);
  /** The loudest so far: a microphone that was never heard is the usual fault. */
  readonly loudest = signal(0);
  #stop: (() => void) | undefined;

  watch(stream: MediaStream): void {
    this.stop();
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = window.setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const square = samples.reduce((sum, each) => sum + each * each, 0) / samples.length;
      const decibels = 10 * Math.log10(square + 1e-12);
      const share = (decibels - SILENT_DECIBELS) / (LOUD_DECIBELS - SILENT_DECIBELS);
      this.level.value = Math.max(0, Math.min(1, share));
      this.loudest.value = Math.max(this.loudest.peek(), this.level.peek());
    }, EVERY_MILLISECONDS);
    this.#stop = () => {
      window.clearInterval(timer);
      void context.close();
    };
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.level.value = 0;
    this.loudest.value = 0;
  }
}
