/**
 * The two distributions that every pixel needs, exact and fast: the normal one by Marsaglia and Tsang's ziggurat (Journal
 * of Statistical Software 5(8), 2000), Poisson by Walker's alias tables.
 */
import { createRandomStream, fillRandomBits, mixKey } from './random.ts';

const LAYERS = 256;
/** Where the ziggurat's lowest layer ends and the tail begins, and the area of each layer (for 256 layers). */
const TAIL_START = 3.6541528853610088;
const LAYER_AREA = 4.92867323399e-3;
const density = (x: number) => Math.exp(-0.5 * x * x);

/** Widths of the layers, widest first; the last is 0. */
const layerWidth = new Float64Array(LAYERS + 1);
layerWidth[0] = LAYER_AREA / density(TAIL_START);
layerWidth[1] = TAIL_START;
for (let layer = 2; layer < LAYERS; layer++) {
  const below = layerWidth[layer - 1]!;
  layerWidth[layer] = Math.sqrt(-2 * Math.log(LAYER_AREA / below + density(below)));
}

const layerDensity = layerWidth.map(density);

/** 24 random bits with sign, times this, spread over a layer's width. */
const layerScale = Float64Array.from({ length: LAYERS }, (_, layer) => layerWidth[layer]! / 2 ** 23);
/** Below this many steps a point lies under the layer above too, hence under the curve. */
const layerSure = Int32Array.from({ length: LAYERS }, (_, layer) =>
  Math.floor((layerWidth[layer + 1]! / layerWidth[layer]!) * 2 ** 23),
);

/**
 * Fills `gaussian` with independent numbers of mean 0 and standard deviation 1, from a key. `bits` is work space of at
 * least the same length.
 */
export function fillGaussian(key: number, gaussian: Float32Array, bits: Int32Array): void {
  fillRandomBits(key, bits);
  const rare = createRandomStream(mixKey(key, 3));
  for (let index = 0; index < gaussian.length; index++) {
    const word = bits[index]!;
    const layer = word & (LAYERS - 1);
    const steps = word >> 8;
    const x = steps * layerScale[layer]!;
    gaussian[index] = x;
    if (Math.abs(steps) >= layerSure[layer]!) gaussian[index] = edgeOfLayer(layer, x, rare);
  }
}

/** The 1 % of points that do not lie surely under the curve. */
function edgeOfLayer(layer: number, x: number, random: { uniform(): number; gaussian(): number }): number {
  if (layer === 0) {
    for (;;) {
      const beyond = -Math.log(1 - random.uniform()) / TAIL_START;
      if (-2 * Math.log(1 - random.uniform()) > beyond * beyond) return Math.sign(x) * (TAIL_START + beyond);
    }
  }
  const low = layerDensity[layer]!;
  const high = layerDensity[layer + 1]!;
  if (low + random.uniform() * (high - low) < density(x)) return x;
  // Rejected: any independent normal number will do instead.
  return random.gaussian();
}

/** Means up to here are drawn exactly; above it a Poisson count is indistinguishable from a normal number here. */
export const POISSON_EXACT_BELOW = 32;
/** Tables stand this many to the electron; what lies between two of them is drawn separately. */
const TABLES_PER_UNIT = 8;
const COUNTS = 128;

interface AliasTables {
  /** 24-bit threshold, by table and column. */
  readonly threshold: Int32Array;
  readonly alias: Uint8Array;
}
let tables: AliasTables | undefined;

function aliasTables(): AliasTables {
  if (tables) return tables;
  const size = POISSON_EXACT_BELOW * TABLES_PER_UNIT * COUNTS;
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
  tables = { threshold, alias };
  return tables;
}

/**
 * Replaces each mean in `values` that is below POISSON_EXACT_BELOW by a Poisson count of that mean; leaves the others
 * for the caller. Two words of random bits a pixel: `choice` and `remainder`, each at least as long as `values`.
 */
export function drawSmallPoisson(values: Float32Array, choice: Int32Array, remainder: Int32Array): void {
  const { threshold, alias } = aliasTables();
  for (let index = 0; index < values.length; index++) {
    const mean = values[index]!;
    if (mean >= POISSON_EXACT_BELOW || mean <= 0) continue;
    const table = (mean * TABLES_PER_UNIT) | 0;
    let count = 0;
    if (table > 0) {
      const word = choice[index]!;
      const column = word & (COUNTS - 1);
      const cell = table * COUNTS + column;
      count = word >>> 8 < threshold[cell]! ? column : alias[cell]!;
    }
    // A Poisson count is the sum of two independent ones: of the table's mean and of what is left, under 1/8.
    const rest = mean - table / TABLES_PER_UNIT;
    let above = (remainder[index]! >>> 0) / 2 ** 32;
    if (above < rest) {
      let term = Math.exp(-rest);
      above -= 1 - term;
      for (let more = 1; above < 0; more++) {
        count++;
        term *= rest / more;
        above += term;
      }
    }
    values[index] = count;
  }
}
