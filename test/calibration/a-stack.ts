/** Stacks of small FITS files as any program may write them, and their combination. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CombineWatch, combineFiles, type Stack } from '../../src-main/calibration/masters/combine-files.ts';
import { DEFAULT_METHOD } from '../../src-main/calibration/masters/combine-method.ts';
import type { InputFile } from '../../src-main/calibration/masters/input-reader.ts';
import { BLOCK_LENGTH, type HeaderCard } from '../../src-main/frames/fits/card.ts';
import { formatCard } from '../../src-main/frames/fits/format-card.ts';
import { readStoredImage } from '../../src-main/frames/fits/image-file.ts';
import type { Bitpix } from '../../src-main/frames/fits/image-layout.ts';

export interface StoredFile {
  readonly width: number;
  readonly height: number;
  readonly bitpix: Bitpix;
  /** As stored, before BZERO and BSCALE. */
  readonly values: readonly number[];
  readonly zero?: number;
  readonly scale?: number;
  readonly cards?: readonly HeaderCard[];
  /** Records that no well-behaved program would write. */
  readonly oddRecords?: readonly string[];
}

/** Writes the file and returns its path. */
export function storeFile(folder: string, name: string, file: StoredFile): string {
  const path = join(folder, name);
  const card = (keyword: string, value: number | boolean) => ({ keyword, value, comment: '' });
  const { bitpix, width, height, zero, scale } = file;
  const cards = [
    ...[card('SIMPLE', true), card('BITPIX', bitpix), card('NAXIS', 2), card('NAXIS1', width), card('NAXIS2', height)],
    ...(zero === undefined ? [] : [card('BZERO', zero)]),
    ...(scale === undefined ? [] : [card('BSCALE', scale)]),
    ...(file.cards ?? []),
  ];
  const odd = (file.oddRecords ?? []).map((record) => record.padEnd(80));
  const header = [...cards.flatMap(formatCard), ...odd, 'END'.padEnd(80)].join('');
  const bytesEach = Math.abs(bitpix) / 8;
  const data = Buffer.alloc(padded(file.values.length * bytesEach));
  const view = new DataView(data.buffer, data.byteOffset);
  for (const [i, value] of file.values.entries()) {
    if (bitpix === 8) view.setUint8(i, value);
    else if (bitpix === 16) view.setInt16(2 * i, value);
    else if (bitpix === 32) view.setInt32(4 * i, value);
    else if (bitpix === -32) view.setFloat32(4 * i, value);
    else view.setFloat64(8 * i, value);
  }
  writeFileSync(path, Buffer.concat([Buffer.from(header.padEnd(padded(header.length)), 'latin1'), data]));
  return path;
}

export async function inputFile(path: string): Promise<InputFile> {
  const { layout, bytes, modifiedMs } = await readStoredImage(path);
  return { path, layout, bytes, modifiedMs, checksums: null };
}

export const UNWATCHED: CombineWatch = { signal: new AbortController().signal, onProgress: () => undefined };

/** Combines files by the default method unless told otherwise. */
export async function combine(paths: readonly string[], changes: Partial<Stack> = {}, watch = UNWATCHED, threads = 2) {
  const files = await Promise.all(paths.map(async (path) => ({ ...(await inputFile(path)), darkScale: 1 })));
  const stack = { files, normalise: false, bias: null, dark: null, method: DEFAULT_METHOD, ...changes };
  return combineFiles(stack, watch, threads);
}

function padded(bytes: number): number {
  return Math.ceil(bytes / BLOCK_LENGTH) * BLOCK_LENGTH;
}
