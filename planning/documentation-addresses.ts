/**
 * Stand-ins for addresses that are not known yet, from ranges that never carry real traffic: RFC 5737 for
 * documentation (nodes 192.0.2.0/24 upper half, peers its lower half), then RFC 2544 for benchmarks when those run out.
 */
const RANGES = {
  peers: { base: [192, 0, 2, 1], size: 99, spill: [198, 18, 0, 1] },
  nodes: { base: [192, 0, 2, 101], size: 99, spill: [198, 19, 0, 1] },
} as const;

export class DocumentationAddresses {
  readonly #range: (typeof RANGES)[keyof typeof RANGES];
  #used = 0;

  constructor(purpose: keyof typeof RANGES) {
    this.#range = RANGES[purpose];
  }

  /** The next address, each once. Throws after 65,000. */
  next(): string {
    const index = this.#used++;
    const { base, size, spill } = this.#range;
    if (index < size) return `${base[0]}.${base[1]}.${base[2]}.${base[3] + index}`;
    const host = index - size;
    if (host >= 255 * 254) throw new Error("documentation addresses are used up");
    return `${spill[0]}.${spill[1]}.${Math.floor(host / 254)}.${1 + (host % 254)}`;
  }
}
