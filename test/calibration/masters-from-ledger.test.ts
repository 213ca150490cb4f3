import { afterAll, expect, test } from 'vitest';
import { DARK, openSmallConsole, removeFolders } from '../app/small-console.ts';

afterAll(removeFolders);

test('frames of the ledger become another master by another method, and a set that makes none leaves the others', {
  timeout: 180_000,
}, async () => {
  const c = await openSmallConsole({ speed: 5000 });
  await c.call('queue.create', { draft: { ...DARK, frames: 5 } });
  expect((await c.runUntilIdle()).problem).toBeNull();
  // There is no bias yet to take off the darks.
  const early = await c.call('masters.build', { subtractBias: true });
  expect(early).toMatchObject({
    built: [],
    skipped: [{ why: expect.stringMatching(/no master bias that fits/), whyFacts: { code: 'no-bias-for-darks' } }],
  });

  const bias = { taskType: 'optical_imaging_bias_calibration', maxExposureS: null, frames: 5 } as const;
  await c.call('queue.create', { draft: { ...DARK, ...bias } });
  expect((await c.runUntilIdle()).problem).toBeNull();
  const kinds = async (input: Parameters<typeof c.call<'masters.build'>>[1]) =>
    (await c.call('masters.build', input)).built.map(({ kind, method, biasSubtracted }) => [
      kind,
      method,
      biasSubtracted,
    ]);
  const clipped = 'mean, 3 x 3 sigma clipping about the median';
  expect(await kinds({})).toEqual([
    ['bias', clipped, false],
    ['dark', clipped, false],
  ]);
  expect(await kinds({ subtractBias: true })).toEqual([['dark', clipped, true]]);
  expect(await kinds({ kind: 'bias', method: 'median' })).toEqual([['bias', 'median', false]]);
  expect(await kinds({})).toEqual([]);
  await c.close();
});
