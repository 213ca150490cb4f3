/** A light read as calibrated pixels, window by window: its own file and the masters' are only read, never changed. */
import type { ReadCard } from '../fits/card.ts';
import { FitsError } from '../fits/fits-error.ts';
import type { PixelFormat } from '../fits/header.ts';
import type { ImageLayout } from '../fits/image-layout.ts';
import { decodePixels } from '../fits/pixel-data.ts';
import type { Section } from '../fits/read-section.ts';
import { StoredPlane } from '../fits/stored-plane.ts';
import { type Kernels, kernelMemory, kernelsOn, VECTOR_BYTES } from '../kernels/kernels.ts';
import { type Correction, LEAST_RESPONSE } from './correction.ts';
import { repairMargin, repairPixels } from './repair-pixels.ts';

const MASTERS = ['bias', 'dark', 'flat'] as const;
type Masters = Readonly<Record<(typeof MASTERS)[number], StoredPlane | null>>;

/** Pixels that go through the kernel at a time, whatever the size of the frame; also the widest row. */
const ROOM_PIXELS = 256 * 1024;

/** Addresses in the kernel's memory. None is 0, which would mean that there is no such plane; each has a vector to spare. */
const ROOM_BYTES = 4 * ROOM_PIXELS + VECTOR_BYTES;
const [RAW, BIAS, DARK, FLAT, OUT, END] = [0, 1, 2, 3, 4, 5].map((place) => VECTOR_BYTES + place * ROOM_BYTES) as [
  ...[number, number, number, number, number, number],
];
const ROOM_OF = { bias: BIAS, dark: DARK, flat: FLAT } as const;

/** For worker threads: reading waits for the disk. Close it when done. */
export class CalibratedLight {
  readonly layout: ImageLayout;
  /** The light's own. */
  readonly cards: readonly ReadCard[];
  readonly #light: StoredPlane;
  readonly #masters: Masters;
  readonly #badPixels: StoredPlane | null;
  readonly #correction: Correction;
  readonly #kernels: Kernels;
  readonly #memory: Uint8Array;
  #repaired = 0;

  /**
   * Opens the light and what it is calibrated with.
   * @throws FitsError for a damaged file, or a master of another size than the light; ConsoleError `storage` when one
   * cannot be read
   */
  static async open(path: string, correction: Correction): Promise<CalibratedLight> {
    const opened: StoredPlane[] = [];
    const open = async (file: string | null, format: PixelFormat) => {
      if (file === null) return null;
      const plane = await StoredPlane.open(file, format);
      opened.push(plane);
      mustBeAsLarge(plane, opened[0]!);
      return plane;
    };
    try {
      const light = (await open(path, 'uint16'))!;
      const masters = {
        bias: await open(correction.bias, 'float32'),
        dark: await open(correction.dark, 'float32'),
        flat: await open(correction.flat, 'float32'),
      };
      return new CalibratedLight(light, correction, masters, await open(correction.badPixels, 'uint16'));
    } catch (thrown) {
      for (const plane of opened) plane.close();
      throw thrown;
    }
  }

  private constructor(light: StoredPlane, correction: Correction, masters: Masters, badPixels: StoredPlane | null) {
    if (light.layout.width > ROOM_PIXELS) {
      throw new FitsError(
        'unsupported',
        `${light.path} has rows of ${light.layout.width} pixels, which are too long.`,
        light.path,
      );
    }
    this.layout = light.layout;
    this.cards = light.cards;
    this.#light = light;
    this.#correction = correction;
    this.#masters = masters;
    this.#badPixels = badPixels;
    const memory = threadMemory();
    this.#kernels = kernelsOn(memory);
    this.#memory = new Uint8Array(memory.buffer);
  }

  /** Bad pixels that were replaced in all windows that were read so far. */
  get repaired(): number {
    return this.#repaired;
  }

  /**
   * Calibrated pixels of a window within the frame, ADU, row by row.
   * @throws FitsError `truncated`, ConsoleError `storage`
   */
  read(window: Section): Float32Array<ArrayBuffer> {
    if (this.#badPixels === null) return this.#corrected(window);
    const { hasColourPattern } = this.#correction;
    const wide = widened(window, repairMargin(hasColourPattern), this.layout);
    const values = this.#corrected(wide);
    const flags = new Uint16Array(values.length);
    this.#badPixels.read(wide, new Uint8Array(flags.buffer));
    decodePixels(flags);
    const inside = { ...window, left: window.left - wide.left, top: window.top - wide.top };
    this.#repaired += repairPixels({ ...wide, values }, flags, inside, hasColourPattern);
    return cropped(values, wide.width, inside);
  }

  close(): void {
    for (const plane of [this.#light, this.#badPixels, ...Object.values(this.#masters)]) plane?.close();
  }

  #corrected({ left, top, width, height }: Section): Float32Array<ArrayBuffer> {
    const { darkScale, saturationAdu } = this.#correction;
    const values = new Float32Array(width * height);
    const address = (kind: keyof Masters) => (this.#masters[kind] === null ? 0 : ROOM_OF[kind]);
    const rowsAtOnce = Math.floor(ROOM_PIXELS / width);
    for (let row = 0; row < height; row += rowsAtOnce) {
      const part = { left, width, top: top + row, height: Math.min(rowsAtOnce, height - row) };
      const pixels = part.width * part.height;
      this.#load(this.#light, part, RAW);
      for (const kind of MASTERS) this.#load(this.#masters[kind], part, ROOM_OF[kind]);
      this.#kernels.calibrate(
        ...([RAW, pixels, address('bias'), address('dark'), darkScale, address('flat')] as const),
        ...([LEAST_RESPONSE, saturationAdu, OUT] as const),
      );
      values.set(new Float32Array(this.#memory.buffer, OUT, pixels), row * width);
    }
    return values;
  }

  #load(plane: StoredPlane | null, window: Section, at: number): void {
    if (plane === null) return;
    const bytes = window.width * window.height * plane.layout.bytesPerPixel;
    plane.read(window, this.#memory.subarray(at, at + bytes));
  }
}

let memoryOfThread: WebAssembly.Memory | null = null;

/** One for all lights of a thread, which reckons one window after another. */
function threadMemory(): WebAssembly.Memory {
  memoryOfThread ??= kernelMemory(END);
  return memoryOfThread;
}

function mustBeAsLarge({ path, layout }: StoredPlane, light: StoredPlane): void {
  const { width, height } = light.layout;
  if (layout.width === width && layout.height === height) return;
  throw new FitsError(
    'unsupported',
    `${path} has ${layout.width} × ${layout.height} pixels where the light has ${width} × ${height}.`,
    path,
  );
}

function widened({ left, top, width, height }: Section, by: number, full: ImageLayout): Section {
  const [x, y] = [Math.max(0, left - by), Math.max(0, top - by)];
  const right = Math.min(full.width, left + width + by);
  const bottom = Math.min(full.height, top + height + by);
  return { left: x, top: y, width: right - x, height: bottom - y };
}

function cropped(values: Float32Array<ArrayBuffer>, width: number, inside: Section): Float32Array<ArrayBuffer> {
  if (inside.width === width) return values.subarray(inside.top * width, (inside.top + inside.height) * width);
  const out = new Float32Array(inside.width * inside.height);
  for (let row = 0; row < inside.height; row++) {
    const start = (inside.top + row) * width + inside.left;
    out.set(values.subarray(start, start + inside.width), row * inside.width);
  }
  return out;
}
