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

/** Squares of pixels with the light of stars. There may be a hundred thousand of them, so they lie in few arrays. */
export interface Blobs {
  /** Of each five numbers: first row, first column, how many rows and as many columns, where its shares begin, and star. */
  readonly fields: Int32Array;
  /** Of each the electrons that fall in each of its rows, then its columns' shares of a row's. */
  readonly shares: Float32Array;
  /** Where blobs' fields begin: those that are near to each other in a stretch. */
  readonly members: Int32Array;
  /** By layer, each star's part of the electrons. */
  readonly parts: readonly Float32Array[];
}
export interface BlobsOfRow {
  /** Of the sensor, with the column that the light begins at. */
  readonly row: number;
  readonly firstColumn: number;
  readonly layer: number;
  /** The members from `from` until before `to` are looked through. */
  readonly from: number;
  readonly to: number;
}

/**
 * Room for one row at a time, and what is done to it; everything stays in it until it is written over. Its arrays are to be
 * asked for anew after `makeRoomFor`, which moves them.
 */
export interface SensorRow {
  /** e⁻ in each unbinned pixel, */
  readonly light: Float32Array;
  /** and, of a colour sensor, as if it were all of the row's second colour. */
  readonly secondLight: Float32Array;
  /** e⁻ in each pixel of the frame. */
  readonly charge: Float32Array;
  /** What each column of the frame adds, ADU. */
  readonly columns: Float32Array;
  /** The frame's pixels. */
  readonly numbers: Uint16Array;
  /** Lets these blobs be added. */
  makeRoomFor(blobs: Blobs): void;
  /**
   * Adds to `light`, this row's first or second, what blobs put into an unbinned row of the sensor. The blobs come to lie beside
   * the row and stay there until others are added.
   */
  addBlobs(light: Float32Array, blobs: Blobs, which: BlobsOfRow): void;
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
  addBlobs(
    light: number,
    count: number,
    left: number,
    row: number,
    members: number,
    membersEnd: number,
    blobs: number,
    shares: number,
    parts: number,
  ): void;
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
    secondLight: place(4 * ROOM),
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

  const arraysInMemory = () => ({
    light: floats(at.light, WIDEST_ROW),
    secondLight: floats(at.secondLight, WIDEST_ROW),
    charge: floats(at.charge, WIDEST_ROW),
    columns: floats(at.columns, WIDEST_ROW),
    numbers: new Uint16Array(memory.buffer, at.numbers, WIDEST_ROW),
    responses: floats(at.responses, 256),
    darks: floats(at.darks, 256),
  });
  let arrays = arraysInMemory();
  /** Puts blobs behind everything else, where there is room for them; returns the addresses. */
  const layBeside = (blobs: Blobs) => {
    let end = bytes;
    const lay = (values: Float32Array | Int32Array) => {
      const address = end;
      const inMemory = values instanceof Float32Array ? Float32Array : Int32Array;
      new inMemory(memory.buffer, address, values.length).set(values);
      end += values.byteLength;
      return address;
    };
    return {
      fields: lay(blobs.fields),
      shares: lay(blobs.shares),
      members: lay(blobs.members),
      parts: blobs.parts.map(lay),
    };
  };
  let beside: { readonly blobs: Blobs; readonly at: ReturnType<typeof layBeside> } | null = null;
  /** @param count words; some more may be written */
  const fillWords = (key: number, words: number, count: number) => {
    kernel.fillRandomBits(...stateOf(key), words, Math.ceil(count / 4) * 4);
  };
  return {
    get light() {
      return arrays.light;
    },
    get secondLight() {
      return arrays.secondLight;
    },
    get charge() {
      return arrays.charge;
    },
    get columns() {
      return arrays.columns;
    },
    get numbers() {
      return arrays.numbers;
    },
    makeRoomFor({ fields, shares, members, parts }) {
      const values = [fields, shares, members, ...parts].reduce((sum, { length }) => sum + length, 0);
      const missing = bytes + 4 * values - memory.buffer.byteLength;
      if (missing <= 0) return;
      memory.grow(Math.ceil(missing / PAGE_BYTES));
      arrays = arraysInMemory();
    },
    addBlobs(light, blobs, { row, firstColumn, layer, from, to }) {
      if (light.buffer !== memory.buffer) throw new TypeError('Only the row itself can have blobs added to its light.');
      if (beside?.blobs !== blobs) beside = { blobs, at: layBeside(blobs) };
      const { fields, shares, members, parts } = beside.at;
      const [first, end] = [members + 4 * from, members + 4 * to];
      kernel.addBlobs(light.byteOffset, light.length, firstColumn, row, first, end, fields, shares, parts[layer]!);
    },
    shade: (count, dx, base, k) => kernel.shade(at.light, count, dx, base, k),
    collect(count, firstColumn, { responseKey, responses, darkKey, darks, darkS }) {
      arrays.responses.set(responses);
      arrays.darks.set(darks);
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
