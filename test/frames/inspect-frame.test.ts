import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquisitionCards, planCards } from '../../src-main/frames/frame-header.ts';
import { inspectFrame } from '../../src-main/frames/inspect-frame.ts';
import { type SavedFrame, saveFrame } from '../../src-main/frames/save-frame.ts';
import { measureFrame } from '../../src-main/frames/statistics.ts';
import { anAcquiredFrame, aPlannedFrame, FRAME_UID } from './a-frame.ts';

// More than one piece of the file, and of the pixels.
const [width, height] = [1777, 1501];
const pixels = Uint16Array.from({ length: width * height }, (_, i) => (i * 7919) % 65_521);

let folder: string;
let saved: SavedFrame;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-inspect-'));
  const cards = [...planCards(aPlannedFrame), ...acquisitionCards(anAcquiredFrame)];
  saved = await saveFrame({ folder, name: 'frame.fits', cards, width, height, pixels });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('inspecting a frame’s file', () => {
  it('finds what was saved', async () => {
    const found = await inspectFrame(saved.path);
    expect(found).toMatchObject({ bytes: saved.bytes, sha256: saved.sha256, intact: true });
    expect(found.facts).toMatchObject({ frameUid: FRAME_UID, exposureS: 60.002, width, height });
    expect(found.statistics).toEqual(measureFrame(pixels, 64_102));
  });

  it.each([
    ['a pixel', (bytes: Buffer) => bytes.length - 9999],
    ['the header', (bytes: Buffer) => bytes.indexOf('M 51')],
    ['the last byte of the padding', (bytes: Buffer) => bytes.length - 1],
  ])('notices a single turned bit in %s', async (_, place) => {
    const bytes = readFileSync(saved.path);
    bytes[place(bytes)]! ^= 1;
    writeFileSync(saved.path, bytes);
    expect(await inspectFrame(saved.path)).toMatchObject({ intact: false });
  });

  it('notices what was added behind', async () => {
    appendFileSync(saved.path, 'more');
    expect(await inspectFrame(saved.path)).toMatchObject({ intact: false });
  });

  it.each([1, 2880])('says that a file cut short by %d bytes is damaged', async (missing) => {
    writeFileSync(saved.path, readFileSync(saved.path).subarray(0, -missing));
    await expect(inspectFrame(saved.path)).rejects.toMatchObject({ fault: 'truncated', reason: 'storage' });
  });

  it('says so when there is no file', async () => {
    await expect(inspectFrame(join(folder, 'gone.fits'))).rejects.toMatchObject({
      reason: 'storage',
      message: expect.stringContaining('There is no file'),
    });
  });
});
