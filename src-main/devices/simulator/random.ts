/**
 * Reproducible randomness for simulated frames. Everything is drawn from 32-bit keys that say what it is for (this seed,
 * this pattern, this row), so that any row can be made on its own and in any order.
 */

/** Mixes integers into one 32-bit key; their order matters. Same construction as MurmurHash3 (public domain). */
export function mixKey(...parts: number[]): number {
  let hash = 0x2f6e2b1;
  for (const part of parts) {
    let word = Math.imul(part | 0, 0xcc9e2d51);
    word = (word << 15) | (word >>> 17);
    hash ^= Math.imul(word, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Rounds of the generator before its first number is used, so that similar keys give unrelated numbers. */
const WARM_UP_ROUNDS = 12;

/** A stream of random numbers for the few things of a frame (stars, cosmic rays); the many go by rows. */
export interface RandomStream {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Mean 0, standard deviation 1. */
  gaussian(): number;
  /** Poisson-distributed count. */
  poisson(mean: number): number;
}

/** After so many numbers the generator begins anew with another key. */
const RUN_LENGTH = 64;

/** Doty-Humphrey's sfc32 generator. */
export function createRandomStream(key: number): RandomStream {
  let [a, b, c, counter] = [0, 0, 0, 0];
  let [runs, left] = [0, 0];
  const bits = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum;
  };
  const beginRun = () => {
    a = mixKey(key, runs++);
    [b, c, counter, left] = [mixKey(a, 1), mixKey(a, 2), 1, RUN_LENGTH];
    for (let round = 0; round < WARM_UP_ROUNDS; round++) bits();
  };
  const uniform = () => {
    if (left === 0) beginRun();
    left--;
    return (bits() >>> 0) / 2 ** 32;
  };
  const gaussian = () => {
    // Box and Muller; 1 − u avoids the logarithm of 0.
    return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  };
  return {
    uniform,
    gaussian,
    poisson(mean) {
      // A sum of Poisson counts is a Poisson count, so a large mean goes in steps that exp() can hold.
      let count = 0;
      for (let rest = mean; rest > 0; rest -= 30) {
        let product = uniform();
        for (const limit = Math.exp(-Math.min(rest, 30)); product > limit; product *= uniform()) count++;
      }
      return count;
    },
  };
}
