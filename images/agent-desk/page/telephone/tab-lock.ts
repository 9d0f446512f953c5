/** One tab has the telephone: two would take each other's registration away, and both would ring. */
export class TabLock {
  readonly #name: string;
  #release: (() => void) | undefined;

  constructor(agent: string) {
    this.#name = `hotline.telephone.${agent}`;
  }

  /** True when this tab has it; waits a moment, for a page that is loaded anew still holds its own lock. */
  async take(waitMilliseconds = 2_000): Promise<boolean> {
    const patience = new AbortController();
    const timer = window.setTimeout(() => patience.abort(), waitMilliseconds);
    return new Promise((resolve) => {
      navigator.locks
        .request(this.#name, { signal: patience.signal }, () => {
          window.clearTimeout(timer);
          resolve(true);
          return new Promise<void>((release) => {
            this.#release = release;
          });
        })
        .catch(() => resolve(false));
    });
  }

  release(): void {
    this.#release?.();
    this.#release = undefined;
  }
}
