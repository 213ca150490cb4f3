/** Masters beside what ccdproc makes of the same files, and as siril and ds9 see them. None is needed for anything else. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildFromFiles } from '../../src-main/calibration/masters/build-masters.ts';
import { type CombineMethod, DEFAULT_METHOD } from '../../src-main/calibration/masters/combine-method.ts';
import { openFloatImage } from '../../src-main/frames/fits/image-file.ts';
import { storeFile, UNWATCHED } from '../calibration/a-stack.ts';
import { findPython } from '../run/requirements.ts';

const [WIDTH, HEIGHT, FRAMES] = [64, 48, 15];
const PATIENCE = { timeout: 180_000 };

const python = findPython() ?? 'python3';
const hasCcdproc = spawnSync(python, ['-c', 'import ccdproc'], { stdio: 'ignore' }).status === 0;
/** It wants a screen, which need not be a real one. */
const hasDs9 = ['ds9', 'xvfb-run'].every((name) => spawnSync('which', [name], { stdio: 'ignore' }).status === 0);
const hasSiril = spawnSync('siril-cli', ['--version'], { stdio: 'ignore' }).error === undefined;

let folder: string;
let files: string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-peers-'));
  let state = 1;
  const even = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  files = Array.from({ length: FRAMES }, (_, i) => {
    const levels = Array.from({ length: WIDTH * HEIGHT }, () => (even() < 0.01 ? 50_000 * even() : 980 + 40 * even()));
    const values = levels.map((level) => Math.round(level) - 32_768);
    const cards = [{ keyword: 'IMAGETYP', value: 'BIAS', comment: '' }];
    return storeFile(folder, `${i}.fits`, { width: WIDTH, height: HEIGHT, bitpix: 16, zero: 32_768, values, cards });
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Path of the master. */
async function build(changes: Partial<CombineMethod>): Promise<string> {
  const watch = { signal: UNWATCHED.signal, onProgress: () => undefined };
  const about = {
    ...watch,
    now: Date.UTC(2026, 10, 22),
    softwareVersion: '0.1.0',
    kind: undefined,
    rejected: new Map(),
  };
  const method = { ...DEFAULT_METHOD, ...changes };
  const { built } = await buildFromFiles({ ...about, dataFolder: folder, subtractBias: false, method, files });
  return join(folder, built[0]!.path);
}

describe.skipIf(!hasCcdproc)('ccdproc (python3-ccdproc)', () => {
  test.each([{ name: 'sigma-clip', rounds: 1 }, { name: 'median' }, { name: 'minmax' }] as const)(
    'makes the same of the same files: $name',
    PATIENCE,
    async (method) => {
      const master = await build(method);
      const script = join(import.meta.dirname, 'judge-combiners.py');
      const { stdout, stderr } = spawnSync(python, [script, method.name, master, ...files], { encoding: 'utf8' });
      expect(stdout, stderr).not.toBe('');
      expect(Number(stdout)).toBeLessThanOrEqual(1);
    },
  );
});

describe.skipIf(!hasSiril)('siril (siril-cli)', () => {
  test('opens a master and finds the same numbers in it', PATIENCE, async () => {
    const master = await build({});
    const pixels = await pixelsOf(master);
    const script = join(folder, 'look.ssf');
    writeFileSync(script, `requires 1.0.0\nload ${master.replace(/\.fits$/, '')}\nstat\n`);
    const { stdout, stderr } = spawnSync('siril-cli', ['-d', folder, '-s', script], { encoding: 'utf8' });
    const said = `${stdout}${stderr}`;
    const [, mean, min, max] = /Mean: ([\d.]+), .*Min: ([\d.]+), Max: ([\d.]+)/.exec(said) ?? [];
    expect(said).toContain(`${WIDTH}x${HEIGHT} pixels`);
    const sum = pixels.reduce((total, value) => total + value, 0);
    expect(Number(mean)).toBeCloseTo(sum / pixels.length, 0);
    expect(Number(min)).toBeCloseTo(Math.min(...pixels), 0);
    expect(Number(max)).toBeCloseTo(Math.max(...pixels), 0);
  });
});

describe.skipIf(!hasDs9)('ds9 (saods9, and xvfb for a screen)', () => {
  test('opens a master and saves the same pixels', PATIENCE, async () => {
    const master = await build({});
    const saved = join(folder, 'by-ds9.fits');
    const ran = spawnSync('xvfb-run', ['-a', 'ds9', master, '-save', 'fits', saved, '-exit'], { encoding: 'utf8' });
    expect(existsSync(saved), ran.stderr).toBe(true);
    expect(await pixelsOf(saved)).toEqual(await pixelsOf(master));
  });
});

async function pixelsOf(path: string): Promise<Float32Array> {
  const image = await openFloatImage(path);
  const pixels = new Float32Array(image.width * image.height);
  await image.readRows(0, pixels);
  await image.close();
  return pixels;
}
