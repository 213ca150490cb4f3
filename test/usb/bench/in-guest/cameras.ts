/** Virtual cameras in the guest's hands: plugged in, found and opened by the project's own drivers, judged by their sensors. */
import { createHash } from 'node:crypto';
import { createClock } from '../../../../src-main/devices/clock.ts';
import { loadFamily } from '../../../../src-main/devices/instrument-host/families.ts';
import type {
  CameraPort,
  DeviceFamily,
  ExposureSettings,
  FoundDevice,
  RawFrame,
} from '../../../../src-main/devices/ports.ts';
import type { CameraOrder, WheelOrder } from '../../usbip/virtual-observatory.ts';
import { CAMERA_MODELS } from '../../virtual-devices/camera-models.ts';
import { waitFor } from './checks.ts';
import type { SideDoor } from './side-door.ts';

export async function openFamily(): Promise<DeviceFamily> {
  const createFamily = await loadFamily('starlight-xpress');
  return createFamily({ clock: createClock(), options: {} });
}

export interface PluggedIn {
  readonly busId: string;
  readonly found: FoundDevice;
}

/** Plugs a device in and waits until the family finds it, which must be the only one of its kind. */
export async function plugInAndFind(
  sideDoor: SideDoor,
  family: DeviceFamily,
  order: CameraOrder | WheelOrder,
): Promise<PluggedIn> {
  const busId = await sideDoor.add(order);
  const found = await waitFor(`the ${order.kind} to be found`, async () => {
    return (await family.find()).find(({ kind }) => kind === order.kind) ?? null;
  });
  return { busId, found };
}

/** Unplugs it for good and waits until the family finds it no more. */
export async function takeAway(sideDoor: SideDoor, family: DeviceFamily, { busId, found }: PluggedIn): Promise<void> {
  await sideDoor.remove(busId);
  await waitFor('the device to be gone', async () => {
    return (await family.find()).some(({ key }) => key === found.key) ? null : true;
  });
}

export function settings(given: Partial<ExposureSettings>): ExposureSettings {
  return {
    ...{ frameType: 'light', exposureS: 0.2, binning: 1, readoutMode: 0, gain: null, offset: null },
    ...{ subFrame: null, pointing: null },
    ...given,
  };
}

export function takeFrame(
  camera: CameraPort,
  wanted: ExposureSettings,
  signal = new AbortController().signal,
): Promise<RawFrame> {
  return camera.takeFrame(wanted, { signal, onPhase: () => {} });
}

/** How much longer than ordered the sensor may have collected light, ms: software emulation on a busy machine is slow. */
const LATENESS_MS = 1500;

/**
 * Compares a frame with what the sensor had in its pixels, bit by bit, its exposure with how long the sensor collected,
 * and passes on the camera's complaints. Throws an Error that says what differs.
 */
export async function judgeFrame(
  sideDoor: SideDoor,
  busId: string,
  model: keyof typeof CAMERA_MODELS,
  wanted: ExposureSettings,
  frame: RawFrame,
  { pixelsOnly = false } = {},
): Promise<void> {
  const { frame: produced } = await sideDoor.lastFrame(busId);
  if (produced === null) throw new Error('The sensor has produced no frame.');
  const { width, height } = CAMERA_MODELS[model];
  const window = wanted.subFrame ?? { x: 0, y: 0, width, height };
  const truth = await sideDoor.truth(busId, produced.exposure.frameNumber, window, wanted.binning);
  if (frame.width !== truth.width || frame.height !== truth.height) {
    throw new Error(`${frame.width} × ${frame.height} pixels instead of ${truth.width} × ${truth.height}.`);
  }
  const { buffer, byteOffset, byteLength } = frame.pixels;
  const hash = createHash('sha256')
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest('hex');
  if (hash !== truth.sha256) throw new Error(`The pixels differ from the sensor's in frame ${truth.frameNumber}.`);
  if (pixelsOnly) return;
  if (produced.complaints.length > 0) throw new Error(`The camera complains: ${produced.complaints.join(' ')}`);

  const { evenRows, oddRows } = produced.exposure;
  for (const { collectedMs } of [evenRows, oddRows]) {
    const late = collectedMs - wanted.exposureS * 1000;
    if (late < -5 || late > LATENESS_MS) {
      throw new Error(
        `The sensor collected light for ${collectedMs.toFixed(0)} ms instead of ${wanted.exposureS * 1000} ms.`,
      );
    }
  }
  const isDark = wanted.frameType === 'dark' || wanted.frameType === 'bias';
  if (CAMERA_MODELS[model].shutter && isDark && evenRows.litMs > 0) throw new Error('The shutter was open.');
  if (CAMERA_MODELS[model].shutter && !isDark && evenRows.litMs < wanted.exposureS * 500) {
    throw new Error(`The shutter was open for ${evenRows.litMs.toFixed(0)} ms only.`);
  }
  const reported = frame.exposureS * 1000;
  if (Math.abs(reported - evenRows.collectedMs) > LATENESS_MS / 3) {
    throw new Error(`${reported.toFixed(0)} ms are reported, ${evenRows.collectedMs.toFixed(0)} ms were collected.`);
  }
}
