/** Files that a person names are held against the checksums that they carry, on the way through the combination. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { badPixelMap } from '../../src-main/calibration/bad-pixels/map-from-files.ts';
import { buildFromFiles } from '../../src-main/calibration/masters/build-masters.ts';
import { DEFAULT_METHOD } from '../../src-main/calibration/masters/combine-method.ts';
import { addSums, foldHalves, sumOfBytes, turnedTo } from '../../src-main/frames/fits/checksum.ts';
import { readStoredImage } from '../../src-main/frames/fits/image-file.ts';
import { RunningChecksums } from '../../src-main/frames/fits/own-checksums.ts';
import { saveFrame } from '../../src-main/frames/save-frame.ts';
import { UNWATCHED } from './a-stack.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-checksums-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As the standard defines it, word by word. */
function sumByDefinition(bytes: Uint8Array): number {
  let [upper, lower] = [0, 0];
  for (const [i, byte] of bytes.entries()) {
    if (i % 4 < 2) upper += byte * 256 ** (1 - (i % 2));
    else lower += byte * 256 ** (1 - (i % 2));
  }
  return foldHalves(upper, lower);
}

const ofAnyLength = fc.uint8Array({ maxLength: 60 });

test('a sum is that of the standard, wherever the bytes lie in memory, and pieces add up to it', () => {
  fc.assert(
    fc.property(ofAnyLength, fc.nat(7), fc.array(fc.nat(60), { maxLength: 4 }), (bytes, offset, cuts) => {
      const inMemory = new Uint8Array(bytes.length + offset);
      inMemory.set(bytes, offset);
      const whole = inMemory.subarray(offset);
      expect(sumOfBytes(whole) % 0xffffffff).toBe(sumByDefinition(bytes) % 0xffffffff);
      let sum = 0;
      const ends = [...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length].sort((a, b) => a - b);
      for (const [i, end] of ends.entries()) {
        const at = i === 0 ? 0 : ends[i - 1]!;
        sum = addSums(sum, turnedTo(at, sumOfBytes(whole.subarray(at, end))));
      }
      expect(sum % 0xffffffff).toBe(sumOfBytes(whole) % 0xffffffff);
    }),
  );
});

/** 7 × 5 pixels of 16 bits: rows that do not end where words do. */
async function aFrame(name: string): Promise<string> {
  const cards = [{ keyword: 'IMAGETYP', value: 'Dark Frame', comment: '' }];
  const pixels = Uint16Array.from({ length: 35 }, (_, i) => 1000 + 7 * i);
  return (await saveFrame({ folder, name, cards, width: 7, height: 5, pixels })).path;
}

async function change(path: string, at: number, to = 0x33): Promise<void> {
  const bytes = readFileSync(path);
  bytes[at] = to;
  writeFileSync(path, bytes);
}

/** Rewrites a card's value, of the same length, in place. */
function rewrite(path: string, before: string, after: string): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(before, 0, 'latin1');
  expect(at).toBeGreaterThan(0);
  bytes.write(after.padEnd(before.length), at, 'latin1');
  writeFileSync(path, bytes);
}

const about = { now: 0, softwareVersion: '', rejected: new Map(), ...UNWATCHED };
const build = (files: readonly string[]) =>
  buildFromFiles({
    ...{ ...about, dataFolder: folder, kind: 'dark', method: DEFAULT_METHOD, subtractBias: false, files },
    onProgress: () => undefined,
  });

describe('a file that is not what was written', () => {
  test.each([
    ['in its first pixel', (dataAt: number) => dataAt, 'DATASUM'],
    ['in its last pixel', (dataAt: number) => dataAt + 69, 'DATASUM'],
    ['in the padding after its pixels', (dataAt: number) => dataAt + 2000, 'DATASUM'],
    ['in a comment of its header', () => 80 * 3 + 60, 'CHECKSUM'],
  ])('%s', async (_, at, keyword) => {
    const [good, bad] = [await aFrame('good.fits'), await aFrame('bad.fits')];
    await change(bad, at((await readStoredImage(bad)).layout.dataAt));
    await expect(build([good, bad])).rejects.toMatchObject({
      reason: 'storage',
      message: expect.stringContaining(`${bad} does not agree with its own ${keyword}: `),
    });
    const masters = join(folder, 'masters');
    expect(existsSync(masters) ? readdirSync(masters) : []).toEqual([]);
  });

  test('makes no bad-pixel map either', async () => {
    const files = await Promise.all([1, 2, 3, 4, 5].map((i) => aFrame(`${i}.fits`)));
    await change(files[3]!, (await readStoredImage(files[3]!)).layout.dataAt + 8);
    await expect(badPixelMap({ ...about, dataFolder: folder, files })).rejects.toThrow(`${files[3]} does not agree`);
  });
});

describe('a file is taken', () => {
  test('that is as it was written', async () => {
    expect((await build([await aFrame('1.fits'), await aFrame('2.fits')])).built).toHaveLength(1);
  });

  test('whose checksums are not known, by whoever wrote it', async () => {
    const [one, two] = [await aFrame('1.fits'), await aFrame('2.fits')];
    const text = readFileSync(two, 'latin1');
    for (const keyword of ['CHECKSUM', 'DATASUM']) {
      const [card] = new RegExp(`${keyword.padEnd(8)}= '[^']*'`).exec(text)!;
      rewrite(two, card, `${keyword.padEnd(8)}= ''`);
    }
    await change(two, (await readStoredImage(two)).layout.dataAt + 1);
    expect((await build([one, two])).built).toHaveLength(1);
  });

  test('with something after its image, as other programs append tables', async () => {
    const [one, two] = [await aFrame('1.fits'), await aFrame('2.fits')];
    writeFileSync(two, Buffer.concat([readFileSync(two), Buffer.alloc(2880, 'x')]));
    expect((await build([one, two])).built).toHaveLength(1);
  });
});

test('data that add up to nothing may be written as minus zero or as zero', () => {
  const layout = { dataAt: 4, wholeBytes: 8 };
  const sums = new RunningChecksums(layout);
  sums.add(new Uint8Array([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]), 0);
  for (const dataSum of [0, 0xffffffff]) expect(() => sums.mustBe({ dataSum, ofAll: true }, 'x.fits')).not.toThrow();
  expect(() => sums.mustBe({ dataSum: 1, ofAll: true }, 'x.fits')).toThrow(/DATASUM/);
});
