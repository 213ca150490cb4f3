/** Everything that a frame can be rejected or lost by. */
import type { FrameReason, FrameReasonCode } from '../../../src-main/contract/frame-reason.ts';
import { STAR_CHECKS } from '../../../src-main/contract/star-limits.ts';
import { DEVICE_FAILURES } from '../../../src-main/contract/vocabulary.ts';

/** The console's own sentence, of which nothing else may be made up. */
export const WHY = 'the device says so';

/** Each code with every code within it. */
export const FRAME_REASONS: { readonly [Code in FrameReasonCode]: readonly Extract<FrameReason, { code: Code }>[] } = {
  'wrong-size': [{ code: 'wrong-size', width: 4096, height: 4000, wantedWidth: 4096, wantedHeight: 4096 }],
  saturated: [{ code: 'saturated', fraction: 0.0712 }],
  'flat-level': [45_000, 12_000].map((medianAdu) => ({ code: 'flat-level', medianAdu, targetAdu: 30_000 })),
  'stray-light': (['dark', 'bias'] as const).map((frameType) => {
    return { code: 'stray-light', frameType, medianAdu: 1100, earlierAdu: 1000 };
  }),
  'no-light': [{ code: 'no-light', medianAdu: 1001, blankAdu: 1000, earlierAdu: 1450 }],
  faint: [{ code: 'faint', medianAdu: 1001, blankAdu: 1000 }],
  'off-set-point': (['start', 'end'] as const).map((when) => {
    return { code: 'off-set-point', when, sensorC: -7.5, offC: 2.5 };
  }),
  stars: STAR_CHECKS.map((check) => ({ code: 'stars', check, value: 3.5, best: 2.25, angleDeg: 30 })),
  device: DEVICE_FAILURES.map((failure) => ({ code: 'device', failure, why: WHY })),
  fault: [{ code: 'fault', why: WHY }],
  'console-ended': [{ code: 'console-ended' }],
  'disk-refused': [{ code: 'disk-refused' }],
  'file-gone': [{ code: 'file-gone' }],
  'not-needed': [{ code: 'not-needed' }],
  'task-over': [{ code: 'task-over' }],
};
