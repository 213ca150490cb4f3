/**
 * Tables of the two distributions that every pixel needs: the normal one by Marsaglia and Tsang's ziggurat (Journal of
 * Statistical Software 5(8), 2000), Poisson by Walker's alias tables.
 */

const LAYERS = 256;
/** Where the ziggurat's lowest layer ends and the tail begins, and the area of each layer (for 256 layers). */
export const TAIL_START = 3.6541528853610088;
const LAYER_AREA = 4.92867323399e-3;
/** A point's place in a layer: 24 bits with sign. */
const STEPS = 2 ** 23;

const density = (x: number) => Math.exp(-0.5 * x * x);

export interface NormalTables {
  /** By layer from the widest: width of a step, and the number of steps below which a point lies under the layer above too. */
  readonly step: readonly number[];
  readonly sure: readonly number[];
  /** Height of the curve at the edge of each layer, and at 0. */
  readonly density: readonly number[];
}

export function normalTables(): NormalTables {
  const width = [LAYER_AREA / density(TAIL_START), TAIL_START];
  for (let layer = 2; layer < LAYERS; layer++) {
    const below = width[layer - 1]!;
    width.push(Math.sqrt(-2 * Math.log(LAYER_AREA / below + density(below))));
  }
  width.push(0);
  const layers = width.slice(0, LAYERS);
  return {
    step: layers.map((wide) => wide / STEPS),
    sure: layers.map((wide, layer) => Math.floor((width[layer + 1]! / wide) * STEPS)),
    density: width.map(density),
  };
}

/** Means below this are counted exactly; above it a count is as good as a normal number of its mean, variance and skewness. */
export const EXACT_BELOW_E = 16;
/** Tables stand this many to the electron; what lies between two of them is drawn separately. */
export const TABLES_PER_UNIT = 8;
/** Counts that a table reaches: the next one of mean 16 comes up once in 10^18 draws. */
export const COUNTS = 64;

export interface CountTables {
  /** 24-bit threshold, by table and column. */
  readonly threshold: Int32Array;
  readonly alias: Uint8Array;
}

export function countTables(): CountTables {
  const size = EXACT_BELOW_E * TABLES_PER_UNIT * COUNTS;
  const threshold = new Int32Array(size);
  const alias = new Uint8Array(size);
  for (let table = 0; table * COUNTS < size; table++) {
    const mean = table / TABLES_PER_UNIT;
    const share = new Float64Array(COUNTS);
    let probability = Math.exp(-mean);
    for (let count = 0; count < COUNTS; count++) {
      share[count] = probability * COUNTS;
      probability *= mean / (count + 1);
    }
    const small: number[] = [];
    const large: number[] = [];
    for (let count = 0; count < COUNTS; count++) (share[count]! < 1 ? small : large).push(count);
    while (small.length > 0 && large.length > 0) {
      const poor = small.pop()!;
      const rich = large.at(-1)!;
      threshold[table * COUNTS + poor] = Math.round(share[poor]! * 2 ** 24);
      alias[table * COUNTS + poor] = rich;
      share[rich] = share[rich]! - (1 - share[poor]!);
      if (share[rich]! < 1) small.push(large.pop()!);
    }
    for (const full of [...small, ...large]) threshold[table * COUNTS + full] = 2 ** 24;
  }
  return { threshold, alias };
}
