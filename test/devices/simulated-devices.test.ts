import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../src-main/devices/ports.ts';
import { coolerPower, sensorTemperature } from '../../src-main/devices/simulator/cooler.ts';
import { mean, openObservatory } from './observatory.ts';

async function failureOf(work: Promise<unknown> | undefined): Promise<DeviceError> {
  const thrown = await Promise.resolve(work).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(DeviceError);
  return thrown as DeviceError;
}

describe('the simulated cooler', () => {
  const nature = { ambientC: 20, rate: 10, shortByC: 0 };
  const cooling = { since: 0, sensorC: 20, on: true, setPointC: -10 };

  it('gets from 20 to −10 °C in three to four minutes, never faster than its rate, and stays', () => {
    const at = (seconds: number) => sensorTemperature(cooling, nature, seconds * 1000);
    expect(at(0)).toBe(20);
    for (let s = 0; s < 400; s++) {
      expect(at(s) - at(s + 1)).toBeLessThanOrEqual(10 / 60 + 1e-9);
      expect(at(s + 1)).toBeLessThanOrEqual(at(s));
    }
    expect(at(180)).toBeGreaterThan(-9.9);
    expect(at(240)).toBeLessThan(-9.9);
    expect(at(100_000)).toBeCloseTo(-10, 6);
  });

  it('cannot cool further than 35° below the air, and shows full power while it tries', () => {
    const tooCold = { ...cooling, setPointC: -40 };
    expect(sensorTemperature(tooCold, nature, 1e7)).toBeCloseTo(-15, 3);
    expect(coolerPower(tooCold, nature, -15)).toBe(1);
    expect(coolerPower(cooling, nature, -10)).toBeCloseTo(30 / 35, 3);
    expect(coolerPower({ ...cooling, on: false }, nature, -10)).toBe(0);
  });

  it('warms slowly by itself when switched off, and does not heat', () => {
    const off = { since: 0, sensorC: -10, on: false, setPointC: 0 };
    expect(sensorTemperature(off, nature, 60_000)).toBeLessThan(-5);
    expect(sensorTemperature(off, nature, 1e7)).toBeCloseTo(20, 3);
    expect(sensorTemperature({ ...cooling, setPointC: 40 }, nature, 1e7)).toBeCloseTo(20, 3);
  });

  it('is driven through the camera in the clock’s time', async () => {
    const { camera, clock } = await openObservatory({ ambientC: 15 });
    await camera.setCooler({ on: true, setPointC: -5 });
    await clock.sleep(60_000);
    expect((await camera.readCooler()).sensorC).toBeCloseTo(5, 1);
    await clock.sleep(240_000);
    const settled = await camera.readCooler();
    expect(settled).toMatchObject({ setPointC: -5, on: true });
    expect(settled.sensorC).toBeCloseTo(-5, 1);
  });
});

describe('the simulated wheel', () => {
  it('moves the shorter way, a second and a half a slot, and has no position meanwhile', async () => {
    const { wheel, move, clock } = await openObservatory();
    expect(await wheel.position()).toBe(1);
    const began = clock.monotonic();
    const moving = move(6);
    expect(await wheel.position()).toBe(1);
    await Promise.resolve();
    await clock.sleep(1000);
    expect(await wheel.position()).toBeNull();
    await moving;
    expect(await wheel.position()).toBe(6);
    expect(clock.monotonic() - began).toBe(2 * 1500 + 300);
  });

  it('refuses slots that it does not have', async () => {
    const { move } = await openObservatory();
    for (const slot of [0, 8, 2.5, Number.NaN]) expect((await failureOf(move(slot))).failure).toBe('refused');
  });
});

describe('the simulated camera', () => {
  it('takes the exposure and a readout in proportion to the region, by the clock', async () => {
    const { take, clock } = await openObservatory({ readoutS: 4 });
    const began = clock.monotonic();
    await take({ frameType: 'dark', exposureS: 10 });
    expect(clock.monotonic() - began).toBe(14_000);
    await take({ subFrame: { x: 0, y: 0, width: 128, height: 96 } });
    expect(clock.monotonic() - began).toBe(14_000 + 1 + 1000);
    await take({ readoutMode: 1 });
    expect(clock.monotonic() - began).toBe(14_000 + 1001 + 1001);
  });

  it('opens the shutter for lights and flats only, and closes it after an abort', async () => {
    const { camera, clock, take } = await openObservatory();
    for (const [frameType, state] of [
      ['light', 'open'],
      ['flat', 'open'],
      ['dark', 'closed'],
      ['bias', 'closed'],
    ] as const) {
      const controller = new AbortController();
      const taking = take({ frameType, exposureS: 10 }, controller.signal);
      taking.catch(() => {});
      await clock.sleep(frameType === 'bias' ? 0 : 1000);
      expect(camera.shutter()).toBe(state);
      controller.abort(new DeviceError('aborted', 'enough'));
      expect((await failureOf(taking)).failure).toBe('aborted');
      expect(camera.shutter()).toBe('closed');
    }
    await expect(take({})).resolves.toBeTruthy();
    const without = await openObservatory({ hasShutter: false });
    expect(without.camera.shutter()).toBe('none');
  });

  it.each([
    [{ binning: 3 }, /binning 3/],
    [{ readoutMode: 2 }, /readout mode 2/],
    [{ exposureS: -1 }, /exposure of -1/],
    [{ exposureS: Number.NaN }, /exposure of NaN/],
    [{ gain: 999 }, /gain of 999/],
    [{ offset: 1 }, /offset of 1/],
    [{ subFrame: { x: 200, y: 0, width: 100, height: 100 } }, /sub-frame/],
    [{ binning: 4, subFrame: { x: 0, y: 0, width: 3, height: 100 } }, /smaller than one pixel/],
  ])('refuses %o with a sentence', async (settings, sentence) => {
    const { take } = await openObservatory();
    const error = await failureOf(take(settings));
    expect(error.failure).toBe('refused');
    expect(error.message).toMatch(sentence);
  });
});

describe('faults', () => {
  it('stall a readout until it is aborted, once', async () => {
    const { take, fault, clock } = await openObservatory();
    fault('camera', 'stalled-readout');
    const controller = new AbortController();
    const taking = take({}, controller.signal);
    taking.catch(() => {});
    await clock.sleep(3_600_000);
    controller.abort(new DeviceError('timeout', 'too long'));
    expect((await failureOf(taking)).failure).toBe('timeout');
    await expect(take({})).resolves.toBeTruthy();
  });

  it('make the camera go away after a while and come back', async () => {
    const { take, camera, fault, clock } = await openObservatory();
    fault('camera', 'lost', { afterS: 5, forS: 60 });
    expect((await failureOf(take({ frameType: 'dark', exposureS: 10 }))).failure).toBe('lost');
    expect((await failureOf(camera.readCooler())).failure).toBe('lost');
    await clock.sleep(60_000);
    await expect(take({})).resolves.toBeTruthy();
  });

  it('deliver too little of a frame', async () => {
    const { take, fault } = await openObservatory();
    fault('camera', 'short-frame', { frames: 2, fraction: 0.25 });
    expect(await failureOf(take({}))).toMatchObject({ failure: 'short-frame', message: /24576 of 98304 bytes/ });
    expect((await failureOf(take({}))).failure).toBe('short-frame');
    await expect(take({})).resolves.toBeTruthy();
  });

  it('keep the cooler from arriving', async () => {
    const { camera, clock, fault } = await openObservatory({ ambientC: 10 });
    fault('camera', 'cooler-short', { byC: 4 });
    await camera.setCooler({ on: true, setPointC: -10 });
    await clock.sleep(3_600_000);
    expect((await camera.readCooler()).sensorC).toBeCloseTo(-6, 1);
  });

  it('hold the shutter: open lights up a dark, closed darkens a flat, noticed says so', async () => {
    const { take, camera, fault } = await openObservatory();
    const flat = { frameType: 'flat', exposureS: 0.5 } as const;
    fault('camera', 'shutter-stuck', { open: 0 });
    expect(mean((await take(flat)).pixels)).toBeLessThan(510);
    fault('camera', 'shutter-stuck', { open: 1 });
    const dark = { frameType: 'dark', exposureS: 120 } as const;
    expect(mean((await take(dark)).pixels)).toBeGreaterThan(600);
    expect(camera.shutter()).toBe('open');
    fault('camera', 'shutter-stuck', { open: 0, noticed: 1 });
    expect((await failureOf(take(flat))).failure).toBe('shutter');
    fault('camera', 'clear');
    expect(mean((await take(flat)).pixels)).toBeGreaterThan(5000);
  });

  it('jam the wheel, or send it to another slot', async () => {
    const { wheel, move, fault } = await openObservatory();
    fault('wheel', 'jam');
    expect((await failureOf(move(3))).failure).toBe('jammed');
    expect(await wheel.position()).toBeNull();
    await move(3);
    fault('wheel', 'wrong-slot', { by: -1 });
    expect(await failureOf(move(1))).toMatchObject({ failure: 'wrong-slot', message: /slot 1 and reports slot 7/ });
    await move(1);
    fault('wheel', 'lost');
    expect((await failureOf(move(2))).failure).toBe('lost');
    fault('wheel', 'clear');
    await move(2);
    expect(await wheel.position()).toBe(2);
  });

  it('are refused when they make no sense', async () => {
    const { fault } = await openObservatory();
    expect(() => fault('camera', 'jam')).toThrow(/knows no such fault/);
    expect(() => fault('wheel', 'jam', { moves: -1 })).toThrow(DeviceError);
    expect(() => fault('camera', 'lost', { wrong: 1 })).toThrow(DeviceError);
  });
});

describe('the observatory’s options', () => {
  it('are checked, with the option at fault in the sentence', async () => {
    expect(await failureOf(openObservatory({ seeingArcsec: -1 }))).toMatchObject({ message: /seeingArcsec/ });
    expect(await failureOf(openObservatory({ colour: true }))).toMatchObject({ failure: 'refused' });
  });

  it('name the filters, and with them the wheel’s slots', async () => {
    const { wheel, family } = await openObservatory({ filters: ['L', 'Ha'] });
    expect(wheel.info.slots).toBe(2);
    expect((await family.find()).map(({ kind, serial }) => [kind, serial])).toEqual([
      ['camera', 'SIM-CAM-0001'],
      ['camera', 'SIM-CAM-0002'],
      ['wheel', 'SIM-WHL-0001'],
    ]);
  });
});
