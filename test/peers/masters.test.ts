/** Masters of simulated frames, built again by astropy and numpy, and looked at by fitsverify. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { TaskDraft } from '../../src-main/contract/views.ts';
import { DARK, openSmallConsole, removeFolders } from '../app/small-console.ts';
import { askFitsverify } from '../frames/judges/judges.ts';
import { findPython } from '../run/requirements.ts';

afterAll(removeFolders);

const SETS: readonly Partial<TaskDraft>[] = [
  { taskType: 'optical_imaging_bias_calibration', maxExposureS: null, frames: 12 },
  { maxExposureS: 300, frames: 11 },
  {
    taskType: 'optical_imaging_flat_calibration',
    maxExposureS: null,
    frames: 5,
    filterIds: [2],
    loopOrder: 'filter_outer',
  },
];

test('master bias, dark and flat are what astropy makes of the same frames', async () => {
  const c = await openSmallConsole({ speed: 5000 });
  for (const draft of SETS) await c.call('queue.create', { draft: { ...DARK, ...draft } });
  expect((await c.runUntilIdle()).problem).toBeNull();
  const { built } = await c.call('masters.build', {});
  const frames = await c.frames();
  await c.close();
  expect(built.map((master) => master.kind)).toEqual(['bias', 'dark', 'flat']);

  const masters = join(c.folder, 'masters');
  const verdicts = askFitsverify(readdirSync(masters).map((name) => join(masters, name)));
  expect(verdicts.filter((verdict) => !verdict.startsWith('verification OK'))).toEqual([]);
  expect(verdicts).toHaveLength(3);

  const script = join(import.meta.dirname, 'judge-masters.py');
  const listed = JSON.stringify(frames.map(({ uid, path }) => ({ uid, path })));
  const { stdout, stderr } = spawnSync(findPython() ?? 'python3', [script, c.folder], {
    input: listed,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const { judged, complaints } = JSON.parse(stdout);
  expect(complaints).toEqual([]);
  expect(Object.keys(judged).sort()).toEqual(['Master Bias', 'Master Dark', 'Master Flat']);
  expect(judged['Master Flat'].bias).toBe(true);
  expect(judged['Master Flat'].level).toBeGreaterThan(0.8);
  expect(judged['Master Flat'].level).toBeLessThan(1.05);
  // Long darks have cosmic rays in them: without any the comparison would not show that clipping agrees.
  expect(judged['Master Dark'].rejected).toBeGreaterThan(0);
});
