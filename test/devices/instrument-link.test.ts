import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClock } from '../../src-main/devices/clock.ts';
import type { HostExit } from '../../src-main/devices/host-process.ts';
import { instrumentHostEntry } from '../../src-main/devices/instrument-host-entry.ts';
import { createInstrumentLink } from '../../src-main/devices/instrument-link.ts';
import type { ExposureOrder, InstrumentEvent } from '../../src-main/devices/instrument-protocol.ts';
import type { ExposureSettings } from '../../src-main/devices/ports.ts';
import { SETTINGS } from './observatory.ts';

const DEVICES = {
  instrumentId: 1,
  camera: { family: 'simulator', key: 'SIM-CAM-0001', options: { width: 256, height: 192 } },
  wheel: { family: 'simulator', key: 'SIM-WHL-0001', options: {} },
};

let folder: string;
let ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warmroom-link-'));
});
afterEach(async () => {
  await Promise.all(ends.map((end) => end()));
  ends = [];
  await rm(folder, { recursive: true });
});

function order(settings: Partial<ExposureSettings>, name: string): ExposureOrder {
  return {
    frameUid: '00000000-0000-4000-8000-000000000002',
    settings: { ...SETTINGS, ...settings },
    file: { folder, name, cards: [{ keyword: 'OBJECT', value: 'M 51', comment: 'target' }] },
    setPointC: null,
  };
}

function makeLink(speed = 1, entry?: string) {
  const clock = createClock(speed);
  const events: InstrumentEvent[] = [];
  const exits: HostExit[] = [];
  const link = createInstrumentLink({
    clock,
    onEvent: (event) => void events.push(event),
    onExit: (exit) => void exits.push(exit),
    ...(entry === undefined ? {} : { entry }),
  });
  ends.push(() => link.stop());
  return { clock, events, exits, link };
}

async function startLink(speed = 1) {
  const made = makeLink(speed);
  await made.link.start();
  await made.link.open(DEVICES);
  return made;
}

describe('the link to an instrument’s process', () => {
  it('brings a frame to disk as FITS, and main’s clock along with the host’s', async () => {
    const { link, clock, events } = await startLink(300);
    await link.moveWheel(4);
    const before = clock.now();
    const report = await link.expose(order({ frameType: 'light', exposureS: 60 }, 'first.fits'));
    expect(report.startedAt).toBeGreaterThanOrEqual(Math.floor(before));
    expect(clock.now() - report.startedAt).toBeGreaterThan(64_000);
    expect(clock.now() - report.startedAt).toBeLessThan(120_000);
    const file = await readFile(join(folder, 'first.fits'), 'latin1');
    expect(file.length).toBe(report.file?.bytes);
    expect(file.slice(0, 2880 * 2)).toMatch(/OBJECT {2}= 'M 51 {4}'.*EXPTIME = +60\./s);
    expect(events.filter((event) => event.type === 'phase').map((event) => event.phase)).toEqual([
      'exposing',
      'reading',
      'writing',
    ]);
    expect(events.some((event) => event.type === 'status' && event.status.wheel?.movingTo === 4)).toBe(true);
  });

  it('starts frames no earlier than main’s own clock says, which ran ahead in a wait of main’s', async () => {
    const { link, clock } = await startLink(10_000);
    await clock.sleep(3_600_000);
    const asked = clock.now();
    const report = await link.expose(order({}, 'late.fits'));
    expect(report.startedAt).toBeGreaterThanOrEqual(Math.floor(asked));
  });

  it('turns failures into DeviceErrors with their reason', async () => {
    const { link } = await startLink(100);
    await expect(link.moveWheel(99)).rejects.toMatchObject({ name: 'DeviceError', failure: 'refused' });
    await link.injectFault({ device: 'camera', kind: 'short-frame' });
    await expect(link.expose(order({}, 'short.fits'))).rejects.toMatchObject({ failure: 'short-frame' });
  });

  it('aborts an exposure; the next frame is fine', async () => {
    const { link, events } = await startLink(10);
    const taking = expect(link.expose(order({ exposureS: 3000, frameType: 'dark' }, 'a.fits'))).rejects.toMatchObject({
      failure: 'aborted',
    });
    await vi.waitFor(() => expect(events.some((event) => event.type === 'phase')).toBe(true));
    await link.abort();
    await taking;
    await expect(link.expose(order({}, 'b.fits'))).resolves.toMatchObject({ width: 256 });
  });

  it('notices a crash, fails what was under way, and can be started again', async () => {
    const { link, exits } = await startLink(100);
    await link.injectFault({ device: 'camera', kind: 'crash' });
    await expect(link.expose(order({ exposureS: 10, frameType: 'dark' }, 'c.fits'))).rejects.toMatchObject({
      failure: 'host-crashed',
      message: /exit code 70/,
    });
    expect(exits).toMatchObject([{ expected: false }]);
    expect(link.running).toBe(false);
    await expect(link.status()).rejects.toMatchObject({ failure: 'not-connected' });
    await link.start();
    await link.open(DEVICES);
    await expect(link.expose(order({}, 'd.fits'))).resolves.toBeTruthy();
  });

  it('says what a host that cannot start had to say', async () => {
    const entry = join(folder, 'broken.mjs');
    await writeFile(entry, "throw new Error('the library for this camera is missing');");
    const { link } = makeLink(1, entry);
    await expect(link.start()).rejects.toMatchObject({
      failure: 'host-crashed',
      message: /exit code 1.*the library for this camera is missing/,
    });
    const { link: nowhere } = makeLink(1, join(folder, 'nowhere.mjs'));
    await expect(nowhere.start()).rejects.toMatchObject({ failure: 'host-crashed' });
  });

  it('ends a host that no longer answers', async () => {
    const entry = join(folder, 'hung.mjs');
    await writeFile(entry, "process.on('message', () => {}); process.on('SIGTERM', () => {});");
    vi.useFakeTimers({ toFake: ['setInterval', 'setTimeout', 'clearInterval', 'clearTimeout'] });
    try {
      const { link, exits } = makeLink(1, entry);
      const starting = expect(link.start()).rejects.toMatchObject({
        failure: 'host-crashed',
        message: /not answered for 15 s/,
      });
      await vi.advanceTimersByTimeAsync(14_000);
      expect(exits).toEqual([]);
      await vi.advanceTimersByTimeAsync(3_000);
      await starting;
      expect(exits).toMatchObject([{ expected: false }]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('stops: the process goes, by its own will', async () => {
    const { link, exits } = await startLink();
    await link.stop();
    expect(exits).toEqual([{ expected: true, message: 'The instrument has been disconnected.' }]);
    expect(link.running).toBe(false);
    await link.stop();
  });
});

describe('the host process', () => {
  it('ends when main is gone', async () => {
    const child = fork(instrumentHostEntry(), [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await once(child, 'spawn');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('does nothing without a console', () => {
    const alone = spawnSync(process.execPath, [instrumentHostEntry()], { encoding: 'utf8' });
    expect(alone.status).toBe(2);
    expect(alone.stderr).toMatch(/drives an instrument for the console/);
  });
});

describe('the host’s program file', () => {
  it('is the source beside the link, or the bundle’s, also seen from a chunk', async () => {
    expect(instrumentHostEntry()).toMatch(/src-main\/devices\/instrument-host\/main\.ts$/);
    expect(instrumentHostEntry('file:///opt/warmroom/out/main/chunks/link-abc.js')).toBe(
      '/opt/warmroom/out/main/instrument-host.js',
    );
    await writeFile(join(folder, 'instrument-host.js'), '');
    expect(instrumentHostEntry(`file://${folder}/cli.js`)).toBe(join(folder, 'instrument-host.js'));
  });
});
