import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { DARK, LIGHT, openSmallConsole, removeFolders, type SmallConsole } from './small-console.ts';

let open: SmallConsole | null = null;
async function console_(): Promise<SmallConsole> {
  open = await openSmallConsole({ speed: 5000 });
  return open;
}
afterEach(async () => {
  await open?.close();
  open = null;
});
afterAll(removeFolders);

const BIAS = { ...DARK, taskType: 'optical_imaging_bias_calibration', maxExposureS: null, frames: 5 } as const;

const numbers = async (c: SmallConsole) => {
  const { lights } = await c.call('calibration.status', {});
  return lights.map(({ needs }) => needs.map(({ kind, have, queued, lacks }) => [kind, have, queued, lacks]));
};

describe('what the queued lights need', () => {
  test('a light lacks all; what is missing is queued once, taken, and then there', async () => {
    const c = await console_();
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    expect(await numbers(c)).toEqual([
      [
        ['bias', 0, 0, 20],
        ['dark', 0, 0, 10],
        ['flat', 0, 0, 10],
      ],
    ]);

    const { queued, notQueued } = await c.call('calibration.queue', {});
    expect(notQueued).toEqual([]);
    expect(queued.map(({ frames }) => frames)).toEqual([20, 10, 10]);
    expect(await c.call('calibration.queue', {})).toEqual({ queued: [], notQueued: [] });
    expect(await numbers(c)).toEqual([
      [
        ['bias', 0, 20, 0],
        ['dark', 0, 10, 0],
        ['flat', 0, 10, 0],
      ],
    ]);

    // The light itself stays in the queue, for tomorrow.
    await c.call('queue.edit', { uid, draft: { ...LIGHT, earliestStart: '2099-01-01T00:00:00.000Z' } });
    expect((await c.runUntilIdle()).problem).toBeNull();
    const full = [
      [
        ['bias', 20, 0, 0],
        ['dark', 10, 0, 0],
        ['flat', 10, 0, 0],
      ],
    ];
    expect(await numbers(c)).toEqual(full);
    const { lights } = await c.call('calibration.status', {});
    expect(lights[0]).toMatchObject({ uid, title: 'M 51', complete: true });
    expect(lights[0]!.needs.every((need) => need.newestAt !== null)).toBe(true);
    expect(await c.call('calibration.queue', {})).toEqual({ queued: [], notQueued: [] });

    // The camera says the same of itself as its frames do.
    await c.call('devices.disconnect', { instrumentId: 1 });
    expect(await numbers(c)).toEqual(full);

    const bias = (await c.frames()).find((frame) => frame.frameType === 'bias')!;
    await c.call('frames.reject', { uids: [bias.uid], why: 'light leak' });
    expect((await numbers(c))[0]![0]).toEqual(['bias', 19, 0, 1]);
  });

  test('equal needs of several lights become one task, filters of one sort one task of flats', async () => {
    const c = await console_();
    await c.call('queue.create', { draft: { ...LIGHT, filterIds: [2, 3] } });
    await c.call('queue.create', { draft: { ...LIGHT, title: 'M 101', filterIds: [3, 4] } });
    await c.call('queue.create', { draft: { ...LIGHT, title: 'NGC 1', binning: 2 } });
    const { queued } = await c.call('calibration.queue', {});
    const titles = queued.map(({ title }) => title);
    expect(titles).toEqual([
      'Bias × 20',
      'Dark 60 s × 10',
      'Bias × 20',
      'Dark 60 s × 10',
      // The last light leaves the wheel at L, where both begin: three moves in all would be four the other way round.
      'Flat L × 10',
      'Flat L R G × 10',
    ]);
    expect((await numbers(c)).flat().every(([, , , lacks]) => lacks === 0)).toBe(true);
  });

  test('what is queued already is not queued again, and of what serves only partly the rest is', async () => {
    const c = await console_();
    await c.call('queue.create', { draft: BIAS });
    await c.call('queue.create', { draft: { ...BIAS, gain: 100 } });
    await c.call('queue.create', { draft: { ...DARK, temperatureC: -20, frames: 10 } });
    await c.call('queue.create', { draft: LIGHT });
    expect((await numbers(c))[0]).toEqual([
      ['bias', 0, 5, 15],
      ['dark', 0, 0, 10],
      ['flat', 0, 0, 10],
    ]);
  });

  test('without light tasks nothing is needed', async () => {
    const c = await console_();
    await c.call('queue.create', { draft: DARK });
    expect(await c.call('calibration.status', {})).toEqual({ lights: [] });
    expect(await c.call('calibration.queue', {})).toEqual({ queued: [], notQueued: [] });
  });
});

describe('what is missing is queued in one step', () => {
  const open_ = async (c: SmallConsole) =>
    (await c.call('queue.page', { limit: 100, statuses: ['pending'] })).rows.map(({ title }) => title);

  test('which is taken back in one, and can be done again', async () => {
    const c = await console_();
    await c.call('queue.create', { draft: LIGHT });
    await c.call('calibration.queue', {});
    expect(await open_(c)).toEqual(['M 51', 'Bias × 20', 'Dark 60 s × 10', 'Flat L × 10']);
    expect(await c.call('undo.last', {})).toMatchObject({ message: 'Queued 3 calibration tasks.' });
    expect(await open_(c)).toEqual(['M 51']);
    expect((await numbers(c))[0]![0]).toEqual(['bias', 0, 0, 20]);
    expect((await c.call('calibration.queue', {})).queued).toHaveLength(3);
  });

  test('with nothing missing there is no step to take back', async () => {
    const c = await console_();
    await c.call('calibration.queue', {});
    await expect(c.call('undo.last', {})).rejects.toMatchObject({ reason: 'wrong-state' });
  });

  test('what has begun is not taken back', async () => {
    const c = await console_();
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    await c.call('calibration.queue', {});
    await c.call('queue.cancel', { uids: [uid], why: 'clouds' });
    const begun = c.next('frame', ({ frame }) => frame.state === 'counted');
    const paused = c.ended();
    await c.call('run.start', {});
    await begun;
    await c.call('run.pause', {});
    await paused;
    // The cancellation first, which is the later step.
    await c.call('undo.last', {});
    await expect(c.call('undo.last', {})).rejects.toMatchObject({
      reason: 'wrong-state',
      message: expect.stringMatching(/^“Bias × 20” has begun by now/),
      facts: { code: 'queued-task-begun', title: 'Bias × 20' },
    });
    expect(await open_(c)).toEqual(['M 51', 'Dark 60 s × 10', 'Flat L × 10']);
  });
});

describe('coverage', () => {
  test('each need once, with the lights that have it and what queueing the rest would take', async () => {
    const c = await console_();
    await c.call('queue.create', { draft: LIGHT });
    await c.call('queue.create', { draft: { ...LIGHT, title: 'M 101', filterIds: [2, 3] } });
    const { rows, lightCount, missing } = await c.call('calibration.coverage', {});
    expect(lightCount).toBe(2);
    expect(rows.map(({ kind, filterName, lights }) => [kind, filterName, lights.map(({ title }) => title)])).toEqual([
      ['bias', null, ['M 51', 'M 101']],
      ['dark', null, ['M 51', 'M 101']],
      ['flat', 'L', ['M 51', 'M 101']],
      ['flat', 'R', ['M 101']],
    ]);
    expect(missing).toMatchObject({ tasks: 3, frames: 50 });
    expect(missing.durationS).toBeGreaterThan(10 * 60);
    expect(rows[0]).toMatchObject({ quality: null, nearMiss: null, masterPath: null });
  });

  test('says how good the frames are, which master has them, and why others do not serve', async () => {
    const c = await console_();
    const { uid } = await c.call('queue.create', { draft: BIAS });
    await c.call('queue.create', { draft: { ...DARK, maxExposureS: 30, frames: 2 } });
    await c.runUntilIdle();
    const { built } = await c.call('masters.build', {});
    await c.call('queue.create', { draft: LIGHT });
    const [bias, dark, flat] = (await c.call('calibration.coverage', {})).rows;
    expect(bias).toMatchObject({ have: 5, masterPath: built[0]!.path, nearMiss: null });
    const medians = (await c.frames(uid)).map(({ statistics }) => statistics!.median);
    expect(bias!.quality).toMatchObject({ lowestAdu: Math.min(...medians), highestAdu: Math.max(...medians) });
    expect(bias!.quality!.coldestC).toBeLessThan(-9);
    expect(dark).toMatchObject({
      ...{ have: 0, quality: null, masterPath: null },
      nearMiss: {
        frames: 2,
        reasons: [
          { message: expect.stringMatching(/exposure.*60.*30/), facts: { code: 'differs', property: 'exposure' } },
        ],
      },
    });
    expect(flat).toMatchObject({ have: 0, nearMiss: null });

    // A master with a frame in it that no longer serves is none for this need.
    const [first] = await c.frames(uid);
    await c.call('frames.reject', { uids: [first!.uid], why: 'light leak' });
    expect((await c.call('calibration.coverage', {})).rows[0]).toMatchObject({ have: 4, masterPath: null });
  });

  test('one light’s needs, and none of a task that has no needs', async () => {
    const c = await console_();
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    const bias = await c.call('queue.create', { draft: BIAS });
    const { needs } = await c.call('calibration.needs', { uid });
    expect(needs!.map(({ kind, queued, lacks }) => [kind, queued, lacks])).toEqual([
      ['bias', 5, 15],
      ['dark', 0, 10],
      ['flat', 0, 10],
    ]);
    expect(await c.call('calibration.needs', { uid: bias.uid })).toEqual({ needs: null });
    await c.call('queue.cancel', { uids: [uid], why: 'clouds' });
    expect(await c.call('calibration.needs', { uid })).toEqual({ needs: null });
  });
});

describe('masters from the ledger', () => {
  test('each set with enough frames becomes one, once; with another frame, anew', async () => {
    const c = await console_();
    await c.call('queue.create', { draft: BIAS });
    await c.call('queue.create', { draft: { ...DARK, frames: 4 } });
    await c.runUntilIdle();
    const first = await c.call('masters.build', {});
    expect(first.built).toMatchObject([{ kind: 'bias', binning: 1, width: 160, height: 128, camera: 'SIM-CAM-0001' }]);
    expect(first.skipped).toEqual([
      {
        title: 'dark 60 s, −10 °C, bin 1, gain 0',
        sets: [{ kind: 'dark', filterName: null, exposureS: 60, temperatureC: -10, binning: 1, gain: 0 }],
        ...{ why: 'Only 4 frames; a master is built from 5.' },
        whyFacts: { code: 'too-few', frames: 4, enough: 5 },
      },
    ]);
    const frames = (await c.frames()).filter((frame) => frame.frameType === 'bias');
    const inputs = frames.map(({ uid, sha256 }) => ({ name: uid, sha256 }));
    expect(first.built[0]!.inputs).toEqual(inputs);
    expect(await c.call('masters.list', {})).toEqual({ maps: [], masters: first.built, problems: [] });

    const again = await c.call('masters.build', {});
    expect(again.built).toEqual([]);
    expect(again.skipped[0]!.why).toContain(first.built[0]!.path);

    await c.call('queue.create', { draft: { ...BIAS, frames: 1 } });
    await c.runUntilIdle();
    expect((await c.call('masters.build', { kind: 'bias' })).built[0]!.inputs).toHaveLength(6);
    expect(readdirSync(join(c.folder, 'masters'))).toHaveLength(2);
  });

  test('a screen gets at no file outside the data folder', async () => {
    const c = await console_();
    const outside = c.call('masters.build', { files: ['/etc/passwd', '../other.fits'] });
    await expect(outside).rejects.toMatchObject({ reason: 'bad-input', message: /not in the data folder/ });
    expect(existsSync(join(c.folder, 'masters'))).toBe(false);
  });
});
