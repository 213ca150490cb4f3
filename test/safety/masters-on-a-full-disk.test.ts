/** A disk that is full when a master is written: a sentence, and nothing half written. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildFromFiles } from '../../src-main/calibration/masters/build-masters.ts';
import { DEFAULT_METHOD } from '../../src-main/calibration/masters/combine-method.ts';
import { storeFile, UNWATCHED } from '../calibration/a-stack.ts';
import { mountSmallDisk } from './small-disk.ts';

test('a master for which there is no room is not there, and is built once there is', async (c) => {
  const disk = mountSmallDisk(2);
  if (disk === null) return c.skip('needs the right to mount a disk');
  const folder = mkdtempSync(join(tmpdir(), 'warmroom-full-'));
  try {
    const [width, height] = [200, 150];
    const cards = [{ keyword: 'IMAGETYP', value: 'Bias Frame', comment: '' }];
    const files = [1, 2, 3].map((level) => {
      const values = new Array(width * height).fill(level);
      return storeFile(folder, `${level}.fits`, { width, height, bitpix: 16, values, cards });
    });
    const build = () =>
      buildFromFiles({
        ...{ signal: UNWATCHED.signal, onProgress: () => undefined, now: 0, softwareVersion: '', rejected: new Map() },
        ...{ dataFolder: disk.folder, kind: 'bias', method: DEFAULT_METHOD, subtractBias: false, files },
      });
    const masters = join(disk.folder, 'masters');
    // Of its 120,000 bytes of pixels some fit.
    disk.fillBut(60_000);
    await expect(build()).rejects.toMatchObject({
      ...{ reason: 'storage', message: expect.stringMatching(/no space left/) },
    });
    expect(existsSync(masters) ? readdirSync(masters) : []).toEqual([]);
    disk.makeRoom();
    const { built } = await build();
    expect(readdirSync(masters).map((name) => `masters/${name}`)).toEqual(built.map(({ path }) => path));
  } finally {
    disk.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});
