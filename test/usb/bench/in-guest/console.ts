/**
 * A console that runs while devices are plugged in and out, as the observer sees it: they appear, are given to the instrument,
 * go in mid exposure and come back, and the run takes every frame all the same.
 */
import type { DeviceView, ListedDevice, RunView } from '../../../../src-main/contract/views.ts';
import { LIGHT, openSmallConsole, removeFolders, type SmallConsole } from '../../../app/small-console.ts';
import { type Checks, waitFor } from './checks.ts';
import type { SideDoor } from './side-door.ts';

const INSTRUMENT = 1;
const FRAMES = 3;
/** Long enough that the plug is out in mid exposure on a guest that is slow to notice, too. */
const EXPOSURE_S = 10;
/** Retries wait for 5, then 15, then 60 s; a device that is back within a few seconds needs one or two. */
const RUN_LIMIT_MS = 180_000;

export async function consoleOnDevices(sideDoor: SideDoor, { check }: Checks): Promise<void> {
  const c = await openSmallConsole({ speed: 1 });
  const seen = watchFound(c);
  const listed = (fits: (device: ListedDevice) => boolean) =>
    waitFor('the list of devices to say so', async () => seen().find(fits) ?? null);
  const device = async (): Promise<DeviceView> => (await c.call('console.state', {})).devices[0]!;
  const assign = ({ family, key }: ListedDevice) => c.call('devices.assign', { instrumentId: INSTRUMENT, family, key });
  try {
    // The first look starts the process that looks from then on.
    await c.call('devices.list', {});
    const camera = await sideDoor.add({ kind: 'camera', model: 'h36-small', serial: 'DESK-1' });
    const wheel = await sideDoor.add({ kind: 'wheel', slots: 7, stepMs: 150 });
    await check('devices appear by themselves when they are plugged in, by serial number', async () => {
      await listed(({ kind, serial }) => kind === 'camera' && serial === 'DESK-1');
      await listed(({ kind, simulated }) => kind === 'wheel' && !simulated);
    });
    await check('they are given to the instrument, which takes over what they say of themselves', async () => {
      await assign(await listed(({ serial }) => serial === 'DESK-1'));
      await assign(await listed(({ kind, simulated }) => kind === 'wheel' && !simulated));
      const view = await device();
      if (view.connection !== 'connected' || view.camera?.simulated !== false || view.wheel?.simulated !== false)
        throw new Error(`The instrument is ${view.connection}: ${view.problem ?? JSON.stringify(view.camera)}`);
      const { cameras, instruments } = JSON.parse((await c.call('setup.get', {})).text);
      const own = cameras.find(({ id }: { id: number }) => id === instruments[0].camera_id);
      if (own.array_width !== view.camera.width) throw new Error(`The set-up says ${own.array_width} pixels.`);
    });

    await check(
      'a camera unplugged in mid exposure and back: the run takes every frame, without a person',
      async () => {
        const draft = {
          ...LIGHT,
          requiredExposureS: FRAMES * EXPOSURE_S,
          maxExposureS: EXPOSURE_S,
          temperatureC: null,
        };
        const { uid } = await c.call('queue.create', { draft });
        const ended = c.ended();
        await c.call('run.start', { untilIdle: true });
        await c.next('frame', ({ frame }) => frame.state === 'counted');
        await c.next('device', (event) => event.device.camera?.exposure?.phase === 'exposing');
        await sideDoor.unplug(camera);
        await c.next('log', ({ entry }) => entry.what === 'device.lost' && entry.message.includes('DESK-1'));
        await sideDoor.plugIn(camera);
        const run: RunView = await ended;
        if (run.problem !== null) throw new Error(`The run paused: ${run.problem}`);
        const frames = await c.frames(uid);
        const counted = frames.filter(({ state }) => state === 'counted').length;
        if (counted !== FRAMES || !frames.some(({ state }) => state === 'lost'))
          throw new Error(`${frames.map(({ state }) => state).join(', ')}. ${await lastLines(c)}`);
        const { problems } = await c.call('frames.verify', {});
        if (problems.length > 0) throw new Error(problems[0]!.message);
      },
      RUN_LIMIT_MS,
    );

    await check('unplugged while nothing runs it is told, and connected again when it is back', async () => {
      const gone = c.next('log', ({ entry }) => entry.what === 'device.unplugged' && entry.message.includes('DESK-1'));
      await sideDoor.unplug(camera);
      await gone;
      await waitFor('the instrument to say so', async () => ((await device()).connection === 'failed' ? true : null));
      await sideDoor.plugIn(camera);
      await waitFor('it to be connected', async () => ((await device()).connection === 'connected' ? true : null));
    });
    await sideDoor.remove(camera);
    await sideDoor.remove(wheel);
  } finally {
    await c.close();
    removeFolders();
  }
}

/** The night as the log tells it, oldest first. */
async function lastLines(c: SmallConsole): Promise<string> {
  const { entries } = await c.call('log.page', { limit: 40 });
  return entries
    .map(({ at, what, message }) => `${at} ${what}: ${message}`)
    .reverse()
    .join(' | ');
}

/** What the console says is plugged in, as of its newest word. */
function watchFound(c: SmallConsole): () => readonly ListedDevice[] {
  let newest: readonly ListedDevice[] = [];
  c.services.events.subscribe((event) => {
    if (event.type === 'found') newest = event.devices;
  });
  return () => newest;
}
