import { describe, expect, test } from 'vitest';
import type { SubFrame } from '../../../src-main/devices/ports.ts';
import { CAMERA_MODELS, type CameraModelName } from '../../usb/virtual-devices/camera-models.ts';
import { alignedRegion, expectGoodFrame, expectTruePixels, openBench, rejection, truth } from './camera-bench.ts';

describe.each(Object.keys(CAMERA_MODELS).filter((name) => name !== 'h694') as CameraModelName[])('a %s', (name) => {
  test('gives what its sensor saw, in every binning, whole and in part', async () => {
    const bench = await openBench(name);
    const { width, height } = CAMERA_MODELS[name];
    const regions: (SubFrame | null)[] = [
      null,
      { x: 3, y: 5, width: 61, height: 43 },
      { x: 10, y: 6, width: 40, height: 32 },
      { x: width - 33, y: height - 29, width: 33, height: 29 },
    ];
    for (const binning of [1, 2, 4]) {
      for (const subFrame of regions) {
        const frame = await bench.take({ binning, subFrame });
        const region = subFrame ?? { x: 0, y: 0, width, height };
        expect([frame.width, frame.height]).toEqual([
          Math.floor(region.width / binning),
          Math.floor(region.height / binning),
        ]);
        const expected = truth(bench, alignedRegion(bench, region, binning), binning);
        const same = Buffer.compare(Buffer.from(frame.pixels.slice().buffer), Buffer.from(expected.buffer)) === 0;
        expect({ binning, region, same, complaints: bench.device.lastFrame()!.complaints }).toEqual({
          binning,
          region,
          same: true,
          complaints: [],
        });
      }
    }
  });
});

describe('faults', () => {
  test.each([
    ['stall', { kind: 'stall', afterBytes: 1000 }, 'protocol'],
    ['short', { kind: 'short', afterBytes: 1000 }, 'short-frame'],
    ['silent', { kind: 'silent', afterBytes: 1024 }, 'timeout'],
    ['gone', { kind: 'gone', afterBytes: 1000 }, 'lost'],
    ['extra', { kind: 'extra', bytes: 10 }, 'protocol'],
  ] as const)('%s pixels: the frame fails, the next one is right', async (_, fault, failure) => {
    const bench = await openBench('h694-small');
    bench.device.orderFault({ fault, once: true });
    const thrown = await rejection(bench.take());
    expect(thrown.failure).toBe(failure);
    expect(bench.device.faultsHappened()).toBe(1);
    if (failure === 'lost') bench.bus.plugIn(bench.device);
    await expectGoodFrame(bench);
  });

  test('a camera that goes silent for good is given up and not waited for any longer', async () => {
    const bench = await openBench('h694-small');
    bench.device.orderFault({ fault: { kind: 'silent', afterBytes: 0 }, once: false });
    const began = bench.clock.monotonic();
    expect((await rejection(bench.take())).failure).toBe('timeout');
    expect(bench.clock.monotonic() - began).toBeLessThan(15_000);
  });

  test.each([
    ['garbage', { kind: 'garbage' }],
    ['short-answer', { kind: 'short-answer' }],
    ['refuse', { kind: 'refuse' }],
    ['late', { kind: 'late', ms: 4000 }],
  ] as const)('%s at one answer: it is asked once more', async (_, fault) => {
    const bench = await openBench('h694-small');
    bench.device.orderFault({ fault, once: true });
    const { sensorC } = await bench.camera.readCooler();
    expect(sensorC).toBeCloseTo(10, 1);
    expect(bench.device.faultsHappened()).toBe(1);
    // The camera may note that it was asked twice.
    await expectTruePixels(bench);
  });

  test('a command that was obeyed although it seemed to be refused: its second frame is not taken for the next', async () => {
    const bench = await openBench('h694-small');
    const { device } = bench;
    const write = device.write;
    device.write = (endpoint, bytes, nowMs) => {
      const isTimedRead = bytes[1] === 2;
      const outcome = write(endpoint, bytes, nowMs);
      if (!isTimedRead) return outcome;
      device.write = write;
      return 'stall';
    };
    await bench.take();
    await expectTruePixels(bench);
    await expectGoodFrame(bench);
  });

  test('an answer that stays nonsense is a breach of protocol', async () => {
    const bench = await openBench('h694-small');
    bench.device.orderFault({ fault: { kind: 'garbage' }, once: false });
    const thrown = await rejection(bench.camera.readCooler());
    expect(thrown.failure).toBe('protocol');
    expect(thrown.message).toContain('cable');
    bench.device.orderFault(null);
    await expectGoodFrame(bench);
  });

  test('a camera that refuses everything is reset on its port and opened anew', async () => {
    const bench = await openBench('h694-small');
    bench.device.orderFault({ fault: { kind: 'refuse' }, once: false });
    expect((await rejection(bench.take())).failure).toBe('protocol');
    expect(bench.bus.log.slice(-2)).toEqual(['reset', 'close']);
    expect((await rejection(bench.take())).failure).toBe('protocol');
    bench.device.orderFault(null);
    await expectGoodFrame(bench);
  });

  test('a slow camera is waited for', async () => {
    const bench = await openBench('h694-small', { bytesPerMs: 250 });
    await expectGoodFrame(bench);
  });

  test('a frame that comes late is waited for', async () => {
    const bench = await openBench('h694-small');
    bench.device.orderFault({ fault: { kind: 'late', ms: 3500 }, once: true });
    await expectGoodFrame(bench);
  });
});

describe('an abort', () => {
  test('in the exposure ends it at once; the next frame is right', async () => {
    const bench = await openBench('h36-small');
    const controller = new AbortController();
    const reason = new Error('enough');
    const frame = rejection(bench.take({ exposureS: 600 }, controller.signal));
    await bench.clock.sleep(5000);
    expect(bench.camera.shutter()).toBe('open');
    controller.abort(reason);
    expect(await frame).toBe(reason);
    expect(bench.clock.monotonic()).toBeLessThan(20_000);
    expect(bench.device.shutterIsOpen()).toBe(false);
    expect(bench.camera.shutter()).toBe('closed');
    await expectGoodFrame(bench);
  });

  test.each(['h694-small', 'm9-small'] as const)('in the readout of a %s leaves nothing behind', async (name) => {
    // 155 kB at 10 B/ms: the readout takes 15 s.
    const bench = await openBench(name, { bytesPerMs: 10 });
    const controller = new AbortController();
    const reason = new Error('enough');
    const frame = rejection(
      bench.camera.takeFrame(
        { ...bench.settings, exposureS: 2 },
        {
          signal: controller.signal,
          onPhase: () => void bench.clock.sleep(1000).then(() => controller.abort(reason)),
        },
      ),
    );
    expect(await frame).toBe(reason);
    bench.device.setSpeed(Number.POSITIVE_INFINITY);
    await expectGoodFrame(bench);
  });

  test('in the readout is over with the transfer under way, not with its time limit', async () => {
    // The frame of 155 kB, which is one transfer, takes 1.6 s.
    const bench = await openBench('h694-small', { bytesPerMs: 100 });
    const controller = new AbortController();
    let abortedAt = 0;
    const abortSoon = async () => {
      await bench.clock.sleep(500);
      abortedAt = bench.clock.monotonic();
      controller.abort(new Error('enough'));
    };
    const surroundings = { signal: controller.signal, onPhase: () => void abortSoon() };
    await rejection(bench.camera.takeFrame({ ...bench.settings, exposureS: 2 }, surroundings));
    expect(bench.clock.monotonic() - abortedAt).toBeLessThan(2000);
    await expectGoodFrame(bench);
  });

  test('before it begins: nothing is asked of the camera', async () => {
    const bench = await openBench('h694-small');
    const reason = new Error('no');
    expect(await rejection(bench.take({}, AbortSignal.abort(reason)))).toBe(reason);
    expect(bench.device.lastFrame()).toBeNull();
  });
});

describe('unplugged', () => {
  test('in the exposure: the frame is lost within seconds, not at its end, and not taken for a frame once it is back', async () => {
    const bench = await openBench('h694-small');
    const frame = rejection(bench.take({ exposureS: 600 }));
    await bench.clock.sleep(10_000);
    bench.bus.unplug(bench.device);
    await bench.clock.sleep(300);
    bench.bus.plugIn(bench.device);
    const thrown = await frame;
    expect(thrown.failure).toBe('lost');
    expect(thrown.message).toContain('SXVR-H694 (SX-1)');
    expect(bench.clock.monotonic()).toBeLessThan(15_000);
    await expectGoodFrame(bench);
  });

  test('in the exposure, and asked for its temperature meanwhile: the frame is lost all the same', async () => {
    const bench = await openBench('h694-small');
    const frame = rejection(bench.take({ exposureS: 600 }));
    await bench.clock.sleep(10_100);
    bench.bus.unplug(bench.device);
    // What is asked of it finds that it is gone before the exposure does, and what is asked next has it open again.
    expect((await rejection(bench.camera.readCooler())).failure).toBe('lost');
    bench.bus.plugIn(bench.device);
    await bench.camera.readCooler();
    expect((await frame).failure).toBe('lost');
    expect(bench.clock.monotonic()).toBeLessThan(15_000);
    await expectGoodFrame(bench);
  });

  test('while idle: calls say that it is lost until it is back, under whatever address and port', async () => {
    const bench = await openBench('h694-small');
    await bench.camera.setCooler({ on: true, setPointC: -5 });
    bench.bus.unplug(bench.device);
    for (let call = 0; call < 3; call++) expect((await rejection(bench.camera.readCooler())).failure).toBe('lost');
    expect((await rejection(bench.take())).failure).toBe('lost');
    bench.bus.plugIn(bench.device, '2-4.1');
    // It goes on cooling towards the same set point by itself.
    expect(await bench.camera.readCooler()).toMatchObject({ on: true, setPointC: -5 });
    await bench.clock.sleep(60_000);
    expect((await bench.camera.readCooler()).sensorC).toBeCloseTo(-5, 1);
    await expectGoodFrame(bench);
  });

  test('while idle is noticed of a camera without a cooler, too', async () => {
    const bench = await openBench('ultrastar-small');
    await bench.camera.requirePresence!();
    bench.bus.unplug(bench.device);
    expect((await rejection(bench.camera.requirePresence!())).failure).toBe('lost');
    expect((await rejection(bench.camera.requirePresence!())).failure).toBe('lost');
    bench.bus.plugIn(bench.device);
    await bench.camera.requirePresence!();
    await expectGoodFrame(bench);
  });

  test('and another one plugged in at its port is not taken for it', async () => {
    const bench = await openBench('ultrastar-small', { serial: null });
    bench.bus.unplug(bench.device);
    const other = bench.another('ultrastar-small', { width: 100 });
    bench.bus.plugIn(other);
    expect((await rejection(bench.take())).failure).toBe('lost');
    expect((await rejection(bench.take())).message).toContain('Another camera');
    bench.bus.unplug(other);
    bench.bus.plugIn(bench.device);
    await expectGoodFrame(bench);
  });
});

describe('cooling', () => {
  test('is ordered and reported in the camera’s tenths of a degree', async () => {
    const bench = await openBench('h694-small');
    expect(await bench.camera.readCooler()).toEqual({ sensorC: 10, setPointC: null, on: false, power: null });
    await bench.camera.setCooler({ on: true, setPointC: -12.3 });
    await bench.clock.sleep(60_000);
    expect(await bench.camera.readCooler()).toEqual({ sensorC: -12.3, setPointC: -12.3, on: true, power: null });
    await bench.camera.setCooler({ on: false });
    expect(await bench.camera.readCooler()).toMatchObject({ on: false, setPointC: null });
  });

  test('is not asked about while a frame is about to end or is read', async () => {
    const bench = await openBench('h694-small', { bytesPerMs: 40 });
    const before = await bench.camera.readCooler();
    const frame = bench.take({ exposureS: 10 });
    let asked = 0;
    const ended = frame.then(() => true);
    while (!(await Promise.race([ended, bench.clock.sleep(250).then(() => false)]))) {
      expect((await bench.camera.readCooler()).on).toBe(before.on);
      asked++;
    }
    expect(asked).toBeGreaterThan(20);
    await frame;
    // The virtual camera notes every command that it gets while it has something to deliver.
    expect(bench.device.lastFrame()!.complaints).toEqual([]);
  });

  test('is refused by a camera without a cooler', async () => {
    const bench = await openBench('ultrastar-small');
    expect((await rejection(bench.camera.readCooler())).failure).toBe('refused');
  });
});

describe('a frame', () => {
  test('says when it began and how long it was', async () => {
    const bench = await openBench('h694-small');
    await bench.clock.sleep(1234);
    const began = bench.clock.now();
    const frame = await bench.take({ exposureS: 12.5 });
    expect(frame.startedAt).toBe(began);
    expect(frame.exposureS).toBeCloseTo(12.5, 6);
    expect(bench.device.lastFrame()!.exposure.evenRows.collectedMs).toBeCloseTo(12_500, 3);
  });

  test('of an interlaced sensor has both fields exposed for the time it says', async () => {
    const bench = await openBench('m9-small', { bytesPerMs: 100 });
    for (const exposureS of [0.5, 4]) {
      const frame = await bench.take({ exposureS });
      const { evenRows, oddRows } = bench.device.lastFrame()!.exposure;
      expect(Math.abs(evenRows.collectedMs - exposureS * 1000)).toBeLessThan(200);
      expect(Math.abs(oddRows.collectedMs - exposureS * 1000)).toBeLessThan(200);
      expect(frame.exposureS * 1000).toBeCloseTo((evenRows.collectedMs + oddRows.collectedMs) / 2, 0);
    }
    // By then it is known how long a field takes, and both are exposed for the same time.
    const { evenRows, oddRows } = bench.device.lastFrame()!.exposure;
    expect(oddRows.collectedMs).toBeCloseTo(evenRows.collectedMs, 0);
  });

  test.each([
    ['light', true],
    ['flat', true],
    ['dark', false],
    ['bias', false],
  ] as const)('of kind %s is taken with the shutter open: %s', async (frameType, isLit) => {
    const bench = await openBench('h36-small');
    await bench.take({ frameType, exposureS: 2 });
    const { litMs } = bench.device.lastFrame()!.exposure.evenRows;
    expect(litMs).toBeCloseTo(isLit ? 2000 : 0, 3);
    expect(bench.device.shutterIsOpen()).toBe(false);
  });

  test('with settings that the camera cannot do is refused without disturbing it', async () => {
    const bench = await openBench('h694-small');
    for (const wrong of [{ binning: 3 }, { gain: 10 }, { subFrame: { x: 300, y: 0, width: 30, height: 30 } }]) {
      expect((await rejection(bench.take(wrong))).failure).toBe('refused');
    }
    expect(bench.bus.log).toEqual(['open']);
    await expectGoodFrame(bench);
  });

  test('is not taken while another one is', async () => {
    const bench = await openBench('h694-small');
    const first = bench.take({ exposureS: 5 });
    expect((await rejection(bench.take())).failure).toBe('refused');
    expect((await first).exposureS).toBeCloseTo(5, 6);
  });
});
