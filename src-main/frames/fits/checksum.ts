/**
 * The FITS checksum (FITS 4.0, 4.4.2.7 and appendix J): a 32-bit sum in one's complement arithmetic over the file's
 * big-endian words, stored so that the sum over the whole HDU comes out as all ones (“minus zero”).
 */

const WORD = 2 ** 32;

/** What a whole HDU with its CHECKSUM in place sums to. */
export const MINUS_ZERO = 0xffffffff;

/** Adds two one's complement sums (unsigned 32-bit): a carry comes back in at the low end. */
export function addSums(first: number, second: number): number {
  const sum = first + second;
  return sum >= WORD ? sum - WORD + 1 : sum;
}

/**
 * Folds the plain sums of the words' upper and lower 16-bit halves, each below 2^53, into one 32-bit sum.
 * A carry out of the lower halves belongs to the upper ones and the other way round, since 2^32 counts as 1.
 */
export function foldHalves(upper: number, lower: number): number {
  let high = upper;
  let low = lower;
  while (high > 0xffff || low > 0xffff) {
    const carryOfHigh = Math.floor(high / 0x10000);
    const carryOfLow = Math.floor(low / 0x10000);
    high = (high % 0x10000) + carryOfLow;
    low = (low % 0x10000) + carryOfHigh;
  }
  return high * 0x10000 + low;
}

/** Folds a plain sum of 32-bit words, below 2^53, likewise. */
export function foldWords(sum: number): number {
  return addSums(Math.floor(sum / WORD), sum % WORD);
}

/**
 * Sum over bytes that begin where a word does, and may end anywhere: sums of pieces add up to that of the whole, those that
 * begin elsewhere once they are `turnedTo` where that is.
 */
export function sumOfBytes(bytes: Uint8Array): number {
  let upper = 0;
  let lower = 0;
  const whole = bytes.length - (bytes.length % 4);
  for (let i = 0; i < whole; i += 4) {
    upper += bytes[i]! * 256 + bytes[i + 1]!;
    lower += bytes[i + 2]! * 256 + bytes[i + 3]!;
  }
  if (whole < bytes.length) upper += bytes[whole]! * 256 + (bytes[whole + 1] ?? 0);
  lower += (bytes[whole + 2] ?? 0) * 256;
  return foldHalves(upper, lower);
}

/**
 * The sum of bytes that begin at `at` in their HDU, from the one they have as if a word began there: a carry from the top
 * comes in at the bottom, so that turning the sum is as good as turning each word.
 */
export function turnedTo(at: number, sum: number): number {
  const bits = 8 * (at % 4);
  return bits === 0 ? sum : ((sum >>> bits) | (sum << (32 - bits))) >>> 0;
}

/** Punctuation between digits and letters, which the encoding keeps away from. */
function isExcluded(code: number): boolean {
  return (code >= 0x3a && code <= 0x40) || (code >= 0x5b && code <= 0x60);
}

/**
 * The 16 characters of CHECKSUM for an HDU that sums to `sum` with CHECKSUM set to sixteen zeros: the complement's four
 * bytes, each as four characters that add up to it above the four zeros, turned right by one place because the value
 * begins in a card's column 12.
 */
export function encodeChecksum(sum: number): string {
  const complement = ~sum >>> 0;
  const codes = new Array<number>(16);
  for (let byte = 0; byte < 4; byte++) {
    const value = (complement >>> (24 - 8 * byte)) & 0xff;
    const quarter = (value >> 2) + 0x30;
    const four: [number, number, number, number] = [quarter + (value & 3), quarter, quarter, quarter];
    // Moving one from a character to its neighbour leaves their sum alone.
    while (four.some(isExcluded)) {
      if (isExcluded(four[0]) || isExcluded(four[1])) {
        four[0]++;
        four[1]--;
      }
      if (isExcluded(four[2]) || isExcluded(four[3])) {
        four[2]++;
        four[3]--;
      }
    }
    for (let place = 0; place < 4; place++) codes[(4 * place + byte + 1) % 16] = four[place]!;
  }
  return String.fromCharCode(...codes);
}
