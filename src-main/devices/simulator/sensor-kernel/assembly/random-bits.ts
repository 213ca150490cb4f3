/** Uniformly random words (Doty-Humphrey's sfc32 generator). */

/** Rounds of a generator before its first number is used, so that similar keys give unrelated numbers. */
const WARM_UP_ROUNDS = 12;

/**
 * Fills `out` with 32-bit words of four generators in turn, which begin with the state `a`, `b`, `c`, each with an `a` of its own.
 * @param count words, a multiple of four
 */
export function fillRandomBits(a: i32, b: i32, c: i32, out: usize, count: i32): void {
  // Multiples of 2^32 over the golden ratio.
  let as = i32x4.add(i32x4.splat(a), i32x4(0, 0x9e3779b9, 0x3c6ef372, 0xdaa66d2b));
  let bs = i32x4.splat(b);
  let cs = i32x4.splat(c);
  let counter = i32x4.splat(1);
  const one = i32x4.splat(1);
  for (let at = -4 * WARM_UP_ROUNDS; at < count; at += 4) {
    const bits = i32x4.add(i32x4.add(as, bs), counter);
    counter = i32x4.add(counter, one);
    as = v128.xor(bs, i32x4.shr_u(bs, 9));
    bs = i32x4.add(cs, i32x4.shl(cs, 3));
    cs = i32x4.add(v128.or(i32x4.shl(cs, 21), i32x4.shr_u(cs, 11)), bits);
    if (at >= 0) v128.store(out + ((<usize>at) << 2), bits);
  }
}

let rareA = 0;
let rareB = 0;
let rareC = 0;
let rareCounter = 0;

/** Begins the sequence of `rareBits` anew. */
export function seedRareBits(a: i32, b: i32, c: i32): void {
  rareA = a;
  rareB = b;
  rareC = c;
  rareCounter = 1;
  for (let round = 0; round < WARM_UP_ROUNDS; round++) rareBits();
}

/** Words for what few pixels need. */
export function rareBits(): i32 {
  const bits = rareA + rareB + rareCounter++;
  rareA = rareB ^ (rareB >>> 9);
  rareB = rareC + (rareC << 3);
  rareC = ((rareC << 21) | (rareC >>> 11)) + bits;
  return bits;
}

/** Uniform in (0, 1]. */
export function rareUniform(): f64 {
  return (<f64>(<u32>rareBits()) + 1) / 4294967296;
}
