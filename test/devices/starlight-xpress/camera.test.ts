import { describe, expect, test } from 'vitest';
import type { Clock } from '../../../src-main/devices/clock.ts';
import type { CameraPort, ExposureSettings, SubFrame } from '../../../src-main/devices/ports.ts';
import { createStarlightXpressFamily } from '../../../src-main/devices/starlight-xpress/index.ts';
import { CAMERA_MODELS, type CameraModelName } from '../../usb/virtual-devices/camera-models.ts';
import { createVirtualCamera, type VirtualCamera } from '../../usb/virtual-devices/starlight-xpress-camera.ts';
import { SETTINGS } from '../observatory.ts';
import { createSteppingClock } from '../stepping-clock.ts';
import { createVirtualBus, type VirtualBus } from './virtual-bus.ts';

interface Bench {
  readonly clock: Clock;
  readonly bus: VirtualBus;
  readonly device: VirtualCamera;
  readonly camera: CameraPort;
  take(settings?: Partial<ExposureSettings>, signal?: AbortSignal): ReturnType<CameraPort['takeFrame']>;
}

async function openBench(name: CameraModelName, options: { bytesPerMs?: number } = {}): Promise<Bench> {
  const clock = createSteppingClock();
  const bus = createVirtualBus(clock);
  const device = createVirtualCamera(CAMERA_MODELS[name], { serial: 'SX-1', seed: 7, skyAduPerS: 40, ...options });
  bus.plugIn(device);
  const family = createStarlightXpressFamily({ clock, options: {} }, bus);
  const [found] = await family.find();
  const camera = await family.openCamera(found!.key);
  const take: Bench['take'] = (settings, signal = new AbortController().signal) =>
    camera.takeFrame({ ...SETTINGS, frameType: 'light', exposureS: 0.5, ...settings }, { signal, onPhase() {} });
  return { clock, bus, device, camera, take };
}

/** What the sensor had in that region when the last frame was read. */
function truth({ device }: Bench, region: SubFrame, binning: number): Uint16Array {
  return device.truth(device.lastFrame()!.exposure.frameNumber, region, binning);
}

/** Where a binned frame of such a sensor begins: see layOutFrame. */
function alignedRegion({ device }: Bench, region: SubFrame, binning: number): SubFrame {
  if (device.model.layout === 'progressive' || binning === 1) return region;
  return { ...region, y: Math.floor(region.y / binning) * binning };
}

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

/** What a promise was rejected with. */
async function rejection(work: Promise<unknown>): Promise<{ failure: string; message: string }> {
  return work.then(
    () => expect.fail('It went well.'),
    (reason: { failure: string; message: string }) => reason,
  );
}

async function expectGoodFrame(bench: Bench, settings: Partial<ExposureSettings> = {}): Promise<void> {
  const frame = await bench.take(settings);
  const { width, height } = bench.device.model;
  expect(frame.pixels).toEqual(truth(bench, { x: 0, y: 0, width, height }, 1));
  expect(bench.device.lastFrame()!.complaints).toEqual([]);
}

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
});
