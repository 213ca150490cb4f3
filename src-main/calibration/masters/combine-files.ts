/** Combines the files of a stack some rows at a time, so that memory does not grow with the number of frames. */
import { ConsoleError } from '../../contract/errors.ts';
import { type FitsImageFile, openFitsImage, openFloatImage } from '../../frames/fits/image-file.ts';
import { clippedMeans } from './clipped-mean.ts';

/** Rows of all frames together that are in memory at a time; the master itself comes on top. */
const BLOCK_BYTES = 64 * 1024 * 1024;

export interface Stack {
  /** Absolute; all of one size. */
  readonly paths: readonly string[];
  /** Flats: each is divided by the median of its centre, after the bias is taken off. */
  readonly normalise: boolean;
  /** Absolute path of the master bias to subtract; null to leave it in. */
  readonly biasPath: string | null;
}

export interface CombinedStack {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
  /** Fraction of all pixel values that the clipping left out, 0..1. */
  readonly rejectedFraction: number;
}

/**
 * @throws FitsError for a damaged file, ConsoleError `storage` when one cannot be read, `bad-input` for a flat without
 * light
 */
export async function combineFiles(stack: Stack): Promise<CombinedStack> {
  const open: { close(): Promise<void> }[] = [];
  try {
    const images: FitsImageFile[] = [];
    for (const path of stack.paths) {
      const image = await openFitsImage(path);
      open.push(image);
      images.push(image);
    }
    const bias = stack.biasPath === null ? null : await openFloatImage(stack.biasPath);
    if (bias !== null) open.push(bias);
    return await combine(images, bias, stack);
  } finally {
    await Promise.all(open.map((image) => image.close()));
  }
}

async function combine(
  images: readonly FitsImageFile[],
  bias: FitsImageFile<Float32Array> | null,
  stack: Stack,
): Promise<CombinedStack> {
  const { width, height } = images[0]!;
  const corrects = stack.normalise || bias !== null;
  const bytesPerValue = corrects ? Float64Array.BYTES_PER_ELEMENT : Uint16Array.BYTES_PER_ELEMENT;
  const blockRows = clamp(Math.floor(BLOCK_BYTES / (images.length * width * bytesPerValue)), 1, height);
  const raw = images.map(() => new Uint16Array((corrects ? 0 : blockRows) * width));
  const corrected = images.map(() => new Float64Array((corrects ? blockRows : 0) * width));
  const oneRaw = new Uint16Array((corrects ? blockRows : 0) * width);
  const biasRows = new Float32Array((bias === null ? 0 : blockRows) * width);
  const levels: number[] = [];
  for (const [i, image] of images.entries()) {
    levels.push(stack.normalise ? await centralLevel(image, bias, stack.paths[i]!) : 1);
  }

  const pixels = new Float32Array(width * height);
  let rejected = 0;
  for (let row = 0; row < height; row += blockRows) {
    const count = Math.min(blockRows, height - row) * width;
    const target = pixels.subarray(row * width, row * width + count);
    if (bias !== null) await bias.readRows(row, biasRows.subarray(0, count));
    for (const [i, image] of images.entries()) {
      if (corrects) {
        await image.readRows(row, oneRaw.subarray(0, count));
        correct(oneRaw, bias === null ? null : biasRows, levels[i]!, corrected[i]!, count);
      } else {
        await image.readRows(row, raw[i]!.subarray(0, count));
      }
    }
    rejected += clippedMeans(corrects ? corrected : raw, target, count).rejected;
  }
  return { width, height, pixels, rejectedFraction: rejected / (pixels.length * images.length) };
}

/** (raw − bias) / level of the first `count` pixels. */
function correct(raw: Uint16Array, bias: Float32Array | null, level: number, into: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) into[i] = (raw[i]! - (bias === null ? 0 : bias[i]!)) / level;
}

/** Median of the middle half of the image in each direction, ADU, bias taken off: away from vignetted corners. */
async function centralLevel(
  image: FitsImageFile,
  bias: FitsImageFile<Float32Array> | null,
  path: string,
): Promise<number> {
  const { width, height } = image;
  const [left, top] = [Math.floor(width / 4), Math.floor(height / 4)];
  const [across, down] = [width - 2 * left, height - 2 * top];
  const values = new Float64Array(across * down);
  const row = new Uint16Array(width);
  const biasRow = new Float32Array(width);
  for (let y = 0; y < down; y++) {
    await image.readRows(top + y, row);
    if (bias !== null) await bias.readRows(top + y, biasRow);
    for (let x = 0; x < across; x++) values[y * across + x] = row[left + x]! - biasRow[left + x]!;
  }
  values.sort();
  const middle = (values[(values.length - 1) >> 1]! + values[values.length >> 1]!) / 2;
  if (!(middle > 0)) {
    throw new ConsoleError('bad-input', `${path} has no light in it: its centre is at ${middle} ADU. Leave it out.`);
  }
  return middle;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
