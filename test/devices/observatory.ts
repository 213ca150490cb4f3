import type { Clock } from '../../src-main/devices/clock.ts';
import type { ExposureSettings, RawFrame } from '../../src-main/devices/ports.ts';
import { createFamily } from '../../src-main/devices/simulator/index.ts';
import { createSteppingClock } from './stepping-clock.ts';

export const SETTINGS: ExposureSettings = {
  frameType: 'bias',
  exposureS: 0,
  binning: 1,
  readoutMode: 0,
  gain: null,
  offset: null,
  subFrame: null,
  pointing: null,
};

/** A small simulated observatory on a stepping clock. */
export async function openObservatory(options: object = {}, clock: Clock = createSteppingClock()) {
  const family = createFamily({ clock, options: { width: 256, height: 192, ...options } });
  const camera = await family.openCamera('SIM-CAM-0001');
  const wheel = await family.openWheel('SIM-WHL-0001');
  return {
    clock,
    family,
    camera,
    wheel,
    take: (settings: Partial<ExposureSettings>, signal = new AbortController().signal): Promise<RawFrame> =>
      camera
        .takeFrame({ ...SETTINGS, ...settings }, { signal, onPhase() {} })
        // The next frame lies in the same memory.
        .then((frame) => ({ ...frame, pixels: frame.pixels.slice() })),
    move: (slot: number) => wheel.moveTo(slot, new AbortController().signal),
    fault: (device: 'camera' | 'wheel', kind: string, parameters: Record<string, number> = {}) =>
      family.injectFault?.({ device, kind, parameters }),
  };
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  return sum / values.length;
}

export function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += (values[index]! - centre) ** 2;
  return sum / (values.length - 1);
}

export function difference(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: a.length }, (_, index) => a[index]! - b[index]!);
}

export function median(values: ArrayLike<number>): number {
  return Float64Array.from(values).sort()[values.length >> 1]!;
}
