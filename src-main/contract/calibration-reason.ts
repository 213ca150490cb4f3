/** Why a calibration frame, a master or a bad-pixel map does not serve, or is not made: a code, and what its sentence is made of. */
import type { FileFault } from './file-fault.ts';
import type { FrameReason } from './frame-reason.ts';
import type { TaskFault } from './task-fault.ts';
import type { FrameType } from './vocabulary.ts';
import type { Worded } from './worded.ts';

export const CALIBRATION_REASON_CODES = [
  'other-kind',
  'differs',
  'origin',
  'age',
  'rejected-frames',
  'stale-within',
  'no-master',
  'no-map',
  'dark-without-bias',
  'too-old',
  'no-temperature',
  'built-already',
  'too-few',
  'stopped',
  'not-stale',
  'too-few-left',
  'too-few-darks-left',
  'too-few-flats-left',
  'none-to-take-off',
  'unknown-method',
  'not-in-ledger',
  'task',
  'too-few-files',
  'too-many-frames',
  'named-twice',
  'mixed',
  'mixed-kinds',
  'mixed-numbers',
  'mixed-sizes',
  'was-rejected',
  'not-calibration',
  'no-bias-for-darks',
  'none-serves',
  'other-export',
  'broken-export',
] as const;
export type CalibrationReasonCode = (typeof CALIBRATION_REASON_CODES)[number];

/** How a frame was read out, which is asked of every kind. */
export const READOUT_PROPERTIES = ['camera', 'readoutMode', 'gain', 'offset', 'binning', 'width', 'height'] as const;

/** What a frame has to have in common with those that it calibrates; exposure s, temperature °C, width and height px. */
export const MATCHED_PROPERTIES = [...READOUT_PROPERTIES, 'exposure', 'temperature', 'filter', 'telescope'] as const;
export type MatchedProperty = (typeof MATCHED_PROPERTIES)[number];

/** `none`: there is no such setting, or no filter. */
export type MatchedValue = string | number | { readonly unset: 'not-known' | 'none' | 'camera-default' };

type Kind = Exclude<FrameType, 'light'>;

/** Why a frame does not count any more. */
export interface RejectedInput {
  /** Of its file, without the folder. */
  readonly name: string;
  readonly why: Worded<FrameReason>;
}

interface CalibrationReasonFacts extends Record<CalibrationReasonCode, object> {
  'other-kind': { readonly needed: Kind; readonly has: Kind };
  /** `tolerance`: of a temperature. */
  differs: {
    readonly property: MatchedProperty;
    readonly needed: MatchedValue;
    readonly has: MatchedValue;
    readonly tolerance: number | null;
  };
  /** Where the sub-frames begin: x and y, binned pixels. */
  origin: { readonly needed: readonly [number, number]; readonly has: readonly [number, number] };
  /** `younger`: than the light by so many days, not older. */
  age: { readonly kind: Kind; readonly days: number; readonly younger: boolean; readonly servesDays: number };
  /** The first of them by name. */
  'rejected-frames': { readonly frames: number; readonly named: readonly RejectedInput[] };
  /** The master bias or dark in it, by its file's name. */
  'stale-within': { readonly kind: 'bias' | 'dark'; readonly name: string; readonly reason: Worded<CalibrationReason> };
  'no-master': { readonly kind: Kind };
  /** `newest`: the UTC day of the newest frames, YYYY-MM-DD. */
  'too-old': { readonly kind: Kind; readonly newest: string; readonly servesDays: number };
  'built-already': { readonly path: string };
  'too-few': { readonly frames: number; readonly enough: number };
  'too-few-left': { readonly left: number; readonly before: number; readonly enough: number };
  'too-few-darks-left': { readonly left: number; readonly enough: number };
  /** A master that it had taken off before. */
  'none-to-take-off': { readonly kind: 'bias' | 'dark' };
  'unknown-method': { readonly method: string };
  'not-in-ledger': { readonly name: string };
  /** No task can be queued that would take it. */
  task: { readonly fault: TaskFault };
  'too-many-frames': { readonly frames: number; readonly most: number };
  'named-twice': { readonly path: string };
  /** A frame that differs from the first of those that it should be combined with. */
  mixed: {
    readonly path: string;
    readonly property: MatchedProperty;
    readonly has: MatchedValue;
    readonly first: MatchedValue;
  };
  'mixed-kinds': { readonly path: string; readonly has: Kind; readonly wanted: Kind };
  'mixed-numbers': { readonly path: string; readonly has: 'floats' | 'integers' };
  /** Width and height. */
  'mixed-sizes': {
    readonly path: string;
    readonly has: readonly [number, number];
    readonly first: readonly [number, number];
  };
  /** `why` it was. */
  'was-rejected': { readonly path: string; readonly why: Worded<FrameReason> };
  /** `imageType`: of a light, or what its header says. */
  'not-calibration': { readonly path: string; readonly imageType: string };
  /** A calibrated light of that name that was made with other masters, or that is no sound file. */
  'other-export': { readonly path: string };
  'broken-export': { readonly path: string; readonly fault: FileFault | null };
}

export type CalibrationReason = {
  [Code in CalibrationReasonCode]: { readonly code: Code } & CalibrationReasonFacts[Code];
}[CalibrationReasonCode];

/** Why something does not serve, with its sentence in English. */
export type Objection = Worded<CalibrationReason>;
