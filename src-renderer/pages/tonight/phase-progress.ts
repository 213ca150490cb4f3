import type { ExposureView } from '../../../src-main/contract/views.ts';

export interface PhaseProgress {
  readonly leftS: number;
  /** 0..1 */
  readonly fraction: number;
}

/** How far the camera is with its present phase at `now` (the console's time, ms UTC). */
export function phaseProgress(exposure: Pick<ExposureView, 'startedAt' | 'endsAt'>, now: number): PhaseProgress {
  const from = Date.parse(exposure.startedAt);
  const to = Date.parse(exposure.endsAt);
  if (to <= from) return { leftS: 0, fraction: 1 };
  const fraction = Math.max(0, Math.min(1, (now - from) / (to - from)));
  return { leftS: ((1 - fraction) * (to - from)) / 1000, fraction };
}
