/** A night's bias, darks, flats in L, lights in L and R, taken by a small console, with their masters and bad-pixel map. */
import type { MasterView } from '../../src-main/contract/calibration-views.ts';
import type { FrameView } from '../../src-main/contract/views.ts';
import { DARK, LIGHT, openSmallConsole, type SmallConsole } from './small-console.ts';

const draftsOf = (frames: number) => [
  { ...DARK, taskType: 'optical_imaging_bias_calibration', maxExposureS: null, frames } as const,
  { ...DARK, frames },
  { ...DARK, taskType: 'optical_imaging_flat_calibration', maxExposureS: null, frames, filterIds: [2] } as const,
  { ...LIGHT, requiredExposureS: 60 },
  { ...LIGHT, title: 'M 101', requiredExposureS: 60, filterIds: [3] },
];

export interface CalibratedNight {
  readonly console: SmallConsole;
  readonly frames: readonly FrameView[];
  readonly masters: Readonly<Record<MasterView['kind'], MasterView>>;
  readonly mapUid: string;
  lightIn(filter: string): FrameView;
}

/** @param each frames of bias, dark and flat, five at least */
export async function calibratedNight(host: 'browser' | 'cli', each = 5): Promise<CalibratedNight> {
  const console = await openSmallConsole({ speed: 5000, host });
  for (const draft of draftsOf(each)) await console.call('queue.create', { draft });
  const { problem } = await console.runUntilIdle();
  if (problem !== null) throw new Error(problem);
  const frames = await console.frames();
  await console.call('masters.build', { kind: 'bias' });
  await console.call('masters.build', { subtractBias: true });
  const { masters } = await console.call('masters.list', {});
  const darks = frames.filter(({ frameType }) => frameType === 'dark').map(({ path }) => path!);
  const { uid: mapUid } = await console.call('masters.badPixels', { files: darks });
  return {
    ...{ console, frames, mapUid },
    masters: Object.fromEntries(masters.map((master) => [master.kind, master])) as CalibratedNight['masters'],
    lightIn: (filter) => frames.find((frame) => frame.frameType === 'light' && frame.filterName === filter)!,
  };
}
