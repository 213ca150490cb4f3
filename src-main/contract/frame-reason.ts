/** Why a frame was rejected or lost, or is worth a look though it counts: a code, and what its sentence is made of. */
import type { StarFacts } from './star-limits.ts';
import type { DeviceFailure } from './vocabulary.ts';

export const FRAME_REASON_CODES = [
  'wrong-size',
  'saturated',
  'flat-level',
  'stray-light',
  'no-light',
  'faint',
  'off-set-point',
  'stars',
  'device',
  'fault',
  'console-ended',
  'disk-refused',
  'file-gone',
  'not-needed',
  'task-over',
] as const;
export type FrameReasonCode = (typeof FRAME_REASON_CODES)[number];

/** Levels in ADU; `why` is a sentence in English that has no code. */
interface FrameReasonFacts extends Record<FrameReasonCode, object> {
  /** px */
  'wrong-size': {
    readonly width: number;
    readonly height: number;
    readonly wantedWidth: number;
    readonly wantedHeight: number;
  };
  /** Of the pixels, 0..1 */
  saturated: { readonly fraction: number };
  'flat-level': { readonly medianAdu: number; readonly targetAdu: number };
  /** A dark or a bias that has seen light, and the level of the one before it. */
  'stray-light': { readonly frameType: 'bias' | 'dark'; readonly medianAdu: number; readonly earlierAdu: number };
  /** A light that has seen none, the level of a frame without light, and that of the light before it. */
  'no-light': { readonly medianAdu: number; readonly blankAdu: number; readonly earlierAdu: number };
  faint: { readonly medianAdu: number; readonly blankAdu: number };
  /** °C */
  'off-set-point': { readonly when: 'start' | 'end'; readonly sensorC: number; readonly offC: number };
  stars: StarFacts;
  device: { readonly failure: DeviceFailure; readonly why: string };
  /** Of the console itself. */
  fault: { readonly why: string };
}

export type FrameReason = {
  [Code in FrameReasonCode]: { readonly code: Code } & FrameReasonFacts[Code];
}[FrameReasonCode];
