/**
 * A row of the simulated sensor's pixels on the way from light to numbers. What has to be done to each pixel is WebAssembly
 * with SIMD, compiled from the AssemblyScript in `assembly`.
 */
import { mixKey } from '../random.ts';
import { COMPILED_KERNELS } from './compiled-kernels.ts';
import { COUNTS, countTables, EXACT_BELOW_E, normalTables, TABLES_PER_UNIT, TAIL_START } from './noise-tables.ts';

/** Room for so many pixels. */
export const WIDEST_ROW = 16_384;

/** Sixteen-byte vectors are written whole behind the last pixel. */
const ROOM = WIDEST_ROW + 16;
const PAGE_BYTES = 65_536;

/** What a sensor's pixels have each for themselves; keys say which of the values, which are equally likely. */
export interface PixelPatterns {
  readonly responseKey: number;
  /** 256 relative sensitivities. */
  readonly responses: Float32Array;
  readonly darkKey: number;
  /** 256 dark currents, e⁻/s, of which so many seconds are added. */
  readonly darks: Float32Array;
  readonly darkS: number;
}

/** Room for one row at a time, and what is done to it; everything stays in it until it is written over. */
export interface SensorRow {
  /** e⁻ in each unbinned pixel. */
  readonly light: Float32Array;
  /** e⁻ in each pixel of the frame. */
  readonly charge: Float32Array;
  /** What each column of the frame adds, ADU. */
  readonly columns: Float32Array;
  /** The frame's pixels. */
  readonly numbers: Uint16Array;
  /** Divides the light of `count` pixels by (base + k dx²)², where dx of the first pixel is given and grows by one. */
  shade(count: number, dx: number, base: number, k: number): void;
  /** Multiplies `count` pixels' light by their response and adds their dark current; the first is column `firstColumn` of the sensor. */
  collect(count: number, firstColumn: number, patterns: PixelPatterns): void;
  /** Makes measured charges of `count` expected ones: Poisson-distributed, with normally distributed read noise. */
  addNoise(count: number, key: number, readNoiseE: number): void;
  /** `count` numbers: blank level + column + charge × ADU per e⁻, whole numbers from 0 to the saturation level. */
  digitise(count: number, blankAdu: number, aduPerE: number, saturationAdu: number): void;
}

interface Kernel {
  /** Address of the first byte that is not the kernel's own. */
  freeFrom(): number;
  useNormalTables(layers: number, densities: number, tailStart: number): void;
  useCountTables(thresholds: number, aliases: number, perUnit: number, columns: number): void;
  fillRandomBits(a: number, b: number, c: number, out: number, count: number): void;
  seedRareBits(a: number, b: number, c: number): void;
  fillNormal(words: number, count: number): void;
  shade(light: number, count: number, dx: number, base: number, k: number): void;
  collect(
    charge: number,
    count: number,
    responses: number,
    responseTable: number,
    darks: number,
    darkTable: number,
    darkS: number,
  ): void;
  anyBelow(values: number, count: number, limit: number): number;
  countSmall(means: number, count: number, exactBelow: number, choice: number, remainder: number): void;
  addNoise(charge: number, count: number, readNoise: number, exactBelow: number, normal: number, counts: number): void;
  digitise(
    charge: number,
    count: number,
    columns: number,
    blank: number,
    aduPerE: number,
    saturation: number,
    out: number,
  ): void;
}

/** What the random words of a row are for. */
const PURPOSE = { normal: 1, choice: 2, remainder: 3, rare: 4 } as const;

const stateOf = (key: number) => [key, mixKey(key, 1), mixKey(key, 2)] as const;

let opened: SensorRow | null = null;

/** The one row of this process: whoever works on it does so in one go. */
export function sensorRow(): SensorRow {
  opened ??= openSensorRow();
  return opened;
}

function openSensorRow(): SensorRow {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const module = new WebAssembly.Module(Buffer.from(COMPILED_KERNELS, 'base64'));
  const kernel = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernel;
  let bytes = kernel.freeFrom();
  const place = (size: number) => {
    const address = bytes;
    bytes += Math.ceil(size / 16) * 16;
    return address;
  };
  const normal = normalTables();
  const counts = countTables();
  const at = {
    light: place(4 * ROOM),
    charge: place(4 * ROOM),
    columns: place(4 * ROOM),
    numbers: place(2 * ROOM),
    // Random words for as many pixels, or bytes for four times as many.
    first: place(4 * ROOM),
    second: place(4 * ROOM),
    third: place(4 * ROOM),
    responses: place(4 * 256),
    darks: place(4 * 256),
    layers: place(8 * normal.step.length),
    densities: place(8 * normal.density.length),
    thresholds: place(4 * counts.threshold.length),
    aliases: place(counts.alias.length),
  };
  memory.grow(Math.ceil(bytes / PAGE_BYTES));
  const floats = (address: number, length: number) => new Float32Array(memory.buffer, address, length);

  const layers = new DataView(memory.buffer, at.layers);
  normal.step.forEach((step, layer) => {
    layers.setFloat32(8 * layer, step, true);
    layers.setInt32(8 * layer + 4, normal.sure[layer]!, true);
  });
  new Float64Array(memory.buffer, at.densities, normal.density.length).set(normal.density);
  new Int32Array(memory.buffer, at.thresholds, counts.threshold.length).set(counts.threshold);
  new Uint8Array(memory.buffer, at.aliases, counts.alias.length).set(counts.alias);
  kernel.useNormalTables(at.layers, at.densities, TAIL_START);
  kernel.useCountTables(at.thresholds, at.aliases, TABLES_PER_UNIT, COUNTS);

  const responseTable = floats(at.responses, 256);
  const darkTable = floats(at.darks, 256);
  /** @param count words; some more may be written */
  const fillWords = (key: number, words: number, count: number) => {
    kernel.fillRandomBits(...stateOf(key), words, Math.ceil(count / 4) * 4);
  };
  return {
    light: floats(at.light, WIDEST_ROW),
    charge: floats(at.charge, WIDEST_ROW),
    columns: floats(at.columns, WIDEST_ROW),
    numbers: new Uint16Array(memory.buffer, at.numbers, WIDEST_ROW),
    shade: (count, dx, base, k) => kernel.shade(at.light, count, dx, base, k),
    collect(count, firstColumn, { responseKey, responses, darkKey, darks, darkS }) {
      responseTable.set(responses);
      darkTable.set(darks);
      const words = Math.ceil((firstColumn + count) / 4);
      fillWords(responseKey, at.first, words);
      fillWords(darkKey, at.second, words);
      const [responseBytes, darkBytes] = [at.first + firstColumn, at.second + firstColumn];
      kernel.collect(at.light, count, responseBytes, at.responses, darkBytes, at.darks, darkS);
    },
    addNoise(count, key, readNoiseE) {
      kernel.seedRareBits(...stateOf(mixKey(key, PURPOSE.rare)));
      fillWords(mixKey(key, PURPOSE.normal), at.first, count);
      kernel.fillNormal(at.first, count);
      if (kernel.anyBelow(at.charge, count, EXACT_BELOW_E) !== 0) {
        fillWords(mixKey(key, PURPOSE.choice), at.second, count);
        fillWords(mixKey(key, PURPOSE.remainder), at.third, count);
        kernel.countSmall(at.charge, count, EXACT_BELOW_E, at.second, at.third);
      }
      kernel.addNoise(at.charge, count, readNoiseE, EXACT_BELOW_E, at.first, at.third);
    },
    digitise: (count, blankAdu, aduPerE, saturationAdu) =>
      kernel.digitise(at.charge, count, at.columns, blankAdu, aduPerE, saturationAdu, at.numbers),
  };
}
