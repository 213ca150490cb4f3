/** A frame that was rejected after a master was built from it: the master serves no longer, until it is built anew. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FrameView } from '../../src-main/contract/views.ts';
import { inEnglish } from '../../src-main/contract/worded.ts';
import { type CalibratedNight, calibratedNight } from './calibrated-night.ts';
import { LIGHT, removeFolders } from './small-console.ts';

let night: CalibratedNight;
const call: CalibratedNight['console']['call'] = (name, input) => night.console.call(name, input);
const framesOf = (kind: FrameView['frameType']) => night.frames.filter(({ frameType }) => frameType === kind);
const reject = (frames: readonly FrameView[], why: string) =>
  call('frames.reject', { uids: frames.map(({ uid }) => uid), why });
const restore = (frames: readonly FrameView[]) => call('frames.restore', { uids: frames.map(({ uid }) => uid) });

beforeAll(async () => {
  night = await calibratedNight('cli', 6);
  // A light that is still to come needs what the masters are built of.
  await call('queue.create', { draft: { ...LIGHT, earliestStart: '2099-01-01T00:00:00.000Z' } });
});
afterAll(async () => {
  await night.console.close();
  removeFolders();
});

const stale = async () => {
  const { masters, maps } = await call('masters.list', {});
  return Object.fromEntries([
    ...masters.map(({ kind, stale }) => [kind, inEnglish(stale)] as const),
    ...maps.map((map) => ['map', inEnglish(map.stale)] as const),
  ]);
};
const FRESH = { bias: '', dark: '', flat: '', map: '' };

/** Of the calibration of the light in L: what is applied, or why nothing is. */
const steps = async () => {
  const calibration = await call('frames.calibration', { uid: night.lightIn('L').uid });
  return Object.fromEntries(
    calibration.steps.map(({ kind, state, reasons }) => [kind, state === 'missing' ? inEnglish(reasons) : state]),
  );
};
const ALL_APPLIED = { bias: 'applied', dark: 'applied', flat: 'applied', 'bad-pixels': 'applied' };

describe('one dark is rejected after the masters were built', () => {
  let dark: FrameView;
  let reason: string;
  beforeEach(async () => {
    [dark] = framesOf('dark') as [FrameView];
    reason = `Built from a frame rejected since: ${basename(dark.path!)} (light leak).`;
    await reject([dark], 'light leak');
    return async () => void (await restore([dark]));
  });

  test('the master dark, the flat that it was taken off and the bad-pixel map are stale, the bias is not', async () => {
    expect(await stale()).toEqual({
      ...{ bias: '', dark: reason, map: reason },
      flat: `Its master dark ${basename(night.masters.dark.path)} is stale. ${reason}`,
    });
  });

  test('the screen calibrates with what is left, and says why; an export is refused for the same reason', async () => {
    expect(await steps()).toEqual({
      ...{ bias: 'applied', dark: reason, 'bad-pixels': reason },
      flat: `Its master dark ${basename(night.masters.dark.path)} is stale. ${reason}`,
    });
    const uids = [night.lightIn('L').uid];
    await expect(call('frames.exportCalibrated', { uids })).rejects.toMatchObject({
      ...{ reason: 'wrong-state', message: expect.stringContaining(reason) },
    });
  });

  test('the coverage counts the frames that are left and says that their master is stale', async () => {
    const { rows } = await call('calibration.coverage', {});
    const [bias, ofDark] = ['bias', 'dark'].map((kind) => rows.find((row) => row.kind === kind)!);
    expect(bias).toMatchObject({ have: 6, masterPath: night.masters.bias.path, staleMaster: null });
    expect(ofDark).toMatchObject({
      ...{ have: 5, masterPath: null },
      staleMaster: {
        path: night.masters.dark.path,
        reasons: [{ message: reason, facts: { code: 'rejected-frames' } }],
      },
    });
    const { lights } = await call('calibration.status', {});
    const { needs } = lights[0]!;
    expect(needs.filter(({ staleMaster }) => staleMaster !== null).map(({ kind }) => kind)).toEqual(['dark', 'flat']);
  });

  test('what was measured of the frame by name, and of the master, is left out of the trends', async () => {
    await restore([dark]);
    const calibration = night.frames.filter(({ frameType }) => frameType !== 'light');
    await call('calibration.sensor', { files: calibration.map(({ path }) => path!) });
    await call('calibration.measure', {});
    const points = async () => {
      const { trends } = await call('calibration.trends', {});
      const all = trends.flatMap(({ quantity, series }) =>
        series.flatMap((each) => each.points.map((point) => ({ quantity, of: each.of, ...point }))),
      );
      return all.filter(({ stale: why }) => why.length > 0).map(({ quantity, source, of }) => [quantity, source, of]);
    };
    expect(await points()).toEqual([]);
    await reject([dark], 'light leak');
    expect(await points()).toEqual(
      expect.arrayContaining([
        ['dark_current', 'files', ''],
        ['master_noise', 'master', 'dark 60 s'],
        ['master_flat_noise', 'master', 'flat'],
      ]),
    );
  });

  test('no master is built of it, when it is named', async () => {
    const files = framesOf('dark').map(({ path }) => path!);
    await expect(call('masters.build', { files })).rejects.toMatchObject({
      reason: 'bad-input',
      message: expect.stringMatching(
        /_D.*\.fits was rejected \(light leak\)\. Restore that frame, or leave it out\.$/i,
      ),
    });
    await expect(call('masters.badPixels', { files })).rejects.toMatchObject({ reason: 'bad-input' });
  });
});

test('a restored frame makes all fresh again', async () => {
  const before = await call('masters.list', {});
  const [bias] = framesOf('bias') as [FrameView];
  await reject([bias], 'glow');
  expect(Object.values(await stale()).filter((why) => why.includes('(glow)'))).toHaveLength(3);
  await restore([bias]);
  expect(await call('masters.list', {})).toEqual(before);
  expect(await stale()).toEqual(FRESH);
  expect(await steps()).toEqual(ALL_APPLIED);
});

test('with too few frames left nothing is built anew, and what is stale stays where it is', async () => {
  const darks = framesOf('dark').slice(0, 3);
  await reject(darks, 'light leak');
  const { rebuilt, skipped } = await call('masters.rebuild', {});
  expect(rebuilt).toEqual([]);
  expect(skipped).toEqual([
    {
      path: night.masters.dark.path,
      why: 'Only 3 of its 6 frames still count; a master is built from 5. Take more of them, then build masters.',
      whyFacts: { code: 'too-few-left', left: 3, before: 6, enough: 5 },
    },
    {
      path: night.masters.flat.path,
      why: 'It had a master dark taken off, and there is none now that serves. Build that one first.',
      whyFacts: { code: 'none-to-take-off', kind: 'dark' },
    },
    {
      path: expect.stringMatching(/^masters\/bad-pixels\//),
      why: 'Only 3 of its darks still count; a bad-pixel map takes 5. Take more of them first.',
      whyFacts: { code: 'too-few-darks-left', left: 3, enough: 5 },
    },
  ]);
  expect(existsSync(join(night.console.folder, 'masters', 'replaced'))).toBe(false);
  await restore(darks);
  expect(await stale()).toEqual(FRESH);
});

test('built anew, each serves again, from the frames that are left; the old files are kept', async () => {
  const { folder } = night.console;
  const [bias] = framesOf('bias') as [FrameView];
  const [dark] = framesOf('dark') as [FrameView];
  await reject([bias], 'glow');
  await reject([dark], 'light leak');
  const old = await call('masters.list', {});
  const bytes = new Map([...old.masters, ...old.maps].map(({ path }) => [path, readFileSync(join(folder, path))]));

  // Naming the flat is enough: the bias and the dark in it are built anew before it.
  const named = await call('masters.rebuild', { uids: [night.masters.flat.uid] });
  expect(named.skipped).toEqual([]);
  expect(named.rebuilt.map(({ old, frames }) => [old, frames])).toEqual([
    [night.masters.bias.path, 5],
    [night.masters.dark.path, 5],
    [night.masters.flat.path, 6],
  ]);
  expect((await stale()).map).not.toBe('');
  const rebuilt = [...named.rebuilt, ...(await call('masters.rebuild', {})).rebuilt];
  expect(rebuilt).toHaveLength(4);
  expect(await call('masters.rebuild', {})).toEqual({ rebuilt: [], skipped: [] });

  expect(await stale()).toEqual(FRESH);
  expect(await steps()).toEqual(ALL_APPLIED);
  const { masters } = await call('masters.list', {});
  const flat = masters.find(({ kind }) => kind === 'flat')!;
  const names = masters.filter(({ kind }) => kind !== 'flat').map(({ path }) => basename(path));
  expect([flat.biasName, flat.darkName].toSorted()).toEqual(names.toSorted());
  for (const { old: path, movedTo } of rebuilt) {
    expect(existsSync(join(folder, path))).toBe(false);
    expect(movedTo).toBe(`masters/replaced/${basename(path)}`);
    expect(readFileSync(join(folder, movedTo)).equals(bytes.get(path)!)).toBe(true);
  }
  // The frames restored, the new ones are still right: all that is in them counts.
  await restore([bias, dark]);
  expect(await stale()).toEqual(FRESH);
});
