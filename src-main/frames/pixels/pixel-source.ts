/** What a viewer's pixels are made from, and their reading. */
import { type BayerPattern, bayerPatternOf } from '../bayer-pattern.ts';
import { CalibratedLight } from '../calibrated/calibrated-light.ts';
import type { Correction } from '../calibrated/correction.ts';
import { decodeFloats } from '../fits/float-data.ts';
import type { ImageLayout } from '../fits/image-layout.ts';
import { decodePixels } from '../fits/pixel-data.ts';
import type { Section } from '../fits/read-section.ts';
import { StoredPlane } from '../fits/stored-plane.ts';
import { binStored } from './bin-stored.ts';
import { type PixelScale, PLAIN } from './pixel-scale.ts';
import type { Level } from './region.ts';
import { toSteps } from './to-steps.ts';

/** Paths are absolute. */
export type PixelSource =
  /** A frame as the camera gave it. */
  | { readonly kind: 'frame'; readonly path: string }
  | { readonly kind: 'calibrated'; readonly path: string; readonly correction: Correction; readonly scale: PixelScale }
  /** Single floats: a master. */
  | { readonly kind: 'floats'; readonly path: string; readonly scale: PixelScale }
  /** Bits that say what is wrong with a pixel: binned, a pixel has those of all that it stands for. */
  | { readonly kind: 'flags'; readonly path: string };

export interface OpenSource {
  readonly layout: ImageLayout;
  readonly scale: PixelScale;
  /** Null where a pixel has no colour of its own. */
  readonly bayer: BayerPattern | null;
  /** The pixels of a window within the frame, row by row. */
  read(window: Section): Uint16Array;
  /**
   * The means of a window of at most `STORED_PIXELS`, as `binRows` makes them; to be used before the next call. Null where pixels are
   * made and not only read.
   */
  readonly means: ((window: Section, level: Exclude<Level, 1>) => Uint16Array) | null;
  close(): void;
}

/**
 * For worker threads: reading waits for the disk. Close it when done.
 * @throws FitsError for a damaged file, ConsoleError `storage` when one cannot be read
 */
export async function openSource(source: PixelSource): Promise<OpenSource> {
  switch (source.kind) {
    case 'frame':
    case 'flags': {
      const plane = await StoredPlane.open(source.path, 'uint16');
      const read = (window: Section) => {
        const pixels = new Uint16Array(window.width * window.height);
        plane.read(window, new Uint8Array(pixels.buffer));
        decodePixels(pixels);
        return pixels;
      };
      const means = (window: Section, level: Exclude<Level, 1>) =>
        binStored(window.width, window.height, level, (into) => plane.read(window, into));
      const bayer = source.kind === 'flags' ? null : bayerIn(plane);
      return { layout: plane.layout, scale: PLAIN, bayer, read, means, close: () => plane.close() };
    }
    case 'floats': {
      const plane = await StoredPlane.open(source.path, 'float32');
      const read = (window: Section) => toSteps(readFloats(plane, window), source.scale);
      const { layout } = plane;
      return { layout, scale: source.scale, bayer: bayerIn(plane), read, means: null, close: () => plane.close() };
    }
    case 'calibrated': {
      const light = await CalibratedLight.open(source.path, source.correction);
      const read = (window: Section) => toSteps(light.read(window), source.scale);
      const { layout } = light;
      return { layout, scale: source.scale, bayer: bayerIn(light), read, means: null, close: () => light.close() };
    }
  }
}

function bayerIn({ cards, layout }: Pick<StoredPlane, 'cards' | 'layout'>): BayerPattern | null {
  return bayerPatternOf(cards, layout.height);
}

/** Pixels of a plane of single floats. */
export function readFloats(plane: StoredPlane, window: Section): Float32Array {
  const values = new Float32Array(window.width * window.height);
  plane.read(window, new Uint8Array(values.buffer));
  decodeFloats(values);
  return values;
}
