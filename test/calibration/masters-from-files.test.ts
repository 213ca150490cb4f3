import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildMaster } from '../../src-main/calibration/masters/build-master.ts';
import { type BuildSettings, buildFromFiles } from '../../src-main/calibration/masters/build-masters.ts';
import { DEFAULT_METHOD } from '../../src-main/calibration/masters/combine-method.ts';
import { readMasterInput } from '../../src-main/calibration/masters/input-facts.ts';
import { listMasters } from '../../src-main/calibration/masters/masters-folder.ts';
import { openFloatImage, readStoredImage } from '../../src-main/frames/fits/image-file.ts';
import { acquisitionCards, type PlannedFrame, planCards } from '../../src-main/frames/frame-header.ts';
import { saveFrame } from '../../src-main/frames/save-frame.ts';
import type { CalibrationKind } from '../../src-main/tasks/calibration-matching.ts';
import { anAcquiredFrame, aPlannedFrame } from '../frames/a-frame.ts';
import { askFitsverify } from '../frames/judges/judges.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmroom-masters-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
async function aFile(
  changes: Partial<PlannedFrame> & { level?: number; width?: number; height?: number; exposureS?: number } = {},
): Promise<string> {
  const { level = 1000, width = 8, height = 6, exposureS = 0, ...plan } = changes;
  const uid = `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
  const planned = { ...aPlannedFrame, frameType: 'bias', frameUid: uid, ...plan } as const;
  const pixels = Uint16Array.from({ length: width * height }, (_, i) => level + i);
  const cards = [...planCards(planned), ...acquisitionCards({ ...anAcquiredFrame, exposureS })];
  return (await saveFrame({ folder, name: `${made}.fits`, cards, width, height, pixels })).path;
}

const watch = { signal: new AbortController().signal, onProgress: () => undefined };
const about = { now: Date.UTC(2026, 10, 22), softwareVersion: '0.1.0', method: DEFAULT_METHOD, rejected: new Map() };
const settings = { ...watch, ...about };
const build = (files: readonly string[], kind?: CalibrationKind, changes: Partial<BuildSettings> = {}) =>
  buildFromFiles({ ...settings, dataFolder: folder, subtractBias: false, kind, files, ...changes });

async function pixelsOf(path: string): Promise<number[]> {
  const image = await openFloatImage(join(folder, path));
  const pixels = new Float32Array(image.width * image.height);
  await image.readRows(0, pixels);
  await image.close();
  return [...pixels];
}

const nothingIsThere = async () => {
  const masters = join(folder, 'masters');
  expect(existsSync(masters) ? readdirSync(masters) : []).toEqual([]);
};

describe('a master from files', () => {
  test('is the mean of its frames, with its inputs in the header', async () => {
    const files = [await aFile({ level: 1000 }), await aFile({ level: 1001 })];
    const { built, warnings } = await build(files);
    expect(await pixelsOf(built[0]!.path)).toEqual(Array.from({ length: 48 }, (_, i) => 1000.5 + i));
    expect(warnings).toEqual(['Only 2 frames: with fewer than 5, outliers stay in.']);
    expect(built[0]).toMatchObject({ kind: 'bias', rejectedFraction: 0, biasName: null });
    expect(askFitsverify([join(folder, built[0]!.path)])[0]).toMatch(/^verification OK/);
  });

  test('of flats is divided by each frame’s own level, after the bias that fits is taken off', async () => {
    const bias = (await build([await aFile({ level: 500 }), await aFile({ level: 500 })])).built[0]!;
    const flat = (gain: number | null) => ({ frameType: 'flat', filterName: 'L', exposureS: 2, gain }) as const;
    const gain = aPlannedFrame.gain;
    const { built } = await build([
      await aFile({ ...flat(gain), level: 20_500 }),
      await aFile({ ...flat(gain), level: 40_500 }),
    ]);
    expect(built[0]!.biasName).toBe(bias.path.replace('masters/', ''));
    expect(await pixelsOf(built[0]!.path)).toEqual(Array(48).fill(1));

    const other = (gain ?? 0) + 1;
    const without = await build([await aFile({ ...flat(other), level: 20_500 }), await aFile(flat(other))]);
    expect(without.built[0]!.biasName).toBeNull();
  });

  test('darks with their bias taken off scale to the exposures of flats; the flats’ header says so', async () => {
    const readout = { gain: aPlannedFrame.gain, setPointC: -10 } as const;
    await build([await aFile({ ...readout, level: 500 }), await aFile({ ...readout, level: 500 })]);
    const darks = [0, 0].map(() => ({ ...readout, frameType: 'dark', exposureS: 60, level: 560 }) as const);
    const dark = await build([await aFile(darks[0]), await aFile(darks[1])], 'dark', { subtractBias: true });
    expect(dark.built[0]).toMatchObject({ biasSubtracted: true, biasName: /MasterBias/ });
    expect(await pixelsOf(dark.built[0]!.path)).toEqual(Array(48).fill(60));

    const flat = { ...readout, frameType: 'flat', filterName: 'L' } as const;
    const { built } = await build([
      await aFile({ ...flat, exposureS: 2, level: 20_502 }),
      await aFile({ ...flat, exposureS: 4, level: 40_504 }),
    ]);
    expect(built[0]).toMatchObject({ kind: 'flat', darkName: dark.built[0]!.path.replace('masters/', '') });
    expect(await pixelsOf(built[0]!.path)).toEqual(Array(48).fill(1));
    const { header } = await readStoredImage(join(folder, built[0]!.path));
    const value = (keyword: string) => header.cards.find((card) => card.keyword === keyword)?.value;
    expect(value('WRDKSCAL')).toBe(true);
    expect(value('WRLEVEL')).toBe(30_000);
    expect(askFitsverify([join(folder, built[0]!.path)])[0]).toMatch(/^verification OK/);
  });

  test('says how noisy it is, the noise of the bias taken off included', async () => {
    const readout = { gain: aPlannedFrame.gain, setPointC: -10 } as const;
    // Two values x and x + 2d: their mean is off by d.
    const bias = await build([await aFile({ ...readout, level: 500 }), await aFile({ ...readout, level: 506 })]);
    expect(bias.built[0]!.noise).toBeCloseTo(3, 6);
    const aDark = { ...readout, frameType: 'dark', exposureS: 60 } as const;
    const files = [await aFile({ ...aDark, level: 560 }), await aFile({ ...aDark, level: 568 })];
    expect((await build(files, 'dark')).built[0]!.noise).toBeCloseTo(4, 6);
    expect((await build(files, 'dark', { subtractBias: true })).built[0]!.noise).toBeCloseTo(5, 5);
  });

  test.each([
    ['median', {}, 1001, 'median'],
    ['mean', {}, 1002, 'mean'],
    ['minmax', { drop: 1 }, 1001, 'mean without the 1 lowest and 1 highest'],
    ['winsorized', { sigma: 3, rounds: 2 }, 1000.75, 'mean, 2 x 3 Winsorised sigma clipping about the median'],
  ] as const)('by %s', async (name, changes, expected, says) => {
    const files = await Promise.all(
      [1000, 1000, 1001, 1002, 1007].map((level) => aFile({ level, width: 1, height: 1 })),
    );
    const { built } = await build(files, 'bias', { method: { ...DEFAULT_METHOD, name, ...changes } });
    expect(built[0]!.method).toBe(says);
    expect(await pixelsOf(built[0]!.path)).toEqual([expected]);
  });

  test('is the same bit for bit when it is built again', async () => {
    const inputs = [];
    for (const level of [1000, 1003, 1001]) inputs.push(await readMasterInput(await aFile({ level }), null));
    const job = {
      ...{ uid: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', kind: 'bias' as const, inputs, bias: null, builtAt: 0 },
      ...{ dark: null, method: DEFAULT_METHOD, softwareVersion: '0.1.0' },
    } as const;
    await buildMaster({ ...job, folder: join(folder, 'a'), name: 'master.fits' }, watch);
    await buildMaster({ ...job, folder: join(folder, 'b'), name: 'master.fits' }, watch);
    const [a, b] = ['a', 'b'].map((each) => readFileSync(join(folder, each, 'master.fits')));
    expect(a!.equals(b!)).toBe(true);
  });
});

describe('files that make no master: a sentence with the file’s name, and nothing written', () => {
  test.each([
    ['another size', { width: 9 }, /has 9 × 6 pixels where the first file has 8 × 6/],
    ['another binning', { binning: 1 }, /has binning 1 where/],
    ['another gain', { gain: 55 }, /has gain 55 where/],
    ['another offset', { offset: 66 }, /has offset 66 where/],
    ['another type', { frameType: 'dark' }, /is a dark frame, not a bias/],
    ['a light', { frameType: 'light' }, /is a light frame; masters are built from/],
    ['another camera', { cameraSerial: 'X' }, /has camera X where/],
  ] as [string, Parameters<typeof aFile>[0], RegExp][])('%s', async (_, changes, message) => {
    const [good, odd] = [await aFile(), await aFile(changes)];
    const failed = build([good, odd]);
    await expect(failed).rejects.toMatchObject({ reason: 'bad-input', message });
    await expect(failed).rejects.toThrow(odd);
    await nothingIsThere();
  });

  test.each([
    ['exposure', { exposureS: 30 }, /exposure \(s\) 30 where/],
    ['temperature', { exposureS: 60, setPointC: -15 }, /temperature \(°C\) -15 where/],
  ])('darks of another %s', async (_, changes, message) => {
    const dark = { frameType: 'dark', exposureS: 60, setPointC: -10 } as const;
    await expect(build([await aFile(dark), await aFile({ ...dark, ...changes })])).rejects.toThrow(message);
  });

  test('one file only, none of the kind asked for, one named twice', async () => {
    const [one, two] = [await aFile(), await aFile()];
    await expect(build([one])).rejects.toMatchObject({ reason: 'bad-input', message: /at least two/ });
    await expect(build([one, two], 'flat')).rejects.toThrow(/is a bias frame, not a flat/);
    await expect(build([one, one])).rejects.toThrow(/named twice/);
    await nothingIsThere();
  });

  test('truncated, no FITS, not there', async () => {
    const [good, bad] = [await aFile(), await aFile()];
    truncateSync(bad, 6000);
    await expect(build([good, bad])).rejects.toMatchObject({ reason: 'storage', message: /damaged/ });
    writeFileSync(bad, 'no frame at all');
    await expect(build([good, bad])).rejects.toThrow(/not a FITS file/);
    await expect(build([good, join(folder, 'gone.fits')])).rejects.toThrow(/There is no file .*gone\.fits/);
    await nothingIsThere();
  });

  test('so few that min/max leaves nothing; a dark whose bias is not there', async () => {
    const two = [await aFile(), await aFile()];
    const minmax = { ...DEFAULT_METHOD, name: 'minmax' } as const;
    await expect(build(two, 'bias', { method: minmax })).rejects.toThrow(/of 2 frames leaves nothing/);
    const darks = [await aFile({ frameType: 'dark' }), await aFile({ frameType: 'dark' })];
    await expect(build(darks, 'dark', { subtractBias: true })).rejects.toThrow(/no master bias that fits these darks/);
    await nothingIsThere();
  });

  test('a build that is stopped leaves nothing', async () => {
    const files = [await aFile(), await aFile()];
    await expect(build(files, 'bias', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      reason: 'wrong-state',
    });
    await nothingIsThere();
  });

  test('a file that is not what the ledger says', async () => {
    const inputs = [await readMasterInput(await aFile(), null), await readMasterInput(await aFile(), 'f00d')];
    const about = { uid: 'u', kind: 'bias', inputs, bias: null, dark: null, method: DEFAULT_METHOD } as const;
    const job = { ...about, folder, name: 'm.fits', builtAt: 0, softwareVersion: '' };
    await expect(buildMaster(job, watch)).rejects.toThrow(/not what was written/);
    expect(readdirSync(folder)).not.toContain('m.fits');
  });

  test('a flat without light', async () => {
    const dark = { frameType: 'flat', filterName: 'L', level: 0, width: 2, height: 2 } as const;
    const file = await aFile(dark);
    await build([
      await aFile({ ...dark, frameType: 'bias', level: 10 }),
      await aFile({ ...dark, frameType: 'bias', level: 10 }),
    ]);
    await expect(build([file, await aFile(dark)])).rejects.toThrow(/has no light in it/);
  });

  test('a damaged master or a stranger in the folder is told of, the others are listed', async () => {
    await build([await aFile(), await aFile()]);
    const masters = join(folder, 'masters');
    writeFileSync(join(masters, 'broken.fits'), 'x');
    writeFileSync(join(masters, 'notes.txt'), 'x');
    const listed = await listMasters(folder, new Map());
    expect(listed.masters).toHaveLength(1);
    expect(listed.problems).toMatchObject([{ path: 'masters/broken.fits' }]);
  });
});
