/** A virtual camera with the driver on it, in a clock that steps. */
import { expect } from 'vitest';
import type { Clock } from '../../../src-main/devices/clock.ts';
import type { CameraPort, DeviceFamily, ExposureSettings, SubFrame } from '../../../src-main/devices/ports.ts';
import { createStarlightXpressFamily } from '../../../src-main/devices/starlight-xpress/index.ts';
import { CAMERA_MODELS, type CameraModel, type CameraModelName } from '../../usb/virtual-devices/camera-models.ts';
import {
  type CameraOptions,
  createVirtualCamera,
  type VirtualCamera,
} from '../../usb/virtual-devices/starlight-xpress-camera.ts';
import { SETTINGS } from '../observatory.ts';
import { createSteppingClock } from '../stepping-clock.ts';
import { createVirtualBus, type VirtualBus } from './virtual-bus.ts';

export interface Bench {
  readonly settings: ExposureSettings;
  /** Another camera of a model, changed as told. */
  another(name: CameraModelName, changes: Partial<CameraModel>): VirtualCamera;
  readonly clock: Clock;
  readonly bus: VirtualBus;
  readonly device: VirtualCamera;
  readonly family: DeviceFamily;
  readonly camera: CameraPort;
  take(settings?: Partial<ExposureSettings>, signal?: AbortSignal): ReturnType<CameraPort['takeFrame']>;
}

export async function openBench(name: CameraModelName, given: Partial<CameraOptions> = {}): Promise<Bench> {
  const clock = createSteppingClock();
  const bus = createVirtualBus(clock);
  const options = { serial: 'SX-1', seed: 7, skyAduPerS: 40, ...given };
  const device = createVirtualCamera(CAMERA_MODELS[name], options);
  bus.plugIn(device);
  const family = createStarlightXpressFamily({ clock, options: {} }, bus);
  const [found] = await family.find();
  const camera = await family.openCamera(found!.key);
  const settings: ExposureSettings = { ...SETTINGS, frameType: 'light', exposureS: 0.5 };
  return {
    settings,
    clock,
    bus,
    device,
    family,
    camera,
    another: (other, changes) => createVirtualCamera({ ...CAMERA_MODELS[other], ...changes }, options),
    take: (changes, signal = new AbortController().signal) =>
      camera.takeFrame({ ...settings, ...changes }, { signal, onPhase() {} }),
  };
}

/** What the sensor had in that region when the last frame was read. */
export function truth({ device }: Bench, region: SubFrame, binning: number): Uint16Array {
  return device.truth(device.lastFrame()!.exposure.frameNumber, region, binning);
}

/** Where a binned frame of such a sensor begins: see layOutFrame. */
export function alignedRegion({ device }: Bench, region: SubFrame, binning: number): SubFrame {
  if (device.model.layout === 'progressive' || binning === 1) return region;
  return { ...region, y: Math.floor(region.y / binning) * binning };
}

/** What a promise was rejected with. */
export async function rejection(work: Promise<unknown>): Promise<{ failure: string; message: string }> {
  return work.then(
    () => expect.fail('It went well.'),
    (reason: { failure: string; message: string }) => reason,
  );
}

/** Takes a whole frame, which has to be what the sensor saw. */
export async function expectTruePixels(bench: Bench): Promise<void> {
  const frame = await bench.take();
  const { width, height } = bench.device.model;
  const expected = truth(bench, { x: 0, y: 0, width, height }, 1);
  // Told as a whole: to print how two frames differ takes minutes.
  expect(Buffer.compare(Buffer.from(frame.pixels.slice().buffer), Buffer.from(expected.buffer))).toBe(0);
}

/** The same, of a camera that has nothing to complain of. */
export async function expectGoodFrame(bench: Bench): Promise<void> {
  await expectTruePixels(bench);
  expect(bench.device.lastFrame()!.complaints).toEqual([]);
}
