import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { finishPart } from '../../src-main/frames/finish-part.ts';
import { acquisitionCards, planCards } from '../../src-main/frames/frame-header.ts';
import { inspectFrame } from '../../src-main/frames/inspect-frame.ts';
import { saveFrame } from '../../src-main/frames/save-frame.ts';
import { anAcquiredFrame, aPlannedFrame, FRAME_UID } from './a-frame.ts';

let folder: string;
let path: string;
let sha256: string;

/** A frame whose writer died after its last byte and before it had its name. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-part-'));
  const cards = [...planCards(aPlannedFrame), ...acquisitionCards(anAcquiredFrame)];
  const pixels = Uint16Array.from({ length: 12 }, (_, i) => i * 1000);
  const saved = await saveFrame({ folder, name: 'frame.fits', cards, width: 4, height: 3, pixels });
  ({ path, sha256 } = saved);
  renameSync(path, `${path}.part`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a frame that was written whole gets its name', async () => {
  await finishPart(path, FRAME_UID);
  expect(readdirSync(folder)).toEqual(['frame.fits']);
  expect((await inspectFrame(path)).sha256).toBe(sha256);
});

test.each([0, 1000, 2880, 5759])('what has only %i bytes gets no name and is cleared away', async (bytes) => {
  truncateSync(`${path}.part`, bytes);
  await finishPart(path, FRAME_UID);
  expect(readdirSync(folder)).toEqual([]);
});

test('what says that it is another frame gets no name', async () => {
  await finishPart(path, '0b0e8f3c-6a53-4a3e-9c2f-7f6f0c0e5a11');
  expect(existsSync(path)).toBe(false);
});

test('where nothing was left, nothing happens', async () => {
  rmSync(`${path}.part`);
  writeFileSync(join(folder, 'another.fits.part'), 'not ours');
  await finishPart(path, FRAME_UID);
  expect(readdirSync(folder)).toEqual(['another.fits.part']);
});
