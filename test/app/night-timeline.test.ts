import { afterAll, afterEach, expect, it } from 'vitest';
import { LIGHT, openSmallConsole, removeFolders, type SmallConsole } from './small-console.ts';

let c: SmallConsole;
afterEach(() => c.close());
afterAll(removeFolders);

const light = { ...LIGHT, requiredExposureS: 3, maxExposureS: 1, temperatureC: null };

it('a night shows what was taken, frame by frame, and what its run had to say', async () => {
  c = await openSmallConsole();
  await c.call('queue.create', { draft: { ...light, title: 'M 51' } });
  await c.runUntilIdle();
  const [frame] = await c.frames();
  await c.call('frames.reject', { uids: [frame!.uid], why: 'satellite' });

  const { done, marks, planned, from, to, night } = await c.call('night.timeline', {});
  expect(done).toMatchObject([{ title: 'M 51', counted: 2, rejected: 1, lost: 0 }]);
  expect(done[0]!.frames.map(({ state }) => state).toSorted()).toEqual(['counted', 'counted', 'rejected']);
  expect(marks.some(({ message }) => message.startsWith('Run started'))).toBe(true);
  expect(planned).toEqual([]);
  expect(night).toBe(frame!.night);
  expect(Date.parse(from)).toBeLessThanOrEqual(Date.parse(done[0]!.from));
  expect(Date.parse(to)).toBeGreaterThanOrEqual(Date.parse(done[0]!.to));
});

/** What is planned is told for the night that is on, which may have minutes left only. Returns the time, ms since 1970. */
async function makeItEvening(): Promise<number> {
  const { clock } = await c.call('console.state', {});
  const now = Date.parse(clock.now);
  const evening = new Date(now).setUTCHours(18, 0, 0, 0);
  const parameters = { byS: (evening - now) / 1000 };
  await c.call('devices.injectFault', { device: 'clock', kind: 'step', parameters });
  return evening;
}

it('tells before the run which tasks come when, and which do not fit', async () => {
  c = await openSmallConsole({ speed: 1 });
  const evening = await makeItEvening();
  const inS = (seconds: number) => new Date(evening + seconds * 1000).toISOString();
  const hour = { ...LIGHT, temperatureC: null, requiredExposureS: 3600, maxExposureS: 60 };
  await c.call('queue.create', { draft: { ...hour, title: 'first' } });
  await c.call('queue.create', { draft: { ...hour, title: 'cut short', expiration: inS(2 * 3600) } });
  await c.call('queue.create', { draft: { ...hour, title: 'too late', expiration: inS(600) } });

  const { planned, missed } = await c.call('night.timeline', {});
  expect(planned.map(({ title, misfit }) => [title, misfit === 'expires'])).toEqual([
    ['first', false],
    ['cut short', true],
  ]);
  expect(planned[1]!.from).toBe(planned[0]!.to);
  expect(missed.map(({ title }) => title)).toEqual(['too late']);
});

it('knows the night’s twilights in their order and the moon’s way', async () => {
  c = await openSmallConsole();
  const { sky } = await c.call('night.timeline', {});
  const order = [
    sky.sunset,
    sky.civilDusk,
    sky.nauticalDusk,
    sky.astronomicalDusk,
    sky.astronomicalDawn,
    sky.nauticalDawn,
    sky.civilDawn,
    sky.sunrise,
  ].filter((time) => time !== null);
  expect(order.length).toBeGreaterThanOrEqual(4);
  expect(order).toEqual(order.toSorted());
  expect(sky.moon.length).toBe(97);
  for (const { altitudeDeg } of sky.moon) expect(Math.abs(altitudeDeg)).toBeLessThanOrEqual(90);
});
