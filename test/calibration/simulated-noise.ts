/** Random numbers that are the same in every run, and frames of a sensor whose properties are known. */

export class Noise {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }

  /** 0..1 (mulberry32). */
  even(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.even())) * Math.cos(2 * Math.PI * this.even());
  }

  /** Electrons that arrive when `expected` do on average. */
  poisson(expected: number): number {
    if (expected > 50) return Math.max(0, Math.round(expected + Math.sqrt(expected) * this.normal()));
    const limit = Math.exp(-expected);
    let [count, product] = [0, this.even()];
    while (product > limit) {
      count++;
      product *= this.even();
    }
    return count;
  }
}

export interface Sensor {
  /** e⁻/ADU; e⁻; e⁻; ADU. */
  readonly gain: number;
  readonly readNoiseE: number;
  readonly fullWellE: number;
  readonly biasAdu: number;
}

/** One pixel, ADU, that `electrons` arrive in on average. Charge beyond the full well is lost. */
export function readPixel({ gain, readNoiseE, fullWellE, biasAdu }: Sensor, electrons: number, noise: Noise): number {
  const charge = Math.min(fullWellE, noise.poisson(electrons));
  const level = Math.round(biasAdu + (charge + readNoiseE * noise.normal()) / gain);
  return Math.min(65_535, Math.max(0, level));
}
