import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClock } from '../../src-main/devices/clock.ts';
import { createInstrument, type InstrumentNews } from '../../src-main/devices/instrument-host/instrument.ts';
import { nextWarmUpStep } from '../../src-main/devices/instrument-host/temperature.ts';
import type { ExposureOrder } from '../../src-main/devices/instrument-protocol.ts';
import type { ExposureSettings } from '../../src-main/devices/ports.ts';
import { SETTINGS } from './observatory.ts';
import { createSteppingClock } from './stepping-clock.ts';

const DEVICES = {
  instrumentId: 1,
  camera: { family: 'simulator', key: 'SIM-CAM-0001', options: { width: 128, height: 96, ambientC: 10 } },
  wheel: { family: 'simulator', key: 'SIM-WHL-0001', options: { filters: ['L', 'R', 'G', 'B', 'Ha'] } },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warmroom-devices-'));
});
afterEach(() => rm(folder, { recursive: true }));

function order(settings: Partial<ExposureSettings> = {}, name: string | null = 'frame.fits'): ExposureOrder {
  return {
    frameUid: '00000000-0000-4000-8000-000000000001',
    settings: { ...SETTINGS, ...settings },
    file: name === null ? null : { folder: join(folder, 'night'), name, cards: [] },
    setPointC: null,
  };
}

async function openInstrument(clock = createSteppingClock(), stallMarginMs?: number) {
  const news: InstrumentNews[] = [];
  const instrument = createInstrument({
    clock,
    onNews: (one) => void news.push(one),
    ...(stallMarginMs === undefined ? {} : { stallMarginMs }),
  });
  const status = await instrument.operations.open(DEVICES);
  return { ...instrument.operations, reportChanges: instrument.reportChanges, clock, news, opened: status };
}

describe('an instrument', () => {
  it('opens camera and wheel as one observatory and says what they are', async () => {
    const { opened, find } = await openInstrument();
    expect(opened.camera).toMatchObject({ simulated: true, shutter: 'closed', info: { width: 128 } });
    expect(opened.wheel).toMatchObject({ simulated: true, position: 1, movingTo: null, info: { slots: 5 } });
    expect(await find(['simulator'])).toHaveLength(3);
    await expect(find(['teapot'])).rejects.toMatchObject({ failure: 'refused' });
  });

  it('says that it is not connected before it is', async () => {
    const { operations } = createInstrument({ clock: createSteppingClock(), onNews() {} });
    await expect(operations.expose(order())).rejects.toMatchObject({ failure: 'not-connected' });
    await expect(operations.moveWheel(1)).rejects.toMatchObject({ failure: 'not-connected' });
    await expect(operations.open({ ...DEVICES, camera: { ...DEVICES.camera, key: 'x' } })).rejects.toMatchObject({
      failure: 'not-connected',
    });
    expect(await operations.status()).toEqual({ camera: null, wheel: null });
  });

  it('takes a frame, keeps and measures it, and tells each phase', async () => {
    const { expose, news } = await openInstrument();
    const report = await expose(order({ frameType: 'dark', exposureS: 60 }));
    expect(report).toMatchObject({ width: 128, height: 96, exposureS: 60, sensorStartC: 10, sensorEndC: 10 });
    expect(report.file).toMatchObject({ path: join(folder, 'night', 'frame.fits'), bytes: 2880 * 10 });
    expect(report.statistics.median).toBeGreaterThan(500);
    const phases = news.filter((one) => one.type === 'phase');
    expect(phases.map(({ phase }) => phase)).toEqual(['exposing', 'reading', 'writing']);
    expect(phases[0]!.endsAt - phases[0]!.startedAt).toBe(60_000);
    expect(phases[1]!.startedAt).toBe(phases[0]!.endsAt);
    expect(await readdir(join(folder, 'night'))).toEqual(['frame.fits']);
  });

  it('measures a test frame without keeping it', async () => {
    const { expose } = await openInstrument();
    const report = await expose(order({ frameType: 'flat', exposureS: 0.1 }, null));
    expect(report.file).toBeNull();
    expect(report.statistics.median).toBeGreaterThan(1000);
    expect(await readdir(folder)).toEqual([]);
  });

  it('reports a full or missing disk as such and takes the next frame', async () => {
    const { expose } = await openInstrument();
    await writeFile(join(folder, 'night'), 'in the way');
    await expect(expose(order())).rejects.toMatchObject({ failure: 'storage', message: /folder/ });
    await expect(expose(order({}, null))).resolves.toBeTruthy();
  });

  it('refuses what does not go together, with a sentence, and goes on', async () => {
    const { expose, moveWheel, setCooler, waitForTemperature, warmUp } = await openInstrument(createClock(100));
    const taking = expose(order({ frameType: 'dark', exposureS: 20 }));
    const refused = { failure: 'refused', message: /taking a frame/ };
    await expect(expose(order())).rejects.toMatchObject(refused);
    await expect(moveWheel(3)).rejects.toMatchObject(refused);
    await expect(setCooler({ on: false })).rejects.toMatchObject(refused);
    await expect(warmUp(3)).rejects.toMatchObject(refused);
    const want = { setPointC: 0, toleranceC: 1, dwellS: 1, timeoutS: 10 };
    await expect(waitForTemperature(want)).rejects.toMatchObject(refused);
    await taking;
    const moving = moveWheel(3);
    await expect(expose(order())).rejects.toMatchObject({ failure: 'refused', message: /wheel is moving/ });
    await moving;
  });

  it('aborts a frame, a move or a wait; the next one goes well', async () => {
    const { expose, moveWheel, setCooler, waitForTemperature, abort, status } = await openInstrument(createClock(10));
    const aborted = { failure: 'aborted' };
    const taking = expect(expose(order({ frameType: 'light', exposureS: 600 }))).rejects.toMatchObject(aborted);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await status()).camera?.shutter).toBe('open');
    await abort();
    expect((await status()).camera?.shutter).toBe('closed');
    await taking;
    expect(await readdir(folder)).toEqual([]);
    await setCooler({ on: true, setPointC: -10 });
    const waiting = waitForTemperature({ setPointC: -10, toleranceC: 0.5, dwellS: 30, timeoutS: 900 });
    const moving = moveWheel(3);
    const both = Promise.all([
      expect(waiting).rejects.toMatchObject(aborted),
      expect(moving).rejects.toMatchObject(aborted),
    ]);
    await abort();
    await both;
    await expect(expose(order())).resolves.toBeTruthy();
  });

  it('ends a stalled readout by itself and takes the next frame', async () => {
    const { expose, injectFault } = await openInstrument(createClock(1000), 500);
    await injectFault({ device: 'camera', kind: 'stalled-readout' });
    await expect(expose(order())).rejects.toMatchObject({ failure: 'timeout', message: /did not deliver/ });
    await expect(expose(order())).resolves.toBeTruthy();
  });

  it('tells once that the camera is gone, and again after it was back', async () => {
    const { expose, injectFault, reportChanges, news } = await openInstrument();
    const losses = () => news.filter((one) => one.type === 'lost').length;
    await injectFault({ device: 'camera', kind: 'lost' });
    await expect(expose(order())).rejects.toMatchObject({ failure: 'lost' });
    await reportChanges();
    expect(losses()).toBe(1);
    await injectFault({ device: 'camera', kind: 'clear' });
    await expose(order());
    await injectFault({ device: 'camera', kind: 'lost' });
    await reportChanges();
    expect(losses()).toBe(2);
  });

  it('finds its devices as they were when it is opened again', async () => {
    const { open, setCooler, injectFault, clock } = await openInstrument();
    await setCooler({ on: true, setPointC: -10 });
    await clock.sleep(600_000);
    expect((await open(DEVICES)).camera?.cooler).toMatchObject({ on: true, sensorC: -10 });
    await injectFault({ device: 'wheel', kind: 'lost', parameters: { forS: 60 } });
    await expect(open(DEVICES)).rejects.toMatchObject({ failure: 'lost' });
    await clock.sleep(60_000);
    expect((await open(DEVICES)).wheel).toMatchObject({ position: 1 });
  });

  it('does not ask the camera anything while it reads out', async () => {
    const clock = createClock(1);
    const { expose, status, setCooler, news } = await openInstrument(clock);
    await setCooler({ on: true, setPointC: 0 });
    clock.setSpeed(20);
    const taking = expose(order({}, null));
    await vi.waitFor(() => expect(news.some((one) => one.type === 'phase' && one.phase === 'reading')).toBe(true));
    const first = (await status()).camera?.cooler?.sensorC;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await status()).camera?.cooler?.sensorC).toBe(first);
    await taking;
    expect((await status()).camera?.cooler?.sensorC).toBeLessThan(first!);
  });
});

describe('temperature', () => {
  const want = { setPointC: -10, toleranceC: 0.5, dwellS: 30, timeoutS: 900 };

  it('is waited for until it has held for the dwell time', async () => {
    const { setCooler, waitForTemperature, clock } = await openInstrument();
    await setCooler({ on: true, setPointC: -10 });
    const reading = await waitForTemperature(want);
    expect(Math.abs(reading.sensorC + 10)).toBeLessThan(0.5);
    // Two minutes of ramp for 20°, the approach, and the dwell.
    expect(clock.monotonic() / 1000).toBeGreaterThan(130);
    expect(clock.monotonic() / 1000).toBeLessThan(260);
  });

  it('that does not come is a timeout that says where it stands', async () => {
    const { setCooler, waitForTemperature, injectFault } = await openInstrument();
    await injectFault({ device: 'camera', kind: 'cooler-short', parameters: { byC: 3 } });
    await setCooler({ on: true, setPointC: -10 });
    await expect(waitForTemperature(want)).rejects.toMatchObject({
      failure: 'cooling-timeout',
      message: /-10.0 °C within 900 s; it is at -7.0 °C/,
    });
  });

  it('is ramped up to the surroundings before the cooler goes off', async () => {
    const { setCooler, waitForTemperature, warmUp, status, clock } = await openInstrument();
    await setCooler({ on: true, setPointC: -10 });
    await waitForTemperature(want);
    await warmUp(4);
    let last = -10;
    const began = clock.monotonic();
    for (;;) {
      await clock.sleep(1000);
      const cooler = (await status()).camera!.cooler!;
      expect(cooler.sensorC - last).toBeLessThan(0.3);
      last = cooler.sensorC;
      if (!cooler.on) break;
      expect(clock.monotonic() - began).toBeLessThan(900_000);
    }
    expect(last).toBeGreaterThan(8);
    expect((clock.monotonic() - began) / 60_000).toBeGreaterThan(4);
  });

  it('is not touched by a warm-up while a frame is taken', async () => {
    const { setCooler, warmUp, expose, status, clock } = await openInstrument();
    await setCooler({ on: true, setPointC: -10 });
    await clock.sleep(600_000);
    await warmUp(4);
    await clock.sleep(12_000);
    const before = (await status()).camera?.cooler?.setPointC;
    expect(before).toBeGreaterThan(-10);
    await expose(order({ frameType: 'dark', exposureS: 120 }));
    expect((await status()).camera?.cooler?.setPointC).toBe(before);
    await clock.sleep(12_000);
    expect((await status()).camera?.cooler?.setPointC).toBeGreaterThan(before!);
  });

  it('steps of a warm-up end when the cooler has nothing left to hold', () => {
    const reading = { sensorC: -10, setPointC: -10, on: true, power: 0.6 };
    expect(nextWarmUpStep(reading, 6)).toEqual({ on: true, setPointC: -9.5 });
    // Never reached its set point: the ramp starts from where the sensor is.
    expect(nextWarmUpStep({ ...reading, setPointC: -40, power: 1 }, 6)).toEqual({ on: true, setPointC: -9.5 });
    expect(nextWarmUpStep({ ...reading, sensorC: 10, setPointC: 10.1, power: 0.01 }, 6)).toEqual({ on: false });
    expect(nextWarmUpStep({ sensorC: 10, setPointC: 13, on: true, power: null }, 6)).toEqual({ on: false });
    expect(nextWarmUpStep({ sensorC: 10, setPointC: null, on: false, power: 0 }, 6)).toEqual({ on: false });
  });
});
