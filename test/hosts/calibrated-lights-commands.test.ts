/** `warmroom frames calibrate`, and masters that have become stale, as a script meets them. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CalibratedNight, calibratedNight } from '../app/calibrated-night.ts';
import { LIGHT, removeFolders } from '../app/small-console.ts';
import { warmroom } from './command-line.ts';

let night: CalibratedNight;
const run = (...args: string[]) => warmroom(['--data', night.console.folder, ...args]);
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out);

beforeAll(async () => {
  night = await calibratedNight('cli', 6);
  await night.console.call('queue.create', { draft: { ...LIGHT, earliestStart: '2099-01-01T00:00:00.000Z' } });
  await night.console.close();
});
afterAll(removeFolders);

test('a script exports a night’s lights, and again without an error', async () => {
  const { night: date, uid } = night.lightIn('L');
  const to = join(night.console.folder, '..', `calibrated-${uid}`);
  const calibrate = (...args: string[]) => run('frames', 'calibrate', '--night', date, '--to', to, ...args);
  try {
    const first = await calibrate('--filter', 'L');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(new RegExp(`^${to}/.*_L_.*_cal\\.fits\n$`));
    const all = await calibrate('--allow-missing', 'flat');
    expect(all).toMatchObject({ code: 0, err: '' });
    expect(all.out.trim().split('\n')).toEqual([
      expect.stringMatching(/_R_.*_cal\.fits$/),
      expect.stringMatching(/_L_.*_cal\.fits \(there already\)$/),
    ]);
    const again = await json('frames', 'calibrate', uid, '--to', to);
    expect(again).toMatchObject({ written: [], already_there: [{ uid }], skipped: [], not_reached: 0 });

    const inTheWay = await calibrate('--filter', 'L', '--keep-bad-pixels');
    expect(inTheWay).toMatchObject({ code: 1, out: '' });
    expect(inTheWay.err).toMatch(/^warmroom: not exported: .*_L_.*\.fits: .* made with other masters\..*\n$/);
  } finally {
    rmSync(to, { recursive: true, force: true });
  }
  const wrong = await run('frames', 'calibrate');
  expect(wrong).toEqual({ code: 2, out: '', err: 'warmroom: Name frames; or else a task, a night or a filter.\n' });
});

test('a script sees which masters are stale and why, and builds them anew', async () => {
  const [dark] = night.frames.filter(({ frameType }) => frameType === 'dark');
  expect((await run('frames', 'reject', dark!.uid, '--why', 'light leak')).code).toBe(0);
  const why = /Built from a frame rejected since: .*_dark_.*\.fits \(light leak\)\./i;
  const list = await run('masters', 'list');
  expect(list.err).toMatch(why);
  expect(list.out.split('\n').filter((line) => / stale /.test(line))).toHaveLength(2);
  const status = await run('calibration', 'status');
  expect(status.out).toMatch(new RegExp(`dark 60 s.* Its master is stale\\. ${why.source}`, 'i'));

  // The flat had the dark taken off, which is built anew before it.
  const flat = night.masters.flat.path;
  const rebuilt = await run('masters', 'rebuild', flat);
  expect(rebuilt).toMatchObject({ code: 0, err: '' });
  expect(rebuilt.out.trim().split('\n')).toEqual([
    expect.stringMatching(/^Built masters\/.*_MasterDark_.*\.fits from 5 frames for .*, which is masters\/replaced\//),
    expect.stringMatching(/^Built masters\/.*_MasterFlat_.*\.fits from 6 frames for .*, which is masters\/replaced\//),
  ]);
  const { rebuilt: maps, skipped } = await json('masters', 'rebuild');
  expect([maps.length, skipped]).toEqual([1, []]);
  expect(await run('masters', 'rebuild')).toEqual({ code: 0, out: 'No master is stale.\n', err: '' });
  expect(await run('masters', 'rebuild', flat)).toMatchObject({ code: 2, err: /There is no master or bad-pixel map/ });
});
