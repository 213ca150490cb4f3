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
      'Flat L R G × 10',
      'Bias × 20',
      'Dark 60 s × 10',
      'Flat L × 10',
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

describe('masters from the ledger', () => {
  test('each set with enough frames becomes one, once; with another frame, anew', async () => {
    const c = await console_();
    await c.call('queue.create', { draft: BIAS });
    await c.call('queue.create', { draft: { ...DARK, frames: 4 } });
    await c.runUntilIdle();
    const first = await c.call('masters.build', {});
    expect(first.built).toMatchObject([{ kind: 'bias', binning: 1, width: 160, height: 128, camera: 'SIM-CAM-0001' }]);
    expect(first.skipped).toEqual([
      { title: 'dark 60 s, -10 °C, bin 1, gain 0', why: 'Only 4 frames; a master is built from 5.' },
    ]);
    const frames = (await c.frames()).filter((frame) => frame.frameType === 'bias');
    const inputs = frames.map(({ uid, sha256 }) => ({ name: uid, sha256 }));
    expect(first.built[0]!.inputs).toEqual(inputs);
    expect(await c.call('masters.list', {})).toEqual({ masters: first.built, problems: [] });

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
