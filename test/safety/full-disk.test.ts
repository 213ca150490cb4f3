/** The disk fills up, or can no longer be written, in the middle of the night: on real disks, small enough to be filled. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { LIGHT, openSmallConsole, removeFolders, type SmallConsole, smallSetup } from '../app/small-console.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { TINY_SENSOR, violationsIn } from './tiny-console.ts';

const MEGABYTE = 1 << 20;
/** What the console keeps free for itself, and some frames' worth. */
const DISK_MEGABYTES = 300;

const disks: SmallDisk[] = [];
let open: SmallConsole | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
  for (const disk of disks.splice(0)) disk.remove();
});
afterAll(removeFolders);

function aDisk(megabytes = DISK_MEGABYTES): SmallDisk {
  const disk = mountSmallDisk(megabytes);
  if (disk === null) throw new Error('No disk can be mounted here.');
  disks.push(disk);
  return disk;
}

async function aConsoleIn(folder: string, speed: number): Promise<SmallConsole> {
  mkdirSync(folder, { recursive: true });
  open = await openSmallConsole({ host: 'cli', speed, folder });
  await open.call('setup.save', { text: JSON.stringify(smallSetup({ ...TINY_SENSOR })) });
  return open;
}

/** A run of four frames that has its first. */
async function runWithOneCounted(c: SmallConsole) {
  const { uid } = await c.call('queue.create', { draft: LIGHT });
  const end = c.ended();
  await c.call('run.start', { untilIdle: true });
  await c.next('frame', ({ frame }) => frame.state === 'counted');
  return { uid, end };
}

const canMount = (() => {
  const disk = mountSmallDisk(1);
  disk?.remove();
  return disk !== null;
})();

async function expectComplete(c: SmallConsole, uid: string) {
  expect((await c.call('queue.detail', { uid })).row).toMatchObject({ status: 'completed', acquiredFrames: 4 });
  const counted = (await c.frames(uid)).filter((frame) => frame.state === 'counted');
  expect(counted).toHaveLength(4);
  await c.close();
  open = null;
  expect(await violationsIn(c.folder, { atRest: true })).toEqual([]);
}

describe.skipIf(!canMount)('a disk that fills up', () => {
  test('no frame is begun that would not fit; the run waits with an alarm and goes on by itself', async () => {
    const disk = aDisk();
    const c = await aConsoleIn(join(disk.folder, 'data'), 200);
    const { uid, end } = await runWithOneCounted(c);
    const alarm = c.next('log', ({ entry }) => entry.what === 'disk.full');
    const wait = c.next('run', ({ run }) => run.step === 'waiting');
    disk.fillBut(40 * MEGABYTE);
    expect((await alarm).entry).toMatchObject({ level: 'alarm', message: expect.stringMatching(/full.*Make room/) });
    expect((await wait).run).toMatchObject({ state: 'running', step: 'waiting' });
    const well = c.next('log', ({ entry }) => entry.what === 'disk.well');
    disk.makeRoom();
    await well;
    expect((await end).problem).toBeNull();
    await expectComplete(c, uid);
  });

  test('filled to the last byte in mid exposure, so that not even the ledger can be written: nothing is lost', async () => {
    const disk = aDisk();
    const c = await aConsoleIn(join(disk.folder, 'data'), 50);
    const { uid, end } = await runWithOneCounted(c);
    await c.next('device', ({ device }) => device.camera?.exposure?.phase === 'exposing');
    disk.fill();
    const stopped = await Promise.race([
      end,
      c.next('run', ({ run }) => run.step === 'waiting').then(({ run }) => run),
    ]);
    expect(stopped.problem ?? stopped.activity).toMatch(/disk|space|full/i);
    const another = c.call('queue.create', { draft: LIGHT });
    await expect(another).rejects.toMatchObject({ reason: 'storage', message: expect.stringContaining('Make room') });
    disk.makeRoom();
    const run = stopped.state === 'paused' ? stopped : await end;
    if (run.state === 'paused') expect((await c.runUntilIdle()).problem).toBeNull();
    // What was told while nothing could be written has been written since.
    const { entries } = await c.call('log.page', { levels: ['warning', 'alarm'] });
    expect(entries.some(({ message }) => /disk|space/i.test(message))).toBe(true);
    await expectComplete(c, uid);
  });

  test('closed while the disk is full to the last byte: the next start goes on where it was', async () => {
    const disk = aDisk();
    const folder = join(disk.folder, 'data');
    const first = await aConsoleIn(folder, 50);
    const { uid } = await first.call('queue.create', { draft: LIGHT });
    await first.call('run.start', { untilIdle: true });
    await first.next('frame', ({ frame }) => frame.state === 'counted');
    await first.next('device', ({ device }) => device.camera?.exposure?.phase === 'exposing');
    disk.fill();
    await first.close();
    disk.makeRoom();
    open = await openSmallConsole({ host: 'cli', speed: 2000, folder });
    expect((await open.call('queue.detail', { uid })).row).toMatchObject({ status: 'interrupted', acquiredFrames: 1 });
    expect((await open.runUntilIdle()).problem).toBeNull();
    await expectComplete(open, uid);
  });

  test('frames on a disk of their own: it is that disk whose room counts', async () => {
    const disk = aDisk(64);
    const home = aDisk();
    const folder = join(home.folder, 'data');
    mkdirSync(folder, { recursive: true });
    symlinkSync(disk.folder, join(folder, 'frames'));
    const c = await aConsoleIn(folder, 200);
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    disk.fillBut(0);
    const end = c.ended();
    const alarm = c.next('log', ({ entry }) => entry.what === 'disk.full');
    await c.call('run.start', { untilIdle: true });
    await alarm;
    expect(await c.frames(uid)).toEqual([]);
    disk.makeRoom();
    expect((await end).problem).toBeNull();
    await expectComplete(c, uid);
  });
});

test.skipIf(!canMount)(
  'a disk that turns read-only: no frame is begun, and the run goes on when it is back',
  async () => {
    const disk = aDisk(64);
    const home = aDisk();
    const folder = join(home.folder, 'data');
    mkdirSync(folder, { recursive: true });
    symlinkSync(disk.folder, join(folder, 'frames'));
    const c = await aConsoleIn(folder, 200);
    const { uid } = await c.call('queue.create', { draft: LIGHT });
    disk.setReadOnly(true);
    const end = c.ended();
    const alarm = c.next('log', ({ entry }) => entry.what === 'disk.full');
    await c.call('run.start', { untilIdle: true });
    expect((await alarm).entry.message).toMatch(/read-only/);
    expect(await c.frames(uid)).toEqual([]);
    disk.setReadOnly(false);
    expect((await end).problem).toBeNull();
    await expectComplete(c, uid);
  },
);
