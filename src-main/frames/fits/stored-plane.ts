/** An image file open for reading windows of it, in a thread of its own: reading waits for the disk. */
import { closeSync, openSync, statSync } from 'node:fs';
import { storageFailure } from '../storage-failure.ts';
import type { ReadCard } from './card.ts';
import { FitsError } from './fits-error.ts';
import type { PixelFormat } from './header.ts';
import { readFitsHeader } from './image-file.ts';
import { type ImageLayout, imageLayout, truncated } from './image-layout.ts';
import type { Section } from './read-section.ts';
import { readStored } from './read-stored.ts';

export class StoredPlane {
  readonly path: string;
  readonly layout: ImageLayout;
  readonly cards: readonly ReadCard[];
  readonly #descriptor: number;

  /**
   * Close it when done.
   * @throws FitsError for a damaged file or one of other numbers, ConsoleError `storage` when it cannot be read
   */
  static async open(path: string, format: PixelFormat): Promise<StoredPlane> {
    const header = await readFitsHeader(path);
    const layout = imageLayout(header, path);
    const { bitpix, zero, scale } = layout;
    const [expected, offset, what] =
      format === 'uint16' ? ([16, 32_768, '16-bit unsigned integers'] as const) : ([-32, 0, 'single floats'] as const);
    if (bitpix === expected && zero === offset && scale === 1) return new StoredPlane(path, layout, header.cards);
    throw new FitsError('unsupported', `${path} is not an image of ${what}.`);
  }

  private constructor(path: string, layout: ImageLayout, cards: readonly ReadCard[]) {
    this.path = path;
    this.layout = layout;
    this.cards = cards;
    try {
      const { size } = statSync(path);
      if (size < layout.wholeBytes) throw truncated(path, size, layout.wholeBytes);
      this.#descriptor = openSync(path, 'r');
    } catch (thrown) {
      throw storageFailure(thrown, 'read', path);
    }
  }

  /**
   * Fills `into` with a window's bytes as they are stored, row after row. Whole rows lie together in the file; parts of
   * rows are read one by one.
   * @throws FitsError `truncated`, ConsoleError `storage`
   */
  read({ left, top, width, height }: Section, into: Uint8Array): void {
    const { bytesPerPixel, dataAt, width: fullWidth, wholeBytes } = this.layout;
    const file = { descriptor: this.#descriptor, path: this.path, wholeBytes };
    const position = (row: number) => dataAt + ((top + row) * fullWidth + left) * bytesPerPixel;
    if (width === fullWidth) {
      readStored(file, into, position(0));
      return;
    }
    const rowBytes = width * bytesPerPixel;
    for (let row = 0; row < height; row++) {
      readStored(file, into.subarray(row * rowBytes, (row + 1) * rowBytes), position(row));
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
