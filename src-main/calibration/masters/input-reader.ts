/** Reads the stored bytes of an image's rows, in a thread of its own, where waiting for the disk holds up nobody else. */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, statSync } from 'node:fs';
import { ConsoleError } from '../../contract/errors.ts';
import { sumOfBytes } from '../../frames/fits/checksum.ts';
import type { ImageLayout } from '../../frames/fits/image-layout.ts';
import { type OwnChecksums, RunningChecksums } from '../../frames/fits/own-checksums.ts';
import { readStored } from '../../frames/fits/read-stored.ts';
import { storageFailure } from '../../frames/storage-failure.ts';

/** A file to combine or to correct with, as it was when its header was read. */
export interface InputFile {
  /** Absolute. */
  readonly path: string;
  readonly layout: ImageLayout;
  readonly bytes: number;
  readonly modifiedMs: number;
  /** What the file says of itself, to be held against what is read; null where nothing does, or nobody needs to know. */
  readonly checksums: OwnChecksums | null;
}

/** @throws ConsoleError `storage` when the file is not what it was when its header was read */
export function mustBeUnchanged({ path, bytes, modifiedMs }: InputFile): void {
  const now = reading(path, () => statSync(path));
  if (now.size === bytes && now.mtimeMs === modifiedMs) return;
  throw new ConsoleError('storage', `${path} changed while it was read. Build again when it is finished.`);
}

/** Bytes hashed at a time of what is not pixels. */
const PIECE_BYTES = 256 * 1024;

/** Close it when done. All its functions throw FitsError `truncated` or ConsoleError `storage`. */
export class InputReader {
  readonly file: InputFile;
  readonly #descriptor: number;
  readonly #hash: Hash = createHash('sha256');
  readonly #sums: RunningChecksums | null;
  /** Up to where the file has been hashed. */
  #hashed = 0;

  /** @param sumOf as that of `RunningChecksums` */
  constructor(file: InputFile, sumOf = sumOfBytes) {
    this.file = file;
    this.#sums = file.checksums === null ? null : new RunningChecksums(file.layout, sumOf);
    this.#descriptor = reading(file.path, () => openSync(file.path, 'r'));
  }

  /** Fills `into` with the stored bytes of whole rows from row `first` on. */
  readRows(first: number, into: Uint8Array): void {
    const { width, bytesPerPixel, dataAt } = this.file.layout;
    this.#read(into, dataAt + first * width * bytesPerPixel);
  }

  /** `readRows`, hashing on the way; each row once, from the first to the last. */
  readNextRows(first: number, into: Uint8Array): void {
    const { width, bytesPerPixel, dataAt } = this.file.layout;
    const at = dataAt + first * width * bytesPerPixel;
    this.#hashUpTo(at);
    this.#read(into, at);
    this.#note(into);
  }

  /**
   * Of the whole file, hexadecimal, after all rows have been read: of the very bytes that were combined.
   * @throws FitsError `damaged` when they are not those that the file's own checksums were written for
   */
  finishHash(): string {
    this.#hashUpTo(this.file.bytes);
    mustBeUnchanged(this.file);
    if (this.file.checksums !== null) this.#sums?.mustBe(this.file.checksums, this.file.path);
    return this.#hash.digest('hex');
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #hashUpTo(end: number): void {
    while (this.#hashed < end) {
      const piece = new Uint8Array(Math.min(PIECE_BYTES, end - this.#hashed));
      this.#read(piece, this.#hashed);
      this.#note(piece);
    }
  }

  /** @param bytes those that follow what was hashed */
  #note(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#sums?.add(bytes, this.#hashed);
    this.#hashed += bytes.length;
  }

  #read(into: Uint8Array, position: number): void {
    const { path, layout } = this.file;
    readStored({ descriptor: this.#descriptor, path, wholeBytes: layout.wholeBytes }, into, position);
  }
}

function reading<Value>(path: string, work: () => Value): Value {
  try {
    return work();
  } catch (thrown) {
    throw storageFailure(thrown, 'read', path);
  }
}
