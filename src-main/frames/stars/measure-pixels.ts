/** The way from a frame's pixels to its measurement: sky, sources, stars. Blocks; to be called in a thread of its own. */
import { ConsoleError } from '../../contract/errors.ts';
import type { FieldProfile, FrameMeasurement, MeasuredStar } from '../../contract/frame-measurement.ts';
import { skyZones } from '../field/sky-profile.ts';
import {
  FIND_ROWS_BEHIND,
  findScratchBytes,
  type Kernels,
  kernelMemory,
  kernelsOn,
  SKY_CELL,
  skyScratchBytes,
} from '../kernels/kernels.ts';
import type { Sources } from './find-objects.ts';
import { measureStars } from './measure-stars.ts';
import { type SkyMesh, skyMesh } from './sky-mesh.ts';
import { SMOOTHED_NOISE } from './star-field.ts';

/** Smoothed pixels this many σ above the sky belong to something. */
const THRESHOLD_SIGMAS = 3;
/**
 * Room for what stands out: one for so many pixels, four times what the simulated sky with its hot pixels has, whatever the size of
 * the frame. One that has more is looked at again with a threshold twice as high.
 */
const PIXELS_OF_A_SOURCE = 32;
const LEAST_ROOM = 1000;
/** Each source is three integers of four bytes. */
const SOURCE_BYTES = 12;
/** Below this a frame has no mesh worth the name. */
const LEAST_SIDE = 16;
const VECTOR_BYTES = 16;
/** So many are looked at between two pauses. */
const ROWS_AT_A_STRETCH = SKY_CELL;

export interface MeasurablePixels {
  readonly width: number;
  readonly height: number;
  readonly saturationAdu: number;
  readonly eGain: number | null;
}

export interface Measured {
  readonly measurement: Omit<FrameMeasurement, 'superpixels'>;
  /** The clearest ones, at most `MOST_LISTED`. */
  readonly stars: readonly MeasuredStar[];
  readonly field: FieldProfile;
  /** The sky's level in each of the frame's zones, ADU. */
  readonly skyZones: readonly number[];
}

/** A room for frames of one size, used again for each. */
export interface Measurer {
  /** To be filled with the frame's pixels, row after row from the top. */
  readonly pixels: Uint16Array;
  /** Turns what a file stores (big-endian, BZERO 32768), read straight into `pixels`, into pixels where it is. */
  decode(first: number, count: number): void;
  measure(): Measured;
}

/**
 * @param pause called after every millisecond or so of work, for whoever shares the processor with others
 * @throws ConsoleError `bad-input` for a frame that is too small to have a sky
 */
export function createMeasurer(
  { width, height, saturationAdu, eGain }: MeasurablePixels,
  pause: () => void = () => {},
): Measurer {
  if (width < LEAST_SIDE || height < LEAST_SIDE) {
    const facts = { code: 'too-small', width, height } as const;
    throw new ConsoleError('bad-input', `A frame of ${width} × ${height} pixels is too small to be measured.`, {
      facts,
    });
  }
  const mostSources = LEAST_ROOM + Math.ceil((width * height) / PIXELS_OF_A_SOURCE);
  const cells = Math.ceil(width / SKY_CELL) * Math.ceil(height / SKY_CELL);
  const room = rooms([
    2 * width * height + VECTOR_BYTES,
    skyScratchBytes(width, SKY_CELL),
    2 * 8 * cells,
    findScratchBytes(width),
    mostSources * SOURCE_BYTES,
    mostSources * SOURCE_BYTES,
  ]);
  const [at, skyScratch, mesh, findScratch, stretches, peaks] = room.addresses as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const memory = kernelMemory(room.bytes);
  const kernels = kernelsOn(memory);
  const pixels = new Uint16Array(memory.buffer, at, width * height);

  /** False where there are too many. */
  const findAll = (): boolean => {
    const args = [at, width, height, mesh, findScratch, stretches, mostSources, peaks, mostSources] as const;
    const end = height + FIND_ROWS_BEHIND;
    for (let row = 0; row < end; row += ROWS_AT_A_STRETCH) {
      pause();
      if (kernels.findSources(...args, row, Math.min(end, row + ROWS_AT_A_STRETCH)) === 0) return false;
    }
    return true;
  };

  const find = (sky: SkyMesh): Sources => {
    for (let sigmas = THRESHOLD_SIGMAS; ; sigmas *= 2) {
      storeMesh(memory, mesh, sky, sigmas);
      if (!findAll()) continue;
      return {
        stretches: new Int32Array(memory.buffer, stretches, 3 * kernels.stretchesFound()),
        peaks: new Int32Array(memory.buffer, peaks, 3 * kernels.peaksFound()),
      };
    }
  };

  return {
    pixels,
    decode: (first, count) => kernels.decodeInPlace(at + 2 * first, count),
    measure() {
      const sky = measuredSky(kernels, memory, { at, width, height, skyScratch, mesh, cells }, pause);
      const found = measureStars({ pixels, width, height, sky, saturationAdu, eGain }, find(sky), pause);
      return {
        measurement: { background: sky.level, noise: sky.sigma, ...found.summary },
        stars: found.stars,
        field: found.profile,
        skyZones: skyZones(sky.levelAt, { width, height }),
      };
    },
  };
}

function measuredSky(
  kernels: Kernels,
  memory: WebAssembly.Memory,
  where: { at: number; width: number; height: number; skyScratch: number; mesh: number; cells: number },
  pause: () => void,
): SkyMesh {
  const { at, width, height, skyScratch, mesh, cells } = where;
  for (let row = 0; row * SKY_CELL < height; row++) {
    pause();
    kernels.measureSky(at, width, height, SKY_CELL, skyScratch, mesh, row, row + 1);
  }
  return skyMesh(new Float64Array(memory.buffer, mesh, 2 * cells), width, height);
}

/** Levels in 1/64 ADU and thresholds in 1/256 ADU, as `findSources` takes them. */
function storeMesh(
  memory: WebAssembly.Memory,
  mesh: number,
  { levels, sigmas }: SkyMesh,
  thresholdSigmas: number,
): void {
  const stored = new Int32Array(memory.buffer, mesh, 2 * levels.length);
  levels.forEach((level, cell) => {
    stored[2 * cell] = Math.round(64 * level);
    stored[2 * cell + 1] = Math.min(2 ** 24, Math.round(256 * thresholdSigmas * SMOOTHED_NOISE * sigmas[cell]!));
  });
}

function rooms(sizes: readonly number[]): { addresses: number[]; bytes: number } {
  let bytes = VECTOR_BYTES;
  const addresses = sizes.map((size) => {
    const address = bytes;
    bytes += Math.ceil(size / VECTOR_BYTES) * VECTOR_BYTES;
    return address;
  });
  return { addresses, bytes };
}
